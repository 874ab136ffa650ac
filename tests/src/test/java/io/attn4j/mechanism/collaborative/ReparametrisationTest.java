package io.attn4j.mechanism.collaborative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReparametrisationTest {
    private static final int M = 24;
    private static final int HEADS = 3;
    private static final int KEY_DIM = 5;
    private static final int WIDTH = HEADS * KEY_DIM;

    private final Tensor wq = RandomTensors.normal(1, M, WIDTH);
    private final Tensor wk = RandomTensors.normal(2, M, WIDTH);

    private static Reparametrisation.Result convert(Tensor wq, Tensor wk, int heads, int rank) {
        int modelDim = (int) wq.type().dimension(0);
        int width = (int) wq.type().dimension(1);
        return Reparametrisation.convert(
                wq, wk, null, heads, rank, Reparametrisation.Limits.of(modelDim, width, rank, 1), progress -> {});
    }

    /** {@code ||T - T~|| / ||T||} with both tensors formed, straight from the definition. */
    private static double error(Tensor wq, Tensor wk, int heads, Reparametrisation.Result result) {
        int modelDim = (int) wq.type().dimension(0);
        int width = (int) wq.type().dimension(1);
        int rank = (int) result.mu().type().dimension(1);
        int keyDim = width / heads;
        double left = 0;
        double all = 0;
        for (int h = 0; h < heads; h++) {
            for (int i = 0; i < modelDim; i++) {
                for (int j = 0; j < modelDim; j++) {
                    double exact = 0;
                    for (int d = h * keyDim; d < (h + 1) * keyDim; d++) {
                        exact += (double) wq.getFloat((long) i * width + d) * wk.getFloat((long) j * width + d);
                    }
                    double model = 0;
                    for (int r = 0; r < rank; r++) {
                        model += (double) result.wq().getFloat((long) i * rank + r)
                                * result.mu().getFloat((long) h * rank + r)
                                * result.wk().getFloat((long) j * rank + r);
                    }
                    left += (exact - model) * (exact - model);
                    all += exact * exact;
                }
            }
        }
        return Math.sqrt(left / all);
    }

    @Test
    void copiesAtFullRank() {
        Reparametrisation.Result result = convert(wq, wk, HEADS, WIDTH);
        assertThat(result.wq().toFloats()).isEqualTo(wq.toFloats());
        assertThat(result.wk().toFloats()).isEqualTo(wk.toFloats());
        assertThat(result.start()).isEqualTo("copy");
        assertThat(result.relativeError()).isZero();
        assertThat(result.wc()).isNull();
        assertThat(result.keyDim()).isEqualTo(KEY_DIM);
        for (int h = 0; h < HEADS; h++) {
            for (int r = 0; r < WIDTH; r++) {
                assertThat(result.mu().getFloat((long) h * WIDTH + r)).isEqualTo(r / KEY_DIM == h ? 1 : 0);
            }
        }
        assertThat(error(wq, wk, HEADS, result)).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void keepsTheElementType(DType dtype) {
        Tensor queries = Tensor.rounded(dtype, wq.toFloats(), M, WIDTH);
        Tensor keys = Tensor.rounded(dtype, wk.toFloats(), M, WIDTH);
        Reparametrisation.Result exact = convert(queries, keys, HEADS, WIDTH);
        assertThat(exact.wq().type()).isEqualTo(queries.type());
        assertThat(exact.wq().segment().mismatch(queries.segment())).isEqualTo(-1);
        assertThat(error(queries, keys, HEADS, exact)).isZero();
        Reparametrisation.Result compressed = convert(queries, keys, HEADS, WIDTH - 1);
        assertThat(compressed.mu().type().dtype()).isEqualTo(dtype);
        assertThat(compressed.relativeError())
                .isCloseTo(error(queries, keys, HEADS, compressed), within(1e-9))
                .isLessThan(0.3);
    }

    @Test
    void turnsTheBiasOfQueriesIntoOneOfContent() {
        Tensor bq = RandomTensors.normal(3, WIDTH);
        Reparametrisation.Result exact = Reparametrisation.convert(
                wq, wk, bq, HEADS, WIDTH, Reparametrisation.Limits.of(M, WIDTH, WIDTH, 1), progress -> {});
        Reparametrisation.Result compressed = Reparametrisation.convert(
                wq, wk, bq, HEADS, 4, Reparametrisation.Limits.of(M, WIDTH, 4, 1), progress -> {});
        assertThat(exact.wc().type()).isEqualTo(TensorType.f32(M, HEADS));
        for (int i = 0; i < M; i++) {
            for (int h = 0; h < HEADS; h++) {
                double sum = 0;
                for (int d = h * KEY_DIM; d < (h + 1) * KEY_DIM; d++) {
                    sum += (double) wk.getFloat((long) i * WIDTH + d) * bq.getFloat(d);
                }
                assertThat(exact.wc().getFloat((long) i * HEADS + h)).isCloseTo((float) sum, within(1e-5f));
            }
        }
        assertThat(compressed.wc().toFloats()).isEqualTo(exact.wc().toFloats());
    }

    @Test
    void reportsTheErrorOfWhatItReturns() {
        for (int rank : new int[] {1, 4, 11, WIDTH - 1}) {
            Reparametrisation.Result result = convert(wq, wk, HEADS, rank);
            assertThat(result.relativeError()).as("rank " + rank).isCloseTo(error(wq, wk, HEADS, result), within(1e-9));
        }
    }

    @Test
    void errsLessWithEveryColumn() {
        double before = 1;
        for (int rank = 1; rank <= WIDTH; rank++) {
            double error = convert(wq, wk, HEADS, rank).relativeError();
            assertThat(error).as("rank " + rank).isLessThan(before);
            before = error;
        }
        assertThat(before).isZero();
    }

    @Test
    void isTheTruncatedSingularValueDecompositionForOneHead() {
        Tensor one = RandomTensors.normal(4, 9, 4);
        Tensor two = RandomTensors.normal(5, 9, 4);
        double all = 0;
        double[] left = new double[5];
        for (int rank = 1; rank <= 4; rank++) {
            left[rank] = error(one, two, 1, convert(one, two, 1, rank));
        }
        // Residuals of truncations fall by ever smaller singular values.
        for (int rank = 1; rank <= 4; rank++) {
            double before = rank == 1 ? 1 : left[rank - 1];
            double singularValue = Math.sqrt(before * before - left[rank] * left[rank]);
            if (rank > 1) {
                assertThat(singularValue).isLessThan(Math.sqrt(all));
            }
            all = singularValue * singularValue;
        }
        LogitTensor tensor = new LogitTensor(Matrix.of(one.toFloats(), 9, 4), Matrix.of(two.toFloats(), 9, 4), 1);
        LeastSquares squares = new LeastSquares(tensor, tensor.truncated(2));
        double truncated = squares.error();
        squares.sweep();
        assertThat(squares.error()).isCloseTo(truncated, within(1e-12));
    }

    @Test
    void neverRaisesTheErrorInASweep() {
        LogitTensor tensor =
                new LogitTensor(Matrix.of(wq.toFloats(), M, WIDTH), Matrix.of(wk.toFloats(), M, WIDTH), HEADS);
        for (Factors start : List.of(tensor.truncated(7), tensor.random(7, 3), tensor.truncated(14))) {
            LeastSquares squares = new LeastSquares(tensor, start);
            for (int sweep = 0; sweep < 60; sweep++) {
                double before = squares.error();
                squares.sweep();
                assertThat(squares.error()).isLessThanOrEqualTo(before + 1e-12);
            }
            assertThat(squares.error()).isCloseTo(tensor.error(squares.factors()), within(1e-9));
        }
    }

    @Test
    void findsColumnsThatHeadsShare() {
        int rank = 8;
        int heads = 8;
        Tensor queries = RandomTensors.filled(0, 48, (long) heads * rank);
        Tensor keys = RandomTensors.filled(0, 48, (long) heads * rank);
        Tensor a = RandomTensors.normal(6, 48, rank);
        Tensor c = RandomTensors.normal(7, 48, rank);
        Tensor mixing = RandomTensors.normal(8, heads, rank);
        for (int i = 0; i < 48; i++) {
            for (int column = 0; column < heads * rank; column++) {
                long source = (long) i * rank + column % rank;
                long at = (long) i * heads * rank + column;
                queries.segment().setAtIndex(ValueLayout.JAVA_FLOAT, at, a.getFloat(source) * mixing.getFloat(column));
                keys.segment().setAtIndex(ValueLayout.JAVA_FLOAT, at, c.getFloat(source));
            }
        }
        Reparametrisation.Result result = convert(queries, keys, heads, rank);
        assertThat(error(queries, keys, heads, result)).isLessThan(1e-5);
        assertThat(result.converged()).isTrue();
    }

    @Test
    void takesHeadsOfZerosAndRepeatedColumns() {
        for (int column = 0; column < WIDTH; column++) {
            for (int i = 0; i < M; i++) {
                if (column < KEY_DIM) {
                    wq.segment().setAtIndex(ValueLayout.JAVA_FLOAT, (long) i * WIDTH + column, 0);
                } else if (column > KEY_DIM) {
                    wk.segment()
                            .setAtIndex(
                                    ValueLayout.JAVA_FLOAT,
                                    (long) i * WIDTH + column,
                                    wk.getFloat((long) i * WIDTH + KEY_DIM));
                }
            }
        }
        // Two heads of rank 1 are left.
        for (int rank : new int[] {2, 9}) {
            Reparametrisation.Result result = convert(wq, wk, HEADS, rank);
            assertThat(error(wq, wk, HEADS, result)).as("rank " + rank).isLessThan(1e-6);
            assertThat(result.mu().toFloats()).doesNotContain(Float.NaN);
        }
    }

    @Test
    void approximatesZerosByZeros() {
        Reparametrisation.Result result = convert(RandomTensors.filled(0, M, WIDTH), wk, HEADS, 3);
        assertThat(result.relativeError()).isZero();
        assertThat(result.wq().toFloats()).containsOnly(0);
    }

    @Test
    void givesTheSameWeightsAgain() {
        Reparametrisation.Result first = convert(wq, wk, HEADS, 6);
        Reparametrisation.Result second = convert(wq, wk, HEADS, 6);
        assertThat(second.wq().toFloats()).isEqualTo(first.wq().toFloats());
        assertThat(second.wk().toFloats()).isEqualTo(first.wk().toFloats());
        assertThat(second.mu().toFloats()).isEqualTo(first.mu().toFloats());
    }

    @Test
    void tellsEachSweep() {
        List<String> told = new ArrayList<>();
        Reparametrisation.Limits limits = new Reparametrisation.Limits(3, 0, 1, 1);
        Reparametrisation.Result result = Reparametrisation.convert(wq, wk, null, HEADS, 6, limits, told::add);
        assertThat(told).hasSize(6);
        assertThat(told.getFirst()).startsWith("truncated start, sweep 1: relative error 0.");
        assertThat(result.sweeps()).isEqualTo(3);
        assertThat(result.converged()).isFalse();
    }

    @ParameterizedTest(name = "heads {0}, rank {1}")
    @CsvSource({"4,15,heads: got 4; needs a divisor of the 15 columns", "3,16,rank: got 16", "3,0,rank: got 0"})
    void refusesSizesThatDoNotFit(int heads, int rank, String message) {
        assertThatThrownBy(() -> convert(wq, wk, heads, rank))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesWeightsThatAreNotFinite() {
        wk.segment().setAtIndex(ValueLayout.JAVA_FLOAT, 7, Float.NaN);
        assertThatThrownBy(() -> convert(wq, wk, HEADS, 3))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("wk[7]: got NaN");
    }

    @Test
    void refusesLimitsOutOfRange() {
        assertThatThrownBy(() -> new Reparametrisation.Limits(0, 0, 0, 0)).hasMessageStartingWith("sweeps: got 0");
        assertThatThrownBy(() -> new Reparametrisation.Limits(1, Double.NaN, 0, 0))
                .hasMessageStartingWith("tolerance: got NaN");
        assertThatThrownBy(() -> new Reparametrisation.Limits(1, 0, -1, 0)).hasMessageStartingWith("restarts: got -1");
    }

    @Test
    void keepsLargeLayersWithinAboutAMinute() {
        Reparametrisation.Limits largest = Reparametrisation.Limits.of(1024, 1024, 768, 1);
        assertThat(largest).isEqualTo(new Reparametrisation.Limits(40, 1e-4, 0, 1));
        assertThat(Reparametrisation.Limits.of(64, 64, 32, 1)).isEqualTo(new Reparametrisation.Limits(400, 1e-4, 8, 1));
    }
}
