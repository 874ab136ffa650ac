package io.attn4j.cpu.decode;

import io.attn4j.cpu.tile.Exp2;
import io.attn4j.cpu.tile.TileLoops;
import java.util.Arrays;

/**
 * {@code o = softmax(logits) W} of one row of one head, whose keys may lie in several caches: their logits are appended one
 * after another, then their values in the same order. The scratch of one thread.
 *
 * <p>Logits are kept in base 2: a query carries {@code scale * log2(e)}, and what is added to {@link #logits} {@link
 * Exp2#LOG2_E}.
 */
public final class RowAttention {
    private static final int LANES = TileLoops.LANES;
    private static final int BLOCK = 256;

    private final float[] query;
    private final float[] logits;
    private final float[] sums;
    private final float[] part;
    private int count;
    private int weighted;
    private double total;

    /**
     * Scratch for rows that see up to {@code keys} keys.
     *
     * @param keyDim most columns of a query
     * @param valueDim columns of a value
     */
    public RowAttention(int keys, int keyDim, int valueDim) {
        query = new float[keyDim];
        logits = new float[Math.addExact(RowArray.padded(keys), LANES)];
        sums = new float[ValueCache.padded(valueDim)];
        part = new float[sums.length];
    }

    /** Scratch for each thread. */
    public static RowAttention[] of(RowThreads threads, int keys, int keyDim, int valueDim) {
        RowAttention[] all = new RowAttention[threads.threads()];
        Arrays.setAll(all, i -> new RowAttention(keys, keyDim, valueDim));
        return all;
    }

    /** Begins a row. */
    public void begin() {
        count = 0;
        weighted = 0;
        Arrays.fill(sums, 0);
    }

    /** Begins a row with the query {@code factor log2(e) (q . mu)}; {@code mu} may be null for ones. */
    public void begin(float[] q, int q0, float factor, float[] mu, int mu0) {
        begin();
        float scale = (float) (factor / Math.log(2));
        for (int d = 0; d < query.length; d++) {
            query[d] = mu == null ? q[q0 + d] * scale : q[q0 + d] * scale * mu[mu0 + d];
        }
    }

    /** Another query of the same row, {@code factor log2(e) q} of {@code dim} columns. */
    public void query(float[] q, int q0, int dim, float factor) {
        float scale = factor * Exp2.LOG2_E;
        for (int d = 0; d < dim; d++) {
            query[d] = q[q0 + d] * scale;
        }
    }

    /** The logits, of which those below {@link #count} count. */
    public float[] logits() {
        return logits;
    }

    /** Logits so far. */
    public int count() {
        return count;
    }

    /** The query, scaled. */
    public float[] query() {
        return query;
    }

    /** Appends {@code n} logits of 0, and returns where they begin. */
    public int append(int n) {
        int from = count;
        count += n;
        Arrays.fill(logits, from, Math.min(logits.length, from + RowArray.padded(n)), 0);
        return from;
    }

    /** Appends the logits of the first {@code n} keys. */
    public void keys(TileLoops loops, KeyCache keys, int n) {
        keys.addLogits(loops, query, 0, n, logits, append(n));
    }

    /** All of a row that attends to the slots of a state. */
    public void slots(TileLoops loops, SlotState state) {
        append(state.rank());
        state.addLogits(loops, query, logits);
        softmax();
        state.addWeighted(loops, logits, sums);
    }

    /** Turns the logits into weights, up to what they sum up to. */
    public void softmax() {
        float max = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < count; j++) {
            max = Math.max(max, logits[j]);
        }
        total = 0;
        if (max == Float.NEGATIVE_INFINITY) {
            Arrays.fill(logits, 0, count, 0);
            return;
        }
        exponentials(logits, count, max);
        for (int j = 0; j < count; j += BLOCK) {
            total += sum(logits, j, Math.min(count, j + BLOCK));
        }
    }

    private static void exponentials(float[] s, int count, float max) {
        for (int j = 0; j < count; j++) {
            // Less would change nothing, and subnormal numbers are slow.
            float exponent = Math.max(-126, s[j] - max);
            float rounded = exponent + Exp2.ROUND;
            float f = exponent - (rounded - Exp2.ROUND);
            float q = Exp2.C5;
            q = Math.fma(q, f, Exp2.C4);
            q = Math.fma(q, f, Exp2.C3);
            q = Math.fma(q, f, Exp2.C2);
            q = Math.fma(q, f, Exp2.C1);
            q = Math.fma(q, f, 1);
            s[j] = Float.intBitsToFloat(Float.floatToRawIntBits(q) + (Float.floatToRawIntBits(rounded) << 23));
        }
    }

    private static float sum(float[] s, int from, int to) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int j = from;
        for (; j + 4 <= to; j += 4) {
            sum0 += s[j];
            sum1 += s[j + 1];
            sum2 += s[j + 2];
            sum3 += s[j + 3];
        }
        for (; j < to; j++) {
            sum0 += s[j];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    /** Weighs the next {@code n} values, the first of those given. */
    public void values(TileLoops loops, ValueCache values, int n) {
        values.addWeighted(loops, logits, weighted, n, part, sums);
        weighted += n;
    }

    /** Stores the row, zeros where it sees no key. */
    public void write(float[] o, int o0, int columns) {
        float factor = total == 0 ? 0 : (float) (1 / total);
        for (int c = 0; c < columns; c++) {
            o[o0 + c] = sums[c] * factor;
        }
    }

    /** Divides the weights by their sum, after {@link #softmax}. */
    public void normalise() {
        float factor = total == 0 ? 0 : (float) (1 / total);
        for (int j = 0; j < count; j++) {
            logits[j] *= factor;
        }
        total = 1;
    }
}
