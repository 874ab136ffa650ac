package io.attn4j.portable.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces are done once each, none before it is allowed, and a failure reaches whoever waits. */
@Timeout(60)
class PiecesTest {
    private static final int COUNT = 2_000;
    private static final int AHEAD = 3;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void eachIsDoneOnceAndNotBeforeItIsAllowed(int helpers) {
        AtomicIntegerArray times = new AtomicIntegerArray(COUNT);
        int[] waited = {-1};
        Pieces pieces = new Pieces(COUNT, number -> {
            times.incrementAndGet(number);
            synchronized (waited) {
                if (number > waited[0] + AHEAD) {
                    throw new IllegalStateException(number + " after " + waited[0]);
                }
            }
        });
        pieces.allow(AHEAD);
        pieces.help(helpers);
        for (int number = 0; number < COUNT; number++) {
            pieces.await(number);
            synchronized (waited) {
                waited[0] = number;
            }
            pieces.allow(number + 1 + AHEAD);
        }
        pieces.stop();
        for (int number = 0; number < COUNT; number++) {
            assertThat(times.get(number)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aFailureReachesWhoeverWaits(int helpers) {
        Pieces pieces = new Pieces(COUNT, number -> {
            if (number == 7) {
                throw new AssertionError("seven");
            }
        });
        pieces.allow(COUNT);
        pieces.help(helpers);
        assertThatThrownBy(() -> {
                    for (int number = 0; number < COUNT; number++) {
                        pieces.await(number);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessage("seven");
        pieces.stop();
    }
}
