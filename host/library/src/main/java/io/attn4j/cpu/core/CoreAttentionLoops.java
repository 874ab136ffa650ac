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

    void execute(CoreAttention step, Map<String, MemorySegment> arrays) {
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
            tiles[worker].run(loops, core, head / heads, head % heads, row, rows);
        });
    }

    /** One tile of rows over a few blocks of keys, for {@link LoopChoice} to time. */
    static Consumer<TileLoops> trial() {
        int n = 256;
        int d = 64;
        Map<String, MemorySegment> arrays = new HashMap<>();
        View q = view("q", TileLoops.LANES, d, arrays);
        View kv = view("kv", n, d, arrays);
        View o = view("o", TileLoops.LANES, d, arrays);
        View lse = view("lse", TileLoops.LANES, 1, arrays);
        KeyRanges ranges = KeyRanges.rectangular(1, TileLoops.LANES, n, true, null);
        CoreOperands core = CoreOperands.of(CoreAttention.of("warmUp", 1, q, kv, kv, ranges, o, lse), arrays);
        CoreAttentionTile tile = new CoreAttentionTile();
        return loops -> tile.run(loops, core, 0, 0, 0, TileLoops.LANES);
    }

    private static View view(String name, int rows, int columns, Map<String, MemorySegment> arrays) {
        Buffer buffer = new Buffer(name, Buffer.Kind.INTERMEDIATE, (long) rows * columns);
        arrays.put(name, Arena.ofAuto().allocate(buffer.elements() * Float.BYTES, Float.BYTES));
        return View.contiguous(buffer, 1, 1, rows, columns);
    }
}
