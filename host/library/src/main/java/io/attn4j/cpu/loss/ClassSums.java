package io.attn4j.cpu.loss;

/** Sums over the classes of a row. */
final class ClassSums {
    private ClassSums() {}

    /** The sum of {@code x} in fp64, in four lanes. */
    static double sum(float[] x) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int c = 0;
        for (; c + 3 < x.length; c += 4) {
            sum0 += x[c];
            sum1 += x[c + 1];
            sum2 += x[c + 2];
            sum3 += x[c + 3];
        }
        for (; c < x.length; c++) {
            sum0 += x[c];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
