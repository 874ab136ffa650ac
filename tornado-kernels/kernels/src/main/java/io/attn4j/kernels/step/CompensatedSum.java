package io.attn4j.kernels.step;

/** Sums of blocks joined with compensation (Kahan 1965): rounding errors do not grow with the number of blocks. */
public final class CompensatedSum {
    private CompensatedSum() {}

    /**
     * What rounding has added to {@code joined = total + added}, to be taken from the next block: {@code added = sum -
     * lost}. Nothing where the sum is infinite or no number, which it then stays.
     */
    public static float lost(float total, float added, float joined) {
        float lost = joined - total - added;
        return lost * 0.0f == 0.0f ? lost : 0.0f;
    }
}
