package io.attn4j.cpu.step;

import io.attn4j.plan.View;

/** Loops over the rows of all heads and batches, in parts that the workers share. */
public final class ParallelRows {
    private static final int PARTS_PER_THREAD = 8;

    /** Operations of a part below which handing it to another thread costs more than it saves. */
    private static final double LEAST_WORK = 20_000;

    /** What is done for some rows of one head. */
    @FunctionalInterface
    public interface Body {
        void run(int b, int h, int from, int to);
    }

    /** What is done for some rows of one head, with the arrays of the thread that does it. */
    @FunctionalInterface
    public interface ScratchBody {
        void run(Scratch scratch, int b, int h, int from, int to);
    }

    private ParallelRows() {}

    /** Runs {@code body} over all rows of {@code view}; {@code work} operations in all decide on the number of parts. */
    public static void run(WorkerPool pool, View view, double work, Body body) {
        run(pool, view.batch(), view.heads(), view.rows(), work, body);
    }

    /** As above, with arrays. */
    public static void run(WorkerPool pool, View view, double work, ScratchBody body) {
        run(pool, view.batch(), view.heads(), view.rows(), work, body);
    }

    /** As above, over {@code rows} rows of each of {@code heads} heads of each of {@code batch} batches. */
    public static void run(WorkerPool pool, int batch, int heads, int rows, double work, Body body) {
        run(pool, batch, heads, rows, work, (scratch, b, h, from, to) -> body.run(b, h, from, to));
    }

    /** As above, with arrays. */
    public static void run(WorkerPool pool, int batch, int heads, int rows, double work, ScratchBody body) {
        int all = Math.multiplyExact(batch, heads);
        int wanted = (int) Math.clamp(work / LEAST_WORK, 1, PARTS_PER_THREAD * pool.threads());
        int perHead = Math.clamp(Math.ceilDiv(wanted, all), 1, rows);
        int length = Math.ceilDiv(rows, perHead);
        int parts = Math.ceilDiv(rows, length);
        if (wanted == 1) {
            for (int head = 0; head < all; head++) {
                body.run(pool.scratch(0), head / heads, head % heads, 0, rows);
            }
            return;
        }
        pool.run(Math.multiplyExact(all, parts), (worker, task) -> {
            int head = task / parts;
            int from = task % parts * length;
            body.run(pool.scratch(worker), head / heads, head % heads, from, Math.min(rows, from + length));
        });
    }
}
