package io.attn4j.cpu.past;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.LoopChoice;
import io.attn4j.plan.past.PastStates;
import io.attn4j.plan.past.PastStatesGradient;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * Gradients of the states at chunk starts, by rows and by weights (docs/equations.md, section 2.7).
 *
 * <p>Sums over chunks are formed in fp64, so that their error does not grow with the sequence. The order of every sum depends
 * on the problem alone.
 */
final class PastStatesGradientLoops {
    private PastStatesGradientLoops() {}

    static void execute(
            PastStatesGradient step, Map<String, MemorySegment> arrays, LoopChoice choice, WorkerPool pool) {
        PastStates states = step.states();
        Matrices x = Matrices.of(states.x(), arrays);
        Matrices e = Matrices.of(states.e(), arrays);
        Matrices dy = Matrices.of(step.dy(), arrays);
        Matrices last = Matrices.of(step.dlast(), arrays);
        Matrices sums = Matrices.of(step.sums(), arrays);
        Matrices dx = Matrices.of(step.dx(), arrays);
        Matrices de = Matrices.of(step.de(), arrays);
        Matrices initial = Matrices.of(step.dinitial(), arrays);
        int n = states.x().rows();
        int chunk = Math.min(states.chunk(), n);
        int chunks = Math.ceilDiv(n, chunk);
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
            Slots.forget(states.decay(), from, states.lastRows() - 1, sum, columns);
            for (int c = chunks - 1; c >= 0; c--) {
                for (int r = from; r < to; r++) {
                    Sums.round(sum, (r - from) * columns, row);
                    sums.writeRow(row, b, h * chunks + c, r);
                    dy.readRow(b, h * chunks + c, r, row);
                    Sums.add(1, row, 0, sum, (r - from) * columns, columns);
                }
                Slots.forget(states.decay(), from, c > 0 ? chunk : 1, sum, columns);
            }
            if (initial != null) {
                Slots.write(sum, initial, b, h, from, to);
            }
        });
        int heads = states.x().heads();
        int blocks = Math.ceilDiv(chunk, ChunkRows.BLOCK);
        int tasks = Math.multiplyExact(states.x().batch() * heads, chunks * blocks);
        choice.run(pool, step.flops(), tasks, (loops, worker, task) -> {
            int b = task / blocks / chunks / heads;
            int h = task / blocks / chunks % heads;
            int c = task / blocks % chunks;
            int first = c * chunk + task % blocks * ChunkRows.BLOCK;
            int rows = Math.min(Math.min(ChunkRows.BLOCK, (c + 1) * chunk - first), n - first);
            if (rows <= 0) {
                return;
            }
            int within = Math.clamp((long) x.validRows(states.lengths(), b) - first, 0, rows);
            float[] sum = ChunkRows.read(sums, b, h * chunks + c, 0, rank);
            float[] values = ChunkRows.read(x, b, h, first, within);
            float[] eOfRow = ChunkRows.turned(ChunkRows.read(e, 0, h, 0, first, rank, within), rank, within);
            float[] rowSums = new float[rows * ChunkRows.stride(columns)];
            float[] eSums = new float[rows * ChunkRows.stride(rank)];
            ChunkRows.add(loops, eOfRow, within, rank, sum, columns, rowSums);
            ChunkRows.add(loops, values, within, columns, ChunkRows.turned(sum, rank, columns), rank, eSums);
            ChunkRows.write(rowSums, dx, b, h, first, rows);
            ChunkRows.writeTurned(eSums, de, b, h, first, rows);
        });
    }
}
