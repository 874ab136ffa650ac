package io.attn4j.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/** Seeded test data; its memory is freed by the garbage collector. */
public final class RandomTensors {
    private RandomTensors() {}

    /** Normally distributed F32. */
    public static Tensor normal(long seed, long... shape) {
        Tensor tensor = filled(0, shape);
        Random random = new Random(seed);
        for (long i = 0; i < tensor.type().elements(); i++) {
            tensor.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextGaussian());
        }
        return tensor;
    }

    /** F32 of one value. */
    public static Tensor filled(float value, long... shape) {
        Tensor tensor = Tensor.allocate(TensorType.f32(shape), Arena.ofAuto());
        for (long i = 0; i < tensor.type().elements(); i++) {
            tensor.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
        }
        return tensor;
    }

    /** F32 with the given values. */
    public static Tensor floats(float[] values, long... shape) {
        Tensor tensor = filled(0, shape);
        for (int i = 0; i < values.length; i++) {
            tensor.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, values[i]);
        }
        return tensor;
    }

    /** I32 vector. */
    public static Tensor ints(int... values) {
        Tensor tensor = Tensor.allocate(TensorType.i32(values.length), Arena.ofAuto());
        for (int i = 0; i < values.length; i++) {
            tensor.segment().setAtIndex(ValueLayout.JAVA_INT, i, values[i]);
        }
        return tensor;
    }
}
