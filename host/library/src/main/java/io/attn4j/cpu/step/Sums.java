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

    /**
     * The sum of {@code count} elements: those whose numbers are the same modulo 8 first, so that an addition need not wait for
     * the one before, then the eight sums in pairs, then what is left over.
     */
    public static double of(float[] x, int x0, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int c = x0;
        int end = x0 + count;
        for (; c + 8 <= end; c += 8) {
            s0 += x[c];
            s1 += x[c + 1];
            s2 += x[c + 2];
            s3 += x[c + 3];
            s4 += x[c + 4];
            s5 += x[c + 5];
            s6 += x[c + 6];
            s7 += x[c + 7];
        }
        double sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
        for (; c < end; c++) {
            sum += x[c];
        }
        return sum;
    }

    /** The sum of the products of {@code count} elements, formed as {@link #of} forms its own. */
    public static double ofProducts(float[] x, int x0, float[] y, int y0, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int c = 0;
        for (; c + 8 <= count; c += 8) {
            int i = x0 + c;
            int k = y0 + c;
            s0 += (double) x[i] * y[k];
            s1 += (double) x[i + 1] * y[k + 1];
            s2 += (double) x[i + 2] * y[k + 2];
            s3 += (double) x[i + 3] * y[k + 3];
            s4 += (double) x[i + 4] * y[k + 4];
            s5 += (double) x[i + 5] * y[k + 5];
            s6 += (double) x[i + 6] * y[k + 6];
            s7 += (double) x[i + 7] * y[k + 7];
        }
        double sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
        for (; c < count; c++) {
            sum += (double) x[x0 + c] * y[y0 + c];
        }
        return sum;
    }
}
