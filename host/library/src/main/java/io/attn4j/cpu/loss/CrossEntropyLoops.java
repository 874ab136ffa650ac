package io.attn4j.cpu.loss;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.loss.CrossEntropy;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** The cross-entropy of each row; exponentials in fp32, sums in fp64. */
final class CrossEntropyLoops {
    private static final double OPERATIONS = 12;

    private CrossEntropyLoops() {}

    static void execute(CrossEntropy step, Map<String, MemorySegment> arrays, TileLoops loops, WorkerPool pool) {
        Matrices logits = Matrices.of(step.logits(), arrays);
        Matrices targets = Matrices.of(step.targets(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        Matrices lse = Matrices.of(step.lse(), arrays);
        int classes = logits.columns();
        ParallelRows.run(pool, step.logits(), OPERATIONS * step.logits().elements(), (b, h, from, to) -> {
            float[] row = new float[classes];
            for (int n = from; n < to; n++) {
                float target = targets.get(b, 0, n, 0);
                if (target < 0) {
                    y.set(b, 0, n, 0, 0);
                    lse.set(b, 0, n, 0, 0);
                    continue;
                }
                logits.readRow(b, 0, n, row);
                boolean valid = LossLoops.isIndex(target, classes);
                float wanted = valid ? row[(int) target] : Float.NaN;
                double smoothed = step.smoothing() > 0 ? step.smoothing() * (wanted - ClassSums.sum(row) / classes) : 0;
                float max = -Float.MAX_VALUE;
                for (float logit : row) {
                    max = Math.max(max, logit);
                }
                loops.exponentials(row, classes, max);
                double log = Math.log(ClassSums.sum(row));
                y.set(b, 0, n, 0, (float) (log + ((double) max - wanted) + smoothed));
                lse.set(b, 0, n, 0, (float) (max + log));
            }
        });
    }
}
