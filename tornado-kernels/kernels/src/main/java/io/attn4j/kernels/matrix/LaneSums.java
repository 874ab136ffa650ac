package io.attn4j.kernels.matrix;

/** Sums in private memory, as the lanes kernels of {@link MatrixProductKernel} keep them. */
final class LaneSums {
    private LaneSums() {}

    /**
     * Adds 16 sums of a block to those of the blocks before, with compensation (Kahan 1965).
     *
     * @param total sums so far, from {@code at} on, in and out
     * @param lost what rounding has added to them, in and out
     * @param sums those of the block, in
     */
    static void join(float[] total, float[] lost, int at, float[] sums) {
        for (int c = 0; c < 16; c++) {
            float added = sums[c] - lost[at + c];
            float joined = total[at + c] + added;
            lost[at + c] = joined - total[at + c] - added;
            total[at + c] = joined;
        }
    }
}
