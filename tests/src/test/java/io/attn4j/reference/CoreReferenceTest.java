package io.attn4j.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.plan.KeyRanges;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The oracle against results worked out by hand. */
class CoreReferenceTest {

    @Test
    void weighsValuesByTheSoftmaxOfTheLogits() {
        // Logits 0 and log 3: weights 1/4 and 3/4.
        double[] o = new double[2];
        double[] lse = new double[1];
        forward(
                new CoreShape(1, 1, 1, 1, 2, 1, 2),
                new double[] {2},
                new double[] {0, Math.log(3)},
                new double[] {4, 8, 0, 16},
                KeyRanges.rectangular(1, 1, 2, false, null),
                0.5,
                o,
                lse);
        assertThat(o[0]).isCloseTo(1, within(1e-15));
        assertThat(o[1]).isCloseTo(14, within(1e-14));
        assertThat(lse[0]).isCloseTo(Math.log(4), within(1e-15));
    }

    @Test
    void doesNotOverflowForLargeLogits() {
        double[] o = new double[1];
        double[] lse = new double[1];
        forward(
                new CoreShape(1, 1, 1, 1, 2, 1, 1),
                new double[] {1},
                new double[] {5000, 5000},
                new double[] {1, 3},
                KeyRanges.rectangular(1, 1, 2, false, null),
                1,
                o,
                lse);
        assertThat(o[0]).isEqualTo(2);
        assertThat(lse[0]).isCloseTo(5000 + Math.log(2), within(1e-12));
    }

    @Test
    void alignsCausalMasksBottomRight() {
        // N = 2, L = 4: row 0 sees keys 0..2, row 1 all four. Equal logits: the mean of the visible values.
        double[] o = new double[2];
        forward(
                new CoreShape(1, 1, 1, 2, 4, 1, 1),
                new double[2],
                new double[4],
                new double[] {1, 2, 6, 11},
                KeyRanges.rectangular(1, 2, 4, true, null),
                1,
                o,
                null);
        assertThat(o).containsExactly(3, 5);
        // N = 4, L = 2: rows 0 and 1 see nothing.
        double[] lse = new double[4];
        double[] o4 = new double[4];
        forward(
                new CoreShape(1, 1, 1, 4, 2, 1, 1),
                new double[4],
                new double[2],
                new double[] {2, 4},
                KeyRanges.rectangular(1, 4, 2, true, null),
                1,
                o4,
                lse);
        assertThat(o4).containsExactly(0, 0, 2, 3);
        assertThat(lse).containsExactly(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, Math.log(2));
    }

    @Test
    void sharesKeyAndValueHeadsAmongTheirGroup() {
        double[] o = new double[4];
        forward(
                new CoreShape(1, 4, 2, 1, 1, 1, 1),
                new double[4],
                new double[2],
                new double[] {5, 7},
                KeyRanges.rectangular(1, 1, 1, false, null),
                1,
                o,
                null);
        assertThat(o).containsExactly(5, 5, 7, 7);
    }

    private static void forward(
            CoreShape shape,
            double[] a,
            double[] b,
            double[] w,
            KeyRanges ranges,
            double scale,
            double[] o,
            double[] lse) {
        Arrays.fill(o, Double.NaN);
        CoreReference.forward(
                shape,
                scale,
                Fp64Rows.of(a, shape.heads(), shape.queries(), shape.keyDim()),
                Fp64Rows.of(b, shape.kvHeads(), shape.keys(), shape.keyDim()),
                Fp64Rows.of(w, shape.kvHeads(), shape.keys(), shape.valueDim()),
                null,
                null,
                ranges,
                null,
                o,
                lse);
    }
}
