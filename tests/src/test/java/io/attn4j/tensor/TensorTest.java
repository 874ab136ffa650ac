package io.attn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorTest {

    @Test
    void copiesFloatsAndReturnsThem() {
        float[] values = {1, 2, 3, 4, 5, 6};
        try (Tensor tensor = Tensor.of(values, 2, 3)) {
            assertThat(tensor.type()).isEqualTo(TensorType.f32(2, 3));
            assertThat(tensor.toFloats()).isEqualTo(values);
            assertThat(tensor.getFloat(4)).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @CsvSource({"F32, 0.1", "F16, 0.0999755859375", "BF16, 0.10009765625"})
    void holdsFloatsRounded(DType dtype, float rounded) {
        try (Tensor tensor = Tensor.rounded(dtype, new float[] {0.1f, -2}, 2, 1)) {
            assertThat(tensor.type()).isEqualTo(new TensorType(dtype, new long[] {2, 1}));
            assertThat(tensor.getFloat(0)).isEqualTo(rounded);
            tensor.setFloat(1, -0.1f);
            assertThat(tensor.toFloats()).containsExactly(rounded, -rounded);
        }
    }

    @Test
    void refusesToReadIntegersAsFloats() {
        try (Tensor ints = Tensor.ofInts(new int[] {1}, 1)) {
            assertThatThrownBy(() -> ints.getFloat(0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ints.setFloat(0, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(ints::toFloats)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("needs F32, F16 or BF16");
        }
    }

    @Test
    void readsIntegersOfBothWidths() {
        try (Tensor ints = Tensor.ofInts(new int[] {-1, 7}, 2);
                Tensor longs = Tensor.allocate(new TensorType(DType.I64, new long[] {1}))) {
            longs.segment().set(ValueLayout.JAVA_LONG, 0, 1L << 40);
            assertThat(ints.getInteger(0)).isEqualTo(-1);
            assertThat(ints.getInteger(1)).isEqualTo(7);
            assertThat(longs.getInteger(0)).isEqualTo(1L << 40);
        }
    }

    @Test
    void keepsRoomForAHeaderInFrontOfTheData() {
        try (Tensor tensor = Tensor.allocate(TensorType.f32(5))) {
            MemorySegment withHeader = tensor.segmentWithHeader();
            assertThat(withHeader.byteSize()).isEqualTo(Tensor.HEADER_BYTES + 20L);
            assertThat(withHeader.address() + Tensor.HEADER_BYTES)
                    .isEqualTo(tensor.segment().address());
            assertThat(tensor.segment().address() % 64).isZero();
        }
    }

    @Test
    void freesItsMemoryOnce() {
        Tensor tensor = Tensor.of(new float[] {1}, 1);
        tensor.close();
        tensor.close();
        assertThatThrownBy(() -> tensor.getFloat(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void leavesTheMemoryOfAnArenaToTheArena() {
        try (Arena arena = Arena.ofConfined()) {
            Tensor tensor = Tensor.allocate(TensorType.f32(1), arena);
            tensor.close();
            assertThat(tensor.getFloat(0)).isZero();
        }
    }

    @Test
    void slicesWhereThatIsContiguous() {
        Tensor tensor = RandomTensors.normal(1, 3, 2, 4);
        Tensor batch = tensor.slice(0, 1, 2);
        assertThat(batch.type()).isEqualTo(TensorType.f32(1, 2, 4));
        assertThat(batch.getFloat(0)).isEqualTo(tensor.getFloat(8));
        Tensor head = batch.slice(1, 1, 2);
        assertThat(head.type()).isEqualTo(TensorType.f32(1, 1, 4));
        assertThat(head.getFloat(3)).isEqualTo(tensor.getFloat(15));
        assertThatThrownBy(() -> tensor.slice(1, 0, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("dimensions of 1 before that axis");
        assertThatThrownBy(() -> tensor.slice(0, 2, 4)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void refusesAShapeThatIsNotThatOfTheData() {
        assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "shape: got F32[2, 3]; needs as many elements as there are values (5); try correcting one of"
                                + " the two");
        assertThatThrownBy(() -> Tensor.wrap(TensorType.f32(3), MemorySegment.ofArray(new float[4])))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("segment: got 16 bytes; needs 12 bytes for F32[3]");
    }

    @ParameterizedTest(name = "{0} x {1} x {2} of {3}")
    @CsvSource({
        "-1, 2, 3, F32",
        "9223372036854775807, 2, 1, F32",
        "4294967296, 4294967296, 1, F32",
        "0, 9223372036854775807, 9223372036854775807, F16",
        "2305843009213693952, 1, 1, F32",
    })
    void refusesImpossibleShapes(long a, long b, long c, DType dtype) {
        assertThatThrownBy(() -> new TensorType(dtype, new long[] {a, b, c}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("shape: got [");
    }

    @Test
    void countsElementsAndBytes() {
        assertThat(TensorType.f32(2, 3, 4).bytes()).isEqualTo(96);
        assertThat(TensorType.f32().elements()).isEqualTo(1);
        assertThat(TensorType.f32(5, 0).elements()).isZero();
        long[] shape = {1, 2};
        TensorType type = TensorType.f32(shape);
        shape[0] = 9;
        type.shape()[0] = 9;
        assertThat(type.dimension(0)).isEqualTo(1);
    }
}
