package io.attn4j.cpu;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/**
 * Which loops the next call runs: the early ones at first, the final ones once enough work has come to pay for warming
 * them up.
 *
 * <p>Before the JIT compiler has come to them, loops over vectors allocate an object for each vector and take a hundred
 * times as long as scalar ones: 2 s for the first attention of 8 x 512 x 64, against 0.1 s. A program that calls once
 * should not pay that. Both kinds give the same bits: only the time changes.
 */
final class LoopChoice {
    /** Work, in floating-point operations or in time, from which on the final loops are worth warming up. */
    private static final double WARM_UP_FLOPS = 2e9;

    private static final long WARM_UP_NS = 150_000_000;

    private static final long PATIENCE_NS = 10_000_000_000L;

    private final TileLoops early;
    private final TileLoops last;
    private TileLoops current;
    private String reason;
    private double flops;
    private long earlyNs;

    private LoopChoice(TileLoops early, TileLoops last, String reason) {
        this.early = early;
        this.last = last;
        this.reason = reason;
        current = early;
    }

    /** The same loops for all calls; {@code reason} says why there are none faster, or is null. */
    static LoopChoice only(TileLoops loops, String reason) {
        return new LoopChoice(loops, loops, reason);
    }

    /** {@code early} until {@code last} are worth warming up. */
    static LoopChoice both(TileLoops early, TileLoops last) {
        return new LoopChoice(early, last, null);
    }

    /** The loops for a call of {@code callFlops} floating-point operations; warms the final ones up when it is time. */
    synchronized TileLoops next(double callFlops) {
        flops += callFlops;
        if (current != last && reason == null && (flops > WARM_UP_FLOPS || earlyNs > WARM_UP_NS)) {
            if (warmUp()) {
                current = last;
            } else {
                reason = last.name() + " stayed slower for " + PATIENCE_NS / 1_000_000_000L + " s";
            }
        }
        return current;
    }

    /** Counts the time of a call that has run. */
    synchronized void spent(long ns) {
        earlyNs += ns;
    }

    /** What runs, and what will once it is warm, or why nothing faster. */
    synchronized String description(int threads) {
        String what = current == last || reason != null ? current.name() : last.name() + ", scalar until it is warm";
        return what + ", " + threads + (threads == 1 ? " thread" : " threads") + (reason == null ? "" : ": " + reason);
    }

    /** Runs a small problem on both until the final loops take less than half of the time of the early ones. */
    private boolean warmUp() {
        int n = 256;
        int d = 64;
        Map<String, MemorySegment> arrays = new HashMap<>();
        View q = view("q", TileLoops.LANES, d, arrays);
        View kv = view("kv", n, d, arrays);
        View o = view("o", TileLoops.LANES, d, arrays);
        View lse = view("lse", TileLoops.LANES, 1, arrays);
        KeyRanges ranges = KeyRanges.rectangular(1, TileLoops.LANES, n, true, null);
        CoreOperands core = CoreOperands.of(CoreAttention.of("warmUp", 1, q, kv, kv, ranges, o, lse), arrays);
        AttentionTile tile = new AttentionTile();
        long earlyBest = Long.MAX_VALUE;
        long lastBest = Long.MAX_VALUE;
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE_NS) {
            earlyBest = Math.min(earlyBest, time(tile, early, core));
            lastBest = Math.min(lastBest, time(tile, last, core));
            if (2 * lastBest < earlyBest) {
                return true;
            }
        }
        return false;
    }

    private static View view(String name, int rows, int columns, Map<String, MemorySegment> arrays) {
        Buffer buffer = new Buffer(name, Buffer.Kind.INTERMEDIATE, (long) rows * columns);
        arrays.put(name, Arena.ofAuto().allocate(buffer.elements() * Float.BYTES, Float.BYTES));
        return View.contiguous(buffer, 1, 1, rows, columns);
    }

    private static long time(AttentionTile tile, TileLoops loops, CoreOperands core) {
        long start = System.nanoTime();
        tile.run(loops, core, 0, 0, 0, TileLoops.LANES);
        return System.nanoTime() - start;
    }
}
