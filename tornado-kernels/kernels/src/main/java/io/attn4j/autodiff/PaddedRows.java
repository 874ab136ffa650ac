package io.attn4j.autodiff;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.View;

/**
 * How many rows of each sequence of an input are valid. A product with a weight computes padding as well; a gradient by that
 * weight is a sum over rows, which padding must not reach, whatever it holds.
 *
 * @param lengths valid rows of each batch [B]
 * @param heads H, 1 for tokens
 * @param rows N, all rows of a batch
 */
public record PaddedRows(int[] lengths, int heads, int rows) {

    /** {@code [B,H,N,M]} as [B,H,M,N]: the rows of a column side by side. */
    View of(Buffer buffer) {
        int batch = lengths.length;
        int columns = Math.toIntExact(buffer.elements() / batch / heads / rows);
        return View.contiguous(buffer, batch, heads, rows, columns).transposed();
    }

    KeyRanges ranges(int columns) {
        return KeyRanges.rectangular(lengths.length, columns, rows, false, lengths);
    }
}
