package io.attn4j.cpu.core;

import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.LoopChoice;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.View;
import io.attn4j.plan.core.BiasGradient;
import io.attn4j.plan.core.FactorGradient;
import io.attn4j.plan.core.KeyGradient;
import io.attn4j.plan.core.QueryGradient;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Gradients of attention by queries, keys and values, bias and factors, which are one sweep with other sums: a task is a chunk of keys of one key head, with all rows of the query heads that read them.
 *
 * <p>Sums over rows stay within a task. Sums over keys go through the chunks in ascending order: a task adds its part to a
 * block of rows when the task of the chunk before it has, which tasks that start in the order of their chunks reach soon
 * after. So no result depends on the number of threads, and no thread needs memory for partial sums of whole heads.
 */
final class CoreGradientLoops {
    /** What a waiting task spins before it lets other threads run. */
    private static final int SPINS = 1000;

    private static final int PAUSE_NS = 20_000;

    private final LoopChoice choice;
    private final WorkerPool pool;
    private final CoreGradientTile[] tiles;

    CoreGradientLoops(LoopChoice choice, WorkerPool pool) {
        this.choice = choice;
        this.pool = pool;
        tiles = new CoreGradientTile[pool.threads()];
        for (int i = 0; i < tiles.length; i++) {
            tiles[i] = new CoreGradientTile();
        }
    }

    void execute(QueryGradient step, Map<String, MemorySegment> arrays) {
        execute(CoreGradientOperands.of(step, arrays));
    }

    void execute(KeyGradient step, Map<String, MemorySegment> arrays) {
        execute(CoreGradientOperands.of(step, arrays));
    }

    void execute(BiasGradient step, Map<String, MemorySegment> arrays) {
        execute(CoreGradientOperands.of(step, arrays));
    }

    void execute(FactorGradient step, Map<String, MemorySegment> arrays) {
        execute(CoreGradientOperands.of(step, arrays));
    }

    void execute(QueryKeyGradient pair, Map<String, MemorySegment> arrays) {
        execute(CoreGradientOperands.of(pair, arrays));
    }

    private void execute(CoreGradientOperands g) {
        Progress progress = new Progress(g);
        choice.run(pool, g.flops(), tasks(g), (loops, worker, task) -> run(loops, tiles[worker], g, progress, task));
    }

    /** Number of tasks of a step. */
    private static int tasks(CoreGradientOperands g) {
        int chunks = Math.ceilDiv(g.keys(), CoreGradientTile.chunk(g.keys()));
        if (g.bias() != null) {
            View y = g.bias().view();
            int perChunk = Math.multiplyExact(Math.multiplyExact(y.batch(), y.heads()), rowParts(g));
            return Math.multiplyExact(chunks, perChunk);
        }
        View b = g.core().step().b();
        return Math.multiplyExact(chunks, Math.multiplyExact(b.batch(), b.heads()));
    }

    private static int rowParts(CoreGradientOperands g) {
        return Math.ceilDiv(g.rows(), CoreGradientTile.BIAS_ROWS);
    }

    /** Runs one task; tasks must start in ascending order. */
    private static void run(
            TileLoops loops, CoreGradientTile tile, CoreGradientOperands g, Progress progress, int task) {
        if (g.bias() != null) {
            View y = g.bias().view();
            int part = task % rowParts(g);
            int rest = task / rowParts(g);
            int head = rest % y.heads();
            int batch = rest / y.heads() % y.batch();
            int chunk = rest / y.heads() / y.batch();
            tile.bias(loops, g, batch, head, chunk, part * CoreGradientTile.BIAS_ROWS);
            return;
        }
        View b = g.core().step().b();
        int all = b.batch() * b.heads();
        int head = task % all;
        try {
            tile.run(loops, g, head / b.heads(), head % b.heads(), task / all, progress, task);
        } catch (RuntimeException | Error e) {
            progress.fail();
            throw e;
        }
    }

    /** How many blocks of rows each task has added to. */
    static final class Progress {
        private final AtomicIntegerArray done;
        private final int stride;
        private volatile boolean failed;

        Progress(CoreGradientOperands g) {
            View b = g.core().step().b();
            stride = b.batch() * b.heads();
            done = new AtomicIntegerArray(tasks(g));
        }

        /** Waits until the task of the chunk before has added to the first {@code blocks} blocks. */
        void await(int task, int blocks) {
            int before = task - stride;
            for (int spins = 0; before >= 0 && done.get(before) < blocks && !failed; spins++) {
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.parkNanos(PAUSE_NS);
                }
            }
        }

        /** Says that the first {@code blocks} blocks are done. */
        void done(int task, int blocks) {
            done.setRelease(task, blocks);
        }

        void fail() {
            failed = true;
        }
    }
}
