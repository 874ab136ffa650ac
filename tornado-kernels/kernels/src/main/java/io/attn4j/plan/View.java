package io.attn4j.plan;

/**
 * A strided view {@code x[b,h,i,c] = buffer[offset + b*batchStride + h*headStride + i*rowStride + c*columnStride]}, sizes
 * and strides in elements; a stride of 0 broadcasts.
 *
 * @param buffer array
 * @param offset first element
 * @param batch B, size along b
 * @param heads H, size along h
 * @param rows size along i
 * @param columns size along c; 0 for an operand without columns
 * @param batchStride elements from b to b+1
 * @param headStride elements from h to h+1
 * @param rowStride elements from i to i+1
 * @param columnStride elements from c to c+1; 1 unless a step says that it takes others
 */
public record View(
        Buffer buffer,
        long offset,
        int batch,
        int heads,
        int rows,
        int columns,
        long batchStride,
        long headStride,
        long rowStride,
        long columnStride) {

    public View {
        long last = offset
                + (batch - 1) * batchStride
                + (heads - 1) * headStride
                + (rows - 1) * rowStride
                + Math.max(0, columns - 1) * columnStride;
        if (offset < 0 || batch < 1 || heads < 1 || rows < 1 || columns < 0 || last >= buffer.elements()) {
            throw new IllegalArgumentException("view of " + buffer.name() + ": got [" + batch + "," + heads + "," + rows
                    + "," + columns + "] up to element " + last + "; needs sizes from 1 within " + buffer.elements());
        }
    }

    /** Row-major {@code [B,H,rows,columns]} over the start of {@code buffer}. */
    public static View contiguous(Buffer buffer, int batch, int heads, int rows, int columns) {
        long matrix = (long) rows * columns;
        return new View(buffer, 0, batch, heads, rows, columns, heads * matrix, matrix, columns, 1);
    }

    /** Row-major {@code [B,rows,H*columns]} seen as {@code [B,H,rows,columns]}: head h has columns from {@code h*columns}. */
    public static View splitHeads(Buffer buffer, int batch, int heads, int rows, int columns) {
        long row = (long) heads * columns;
        return new View(buffer, 0, batch, heads, rows, columns, rows * row, columns, row, 1);
    }

    /** The same elements for {@code count} batches; this view must have one batch. */
    public View broadcastBatch(int count) {
        requireOne(batch, "batch");
        return new View(buffer, offset, count, heads, rows, columns, 0, headStride, rowStride, columnStride);
    }

    /** The same elements for {@code count} heads; this view must have one head. */
    public View broadcastHeads(int count) {
        requireOne(heads, "head");
        return new View(buffer, offset, batch, count, rows, columns, batchStride, 0, rowStride, columnStride);
    }

    /** Rows and columns exchanged. */
    public View transposed() {
        return new View(buffer, offset, batch, heads, columns, rows, batchStride, headStride, columnStride, rowStride);
    }

    /** The first {@code count} rows. */
    public View firstRows(int count) {
        return new View(buffer, offset, batch, heads, count, columns, batchStride, headStride, rowStride, columnStride);
    }

    /** Rows {@code from} (inclusive) to {@code to} (exclusive). */
    public View rows(int from, int to) {
        return new View(
                buffer,
                offset + from * rowStride,
                batch,
                heads,
                to - from,
                columns,
                batchStride,
                headStride,
                rowStride,
                columnStride);
    }

    /** Columns {@code from} (inclusive) to {@code to} (exclusive). */
    public View columns(int from, int to) {
        return new View(
                buffer,
                offset + from * columnStride,
                batch,
                heads,
                rows,
                to - from,
                batchStride,
                headStride,
                rowStride,
                columnStride);
    }

    /** The same row {@code count} times; this view must have one row. */
    public View broadcastRows(int count) {
        requireOne(rows, "row");
        return new View(buffer, offset, batch, heads, count, columns, batchStride, headStride, 0, columnStride);
    }

    /** The same column {@code count} times; this view must have one column. */
    public View broadcastColumns(int count) {
        requireOne(columns, "column");
        return new View(buffer, offset, batch, heads, rows, count, batchStride, headStride, rowStride, 0);
    }

    /** The same place in another array. */
    public View over(Buffer other) {
        return new View(other, offset, batch, heads, rows, columns, batchStride, headStride, rowStride, columnStride);
    }

    /** The first batch. */
    public View firstBatch() {
        return new View(buffer, offset, 1, heads, rows, columns, batchStride, headStride, rowStride, columnStride);
    }

    /** One head of this view. */
    public View head(int head) {
        return new View(
                buffer,
                offset + head * headStride,
                batch,
                1,
                rows,
                columns,
                batchStride,
                headStride,
                rowStride,
                columnStride);
    }

    /** Whether batches, heads, rows or columns, more than one, lie in the same place. */
    public boolean broadcasts() {
        return batch > 1 && batchStride == 0
                || heads > 1 && headStride == 0
                || rows > 1 && rowStride == 0
                || columns > 1 && columnStride == 0;
    }

    /** The elements once: size 1 where batches, heads, rows or columns lie in the same place. */
    public View once() {
        return new View(
                buffer,
                offset,
                batchStride == 0 ? 1 : batch,
                headStride == 0 ? 1 : heads,
                rowStride == 0 ? 1 : rows,
                columnStride == 0 ? 1 : columns,
                batchStride,
                headStride,
                rowStride,
                columnStride);
    }

    /** All batches as rows of one, {@code [1,H,B*rows,columns]}; null where they do not follow one another. */
    public View batchesAsRows() {
        if (batch == 1) {
            return this;
        }
        return batchStride == rows * rowStride
                ? new View(
                        buffer,
                        offset,
                        1,
                        heads,
                        Math.multiplyExact(batch, rows),
                        columns,
                        batch * batchStride,
                        headStride,
                        rowStride,
                        columnStride)
                : null;
    }

    /** All heads as columns of one, {@code [B,1,rows,H*columns]}; null where they do not lie side by side. */
    public View headsAsColumns() {
        if (heads == 1) {
            return this;
        }
        return headStride == columns * columnStride
                ? new View(
                        buffer,
                        offset,
                        batch,
                        1,
                        rows,
                        Math.multiplyExact(heads, columns),
                        batchStride,
                        heads * headStride,
                        rowStride,
                        columnStride)
                : null;
    }

    private void requireOne(int size, String axis) {
        if (size != 1) {
            throw new IllegalArgumentException(
                    "broadcast of " + buffer.name() + ": got " + size + " along " + axis + "; needs 1");
        }
    }

    /** Elements that differ in their place in memory. */
    public long elements() {
        return (batchStride == 0 ? 1L : batch)
                * (headStride == 0 ? 1L : heads)
                * (rowStride == 0 ? 1L : rows)
                * (columnStride == 0 ? 1L : columns);
    }

    /** Bytes of {@link #elements}. */
    public long bytes() {
        return buffer.storage().bytes() * elements();
    }

    /** Whether sizes are those given. */
    public boolean hasSize(int wantedBatch, int wantedHeads, int wantedRows, int wantedColumns) {
        return batch == wantedBatch && heads == wantedHeads && rows == wantedRows && columns == wantedColumns;
    }

    /** Whether sizes are those of {@code other}. */
    public boolean sameSize(View other) {
        return hasSize(other.batch, other.heads, other.rows, other.columns);
    }

    @Override
    public String toString() {
        return buffer.name() + "[" + batch + "," + heads + "," + rows + "," + columns + "]";
    }
}
