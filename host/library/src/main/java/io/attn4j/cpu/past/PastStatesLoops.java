package io.attn4j.cpu.past;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.past.PastStates;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** States at the borders of chunks, summed in fp64, so that their error does not grow with the sequence. */
final class PastStatesLoops {
    private PastStatesLoops() {}

    static void execute(PastStates step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices e = Matrices.of(step.e(), arrays);
        Matrices initial = Matrices.of(step.initial(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        Matrices last = Matrices.of(step.last(), arrays);
        int n = step.x().rows();
        int chunks = Math.ceilDiv(n, step.chunk());
        int columns = x.columns();
        // Slots are independent of each other.
        ParallelRows.run(pool, step.x().batch(), step.x().heads(), step.e().rows(), step.flops(), (b, h, from, to) -> {
            int rows = x.validRows(step.lengths(), b);
            double[] state = new double[(to - from) * columns];
            float[] row = new float[columns];
            for (int r = from; initial != null && r < to; r++) {
                initial.readRow(b, h, r, row);
                Sums.add(1, row, 0, state, (r - from) * columns, columns);
            }
            for (int c = 0; c < chunks; c++) {
                Slots.write(state, y, b, h * chunks + c, from, to);
                int end = (int) Math.min((c + 1L) * step.chunk(), rows);
                for (int i = c * step.chunk(); i < end; i++) {
                    x.readRow(b, h, i, row);
                    for (int r = from; r < to; r++) {
                        Sums.add(e.get(0, h, r, i), row, 0, state, (r - from) * columns, columns);
                    }
                }
            }
            if (last != null) {
                Slots.write(state, last, b, h, from, to);
            }
        });
    }
}
