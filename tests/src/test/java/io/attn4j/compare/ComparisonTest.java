package io.attn4j.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.compare.Comparison.Verdict;
import io.attn4j.compare.Tolerance.Pass;
import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
    private static final Tolerance FP32 = Tolerance.of(DType.F32, Pass.FORWARD);
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    @Test
    void measuresErrorsAgainstTheRmsOfTheReference() {
        Comparison comparison = Comparison.of(tensor(3, 4.5f, 0, 0), new double[] {3, 4, 0, 0});
        assertThat(comparison.rmsRelative()).isCloseTo(0.5 / 5, within(1e-15));
        assertThat(comparison.maxRelative()).isCloseTo(0.5 / 2.5, within(1e-15));
        assertThat(comparison.maxAbsolute()).isEqualTo(0.5);
        assertThat(comparison.worstIndex()).isEqualTo(1);
        assertThat(comparison.verdict(FP32)).isEqualTo(Verdict.FAILED);
        assertThat(comparison.verdict(new Tolerance(0.11, 0.21))).isEqualTo(Verdict.PASSED);
        assertThat(comparison.verdict(new Tolerance(0.09, 0.21))).isEqualTo(Verdict.FAILED);
        assertThat(comparison.verdict(new Tolerance(0.11, 0.19))).isEqualTo(Verdict.FAILED);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void failsWhatIsNotFinite(float bad) {
        Tolerance any = new Tolerance(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        Comparison inResult = Comparison.of(tensor(1, bad, bad), new double[] {1, 2, 3});
        assertThat(inResult.nonFinite()).isEqualTo(2);
        assertThat(inResult.worstIndex()).isEqualTo(1);
        assertThat(inResult.verdict(any)).isEqualTo(Verdict.FAILED);
        assertThat(Comparison.of(tensor(1, 2), new double[] {1, bad}).verdict(any))
                .isEqualTo(Verdict.FAILED);
        assertThat(Comparison.of(tensor(bad), new double[] {bad}).verdict(any)).isEqualTo(Verdict.FAILED);
    }

    @Test
    void failsALimitThatIsNotANumber() {
        assertThat(Comparison.of(tensor(1), new double[] {1}).verdict(new Tolerance(Double.NaN, 1)))
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void mistrustsZeros() {
        assertThat(Comparison.of(tensor(0, 0), new double[] {0, 0}).verdict(FP32))
                .isEqualTo(Verdict.MISTRUSTED);
        assertThat(Comparison.of(tensor(0, 0), new double[] {1, 2}).verdict(FP32))
                .isEqualTo(Verdict.FAILED);
        Comparison nonzero = Comparison.of(tensor(0, 1e-30f), new double[] {0, 0});
        assertThat(nonzero.rmsRelative()).isInfinite();
        assertThat(nonzero.verdict(FP32)).isEqualTo(Verdict.FAILED);
    }

    @Test
    void takesNegativeInfinityAsEqualInLogSumExpsOnly() {
        double[] expected = {Double.NEGATIVE_INFINITY, 2};
        assertThat(Comparison.ofLogSumExp(tensor(-INFINITY, 2), expected).verdict(FP32))
                .isEqualTo(Verdict.PASSED);
        assertThat(Comparison.of(tensor(-INFINITY, 2), expected).verdict(FP32)).isEqualTo(Verdict.FAILED);
        assertThat(Comparison.ofLogSumExp(tensor(-1e30f, 2), expected).verdict(FP32))
                .isEqualTo(Verdict.FAILED);
        assertThat(Comparison.ofLogSumExp(tensor(INFINITY, 2), expected).verdict(FP32))
                .isEqualTo(Verdict.FAILED);
        assertThat(Comparison.ofLogSumExp(tensor(-INFINITY, -INFINITY), expected)
                        .verdict(FP32))
                .isEqualTo(Verdict.FAILED);
        assertThat(Comparison.ofLogSumExp(tensor(Float.NaN, 2), expected).verdict(FP32))
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void measuresSmallLogSumExpsOnAnAbsoluteScale() {
        assertThat(Comparison.ofLogSumExp(tensor(1e-6f), new double[] {2e-6}).rmsRelative())
                .isCloseTo(1e-6, within(1e-9));
    }

    @Test
    void holdsTheLimitsOfTheSpecification() {
        assertThat(FP32).isEqualTo(new Tolerance(2e-6, 5e-5));
        assertThat(Tolerance.of(DType.F32, Pass.BACKWARD)).isEqualTo(new Tolerance(5e-6, 1e-4));
        assertThat(Tolerance.of(DType.BF16, Pass.FORWARD)).isEqualTo(new Tolerance(5e-3, 7e-2));
        assertThatThrownBy(() -> Tolerance.of(DType.I32, Pass.FORWARD)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void refusesAnotherNumberOfElements() {
        assertThatThrownBy(() -> Comparison.of(tensor(1, 2), new double[3])).isInstanceOf(InvalidInputException.class);
    }

    private static Tensor tensor(float... values) {
        return RandomTensors.floats(values, values.length);
    }
}
