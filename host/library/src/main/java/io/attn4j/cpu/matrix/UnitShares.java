package io.attn4j.cpu.matrix;

import java.util.concurrent.atomic.AtomicInteger;

/** Units of work in equal shares of consecutive ones, one for each thread, which takes from those of others when its own is done. */
final class UnitShares {
    private final PanelCut cut;
    private final AtomicInteger[] next;
    private final int[] end;

    /** Shares of the units of {@code cut}. */
    UnitShares(PanelCut cut, int threads) {
        this.cut = cut;
        int units = cut.units();
        next = new AtomicInteger[threads];
        end = new int[threads];
        for (int i = 0; i < threads; i++) {
            next[i] = new AtomicInteger((int) ((long) units * i / threads));
            end[i] = (int) ((long) units * (i + 1) / threads);
        }
    }

    /** Work on consecutive units of one part, at most {@link PanelCut#MAX_TILES}. */
    @FunctionalInterface
    interface Body {
        void run(int unit, int count);
    }

    /** Runs the share of {@code worker}, and then what is left of others. */
    void run(int worker, Body body) {
        for (int i = 0; i < next.length; i++) {
            int share = (worker + i) % next.length;
            for (int unit = next[share].get(); unit < end[share]; unit = next[share].get()) {
                int count = count(unit, end[share] - unit);
                if (next[share].compareAndSet(unit, unit + count)) {
                    body.run(unit, count);
                }
            }
        }
    }

    /** Few at the end, so that another thread may take what this one would come to late. */
    private int count(int unit, int left) {
        return Math.min(Math.clamp(left / 4, 1, PanelCut.MAX_TILES), cut.run(unit));
    }
}
