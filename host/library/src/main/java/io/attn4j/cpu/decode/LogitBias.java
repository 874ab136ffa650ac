package io.attn4j.cpu.decode;

import io.attn4j.cpu.tile.Exp2;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Logits {@code x[h,i,j]} such as a learned bias, of which a row i needs those with {@code j <= i}: a copy of these. */
public final class LogitBias {
    private final float[][] heads;
    private final boolean byRow;

    /**
     * The logits of {@code positions} rows.
     *
     * @param data floats in native byte order
     * @param heads matrices, 1 where heads share
     * @param headStride floats from head to head
     * @param rowStride floats from row to row, 0 where rows share
     */
    public LogitBias(MemorySegment data, int heads, long headStride, long rowStride, int positions) {
        byRow = rowStride > 0;
        int elements = byRow ? Math.toIntExact((long) positions * (positions + 1) / 2) : positions;
        this.heads = new float[heads][elements];
        for (int h = 0; h < heads; h++) {
            for (int i = byRow ? 0 : positions - 1; i < positions; i++) {
                long from = h * headStride + i * rowStride;
                MemorySegment.copy(
                        data, ValueLayout.JAVA_FLOAT_UNALIGNED, from * Float.BYTES, this.heads[h], at(i), i + 1);
            }
        }
    }

    /** Where row {@code i} begins. */
    private int at(int i) {
        return byRow ? (int) ((long) i * (i + 1) / 2) : 0;
    }

    /** {@code logits[j] += log2(e) factor x[head,i,j]} for {@code j <= i}. */
    public void add(int head, int i, float factor, float[] logits) {
        float[] row = heads[heads.length == 1 ? 0 : head];
        int from = at(i);
        float scale = factor * Exp2.LOG2_E;
        for (int j = 0; j <= i; j++) {
            logits[j] += scale * row[from + j];
        }
    }
}
