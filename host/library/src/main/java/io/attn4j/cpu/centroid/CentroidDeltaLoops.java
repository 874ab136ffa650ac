package io.attn4j.cpu.centroid;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.centroid.CentroidDelta;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Updates of centroids from an attention over inputs. */
final class CentroidDeltaLoops {
    private CentroidDeltaLoops() {}

    static void execute(CentroidDelta step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices o = Matrices.of(step.o(), arrays);
        Matrices lse = Matrices.of(step.lse(), arrays);
        Matrices u = Matrices.of(step.u(), arrays);
        Matrices residual = Matrices.of(step.residual(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int columns = o.columns();
        ParallelRows.run(pool, step.y(), 4.0 * step.y().elements(), (b, h, from, to) -> {
            float[] update = new float[columns];
            float[] centroid = new float[columns];
            float[] base = new float[columns];
            for (int j = from; j < to; j++) {
                o.readRow(b, h, j, update);
                if (u != null) {
                    u.readRow(b, h, j, centroid);
                }
                if (residual == null) {
                    Arrays.fill(base, 0);
                } else {
                    residual.readRow(b, h, j, base);
                }
                double weight = Math.exp(lse.get(b, h, j, 0));
                double factor = step.epsilon()
                        * switch (step.mode()) {
                            case ROWS -> 1;
                            case COLUMNS -> weight;
                            case COLUMNS_NORMALISED -> weight / (weight + step.delta());
                        };
                for (int c = 0; c < columns; c++) {
                    base[c] = (float) (base[c] + factor * ((double) update[c] - centroid[c]));
                }
                y.writeRow(base, b, h, j);
            }
        });
    }
}
