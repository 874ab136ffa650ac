package io.attn4j.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.batch.TransferModel.Copies;
import io.attn4j.batch.TransferModel.Part;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferModelTest {
    private static final TransferModel BOTH_WAYS = new TransferModel(Copies.ENGINE_EACH_WAY, 1);
    private static final TransferModel ONE_WAY = new TransferModel(Copies.ONE_ENGINE, 1);

    private static List<Part> parts(int count, double host, double up, double kernel, double down) {
        return Collections.nCopies(count, new Part(host, up, kernel, down));
    }

    /** Schedules worked out by hand: fill, n - 1 times the slowest of stage and session, drain. */
    @ParameterizedTest(name = "{0} parts of {1}, {2}, {3}, {4}: {5} both ways, {6} one way")
    @CsvSource({
        // kernels bind: u + n k + d
        "1, 0, 10, 100, 10, 120, 120",
        "4, 0, 10, 100, 10, 420, 420",
        "9, 0, 10, 100, 10, 920, 920",
        // the copy to the device binds: n u + k + d; one engine: and two copies back before the last copy there
        "4, 0, 100, 50, 10, 460, 480",
        // the copy to the host binds: u + k + n d
        "4, 0, 10, 50, 100, 460, 520",
        // sessions bind: two parts of 120 in each, the second session one copy later
        "4, 0, 40, 40, 40, 280, 360",
        // host work is each session's own: it delays the first part only
        "4, 30, 10, 100, 10, 450, 450"
    })
    void followsTheSchedule(int count, int host, int up, int kernel, int down, double bothWays, double oneWay) {
        List<Part> parts = parts(count, host, up, kernel, down);
        assertThat(BOTH_WAYS.ns(parts, 2)).isEqualTo(bothWays);
        assertThat(ONE_WAY.ns(parts, 2)).isEqualTo(oneWay);
    }

    @Test
    void agreesWithTheClosedFormOfEqualParts() {
        for (int n : new int[] {1, 2, 3, 10, 101}) {
            assertThat(BOTH_WAYS.ns(parts(n, 0, 7, 31, 5), 2)).isEqualTo((7 + 31 + 5) + (n - 1) * 31.0);
        }
    }

    @Test
    void oneSessionOverlapsNothing() {
        List<Part> parts = List.of(new Part(1, 2, 3, 4), new Part(10, 20, 30, 40));
        for (Copies copies : Copies.values()) {
            assertThat(new TransferModel(copies, 2).ns(parts, 1)).isEqualTo(110);
        }
        assertThat(TransferModel.sequentialNs(parts)).isEqualTo(110);
    }

    @Test
    void aPartThatDiffersIsTakenAsItIs() {
        // u0 0-10, k0 10-110, u1 10-30, k1 110-115, d0 110-120, d1 120-121
        assertThat(BOTH_WAYS.ns(List.of(new Part(0, 10, 100, 10), new Part(0, 20, 5, 1)), 2))
                .isEqualTo(121);
    }

    @Test
    void copiesByTheProcessorTakeItsCores() {
        List<Part> parts = parts(8, 2, 4, 100, 2);
        assertThat(new TransferModel(Copies.PROCESSOR, 2).ns(parts, 2)).isEqualTo(8 * 104);
        assertThat(new TransferModel(Copies.PROCESSOR, 8).ns(parts, 2)).isEqualTo(8 * 101);
        assertThat(new TransferModel(Copies.PROCESSOR, 1).ns(parts, 2))
                .as("one core gains nothing")
                .isEqualTo(TransferModel.sequentialNs(parts));
    }

    @Test
    void copiesByManyCoresAreBoundByTheirSessions() {
        assertThat(new TransferModel(Copies.PROCESSOR, 16).ns(parts(4, 0, 40, 10, 40), 2))
                .isEqualTo(2 * 90);
    }

    @Test
    void overlapNeverCostsAndNeverBeatsTheBusiestStage() {
        for (Copies copies : Copies.values()) {
            for (double kernel = 1; kernel < 300; kernel *= 3) {
                List<Part> parts = parts(6, 3, 20, kernel, 15);
                double ns = new TransferModel(copies, 4).ns(parts, 2);
                assertThat(ns).isBetween(6 * kernel, TransferModel.sequentialNs(parts));
            }
        }
    }

    @Test
    void refusesAProcessorWithoutCores() {
        assertThatThrownBy(() -> new TransferModel(Copies.PROCESSOR, 0)).hasMessageContaining("cores: got 0");
    }
}
