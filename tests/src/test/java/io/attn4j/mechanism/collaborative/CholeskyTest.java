package io.attn4j.mechanism.collaborative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products and solutions against their definitions, at sizes on both sides of the blocks. */
class CholeskyTest {

    private static Matrix random(long seed, int rows, int columns) {
        Random random = new Random(seed);
        Matrix made = new Matrix(rows, columns);
        for (int i = 0; i < made.data().length; i++) {
            made.data()[i] = random.nextGaussian();
        }
        return made;
    }

    private static void assertClose(Matrix actual, Matrix expected, double limit) {
        assertThat(actual.rows()).isEqualTo(expected.rows());
        assertThat(actual.columns()).isEqualTo(expected.columns());
        for (int i = 0; i < expected.data().length; i++) {
            assertThat(actual.data()[i]).isCloseTo(expected.data()[i], within(limit));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 17, 63, 64, 65, 130})
    void multiplies(int n) {
        Matrix left = random(1, n, n + 1);
        Matrix right = random(2, n + 1, 5);
        Matrix expected = new Matrix(n, 5);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 5; j++) {
                double sum = 0;
                for (int k = 0; k <= n; k++) {
                    sum += left.get(i, k) * right.get(k, j);
                }
                expected.set(i, j, sum);
            }
        }
        assertClose(left.times(right), expected, 1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 17, 63, 64, 65, 130})
    void factorsAndSolves(int n) {
        Matrix gram = random(3, n + 20, n).gram();
        Cholesky cholesky = new Cholesky(gram, 0);
        assertClose(cholesky.upper().gram(), gram, 1e-10);
        Matrix x = random(4, 21, n);
        assertClose(cholesky.solve(x.times(gram), new Matrix(21, n)), x, 1e-9);
    }

    @Test
    void staysWhereItIsAlongDirectionsThatTheMatrixLeavesOpen() {
        Matrix gram = new Matrix(3, 3);
        gram.set(0, 0, 4);
        gram.set(1, 1, 1);
        gram.set(1, 2, 1);
        gram.set(2, 1, 1);
        gram.set(2, 2, 1);
        Matrix right = new Matrix(1, 3);
        right.set(0, 0, 8);
        right.set(0, 1, 5);
        right.set(0, 2, 5);
        Matrix previous = new Matrix(1, 3);
        previous.set(0, 1, 3);
        Matrix x = new Cholesky(gram, 1e-8).solve(right, previous);
        assertThat(x.get(0, 0)).isCloseTo(2, within(1e-7));
        // x1 + x2 = 5 is determined; their difference stays 3.
        assertThat(x.get(0, 1)).isCloseTo(4, within(1e-6));
        assertThat(x.get(0, 2)).isCloseTo(1, within(1e-6));
    }

    @Test
    void refusesAMatrixThatIsNotPositive() {
        Matrix gram = new Matrix(1, 1);
        gram.set(0, 0, -1);
        assertThatThrownBy(() -> new Cholesky(gram, 0)).hasMessageStartingWith("pivot 0: got the root of -1");
    }
}
