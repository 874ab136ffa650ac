package io.attn4j.reference;

import io.attn4j.plan.core.CoreAttention;

/**
 * One head of one batch element of an attention, its keys and values copied out row by row, as each of them meets every
 * query.
 */
final class CoreHead {
    private final CoreAttention core;
    private final Fp64Arrays x;
    private final int batch;
    private final int head;
    private final double[][] keys;
    /** Copied when first asked for: logits alone have no values. */
    private double[][] values;

    CoreHead(CoreAttention core, Fp64Arrays x, int batch, int head) {
        this.core = core;
        this.x = x;
        this.batch = batch;
        this.head = head;
        keys = x.rows(core.b(), batch, head / (core.a().heads() / core.b().heads()));
    }

    int batch() {
        return batch;
    }

    int head() {
        return head;
    }

    /** Key {@code j}, [da]. */
    double[] key(int j) {
        return keys[j];
    }

    /** Value {@code j}, [dv]. */
    double[] value(int j) {
        if (values == null) {
            values = x.rows(core.w(), batch, head / (core.a().heads() / core.w().heads()));
        }
        return values[j];
    }

    /** Query {@code i}, [da], each column times its scale. */
    double[] query(int i) {
        double[] query = x.row(core.a(), batch, head, i);
        for (int d = 0; d < query.length; d++) {
            query[d] *= x.get(core.columnScale(), 0, head, 0, d, 1);
        }
        return query;
    }

    /**
     * The logit of a pair; negative infinity where a bias hides the key, whatever it holds.
     *
     * @param query as {@link #query} gives it
     */
    double logit(double[] query, int i, int j) {
        double bias = x.get(core.bias(), batch, head, i, j, 0);
        double keyBias = x.get(core.keyBias(), batch, head, 0, j, 0);
        double factors = factors(i, j);
        // a bias that hides a key hides whatever that key holds, and whatever the bias is scaled by
        if (Math.min(Math.min(bias, keyBias), factors) == Double.NEGATIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        double scaled = query.length == 0 ? 0 : core.scale() * Fp64Arrays.dot(query, keys[j]);
        return scaled + keyBias + (core.biasScale() == null ? 1 : core.biasScale()[head]) * bias + factors;
    }

    /** What dropout multiplies the weight of a pair with. */
    double dropoutScale(int i, int j) {
        return core.seeds() == null ? 1 : RowSteps.dropoutScale(core.seeds(), core.dropout(), x, batch, head, i, j);
    }

    private double factors(int i, int j) {
        if (core.factors() == null) {
            return 0;
        }
        int low = core.factors().columns() - core.high();
        return x.get(core.factors(), batch, head, i, j / low)
                * x.get(core.factors(), batch, head, i, core.high() + j % low);
    }
}
