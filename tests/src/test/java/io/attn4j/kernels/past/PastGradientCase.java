package io.attn4j.kernels.past;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepReference;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.View;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastKeyGradient;
import io.attn4j.plan.past.PastQueryGradient;
import io.attn4j.plan.past.PastStates;
import io.attn4j.plan.past.PastStatesGradient;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gradients of past-only attention of some size, and consistent content for them: log-sum-exps, probabilities and what
 * follows from them are those of the fp64 reference, rounded. Keys and values beyond a length hold NaN.
 *
 * @param batch B
 * @param heads query heads
 * @param kvHeads key/value heads
 * @param rows N
 * @param keyDim D
 * @param valueDim Dv
 * @param rank k
 * @param chunk rows of a chunk
 * @param lengths valid keys of each batch, or null for all
 * @param spread whether heads lie within rows, heads share projections, and batches share what the outputs' gradients are
 */
public record PastGradientCase(
        int batch,
        int heads,
        int kvHeads,
        int rows,
        int keyDim,
        int valueDim,
        int rank,
        int chunk,
        int[] lengths,
        boolean spread) {
    private static final float SCALE = 0.3f;

    /** Odd sizes, size 1, partial chunks, one chunk of all rows, grouped queries, ranks up to 256. */
    public static List<PastGradientCase> all() {
        return List.of(
                new PastGradientCase(2, 4, 2, 23, 7, 5, 6, 8, new int[] {23, 10}, false),
                new PastGradientCase(2, 3, 3, 37, 1, 1, 1, 37, new int[] {0, 37}, false),
                new PastGradientCase(2, 2, 1, 21, 16, 24, 256, 8, new int[] {13, 20}, true),
                new PastGradientCase(1, 2, 1, 1, 3, 2, 5, 4, null, false),
                new PastGradientCase(1, 2, 1, 270, 2, 3, 5, 270, null, false),
                new PastGradientCase(3, 2, 2, 9, 5, 17, 3, 64, new int[] {9, 4, 0}, true));
    }

    private View input(String name, int views, int count, int columns) {
        return contiguous(StepArrays.input(name, (long) batch * views * count * columns), views, count, columns);
    }

    private View output(String name, int views, int count, int columns) {
        return contiguous(StepArrays.output(name, (long) batch * views * count * columns), views, count, columns);
    }

    /** Heads within rows where wanted. */
    private View tokens(Buffer buffer, int views, int columns) {
        return spread ? View.splitHeads(buffer, batch, views, rows, columns) : contiguous(buffer, views, rows, columns);
    }

    private View tokens(String name, int views, int columns) {
        return tokens(StepArrays.input(name, (long) batch * views * rows * columns), views, columns);
    }

    private View contiguous(Buffer buffer, int views, int count, int columns) {
        return View.contiguous(buffer, batch, views, count, columns);
    }

    private View projection(String name) {
        return spread
                ? View.contiguous(StepArrays.input(name, (long) rank * rows), 1, 1, rank, rows)
                        .broadcastHeads(kvHeads)
                : View.contiguous(StepArrays.input(name, (long) kvHeads * rank * rows), 1, kvHeads, rank, rows);
    }

    private int states() {
        return kvHeads * Math.ceilDiv(rows, chunk);
    }

    private PastAttention past() {
        return new PastAttention(
                "past",
                SCALE / (float) Math.sqrt(keyDim),
                chunk,
                tokens("q", heads, keyDim),
                tokens("k", kvHeads, keyDim),
                tokens("v", kvHeads, valueDim),
                projection("e"),
                projection("f"),
                input("keyStates", states(), rank, keyDim),
                input("valueStates", states(), rank, valueDim),
                lengths,
                tokens("o", heads, valueDim),
                input("lse", heads, rows, 1));
    }

    private View outputGradient() {
        return spread
                ? View.splitHeads(StepArrays.input("dO", (long) heads * rows * valueDim), 1, heads, rows, valueDim)
                        .broadcastBatch(batch)
                : tokens("dO", heads, valueDim);
    }

    /** The gradient by queries. */
    public PastQueryGradient query() {
        return new PastQueryGradient(
                "query",
                past(),
                outputGradient(),
                input("delta", heads, rows, 1),
                output("p", heads, rows, rank),
                output("ds", heads, rows, rank),
                tokens(StepArrays.output("dq", (long) batch * heads * rows * keyDim), heads, keyDim));
    }

    /** The gradient by keys, values, projections and states. */
    public PastKeyGradient key() {
        return new PastKeyGradient(
                "key",
                past(),
                outputGradient(),
                input("p", heads, rows, rank),
                input("ds", heads, rows, rank),
                tokens(StepArrays.output("dk", (long) batch * kvHeads * rows * keyDim), kvHeads, keyDim),
                tokens(StepArrays.output("dv", (long) batch * kvHeads * rows * valueDim), kvHeads, valueDim),
                output("de", kvHeads, rank, rows),
                output("df", kvHeads, rank, rows),
                output("dKeyStates", states(), rank, keyDim),
                output("dValueStates", states(), rank, valueDim));
    }

    /** The gradient of the states of keys; with one by the state after the last row where {@code last}. */
    public PastStatesGradient states(boolean last) {
        PastStates states = new PastStates(
                "states",
                chunk,
                tokens("k", kvHeads, keyDim),
                projection("e"),
                null,
                lengths,
                output("y", states(), rank, keyDim),
                null);
        return new PastStatesGradient(
                "statesGradient",
                states,
                input("dy", states(), rank, keyDim),
                last ? input("dlast", kvHeads, rank, keyDim) : null,
                output("sums", states(), rank, keyDim),
                tokens(StepArrays.output("dk", (long) batch * kvHeads * rows * keyDim), kvHeads, keyDim),
                output("de", kvHeads, rank, rows));
    }

    /** Content of everything that {@link #query} and {@link #key} read. */
    public Map<String, float[]> contents() {
        PastAttention past = past();
        Map<String, float[]> contents = new HashMap<>();
        past.reads().forEach(view -> fill(contents, view));
        fill(contents, outputGradient());
        poison(contents, past.k());
        poison(contents, past.v());
        Map<String, double[]> forward = StepReference.execute(past, contents);
        contents.put("lse", rounded(forward.get("lse")));
        PastQueryGradient query = query();
        float[] delta = new float[batch * heads * rows];
        StepArrays.each(query.delta(), (b, h, i, zero) -> {
            double sum = 0.25 * Math.sin(b + h + i);
            for (int c = 0; c < valueDim; c++) {
                sum += contents.get("dO")[StepArrays.at(query.outputGradient(), b, h, i, c)]
                        * forward.get("o")[StepArrays.at(past.o(), b, h, i, c)];
            }
            delta[StepArrays.at(query.delta(), b, h, i, 0)] = (float) sum;
        });
        contents.put("delta", delta);
        Map<String, double[]> backward = StepReference.execute(query, contents);
        contents.put("p", rounded(backward.get("p")));
        contents.put("ds", rounded(backward.get("ds")));
        return contents;
    }

    /** Content of everything that {@link #states} reads. */
    public Map<String, float[]> statesContents(boolean last) {
        PastStatesGradient gradient = states(last);
        Map<String, float[]> contents = new HashMap<>();
        gradient.reads().forEach(view -> fill(contents, view));
        poison(contents, gradient.states().x());
        return contents;
    }

    private static void fill(Map<String, float[]> contents, View view) {
        Buffer buffer = view.buffer();
        float[] content = StepArrays.normal(buffer.name().hashCode(), buffer);
        for (int i = 0;
                i < content.length
                        && (buffer.name().equals("e") || buffer.name().equals("f"));
                i++) {
            content[i] *= SCALE;
        }
        contents.put(buffer.name(), content);
    }

    private void poison(Map<String, float[]> contents, View view) {
        StepArrays.each(view, (b, h, i, c) -> {
            if (lengths != null && i >= lengths[b]) {
                contents.get(view.buffer().name())[StepArrays.at(view, b, h, i, c)] = Float.NaN;
            }
        });
    }

    private static float[] rounded(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    @Override
    public String toString() {
        return "B" + batch + " H" + heads + "/" + kvHeads + " N" + rows + " D" + keyDim + "/" + valueDim + " k" + rank
                + " chunk " + chunk + (lengths == null ? "" : " lengths " + Arrays.toString(lengths))
                + (spread ? " spread" : "");
    }

    /** Names of the contents that {@code views} have. */
    static Map<String, float[]> of(List<View> views, Map<String, float[]> contents) {
        Map<String, float[]> those = new HashMap<>();
        for (View view : views) {
            those.put(view.buffer().name(), contents.get(view.buffer().name()));
        }
        return those;
    }
}
