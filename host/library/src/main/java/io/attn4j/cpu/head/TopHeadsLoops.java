package io.attn4j.cpu.head;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.head.TopHeads;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** The heads with the largest logits of each row. */
final class TopHeadsLoops {
    private TopHeadsLoops() {}

    static void execute(TopHeads step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices z = Matrices.of(step.z(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int columns = z.columns();
        ParallelRows.run(pool, step.z(), (double) step.z().elements() * step.top(), (b, zero, from, to) -> {
            float[] logits = new float[columns];
            float[] taken = new float[columns];
            for (int i = from; i < to; i++) {
                z.readRow(b, 0, i, logits);
                Arrays.fill(taken, 0);
                for (int t = 0; t < step.top(); t++) {
                    int best = -1;
                    for (int h = 0; h < columns; h++) {
                        if (taken[h] == 0 && (best < 0 || logits[h] > logits[best])) {
                            best = h;
                        }
                    }
                    taken[best] = 1;
                }
                y.writeRow(taken, b, 0, i);
            }
        });
    }
}
