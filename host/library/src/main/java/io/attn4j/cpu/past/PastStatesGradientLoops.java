package io.attn4j.cpu.past;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.past.PastStates;
import io.attn4j.plan.past.PastStatesGradient;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * Gradients of the states at chunk starts, by rows and by weights (docs/equations.md, section 2.7).
 *
 * <p>Sums are formed in fp64, so that their error does not grow with the sequence. The order of every sum depends on the
 * problem alone.
 */
final class PastStatesGradientLoops {
    private PastStatesGradientLoops() {}

    static void execute(PastStatesGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        PastStates states = step.states();
        Matrices x = Matrices.of(states.x(), arrays);
        Matrices e = Matrices.of(states.e(), arrays);
        Matrices dy = Matrices.of(step.dy(), arrays);
        Matrices last = Matrices.of(step.dlast(), arrays);
        Matrices sums = Matrices.of(step.sums(), arrays);
        Matrices dx = Matrices.of(step.dx(), arrays);
        Matrices de = Matrices.of(step.de(), arrays);
        int n = states.x().rows();
        int chunks = Math.ceilDiv(n, states.chunk());
        int rank = states.e().rows();
        int columns = x.columns();
        double work = (double) sums.view().elements();
        // Slots are independent of each other.
        ParallelRows.run(pool, states.x().batch(), states.x().heads(), rank, work, (b, h, from, to) -> {
            double[] sum = new double[(to - from) * columns];
            float[] row = new float[columns];
            for (int r = from; last != null && r < to; r++) {
                last.readRow(b, h, r, row);
                Sums.add(1, row, 0, sum, (r - from) * columns, columns);
            }
            for (int c = chunks - 1; c >= 0; c--) {
                for (int r = from; r < to; r++) {
                    Sums.round(sum, (r - from) * columns, row);
                    sums.writeRow(row, b, h * chunks + c, r);
                    dy.readRow(b, h * chunks + c, r, row);
                    Sums.add(1, row, 0, sum, (r - from) * columns, columns);
                }
            }
        });
        ParallelRows.run(pool, states.x().batch(), states.x().heads(), chunks, step.flops(), (b, h, from, to) -> {
            int valid = x.validRows(states.lengths(), b);
            for (int c = from; c < to; c++) {
                int first = c * states.chunk();
                int rows = (int) Math.min(states.chunk(), (long) n - first);
                int within = Math.clamp((long) valid - first, 0, rows);
                float[] sum = sums.copy(b, h * chunks + c);
                float[] values = ChunkRows.block(x, b, h, first, within);
                float[] eOfRow = ChunkRows.turned(e, h, first, within);
                double[] rowSums = new double[rows * columns];
                double[] eSums = new double[rows * rank];
                for (int i = 0; i < within; i++) {
                    for (int r = 0; r < rank; r++) {
                        Sums.add(eOfRow[i * rank + r], sum, r * columns, rowSums, i * columns, columns);
                        eSums[i * rank + r] = ChunkRows.dot(values, i * columns, sum, r * columns, columns);
                    }
                }
                ChunkRows.writeRows(rowSums, dx, b, h, first, rows);
                ChunkRows.writeTurned(eSums, de, b, h, first, rows);
            }
        });
    }
}
