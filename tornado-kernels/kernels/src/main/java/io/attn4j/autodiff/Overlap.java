package io.attn4j.autodiff;

import io.attn4j.plan.View;

/** Whether views of one array share elements, told from sizes and strides. */
final class Overlap {
    private Overlap() {}

    /** Whether some element is in both; true as well where their strides differ so that it cannot be told. */
    static boolean between(View x, View y) {
        long xLast = last(x);
        long yLast = last(y);
        if (xLast < y.offset() || yLast < x.offset()) {
            return false;
        }
        long[] strides = {x.batchStride(), x.headStride(), x.rowStride(), x.columnStride()};
        long[] others = {y.batchStride(), y.headStride(), y.rowStride(), y.columnStride()};
        int[] xSizes = {x.batch(), x.heads(), x.rows(), x.columns()};
        int[] ySizes = {y.batch(), y.heads(), y.rows(), y.columns()};
        for (int axis = 0; axis < 4; axis++) {
            if (strides[axis] != others[axis] && (xSizes[axis] > 1 || ySizes[axis] > 1)) {
                return true;
            }
        }
        return meets(y.offset() - x.offset(), strides, xSizes, ySizes, 0);
    }

    /** Whether {@code distance} is a sum of strides times differences of indices that both views have. */
    private static boolean meets(long distance, long[] strides, int[] xSizes, int[] ySizes, int axis) {
        if (axis == 4) {
            return distance == 0;
        }
        if (strides[axis] == 0) {
            return meets(distance, strides, xSizes, ySizes, axis + 1);
        }
        long slack = 0;
        for (int later = axis + 1; later < 4; later++) {
            slack += strides[later] * (Math.max(xSizes[later], ySizes[later]) - 1);
        }
        // x index minus y index, from -(ySize - 1) to xSize - 1
        long least = Math.max(1 - ySizes[axis], Math.floorDiv(distance - slack, strides[axis]));
        long most = Math.min(xSizes[axis] - 1, Math.ceilDiv(distance + slack, strides[axis]));
        for (long difference = least; difference <= most; difference++) {
            if (meets(distance - difference * strides[axis], strides, xSizes, ySizes, axis + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Whether every element of {@code y} is surely in {@code x}: x is the same place, or the whole array. */
    static boolean covers(View x, View y) {
        return x.over(y.buffer()).equals(y) || isWhole(x);
    }

    /** Whether {@code x} has every element of its array once. */
    static boolean isWhole(View x) {
        return x.offset() == 0 && !x.broadcasts() && x.elements() == x.buffer().elements();
    }

    private static long last(View x) {
        return x.offset()
                + (x.batch() - 1) * x.batchStride()
                + (x.heads() - 1) * x.headStride()
                + (x.rows() - 1) * x.rowStride()
                + Math.max(0, x.columns() - 1) * x.columnStride();
    }
}
