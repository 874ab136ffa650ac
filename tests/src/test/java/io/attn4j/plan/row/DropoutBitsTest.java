package io.attn4j.plan.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

/** The counter generator of dropout: its published answers, and numbers that are uniform and independent along each axis. */
class DropoutBitsTest {
    private static final int BINS = 256;

    /** Answers of the authors' library, Random123: {@code threefry2x32 20}. */
    @Test
    void threefryGivesThePublishedAnswers() {
        assertThat(threefry(0, 0, 0, 0)).containsExactly(0x6b200159, 0x99ba4efe);
        assertThat(threefry(-1, -1, -1, -1)).containsExactly(0x1cb996fc, 0xbb002be7);
        assertThat(threefry(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344)).containsExactly(0xc4923a9c, 0x483df7a0);
    }

    private static int[] threefry(int c0, int c1, int k0, int k1) {
        int[] x = {c0, c1};
        DropoutBits.threefry(x, k0, k1);
        return x;
    }

    /** The numbers are part of what a checkpoint means: they may never change. */
    @Test
    void theNumbersStayWhatTheyAre() {
        assertThat(seeds(1, 2, 3, 4, 5, 6)).containsExactly(SEEDS);
        assertThat(DropoutBits.uniform(0, SEEDS[0], SEEDS[1])).isEqualTo(NUMBERS[0]);
        assertThat(DropoutBits.uniform(7, SEEDS[0], SEEDS[1])).isEqualTo(NUMBERS[1]);
        assertThat(DropoutBits.uniform(1 << 20, SEEDS[0], SEEDS[1])).isEqualTo(NUMBERS[2]);
    }

    private static final int[] SEEDS = {1770258, 6264613};
    private static final int[] NUMBERS = {1198871, 1057905, 5980462};

    @Test
    void thresholdsAndFactorsBelongTogether() {
        assertThat(DropoutBits.threshold(0)).isZero();
        assertThat(DropoutBits.factor(0)).isEqualTo(1);
        assertThat(DropoutBits.threshold(0.5f)).isEqualTo(1 << 23);
        assertThat(DropoutBits.factor(0.5f)).isEqualTo(2);
        assertThat(DropoutBits.factor(0.1f)).isEqualTo(1 / 0.9f);
        for (float wrong : new float[] {-0.1f, 1, 2, Float.NaN}) {
            assertThatThrownBy(() -> DropoutBits.threshold(wrong)).hasMessageContaining("dropout: got " + wrong);
        }
    }

    @Test
    void keysAreIntegersThatFloatsHold() {
        float[] keys = RowSeeds.keys(0xfedcba9876543210L, (1L << 48) - 1, (1 << 24) - 2, 2);
        assertThat(keys)
                .containsExactly(
                        0x3210, 0x7654, 0xba98, 0xfedc, 0xffffff, 0xffffff, 0xfffffe, //
                        0x3210, 0x7654, 0xba98, 0xfedc, 0xffffff, 0xffffff, 0xffffff);
        assertThatThrownBy(() -> RowSeeds.keys(0, 1L << 48, 0, 1)).hasMessageContaining("step: got");
        assertThatThrownBy(() -> RowSeeds.keys(0, 0, (1 << 24) - 1, 2)).hasMessageContaining("sequence: got");
    }

    /** Bits of numbers are fair along every axis that may vary alone, seen as differences of neighbours too. */
    @Test
    void numbersAreUniformAlongEachAxis() {
        int[] count = new int[1];
        for (Axis axis : Axis.values()) {
            int[] histogram = new int[BINS];
            int[] differences = new int[BINS];
            int[] bits = new int[24];
            int before = 0;
            int n = 1 << 16;
            for (int i = 0; i < n; i++) {
                int number = axis.number(i);
                histogram[number >> 16]++;
                differences[(number ^ before) >> 16 & 0xff]++;
                for (int bit = 0; bit < bits.length; bit++) {
                    bits[bit] += number >> bit & 1;
                }
                before = number;
            }
            // chi-squared of 255 degrees: mean 255, deviation 22.6; 5 deviations
            assertThat(chiSquared(histogram, n)).as(axis + ": numbers").isBetween(255 - 113.0, 255 + 113.0);
            assertThat(chiSquared(differences, n)).as(axis + ": differences").isBetween(255 - 113.0, 255 + 113.0);
            for (int bit = 0; bit < bits.length; bit++) {
                assertThat(Math.abs(bits[bit] - n / 2.0))
                        .as(axis + ": bit " + bit)
                        .isLessThan(5 * Math.sqrt(n) / 2);
            }
            count[0]++;
        }
        assertThat(count[0]).isEqualTo(Axis.values().length);
    }

    /** Masks of neighbours on each axis agree as often as independent ones do. */
    @Test
    void masksOfNeighboursAreIndependent() {
        int threshold = DropoutBits.threshold(0.1f);
        for (Axis one : Axis.values()) {
            for (Axis other : Axis.values()) {
                if (one == other) {
                    continue;
                }
                // the chance that both of two neighbours along `other` are dropped, over all places along `one`
                int n = 1 << 15;
                int both = 0;
                for (int i = 0; i < n; i++) {
                    boolean a = number(one, i, other, 3) < threshold;
                    boolean b = number(one, i, other, 4) < threshold;
                    both += a && b ? 1 : 0;
                }
                double expected = n * 0.01;
                assertThat(Math.abs(both - expected))
                        .as(one + " with neighbours along " + other)
                        .isLessThan(5 * Math.sqrt(expected));
            }
        }
    }

    /** No two rows of a batch share their seeds. */
    @Test
    void rowsHaveSeedsOfTheirOwn() {
        java.util.Set<Long> seen = new java.util.HashSet<>();
        int rows = 0;
        for (int b = 0; b < 8; b++) {
            for (int h = 0; h < 8; h++) {
                for (int i = 0; i < 1024; i++) {
                    int[] x = seeds(9, 1, 0, b, h, i);
                    seen.add((long) x[0] << 24 | x[1]);
                    rows++;
                }
            }
        }
        assertThat(seen).hasSize(rows);
    }

    /** What a number depends on. */
    private enum Axis {
        SEED,
        STEP,
        SITE,
        SEQUENCE,
        HEAD,
        ROW,
        COLUMN;

        int number(int i) {
            return DropoutBitsTest.number(this, i, null, 0);
        }
    }

    private static int number(Axis one, int i, Axis other, int j) {
        int[] at = {5, 1000, 3, 2, 1, 77, 11};
        at[one.ordinal()] = i;
        if (other != null) {
            at[other.ordinal()] = j;
        }
        int[] x = seeds(at[0], at[1], at[2], at[3], at[4], at[5]);
        IntBinaryOperator column = (first, second) -> DropoutBits.uniform(at[6], first, second);
        return column.applyAsInt(x[0], x[1]);
    }

    private static int[] seeds(long seed, long step, int site, int sequence, int head, int row) {
        float[] key = RowSeeds.keys(seed, step, sequence, 1);
        int[] x = new int[2];
        RowSeeds.headKey(
                x,
                (int) key[0],
                (int) key[1],
                (int) key[2],
                (int) key[3],
                (int) key[4],
                (int) key[5],
                site,
                (int) key[6],
                head);
        RowSeeds.rowSeeds(x, x[0], x[1], row);
        return x;
    }

    private static double chiSquared(int[] histogram, int n) {
        double expected = (double) n / histogram.length;
        double sum = 0;
        for (int bin : histogram) {
            sum += (bin - expected) * (bin - expected) / expected;
        }
        return sum;
    }
}
