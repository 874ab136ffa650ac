package io.attn4j.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapesTest {
    private static final TensorSpec X = TensorSpec.input("x", "[B,N,M]");

    private static Shapes bind(String shape, long... dimensions) {
        return Shapes.bind(
                List.of(X, TensorSpec.input("w", shape)),
                Map.of("x", TensorType.f32(2, 5, 12), "w", TensorType.f32(dimensions)));
    }

    @Test
    void bindsTheSizesOfEveryTensorGiven() {
        Shapes shapes = bind("[M,H*3]", 12, 6);
        assertThat(List.of(shapes.size("B"), shapes.size("N"), shapes.size("M"), shapes.size("H")))
                .containsExactly(2, 5, 12, 2);
        assertThat(shapes.has("L")).isFalse();
        assertThatThrownBy(() -> shapes.size("L")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takesAnyOfTheShapesAndBroadcastDimensions() {
        assertThat(bind("[m,M] or [B,m,M]", 7, 12).size("m")).isEqualTo(7);
        assertThat(bind("[m,M] or [B,m,M]", 2, 7, 12).size("m")).isEqualTo(7);
        bind("[1|B,1|N]", 1, 5);
        bind("[1|B,1|N]", 2, 1);
    }

    @Test
    void writesShapesWithTheSizesThatAreBound() {
        assertThat(bind("[M,H*3]", 12, 6).sized("[H,M,K] or [B*M]")).isEqualTo("[2,12,K] or [2*12]");
    }

    @Test
    void leavesOutWhatIsNotGiven() {
        Shapes shapes = Shapes.bind(List.of(X, TensorSpec.weight("w", "[M,K]")), Map.of("x", TensorType.f32(1, 1, 1)));
        assertThat(shapes.has("K")).isFalse();
    }

    @Test
    void countsTheStartsOfPackedSequences() {
        TensorSpec starts = TensorSpec.integers("cu", "[S+1]");
        TensorSpec others = TensorSpec.integers("cu_k", "[S+1]");
        assertThat(Shapes.bind(List.of(starts, others), Map.of("cu", TensorType.i32(4), "cu_k", TensorType.i32(4)))
                        .size("S"))
                .isEqualTo(3);
        assertThatThrownBy(() -> Shapes.bind(
                        List.of(starts, others), Map.of("cu", TensorType.i32(4), "cu_k", TensorType.i32(5))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("cu_k: got ");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "[M,K] ; 11,3 ; dimension 0 to be 12 (M of x)",
                "[1|B,N] ; 3,5 ; dimension 0 to be 2 (1 or B of x)",
                "[M,2] ; 12,3 ; dimension 1 to be 2 (2)",
                "[K,M] ; 3 ; the shape [K,M]",
                "[M*K,N] ; 13,5 ; dimension 0 to be a multiple of 12 (M of x)",
                "[M] or [B,N,M] ; 12,5 ; the shape [M] or [B,N,M]",
                "[B*N,M] ; 9,12 ; dimension 0 to be 10 (B*N)",
                "[M,K] ; 12,0 ; every dimension from 1 to 2^31 - 1"
            })
    void refusesWhatDisagreesInOneLine(String shape, String dimensions, String needs) {
        long[] given = List.of(dimensions.split(",", -1)).stream()
                .mapToLong(Long::parseLong)
                .toArray();
        assertThatThrownBy(() -> bind(shape, given))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("w: got " + TensorType.f32(given) + "; needs " + needs + "; try ");
    }
}
