package io.attn4j.cpu.tile;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.cpu.step.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When calls change from the loops that need no warming up to those that do. */
class LoopChoiceTest {
    private static final double LARGE = 1e12;
    private static final long PATIENCE_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final TileLoops early = new ScalarTileLoops();
    private final TileLoops last = new ScalarTileLoops();

    /** Whether the final loops take a hundredth of the time of the early ones in a trial, or a hundred times as long. */
    private boolean isWarm = true;

    private int attempts;

    private LoopChoice choice() {
        return LoopChoice.both(
                early,
                last,
                () -> {
                    attempts++;
                    return loops -> spin((loops == last) == isWarm ? 300 : 30_000);
                },
                PATIENCE_NS);
    }

    @Test
    void smallCallsDoNotWarmUp() {
        assertThat(loopsOfCalls(choice(), 3, 1, 0)).containsExactly(early, early, early);
        assertThat(attempts).isZero();
    }

    @Test
    void muchWorkWarmsUp() {
        assertThat(loopsOfCalls(choice(), 2, LARGE, 0)).containsExactly(last, last);
        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void whatStaysSlowIsTriedAgainAfterAWhile() {
        LoopChoice choice = choice();
        isWarm = false;
        assertThat(loopsOfCalls(choice, 3, LARGE, 0)).containsExactly(early, early, early);
        assertThat(attempts).isEqualTo(1);
        assertThat(choice.description(1)).contains("until it is warm");
        // as if the compiler had come to them
        isWarm = true;
        assertThat(loopsOfCalls(choice, 8, LARGE, 100)).startsWith(early, early).endsWith(last, last);
        assertThat(attempts).isEqualTo(2);
        assertThat(choice.description(1)).doesNotContain("until it is warm");
    }

    @Test
    void attemptsBecomeRare() {
        LoopChoice choice = choice();
        isWarm = false;
        loopsOfCalls(choice, 150, LARGE, 10);
        assertThat(attempts).isBetween(2, 8);
    }

    private static List<TileLoops> loopsOfCalls(LoopChoice choice, int calls, double flops, long millis) {
        List<TileLoops> taken = new ArrayList<>();
        try (WorkerPool pool = new WorkerPool(1)) {
            for (int i = 0; i < calls; i++) {
                choice.run(pool, flops, 1, (loops, worker, task) -> {
                    taken.add(loops);
                    spin(1000 * millis);
                });
            }
        }
        return taken;
    }

    private static void spin(long micros) {
        long until = System.nanoTime() + 1000 * micros;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }
}
