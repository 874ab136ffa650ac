package io.attn4j.reference;

import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** An operand {@code [B, heads, rows, columns]} of the reference, read row by row as fp64. */
@FunctionalInterface
public interface Fp64Rows {

    /** A copy of row {@code row} of head {@code head} of batch {@code batch}. */
    double[] row(int batch, int head, int row);

    /** fp32 data in memory. */
    static Fp64Rows of(Operand operand, int columns) {
        return (batch, head, row) -> {
            double[] values = new double[columns];
            long first = operand.index(batch, head, row);
            for (int d = 0; d < columns; d++) {
                values[d] = operand.data().getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, first + d);
            }
            return values;
        };
    }

    /** An fp64 intermediate result {@code [B, heads, rows, columns]}. */
    static Fp64Rows of(double[] data, int heads, int rows, int columns) {
        return (batch, head, row) -> {
            int first = ((batch * heads + head) * rows + row) * columns;
            return Arrays.copyOfRange(data, first, first + columns);
        };
    }
}
