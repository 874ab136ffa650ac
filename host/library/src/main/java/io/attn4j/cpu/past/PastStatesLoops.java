package io.attn4j.cpu.past;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.LoopChoice;
import io.attn4j.plan.past.PastStates;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** States at the borders of chunks: sums of blocks of rows, added up in fp64, so that their error does not grow with the sequence. */
final class PastStatesLoops {
    /** Slots of a task. */
    private static final int SLOTS = 32;

    private PastStatesLoops() {}

    static void execute(PastStates step, Map<String, MemorySegment> arrays, LoopChoice choice, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices e = Matrices.of(step.e(), arrays);
        Matrices initial = Matrices.of(step.initial(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        Matrices last = Matrices.of(step.last(), arrays);
        int n = step.x().rows();
        int chunk = Math.min(step.chunk(), n);
        int chunks = Math.ceilDiv(n, chunk);
        int columns = x.columns();
        int stride = ChunkRows.stride(columns);
        int rank = step.e().rows();
        int heads = step.x().heads();
        // Slots are independent of each other.
        int parts = Math.ceilDiv(rank, SLOTS);
        int tasks = Math.multiplyExact(step.x().batch() * heads, parts);
        choice.run(pool, step.flops(), tasks, (loops, worker, task) -> {
            PastScratch scratch = new PastScratch(pool.scratch(worker));
            int b = task / parts / heads;
            int h = task / parts % heads;
            int from = task % parts * SLOTS;
            int slots = Math.min(SLOTS, rank - from);
            int rows = x.validRows(step.lengths(), b);
            double[] state = new double[slots * columns];
            float[] sum = new float[slots * stride];
            float[] row = new float[columns];
            for (int r = 0; initial != null && r < slots; r++) {
                initial.readRow(b, h, from + r, row);
                Sums.add(1, row, 0, state, r * columns, columns);
            }
            Slots.forget(step.decay(), from, 1, state, columns);
            for (int c = 0; c < chunks; c++) {
                if (c > 0) {
                    Slots.forget(step.decay(), from, chunk, state, columns);
                }
                Slots.write(state, y, b, h * chunks + c, from, from + slots);
                int end = (int) Math.min((c + 1L) * chunk, rows);
                for (int i = c * chunk; i < end; i += ChunkRows.BLOCK) {
                    int some = Math.min(ChunkRows.BLOCK, end - i);
                    float[] weights = scratch.slots(ChunkRows.floats(slots, some));
                    ChunkRows.read(e, 0, h, from, i, slots, some, weights);
                    float[] block = scratch.block(ChunkRows.floats(some, columns));
                    ChunkRows.read(x, b, h, i, 0, some, columns, block);
                    Arrays.fill(sum, 0);
                    ChunkRows.add(loops, weights, slots, some, block, columns, sum);
                    for (int r = 0; r < slots; r++) {
                        Sums.add(1, sum, r * stride, state, r * columns, columns);
                    }
                }
            }
            if (last != null) {
                Slots.forget(step.decay(), from, step.lastRows() - 1, state, columns);
                Slots.write(state, last, b, h, from, from + slots);
            }
        });
    }
}
