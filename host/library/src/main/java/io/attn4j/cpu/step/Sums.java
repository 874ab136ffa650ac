package io.attn4j.cpu.step;

/** Sums of rows in fp64, whose rounding errors no length makes visible in fp32. */
public final class Sums {
    private Sums() {}

    /** {@code sum[sum0 + c] += factor * x[x0 + c]} for {@code c < count}. */
    public static void add(double factor, float[] x, int x0, double[] sum, int sum0, int count) {
        for (int c = 0; c < count; c++) {
            sum[sum0 + c] += factor * x[x0 + c];
        }
    }

    /** Stores as many sums as {@code to} has elements. */
    public static void round(double[] sum, int sum0, float[] to) {
        for (int c = 0; c < to.length; c++) {
            to[c] = (float) sum[sum0 + c];
        }
    }
}
