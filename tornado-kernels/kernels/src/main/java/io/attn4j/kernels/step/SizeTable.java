package io.attn4j.kernels.step;

import io.attn4j.plan.View;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The array of run-time sizes that a kernel reads, written entry by entry; each method returns this. */
public final class SizeTable {
    private final IntArray array;

    SizeTable(int entries) {
        array = new IntArray(entries);
    }

    /** The array, as kernels take it. */
    public IntArray array() {
        return array;
    }

    /** Writes {@code value} at entry {@code at}. */
    public SizeTable set(int at, int value) {
        array.set(at, value);
        return this;
    }

    /** Writes 1 at entry {@code at} where the operand is given, 0 where it is null. */
    public SizeTable given(int at, Object operand) {
        return set(at, operand == null ? 0 : 1);
    }

    /** Writes batch, heads, rows and columns of {@code view} to the four entries from {@code at}. */
    public SizeTable shape(int at, View view) {
        return set(at, view.batch())
                .set(at + 1, view.heads())
                .set(at + 2, view.rows())
                .set(at + 3, view.columns());
    }

    /** Writes where {@code view} starts; 0 for null. */
    public SizeTable offset(int at, View view) {
        return set(at, view == null ? 0 : Math.toIntExact(view.offset()));
    }

    /** Writes the place of {@code view} from entry {@code at}, as {@link ViewLayout}; zeros for null. */
    public SizeTable view(int at, View view) {
        ViewLayout.write(array, at, view);
        return this;
    }
}
