package io.attn4j.cpu.loss;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.loss.CrossEntropyGradient;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Gradients of logits, row by row, in fp32. */
final class CrossEntropyGradientLoops {
    private static final double OPERATIONS = 12;

    private CrossEntropyGradientLoops() {}

    static void execute(
            CrossEntropyGradient step, Map<String, MemorySegment> arrays, TileLoops loops, WorkerPool pool) {
        Matrices logits = Matrices.of(step.loss().logits(), arrays);
        Matrices targets = Matrices.of(step.loss().targets(), arrays);
        Matrices lse = Matrices.of(step.loss().lse(), arrays);
        Matrices losses = Matrices.of(step.dy(), arrays);
        Matrices lses = Matrices.of(step.dlse(), arrays);
        Matrices dlogits = Matrices.of(step.dlogits(), arrays);
        int classes = logits.columns();
        double smoothing = step.loss().smoothing();
        ParallelRows.run(pool, step.dlogits(), OPERATIONS * step.dlogits().elements(), (b, h, from, to) -> {
            float[] row = new float[classes];
            for (int n = from; n < to; n++) {
                float target = targets.get(b, 0, n, 0);
                if (LossLoops.isIndex(target, classes)) {
                    float dy = losses.get(b, 0, n, 0);
                    float factor = lses == null ? dy : dy + lses.get(b, 0, n, 0);
                    logits.readRow(b, 0, n, row);
                    loops.exponentials(row, classes, lse.get(b, 0, n, 0));
                    float everywhere = (float) (dy * smoothing / classes);
                    float probability = row[(int) target];
                    for (int v = 0; v < classes; v++) {
                        row[v] = factor * row[v] - everywhere;
                    }
                    row[(int) target] =
                            (float) ((double) factor * probability - dy * (smoothing / classes + 1 - smoothing));
                } else {
                    Arrays.fill(row, target < 0 ? 0 : Float.NaN);
                }
                dlogits.writeRow(row, b, 0, n);
            }
        });
    }
}
