package io.attn4j.portable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** Layout, copies and bounds of arrays, on whichever runtime is underneath. */
class NativeArrayTest {
    private static final long HEADER = TornadoNativeArray.ARRAY_HEADER;

    @Test
    void elementsFollowTheHeader() {
        FloatArray array = FloatArray.fromElements(1.5f, -2.5f);
        assertThat(array.getSize()).isEqualTo(2);
        assertThat(array.getElementSize()).isEqualTo(4);
        assertThat(array.getNumBytesOfSegment()).isEqualTo(8);
        assertThat(array.getNumBytesOfSegmentWithHeader()).isEqualTo(8 + HEADER);
        assertThat(array.getSegmentWithHeader().get(ValueLayout.JAVA_FLOAT_UNALIGNED, HEADER + 4))
                .isEqualTo(-2.5f);
        assertThat(array.getSegment().get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0)).isEqualTo(1.5f);
    }

    @Test
    void fromSegmentCopiesAndShallowDoesNot() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(12, 16);
            IntArray copy = IntArray.fromSegment(data);
            data.set(ValueLayout.JAVA_INT, 0, 7);
            assertThat(copy.toHeapArray()).containsExactly(0, 0, 0);

            MemorySegment withHeader = arena.allocate(HEADER + 8, 16);
            IntArray view = IntArray.fromSegmentShallow(withHeader);
            withHeader.set(ValueLayout.JAVA_INT, HEADER + 4, 9);
            assertThat(view.toHeapArray()).containsExactly(0, 9);
        }
    }

    @Test
    void initAndClearReachEveryElement() {
        FloatArray array = new FloatArray(5);
        assertThat(array.toHeapArray()).containsOnly(0.0f);
        array.init(Float.NaN);
        assertThat(array.toHeapArray()).containsOnly(Float.NaN);
        array.clear();
        assertThat(array.toHeapArray()).containsOnly(0.0f);
    }

    @Test
    void indicesOutsideAreRefused() {
        FloatArray array = new FloatArray(5);
        assertThatThrownBy(() -> array.get(5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> array.set(6, 1.0f)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> IntArray.fromSegment(MemorySegment.ofArray(new byte[7])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theHeaderIsReadAtRunTime() throws Exception {
        // A compile-time constant would show up as a ConstantValue of the field, and be copied into kernel classes.
        try (var in = TornadoNativeArray.class.getResourceAsStream("TornadoNativeArray.class")) {
            var field = ClassFile.of().parse(in.readAllBytes()).fields().stream()
                    .filter(f -> f.fieldName().equalsString("ARRAY_HEADER"))
                    .findFirst()
                    .orElseThrow();
            assertThat(field.findAttribute(Attributes.constantValue())).isEmpty();
        }
    }
}
