package io.attn4j.plan;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.reference.PlanReference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Arrays of a step under test and the views into them. What lies between, before and after the elements of a view is NaN, so
 * that a kernel which reads beside its operands shows itself.
 */
public final class StepData {
    private final Random random;
    private final Map<String, float[]> contents = new LinkedHashMap<>();

    /** Data that depends on {@code seed} alone. */
    public StepData(long seed) {
        random = new Random(seed);
    }

    /** An element of a view. */
    @FunctionalInterface
    public interface Element {
        double at(int b, int h, int i, int c);
    }

    /** Gaussian {@code [B,H,rows,columns]} with an offset and gaps between rows, heads and batches. */
    public View gapped(String name, int batch, int heads, int rows, int columns) {
        View view = emptyGapped(name, batch, heads, rows, columns);
        gaussian(view);
        return view;
    }

    /** As {@link #gapped}, without content: what a step writes. */
    public View emptyGapped(String name, int batch, int heads, int rows, int columns) {
        long row = columns + 3L;
        long head = rows * row + 5;
        Buffer buffer = array(name, 7 + batch * (heads * head + 2));
        return new View(buffer, 4, batch, heads, rows, columns, heads * head + 2, head, row, 1);
    }

    /** Gaussian, row-major, without gaps. */
    public View contiguous(String name, int batch, int heads, int rows, int columns) {
        View view = empty(name, batch, heads, rows, columns);
        gaussian(view);
        return view;
    }

    /** As {@link #contiguous}, without content. */
    public View empty(String name, int batch, int heads, int rows, int columns) {
        return View.contiguous(array(name, (long) batch * heads * rows * columns), batch, heads, rows, columns);
    }

    /** Gaussian {@code [B,rows,H*columns]} seen as {@code [B,H,rows,columns]}. */
    public View splitHeads(String name, int batch, int heads, int rows, int columns) {
        View view = emptySplitHeads(name, batch, heads, rows, columns);
        gaussian(view);
        return view;
    }

    /** As {@link #splitHeads}, without content. */
    public View emptySplitHeads(String name, int batch, int heads, int rows, int columns) {
        return View.splitHeads(array(name, (long) batch * heads * rows * columns), batch, heads, rows, columns);
    }

    /** A row of {@code columns} floats of 16 bits, without content. */
    public View packed(String name, Storage storage, int columns) {
        Buffer buffer = array(name, columns);
        return View.contiguous(new Buffer(name, buffer.kind(), buffer.elements(), storage), 1, 1, 1, columns);
    }

    private Buffer array(String name, long elements) {
        float[] content = new float[Math.toIntExact(elements)];
        Arrays.fill(content, Float.NaN);
        if (contents.put(name, content) != null) {
            throw new IllegalArgumentException("array: got " + name + " twice; needs a name of its own");
        }
        return new Buffer(name, Buffer.Kind.INTERMEDIATE, elements);
    }

    private void gaussian(View view) {
        StepArrays.each(view, (b, h, i, c) -> set(view, b, h, i, c, (float) random.nextGaussian()));
    }

    /** Stores {@code value} of each element of {@code view}, rounded. */
    public void fill(View view, Element value) {
        StepArrays.each(view, (b, h, i, c) -> set(view, b, h, i, c, (float) value.at(b, h, i, c)));
    }

    /** Stores what {@code step} writes, as its equation in fp64 gives it, rounded. */
    public void compute(Step step) {
        Map<String, double[]> arrays = new LinkedHashMap<>();
        contents.forEach((name, content) -> {
            double[] wide = new double[content.length];
            Arrays.setAll(wide, i -> content[i]);
            arrays.put(name, wide);
        });
        PlanReference.execute(step, arrays);
        for (View view : step.writes()) {
            double[] results = arrays.get(view.buffer().name());
            fill(view, (b, h, i, c) -> results[StepArrays.at(view, b, h, i, c)]);
        }
    }

    /** Rows of {@code view} at or beyond the length of their batch hold NaN and infinity. */
    public void poison(View view, int... lengths) {
        StepArrays.each(view, (b, h, i, c) -> {
            if (i >= lengths[b]) {
                set(view, b, h, i, c, c % 2 == 0 ? Float.NaN : Float.POSITIVE_INFINITY);
            }
        });
    }

    /** Element (b, h, i, c) of {@code view}. */
    public float get(View view, int b, int h, int i, int c) {
        return contents.get(view.buffer().name())[StepArrays.at(view, b, h, i, c)];
    }

    /** Stores an element of {@code view}. */
    public void set(View view, int b, int h, int i, int c, float value) {
        contents.get(view.buffer().name())[StepArrays.at(view, b, h, i, c)] = value;
    }

    /** Copies of all arrays by name, NaN where nothing was stored. */
    Map<String, float[]> contents() {
        Map<String, float[]> copies = new LinkedHashMap<>();
        contents.forEach((name, content) -> copies.put(name, content.clone()));
        return copies;
    }
}
