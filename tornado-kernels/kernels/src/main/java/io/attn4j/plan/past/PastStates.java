package io.attn4j.plan.past;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Addition;
import java.util.List;

/**
 * States of the past-only projection at the start of every chunk: {@code y[b,h,c,r,d] = initial[b,h,r,d] + sum_{n < c *
 * chunk, n < length_b} e[h,r,n] x[b,h,n,d]} (docs/equations.md, section 2.7).
 *
 * <p>Where slots forget, e holds the columns times {@code gamma^-t} for row t of a chunk, and y is the state decayed to the
 * first row of the chunk: {@code y_0 = gamma initial}, {@code y_(c+1) = gamma^chunk (y_c + sum_n e_n x_n^T)} over the rows of
 * chunk c, and {@code last = gamma^(rows - 1) (y_c + sum_n e_n x_n^T)} for the rows of the last chunk, valid or not.
 *
 * @param task name
 * @param chunk rows of a chunk
 * @param x [B,H,N,D], column stride 1
 * @param e [1,H,k,N], column stride 1; head stride 0 when shared
 * @param initial [B,H,k,D] contiguous, or null for zeros
 * @param lengths valid rows of each batch [B], or null for all
 * @param decay how slots forget, or null where they keep everything
 * @param y [B,H*chunks,k,D] contiguous, {@code chunks = ceil(N / chunk)}, out
 * @param last the state after the last row, [B,H,k,D] contiguous, out, or null
 */
public record PastStates(
        String task, int chunk, View x, View e, View initial, int[] lengths, SlotDecay decay, View y, View last)
        implements PastStep {

    public PastStates {
        int chunks = (x.rows() + chunk - 1) / chunk;
        int rank = e.rows();
        Operands.require(
                chunk >= 1
                        && e.hasSize(1, x.heads(), rank, x.rows())
                        && y.equals(View.contiguous(y.buffer(), x.batch(), x.heads() * chunks, rank, x.columns()))
                        && (initial == null || initial.hasSize(x.batch(), x.heads(), rank, x.columns()))
                        && (last == null || last.hasSize(x.batch(), x.heads(), rank, x.columns()))
                        && (lengths == null || lengths.length == x.batch())
                        && SlotDecay.fits(decay, rank, chunk),
                task,
                Operands.given(x, e, initial, y, last));
    }

    @Override
    public List<View> reads() {
        return Operands.given(x, e, initial);
    }

    @Override
    public List<View> writes() {
        return Operands.given(y, last);
    }

    @Override
    public double flops() {
        return 2.0 * x.batch() * x.heads() * x.rows() * e.rows() * x.columns();
    }

    @Override
    public void differentiate(Gradients gradients) {
        View given = gradients.of(y);
        View lastGradient = last == null ? null : gradients.of(last);
        if (given == null && lastGradient == null) {
            return;
        }
        View dy = given == null ? gradients.zeros(y) : given;
        View sums = gradients.like(y);
        View dx = gradients.wants(x) ? gradients.target(x) : gradients.like(x);
        View de = gradients.temporary(x.batch(), x.heads(), e.rows(), x.rows());
        View decayed = decay != null && gradients.wants(initial) ? gradients.target(initial) : null;
        gradients.add(new PastStatesGradient(gradients.task("rows"), this, dy, lastGradient, sums, dx, de, decayed));
        if (gradients.wants(x)) {
            gradients.commit(x, dx);
        }
        if (gradients.wants(e)) {
            gradients.contributeSums(e, de);
        }
        if (decayed != null) {
            gradients.commit(initial, decayed);
        } else if (gradients.wants(initial)) {
            View first = gradients.target(initial);
            gradients.add(new Addition(gradients.task("initial"), firstChunks(sums), firstChunks(dy), first));
            gradients.commit(initial, first);
        }
    }

    /** Rows of the last chunk. */
    public int lastRows() {
        return x.rows() - (x.rows() - 1) / chunk * chunk;
    }

    /** The first state of each head. */
    private View firstChunks(View states) {
        int chunks = states.heads() / x.heads();
        return new View(
                states.buffer(),
                states.offset(),
                states.batch(),
                x.heads(),
                states.rows(),
                states.columns(),
                states.batchStride(),
                chunks * states.headStride(),
                states.rowStride(),
                states.columnStride());
    }

    @Override
    public String equation() {
        return y + " = sums of " + e + " " + x + " before each chunk of " + chunk;
    }
}
