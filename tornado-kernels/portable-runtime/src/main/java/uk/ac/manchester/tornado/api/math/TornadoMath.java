package uk.ac.manchester.tornado.api.math;

/** Functions that a kernel may call; on a device they become its built-ins. Portable form of TornadoVM's class. */
public class TornadoMath {
    /** Not meant to be created. */
    protected TornadoMath() {}

    /** The smaller of two numbers; as on devices, a NaN loses against a number. */
    public static float min(float a, float b) {
        if (Float.isNaN(a)) {
            return b;
        }
        return Float.isNaN(b) ? a : Math.min(a, b);
    }

    /** The smaller of two numbers. */
    public static int min(int a, int b) {
        return Math.min(a, b);
    }

    /** The larger of two numbers; as on devices, a NaN loses against a number. */
    public static float max(float a, float b) {
        if (Float.isNaN(a)) {
            return b;
        }
        return Float.isNaN(b) ? a : Math.max(a, b);
    }

    /** The larger of two numbers. */
    public static int max(int a, int b) {
        return Math.max(a, b);
    }

    /** Absolute value. */
    public static float abs(float a) {
        return Math.abs(a);
    }

    /** Power of e. */
    public static float exp(float value) {
        return (float) Math.exp(value);
    }

    /** Natural logarithm. */
    public static float log(float value) {
        return (float) Math.log(value);
    }

    /** Square root. */
    public static float sqrt(float value) {
        return (float) Math.sqrt(value);
    }

    /** Hyperbolic tangent. */
    public static float tanh(float value) {
        return (float) Math.tanh(value);
    }

    /** Largest integer not above {@code f}. */
    public static float floor(float f) {
        return (float) Math.floor(f);
    }

    /** {@code a} to the power of {@code b}. */
    public static float pow(float a, float b) {
        return (float) Math.pow(a, b);
    }
}
