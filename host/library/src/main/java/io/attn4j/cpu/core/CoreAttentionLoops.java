package io.attn4j.cpu.core;

import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.LoopChoice;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Fused attention in tasks of some rows of one head, with the scratch of each thread. */
final class CoreAttentionLoops {
    private static final int EDGES = 8;

    private final LoopChoice choice;
    private final WorkerPool pool;
    private final CoreAttentionTile[] tiles;

    CoreAttentionLoops(LoopChoice choice, WorkerPool pool) {
        this.choice = choice;
        this.pool = pool;
        tiles = new CoreAttentionTile[pool.threads()];
        for (int i = 0; i < tiles.length; i++) {
            tiles[i] = new CoreAttentionTile();
        }
    }

    /**
     * Executes {@code step}.
     *
     * @param weights where its softmax weights are kept, or null
     */
    void execute(CoreAttention step, KeptWeights weights, Map<String, MemorySegment> arrays) {
        CoreOperands core = CoreOperands.of(step, arrays);
        int heads = step.a().heads();
        int rows = CoreAttentionTile.rowsPerTask(step, pool.threads());
        int perHead = Math.ceilDiv(step.a().rows(), rows);
        int all = Math.multiplyExact(step.a().batch(), heads);
        // Tasks of one head follow one another, for they read the same keys and values. Its later rows, which see more
        // keys under a causal mask, go first, so that the call does not end on a long task.
        double flops = 2.0 * all * step.a().rows() * step.b().rows() * (core.keyDim() + core.valueDim());
        choice.run(pool, flops, Math.multiplyExact(perHead, all), (loops, worker, task) -> {
            int head = task / perHead;
            int row = (perHead - 1 - task % perHead) * rows;
            tiles[worker].run(loops, core, weights, head / heads, head % heads, row, rows);
        });
    }

    /** One tile of rows over a few blocks of keys, and a small one over a part of a block, for {@link LoopChoice} to time. */
    static Consumer<TileLoops> trial() {
        CoreOperands large = trial(TileLoops.LANES, 256, 64);
        CoreOperands small = trial(TileLoops.HALF, TileLoops.HALF, TileLoops.HALF + TileLoops.SQUARE);
        // what the others have at their edges alone, often enough to be compiled as early as the rest
        CoreOperands edge = trial(8, 11, TileLoops.LANES);
        CoreAttentionTile tile = new CoreAttentionTile();
        return loops -> {
            for (int i = 0; i < EDGES; i++) {
                tile.run(loops, edge, null, 0, 0, 0, TileLoops.LANES);
            }
            tile.run(loops, large, null, 0, 0, 0, TileLoops.LANES);
            tile.run(loops, small, null, 0, 0, 0, TileLoops.LANES);
        };
    }

    private static CoreOperands trial(int rows, int keys, int d) {
        Map<String, MemorySegment> arrays = new HashMap<>();
        View q = view("q", rows, d, arrays);
        View kv = view("kv", keys, d, arrays);
        View o = view("o", rows, d, arrays);
        View lse = view("lse", rows, 1, arrays);
        KeyRanges ranges = KeyRanges.rectangular(1, rows, keys, true, null);
        return CoreOperands.of(CoreAttention.of("warmUp", 1, q, kv, kv, ranges, o, lse), arrays);
    }

    private static View view(String name, int rows, int columns, Map<String, MemorySegment> arrays) {
        Buffer buffer = new Buffer(name, Buffer.Kind.INTERMEDIATE, (long) rows * columns);
        arrays.put(name, Arena.ofAuto().allocate(buffer.elements() * Float.BYTES, Float.BYTES));
        return View.contiguous(buffer, 1, 1, rows, columns);
    }
}
