package io.attn4j.reference;

import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** The arrays of a plan in fp64, read and written through views. What no one has written is NaN. */
final class Fp64Arrays {
    private final Map<String, double[]> arrays;

    /** The arrays given, not copied. */
    Fp64Arrays(Map<String, double[]> arrays) {
        this.arrays = arrays;
    }

    /** Arrays of {@code plan} with the plan's own constants and what is {@code given}, each as long as its array or shorter. */
    Fp64Arrays(Plan plan, Map<String, double[]> given) {
        this(new HashMap<>());
        plan.buffers().forEach((name, buffer) -> {
            double[] array = new double[Math.toIntExact(buffer.elements())];
            Arrays.fill(array, Double.NaN);
            float[] constant = plan.constants().get(name);
            for (int i = 0; constant != null && i < constant.length; i++) {
                array[i] = constant[i];
            }
            double[] content = given.get(name);
            if (content != null) {
                System.arraycopy(content, 0, array, 0, content.length);
            }
            arrays.put(name, array);
        });
    }

    /** All arrays by name. */
    Map<String, double[]> byName() {
        return arrays;
    }

    /** What is done for each element of a view. */
    @FunctionalInterface
    interface Element {
        void at(int b, int h, int i, int c);
    }

    /** Visits each element of {@code view}, columns fastest. */
    static void each(View view, Element element) {
        for (int b = 0; b < view.batch(); b++) {
            for (int h = 0; h < view.heads(); h++) {
                for (int i = 0; i < view.rows(); i++) {
                    for (int c = 0; c < view.columns(); c++) {
                        element.at(b, h, i, c);
                    }
                }
            }
        }
    }

    /**
     * Visits each element of {@code view}, columns fastest; runs of {@code together} neighbouring heads at the same time as
     * other runs, so that what a run writes no other may write.
     *
     * @param together divides the heads
     */
    static void each(View view, int together, Element element) {
        int heads = view.heads();
        IntStream.range(0, view.batch() * heads / together).parallel().forEach(run -> {
            for (int k = run * together; k < (run + 1) * together; k++) {
                for (int i = 0; i < view.rows(); i++) {
                    for (int c = 0; c < view.columns(); c++) {
                        element.at(k / heads, k % heads, i, c);
                    }
                }
            }
        });
    }

    double get(View view, int b, int h, int i, int c) {
        return arrays.get(view.buffer().name())[index(view, b, h, i, c)];
    }

    /** The element, or {@code otherwise} of an operand that is not given. */
    double get(View view, int b, int h, int i, int c, double otherwise) {
        return view == null ? otherwise : get(view, b, h, i, c);
    }

    void set(View view, int b, int h, int i, int c, double value) {
        arrays.get(view.buffer().name())[index(view, b, h, i, c)] = value;
    }

    void add(View view, int b, int h, int i, int c, double value) {
        set(view, b, h, i, c, get(view, b, h, i, c) + value);
    }

    void fill(View view, double value) {
        each(view, (b, h, i, c) -> set(view, b, h, i, c, value));
    }

    /** A copy of a row. */
    double[] row(View view, int b, int h, int i) {
        double[] array = arrays.get(view.buffer().name());
        double[] row = new double[view.columns()];
        Arrays.setAll(row, c -> array[index(view, b, h, i, c)]);
        return row;
    }

    /** Copies of all rows of one head. */
    double[][] rows(View view, int b, int h) {
        double[][] rows = new double[view.rows()][];
        Arrays.setAll(rows, i -> row(view, b, h, i));
        return rows;
    }

    /** Adds {@code factor * row} to a row. */
    void addRow(View view, int b, int h, int i, double factor, double[] row) {
        double[] array = arrays.get(view.buffer().name());
        for (int c = 0; c < row.length; c++) {
            array[index(view, b, h, i, c)] += factor * row[c];
        }
    }

    void setRow(View view, int b, int h, int i, double[] row) {
        for (int c = 0; c < view.columns(); c++) {
            set(view, b, h, i, c, row[c]);
        }
    }

    /** Valid rows of batch {@code b}. */
    static int length(int[] lengths, int b, View x) {
        return lengths == null ? x.rows() : lengths[b];
    }

    private static int index(View v, int b, int h, int i, int c) {
        return Math.toIntExact(
                v.offset() + b * v.batchStride() + h * v.headStride() + i * v.rowStride() + c * v.columnStride());
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int d = 0; d < x.length; d++) {
            sum += x[d] * y[d];
        }
        return sum;
    }

    /** {@code ||x - y||^2}. */
    static double squaredDistance(double[] x, double[] y) {
        double sum = 0;
        for (int d = 0; d < x.length; d++) {
            sum += (x[d] - y[d]) * (x[d] - y[d]);
        }
        return sum;
    }

    /** {@code log sum e^x}; negative infinity of nothing. */
    static double logSumExp(double... logits) {
        double max = max(logits);
        return max == Double.NEGATIVE_INFINITY
                ? max
                : max + Math.log(Arrays.stream(powers(logits, max)).sum());
    }

    /** {@code softmax(x)}; zeros where every logit is negative infinity. */
    static double[] softmax(double[] logits) {
        double[] powers = powers(logits, max(logits));
        double total = Arrays.stream(powers).sum();
        return Arrays.stream(powers)
                .map(power -> power == 0 ? 0 : power / total)
                .toArray();
    }

    private static double max(double... logits) {
        double max = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            max = Math.max(max, logit);
        }
        return max;
    }

    /** {@code e^(x - max)}, relative to the largest so that none overflows; 0 of negative infinity. */
    private static double[] powers(double[] logits, double max) {
        return Arrays.stream(logits)
                .map(logit -> logit == Double.NEGATIVE_INFINITY ? 0 : Math.exp(logit - max))
                .toArray();
    }
}
