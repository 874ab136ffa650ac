package io.attn4j.kernels.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.Storage;
import io.attn4j.plan.View;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** Arrays of steps under test: contents, elements of views, and comparison with an fp64 result. */
public final class StepArrays {
    private static final double MAX_ERROR = 5e-5;
    private static final double RMS_ERROR = 2e-6;

    private StepArrays() {}

    /** What is done with each element of a view. */
    @FunctionalInterface
    public interface ElementAction {
        void at(int b, int h, int i, int c);
    }

    /** An array that has content beforehand. */
    public static Buffer input(String name, long elements) {
        return new Buffer(name, Buffer.Kind.INPUT, elements);
    }

    /** An array that has none. */
    public static Buffer output(String name, long elements) {
        return new Buffer(name, Buffer.Kind.OUTPUT, elements);
    }

    /** The number of 16 bits, exactly; a NaN keeps its sign and fraction. */
    public static float wide(short bits, Storage storage) {
        if (storage == Storage.BF16) {
            return Float.intBitsToFloat(bits << 16);
        }
        boolean nan = (bits & 0x7C00) == 0x7C00 && (bits & 0x3FF) != 0;
        return nan
                ? Float.intBitsToFloat((bits & 0x8000) << 16 | 0x7F800000 | (bits & 0x3FF) << 13)
                : Float.float16ToFloat(bits);
    }

    /** The 16 bits of a number that they hold exactly. */
    public static short narrow(float value, Storage storage) {
        int bits = Float.floatToRawIntBits(value);
        if (storage == Storage.BF16) {
            return (short) (bits >>> 16);
        }
        return Float.isNaN(value)
                ? (short) (bits >>> 16 & 0x8000 | 0x7C00 | bits >>> 13 & 0x3FF)
                : Float.floatToFloat16(value);
    }

    /** Writes {@code content}, NaN beyond its end, to an array of a step. */
    static void write(float[] content, TornadoNativeArray array, Storage storage) {
        for (int i = 0; i < elements(array, storage); i++) {
            float value = i < content.length ? content[i] : Float.NaN;
            if (storage.packed()) {
                array.getSegment().set(ValueLayout.JAVA_SHORT_UNALIGNED, 2L * i, narrow(value, storage));
            } else {
                array.getSegment().set(ValueLayout.JAVA_FLOAT_UNALIGNED, 4L * i, value);
            }
        }
    }

    /** The first {@code elements} floats of an array of a step. */
    static float[] read(TornadoNativeArray array, int elements, Storage storage) {
        float[] values = new float[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = storage.packed()
                    ? wide(array.getSegment().get(ValueLayout.JAVA_SHORT_UNALIGNED, 2L * i), storage)
                    : array.getSegment().get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4L * i);
        }
        return values;
    }

    private static int elements(TornadoNativeArray array, Storage storage) {
        return Math.toIntExact(array.getNumBytesOfSegment() / storage.bytes());
    }

    /** Standard normal content of {@code buffer}. */
    public static float[] normal(long seed, Buffer buffer) {
        Random random = new Random(seed);
        float[] content = new float[Math.toIntExact(buffer.elements())];
        for (int i = 0; i < content.length; i++) {
            content[i] = (float) random.nextGaussian();
        }
        return content;
    }

    /** NaN for each element of {@code buffer}: the expectation for what no step writes. */
    public static double[] untouched(Buffer buffer) {
        double[] expected = new double[Math.toIntExact(buffer.elements())];
        Arrays.fill(expected, Double.NaN);
        return expected;
    }

    /** Index of element (b, h, i, c) of {@code view} in its array. */
    public static int at(View view, int b, int h, int i, int c) {
        return Math.toIntExact(view.offset()
                + b * view.batchStride()
                + h * view.headStride()
                + i * view.rowStride()
                + c * view.columnStride());
    }

    /** Calls {@code action} for each element of {@code view}. */
    public static void each(View view, ElementAction action) {
        for (int b = 0; b < view.batch(); b++) {
            for (int h = 0; h < view.heads(); h++) {
                for (int i = 0; i < view.rows(); i++) {
                    for (int c = 0; c < view.columns(); c++) {
                        action.at(b, h, i, c);
                    }
                }
            }
        }
    }

    /** Asserts that {@code actual} is {@code expected}, rounded to fp32, NaN where expected. */
    public static void assertExact(String name, float[] actual, double[] expected) {
        assertThat(actual).as(name).hasSameSizeAs(expected);
        for (int at = 0; at < expected.length; at++) {
            assertThat(actual[at]).as(name + ", element " + at).isEqualTo(Float.valueOf((float) expected[at]));
        }
    }

    /**
     * Asserts that {@code actual} is within the limits of fp32, relative to the root mean square of the finite elements of
     * {@code expected}; NaN and infinities must stand exactly where expected.
     */
    public static void assertClose(String name, float[] actual, double[] expected) {
        assertThat(actual).as(name).hasSameSizeAs(expected);
        double squares = 0;
        double squaredErrors = 0;
        double maxError = 0;
        int finite = 0;
        for (int at = 0; at < expected.length; at++) {
            if (!Double.isFinite(expected[at])) {
                assertThat((double) actual[at]).as(name + ", element " + at).isEqualTo(Double.valueOf(expected[at]));
                continue;
            }
            double error = Math.abs(actual[at] - expected[at]);
            assertThat(error).as(name + ", element " + at).isFinite();
            squares += expected[at] * expected[at];
            squaredErrors += error * error;
            maxError = Math.max(maxError, error);
            finite++;
        }
        if (finite > 0) {
            double scale = Math.sqrt(squares / finite);
            assertThat(Math.sqrt(squaredErrors / finite))
                    .as(name + ", RMS error")
                    .isLessThanOrEqualTo(RMS_ERROR * scale);
            assertThat(maxError).as(name + ", largest error").isLessThanOrEqualTo(MAX_ERROR * scale);
        }
    }
}
