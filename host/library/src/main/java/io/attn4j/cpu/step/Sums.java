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

    /** {@code sum[c] += x[x0 + c]} for {@code c < count}. */
    public static void add(double[] x, int x0, double[] sum, int count) {
        for (int c = 0; c < count; c++) {
            sum[c] += x[x0 + c];
        }
    }

    /** The sum of {@code count} elements, in four chains, so that an addition need not wait for the one before. */
    public static double of(float[] x, int x0, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int c = 0;
        for (; c + 4 <= count; c += 4) {
            s0 += x[x0 + c];
            s1 += x[x0 + c + 1];
            s2 += x[x0 + c + 2];
            s3 += x[x0 + c + 3];
        }
        for (; c < count; c++) {
            s0 += x[x0 + c];
        }
        return s0 + s1 + (s2 + s3);
    }

    /** The sum of the products of {@code count} elements, in four chains. */
    public static double ofProducts(float[] x, float[] y, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int c = 0;
        for (; c + 4 <= count; c += 4) {
            s0 += (double) x[c] * y[c];
            s1 += (double) x[c + 1] * y[c + 1];
            s2 += (double) x[c + 2] * y[c + 2];
            s3 += (double) x[c + 3] * y[c + 3];
        }
        for (; c < count; c++) {
            s0 += (double) x[c] * y[c];
        }
        return s0 + s1 + (s2 + s3);
    }
}
