package io.attn4j.cpu.step;

/** Arrays that one thread uses over and over: memory that is new each time is memory that no cache holds. */
public final class Scratch {
    private static final int MOST = 6;

    /** The longest that is kept. */
    private static final int LONGEST = 1 << 20;

    private final float[][] arrays = new float[MOST][];

    Scratch() {}

    /** Array number {@code which}, 0 to 5, of at least {@code length} floats; holds anything. */
    public float[] floats(int which, int length) {
        if (length > LONGEST) {
            return new float[length];
        }
        float[] array = arrays[which];
        if (array == null || array.length < length) {
            array = new float[length];
            arrays[which] = array;
        }
        return array;
    }
}
