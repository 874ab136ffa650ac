package io.attn4j.mechanism.collaborative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import org.junit.jupiter.api.Test;

class InputMomentsTest {
    private static final int M = 6;
    private static final int[] LENGTHS = {7, 0, 3};

    /** Inputs of sequences with a mean of their own; rows of padding hold NaN. */
    private static Tensor inputs() {
        Tensor x = RandomTensors.normal(1, 3, 7, M);
        for (int b = 0; b < 3; b++) {
            for (int n = 0; n < 7; n++) {
                for (int c = 0; c < M; c++) {
                    long at = (b * 7L + n) * M + c;
                    x.setFloat(at, n < LENGTHS[b] ? x.getFloat(at) * (c + 1) + 5 * b : Float.NaN);
                }
            }
        }
        return x;
    }

    private static InputMoments moments() {
        return InputMoments.of(inputs(), RandomTensors.ints(LENGTHS));
    }

    /** {@code ||C^1/2 w||^2} is the mean square of what w makes of tokens, and of keys less what their sequence shares. */
    @Test
    void weightsByTheSecondMomentsOfTokens() {
        Tensor x = inputs();
        float[] w = RandomTensors.normal(2, M).toFloats();
        double tokens = 0;
        double keys = 0;
        double queryTrace = 0;
        double keyTrace = 0;
        for (int b = 0; b < 3; b++) {
            double[] mean = new double[M];
            for (int n = 0; n < LENGTHS[b]; n++) {
                for (int c = 0; c < M; c++) {
                    mean[c] += x.getFloat((b * 7L + n) * M + c) / LENGTHS[b];
                }
            }
            for (int n = 0; n < LENGTHS[b]; n++) {
                double token = 0;
                double key = 0;
                for (int c = 0; c < M; c++) {
                    double value = x.getFloat((b * 7L + n) * M + c);
                    token += value * w[c];
                    key += (value - mean[c]) * w[c];
                    queryTrace += value * value / 10;
                    keyTrace += (value - mean[c]) * (value - mean[c]) / 10;
                }
                tokens += token * token / 10;
                keys += key * key / 10;
            }
        }
        double squares = 0;
        for (float value : w) {
            squares += value * value;
        }
        Matrix column = Matrix.of(w, M, 1);
        Matrix queries = moments().weightQueries(column);
        Matrix shared = moments().weightKeys(column);
        assertThat(queries.dot(queries)).isCloseTo(tokens + 1e-3 * queryTrace / M * squares, within(1e-9 * tokens));
        assertThat(shared.dot(shared)).isCloseTo(keys + 1e-3 * keyTrace / M * squares, within(1e-9 * keys));
    }

    @Test
    void takesTheWeightsAwayAgain() {
        Matrix w = Matrix.of(RandomTensors.normal(3, M, 4).toFloats(), M, 4);
        InputMoments moments = moments();
        Matrix queries = moments.unweightQueries(moments.weightQueries(w));
        Matrix keys = moments.unweightKeys(moments.weightKeys(w));
        for (int i = 0; i < w.data().length; i++) {
            assertThat(queries.data()[i]).isCloseTo(w.data()[i], within(1e-10));
            assertThat(keys.data()[i]).isCloseTo(w.data()[i], within(1e-10));
        }
    }

    @Test
    void refusesWhatTellsNothing() {
        Tensor x = RandomTensors.normal(1, 3, 7, M);
        refuses(RandomTensors.normal(1, 4), null, "x: got F32[4]");
        refuses(RandomTensors.ints(1, 2), null, "x: got I32[2]");
        refuses(x, RandomTensors.ints(7, 7), "lengths: got I32[2]; needs I32 [3]");
        refuses(x, RandomTensors.ints(7, 8, 1), "lengths[1]: got 8; needs a number from 0 to 7");
        refuses(x, RandomTensors.ints(0, 0, 0), "lengths: got no token");
        refuses(inputs(), null, "x[42]: got NaN");
    }

    private static void refuses(Tensor x, Tensor lengths, String message) {
        assertThatThrownBy(() -> InputMoments.of(x, lengths))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    /** Inputs that vary little in most directions: a fit that knows them errs less where they are. */
    @Test
    void makesLogitsOfRealInputsMoreExact() {
        int heads = 3;
        int width = 12;
        int rank = 4;
        int modelDim = 16;
        Tensor x = RandomTensors.normal(5, 40, modelDim);
        for (int i = 0; i < 40 * modelDim; i++) {
            x.setFloat(i, x.getFloat(i) / (1 + i % modelDim));
        }
        Tensor wq = RandomTensors.normal(6, modelDim, width);
        Tensor wk = RandomTensors.normal(7, modelDim, width);
        Reparametrisation.Limits limits = new Reparametrisation.Limits(200, 1e-6, 0, 1);
        Reparametrisation.Result plain = Reparametrisation.convert(wq, wk, null, heads, rank, limits, step -> {});
        Reparametrisation.Result weighted =
                Reparametrisation.convert(wq, wk, null, heads, rank, InputMoments.of(x, null), limits, step -> {});
        double plainError = logitError(x, wq, wk, heads, plain);
        double weightedError = logitError(x, wq, wk, heads, weighted);
        assertThat(weightedError).isLessThan(0.7 * plainError);
        // but for the ridge it is the error that it reports
        assertThat(weighted.relativeError()).isCloseTo(weightedError, within(0.02));
    }

    /** Relative RMS error of logits less their mean over the keys. */
    private static double logitError(Tensor x, Tensor wq, Tensor wk, int heads, Reparametrisation.Result result) {
        int n = (int) x.type().dimension(0);
        int modelDim = (int) x.type().dimension(1);
        int width = (int) wq.type().dimension(1);
        int rank = (int) result.mu().type().dimension(1);
        Matrix tokens = Matrix.of(x.toFloats(), n, modelDim);
        Matrix q = tokens.times(Matrix.of(wq.toFloats(), modelDim, width));
        Matrix k = tokens.times(Matrix.of(wk.toFloats(), modelDim, width));
        Matrix newQ = tokens.times(Matrix.of(result.wq().toFloats(), modelDim, rank));
        Matrix newK = tokens.times(Matrix.of(result.wk().toFloats(), modelDim, rank));
        double left = 0;
        double all = 0;
        for (int h = 0; h < heads; h++) {
            for (int i = 0; i < n; i++) {
                double[] exact = new double[n];
                double[] error = new double[n];
                for (int j = 0; j < n; j++) {
                    for (int d = h * width / heads; d < (h + 1) * width / heads; d++) {
                        exact[j] += q.get(i, d) * k.get(j, d);
                    }
                    error[j] = exact[j];
                    for (int r = 0; r < rank; r++) {
                        error[j] -= newQ.get(i, r) * result.mu().getFloat((long) h * rank + r) * newK.get(j, r);
                    }
                }
                left += centred(error);
                all += centred(exact);
            }
        }
        return Math.sqrt(left / all);
    }

    private static double centred(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares;
    }
}
