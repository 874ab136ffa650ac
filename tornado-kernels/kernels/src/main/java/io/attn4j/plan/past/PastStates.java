package io.attn4j.plan.past;

import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * States of the past-only projection at the start of every chunk: {@code y[b,h,c,r,d] = initial[b,h,r,d] + sum_{n < c *
 * chunk, n < length_b} e[h,r,n] x[b,h,n,d]} (docs/equations.md, section 2.7).
 *
 * @param task name
 * @param chunk rows of a chunk
 * @param x [B,H,N,D], column stride 1
 * @param e [1,H,k,N], column stride 1; head stride 0 when shared
 * @param initial [B,H,k,D] contiguous, or null for zeros
 * @param lengths valid rows of each batch [B], or null for all
 * @param y [B,H*chunks,k,D] contiguous, {@code chunks = ceil(N / chunk)}, out
 * @param last the state after the last row, [B,H,k,D] contiguous, out, or null
 */
public record PastStates(String task, int chunk, View x, View e, View initial, int[] lengths, View y, View last)
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
                        && (lengths == null || lengths.length == x.batch()),
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
    public String equation() {
        return y + " = sums of " + e + " " + x + " before each chunk of " + chunk;
    }
}
