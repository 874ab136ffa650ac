package io.attn4j.cpu;

import io.attn4j.core.CoreProblem;
import io.attn4j.core.CoreShape;
import io.attn4j.core.Operand;
import java.lang.foreign.MemorySegment;

/**
 * {@link CpuKernels} on {@link TileLoops}: splits a call into tasks, and runs them on a {@link WorkerPool}.
 *
 * <p>Every sum is formed in an order that depends on the problem alone, so results are bitwise equal for any number of
 * threads, and for a batch and its parts. Scratch belongs to a worker, is independent of the sequence length, and is
 * kept for the next call.
 */
final class TiledCpuKernels implements CpuKernels {
    private static final int POOL_ROWS = 1024;

    private final LoopChoice choice;
    private final WorkerPool pool;
    private final AttentionTile[] attention;
    private final SequenceSum[] sums;

    TiledCpuKernels(LoopChoice choice, int threads) {
        this.choice = choice;
        pool = new WorkerPool(threads);
        attention = new AttentionTile[threads];
        sums = new SequenceSum[threads];
        for (int i = 0; i < threads; i++) {
            attention[i] = new AttentionTile();
            sums[i] = new SequenceSum();
        }
    }

    @Override
    public String description() {
        return choice.description(threads());
    }

    @Override
    public int threads() {
        return pool.threads();
    }

    @Override
    public void attention(CoreProblem problem, MemorySegment o, MemorySegment lse) {
        CoreShape shape = problem.shape();
        int rows = AttentionTile.rowsPerTask(shape, threads());
        int perHead = Math.ceilDiv(shape.queries(), rows);
        int heads = Math.multiplyExact(shape.batch(), shape.heads());
        // Tasks of one head follow one another, for they read the same keys and values. Its later rows, which see more
        // keys under a causal mask, go first, so that the call does not end on a long task.
        run(shape.flops(), Math.multiplyExact(perHead, heads), (loops, worker, task) -> {
            int head = task / perHead;
            int row = (perHead - 1 - task % perHead) * rows;
            attention[worker].run(loops, problem, head / shape.heads(), head % shape.heads(), row, rows, o, lse);
        });
    }

    @Override
    public void projectSequence(
            Operand x,
            Operand e,
            int batch,
            int heads,
            int sequence,
            int rank,
            int dim,
            int[] lengths,
            MemorySegment y) {
        SequenceSum.Projection projection =
                new SequenceSum.Projection(x, e, batch, heads, sequence, rank, dim, lengths, y);
        SequenceSum.Cut cut = SequenceSum.Cut.of(projection, threads());
        run(
                2.0 * batch * heads * sequence * rank * dim,
                cut.tasks(projection),
                (loops, worker, task) -> sums[worker].project(loops, projection, cut, task));
    }

    @Override
    public void meanPoolSequence(
            Operand x, int batch, int heads, int sequence, int rank, int dim, int[] lengths, MemorySegment y) {
        // Tasks of some thousand rows, so that taking one costs nothing against doing it.
        int ranks = (int) Math.clamp((long) POOL_ROWS * rank / sequence, 1, rank);
        int rankTasks = Math.ceilDiv(rank, ranks);
        int slabs = Math.ceilDiv(dim, TileLoops.LANES);
        int perHead = Math.multiplyExact(rankTasks, slabs);
        int tasks = Math.multiplyExact(Math.multiplyExact(batch, heads), perHead);
        run((double) batch * heads * sequence * dim, tasks, (loops, worker, task) -> {
            int head = task / perHead;
            int d0 = task % slabs * TileLoops.LANES;
            int b = head / heads;
            int first = task % perHead / slabs * ranks;
            for (int r = first; r < Math.min(rank, first + ranks); r++) {
                int from = (int) ((long) r * sequence / rank);
                int to = (int) ((r + 1L) * sequence / rank);
                sums[worker].mean(
                        loops,
                        x.data(),
                        x.index(b, head % heads, 0) + d0,
                        x.rowStride(),
                        from,
                        lengths == null ? to : Math.clamp(lengths[b], from, to),
                        to - from,
                        Math.min(TileLoops.LANES, dim - d0),
                        y,
                        ((long) head * rank + r) * dim + d0);
            }
        });
    }

    /** One task of a call, with the loops that the call runs. */
    private interface Task {
        void run(TileLoops loops, int worker, int task);
    }

    private void run(double flops, int tasks, Task body) {
        TileLoops loops = choice.next(flops);
        long start = System.nanoTime();
        pool.run(tasks, (worker, task) -> body.run(loops, worker, task));
        choice.spent(System.nanoTime() - start);
    }

    @Override
    public void close() {
        pool.close();
    }
}
