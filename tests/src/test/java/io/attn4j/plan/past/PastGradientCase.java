package io.attn4j.plan.past;

import io.attn4j.plan.Step;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gradients of past-only attention of some size over data that fits together: log-sum-exps, probabilities and what follows
 * from them are those of the fp64 reference, rounded. Keys and values beyond a length hold NaN and infinity.
 */
final class PastGradientCase {
    private static final float SCALE = 0.3f;

    /**
     * @param batch B
     * @param heads query heads
     * @param kvHeads key/value heads
     * @param rows N
     * @param keyDim D
     * @param valueDim Dv
     * @param slots k
     * @param chunk rows of a chunk
     * @param lengths valid keys of each batch, or null for all
     * @param horizon of slots that forget, or 0
     * @param spread whether heads lie within rows, heads share projections, and batches share the gradient of the output
     */
    private record Size(
            int batch,
            int heads,
            int kvHeads,
            int rows,
            int keyDim,
            int valueDim,
            int slots,
            int chunk,
            int[] lengths,
            int horizon,
            boolean spread) {
        SlotDecay decay() {
            return horizon == 0 ? null : SlotDecay.of(slots, horizon);
        }

        int states() {
            return kvHeads * Math.ceilDiv(rows, chunk);
        }

        @Override
        public String toString() {
            return "B" + batch + " H" + heads + "/" + kvHeads + " N" + rows + " D" + keyDim + "/" + valueDim + " k"
                    + slots
                    + " chunk " + chunk + (lengths == null ? "" : " lengths " + Arrays.toString(lengths))
                    + (horizon == 0 ? "" : " horizon " + horizon)
                    + (spread ? " spread" : "");
        }
    }

    /** Odd sizes, size 1, partial chunks, one chunk of all rows, no valid row, grouped queries, up to 256 slots. */
    private static final List<Size> SIZES = List.of(
            new Size(2, 4, 2, 23, 7, 5, 6, 8, new int[] {23, 10}, 0, false),
            new Size(2, 3, 3, 37, 1, 1, 1, 37, new int[] {0, 37}, 0, false),
            new Size(2, 2, 1, 21, 16, 24, 256, 8, new int[] {13, 20}, 0, true),
            new Size(1, 2, 1, 1, 3, 2, 5, 4, null, 0, false),
            new Size(1, 2, 1, 270, 2, 3, 5, 270, null, 0, false),
            new Size(3, 2, 2, 9, 5, 17, 3, 64, new int[] {9, 4, 0}, 0, true),
            new Size(2, 4, 2, 23, 7, 5, 6, 8, new int[] {23, 10}, 50, false),
            new Size(1, 2, 1, 70, 16, 24, 130, 64, null, 256, true),
            new Size(2, 2, 2, 37, 1, 1, 1, 37, new int[] {0, 37}, 2, false));

    private static final Size LARGE = new Size(2, 4, 2, 30, 6, 5, 12, 8, null, 0, false);
    private static final Size SMALL = new Size(1, 4, 2, 13, 6, 5, 7, 8, new int[] {11}, 0, false);
    private static final Size LARGE_DECAYING = new Size(2, 4, 2, 30, 6, 5, 12, 8, null, 20, false);
    private static final Size SMALL_DECAYING = new Size(1, 4, 2, 13, 6, 5, 7, 8, new int[] {11}, 20, false);

    private final Size size;
    private final StepData data;
    /** Views of a larger case, by name, whose arrays this one lies in; null for arrays of its own. */
    private final Map<String, View> larger;

    private final Map<String, View> views = new HashMap<>();
    private final PastQueryGradient query;
    private final PastKeyGradient key;
    private final PastStatesGradient states;

    private PastGradientCase(Size size, StepData data, Map<String, View> larger) {
        this.size = size;
        this.data = data;
        this.larger = larger;
        int heads = size.heads();
        int kvHeads = size.kvHeads();
        int slots = size.slots();
        PastAttention past = past();
        View outputGradient = size.spread()
                ? data.splitHeads("dO", 1, heads, size.rows(), size.valueDim()).broadcastBatch(size.batch())
                : tokens("dO", heads, size.valueDim());
        View delta = contiguous("delta", heads, size.rows(), 1);
        data.compute(past);
        data.fill(delta, (b, h, i, zero) -> {
            double sum = 0.25 * Math.sin(b + h + i);
            for (int c = 0; c < size.valueDim(); c++) {
                sum += data.get(outputGradient, b, h, i, c) * data.get(past.o(), b, h, i, c);
            }
            return sum;
        });
        PastQueryGradient given = new PastQueryGradient(
                "given",
                past,
                outputGradient,
                delta,
                contiguous("p", heads, size.rows(), slots),
                contiguous("ds", heads, size.rows(), slots),
                results("unused", heads, size.keyDim()));
        data.compute(given);
        query = new PastQueryGradient(
                "query",
                past,
                outputGradient,
                delta,
                empty("pOut", heads, size.rows(), slots),
                empty("dsOut", heads, size.rows(), slots),
                results("dq", heads, size.keyDim()));
        key = new PastKeyGradient(
                "key",
                past,
                outputGradient,
                given.p(),
                given.ds(),
                results("dk", kvHeads, size.keyDim()),
                results("dv", kvHeads, size.valueDim()),
                gapped("de", slots, size.rows()),
                gapped("df", slots, size.rows()),
                empty("dKeyStates", size.states(), slots, size.keyDim()),
                empty("dValueStates", size.states(), slots, size.valueDim()));
        states = new PastStatesGradient(
                "statesGradient",
                new PastStates(
                        "states",
                        size.chunk(),
                        past.k(),
                        past.e(),
                        null,
                        size.lengths(),
                        size.decay(),
                        past.keyStates(),
                        null),
                contiguous("dy", size.states(), slots, size.keyDim()),
                contiguous("dlast", kvHeads, slots, size.keyDim()),
                empty("sums", size.states(), slots, size.keyDim()),
                results("dx", kvHeads, size.keyDim()),
                gapped("dweights", slots, size.rows()),
                size.decay() == null ? null : gapped("dinitial", slots, size.keyDim()));
    }

    private PastAttention past() {
        View k = tokens("k", size.kvHeads(), size.keyDim());
        View v = tokens("v", size.kvHeads(), size.valueDim());
        if (size.lengths() != null) {
            data.poison(k, size.lengths());
            data.poison(v, size.lengths());
        }
        return new PastAttention(
                "past",
                SCALE / (float) Math.sqrt(size.keyDim()),
                size.chunk(),
                tokens("q", size.heads(), size.keyDim()),
                k,
                v,
                projection("e"),
                projection("f"),
                contiguous("keyStates", size.states(), size.slots(), size.keyDim()),
                contiguous("valueStates", size.states(), size.slots(), size.valueDim()),
                size.lengths(),
                size.decay(),
                results("o", size.heads(), size.valueDim()),
                empty("lse", size.heads(), size.rows(), 1));
    }

    /** A step of each size, and one that is smaller than what its tasks are made for. */
    static <S extends Step> List<StepCase<S>> all(Function<PastGradientCase, S> step) {
        List<StepCase<S>> cases = new ArrayList<>();
        for (Size size : SIZES) {
            StepData data = new StepData(size.rows());
            S made = step.apply(new PastGradientCase(size, data, null));
            cases.add(new StepCase<>(size.toString(), data, made));
        }
        cases.add(smaller("smaller than its tasks", SMALL, LARGE, step));
        cases.add(smaller("smaller than its tasks, decaying", SMALL_DECAYING, LARGE_DECAYING, step));
        return cases;
    }

    private static <S extends Step> StepCase<S> smaller(
            String name, Size few, Size many, Function<PastGradientCase, S> step) {
        StepData data = new StepData(0);
        PastGradientCase large = new PastGradientCase(many, data, null);
        PastGradientCase small = new PastGradientCase(few, data, large.views);
        return new StepCase<>(name, data, step.apply(small)).within(step.apply(large));
    }

    /** Columns of a projection times {@code gamma^-t} for row t of a chunk, as mechanisms give them to steps; as they are without decay. */
    static View rescaled(StepData data, View projection, int chunk, SlotDecay decay) {
        if (decay != null) {
            data.fill(projection, (b, h, r, j) -> data.get(projection, b, h, r, j) / decay.power(r, j % chunk));
        }
        return projection;
    }

    /** The gradient by queries. */
    PastQueryGradient query() {
        return query;
    }

    /** The gradients by keys, values, projections and states. */
    PastKeyGradient key() {
        return key;
    }

    /** The gradients through the states of keys. */
    PastStatesGradient states() {
        return states;
    }

    /** As {@link #states}, of states after whose last row nothing comes. */
    PastStatesGradient statesWithoutLast() {
        return new PastStatesGradient(
                states.task(), states.states(), states.dy(), null, states.sums(), states.dx(), states.de(), null);
    }

    private View tokens(String name, int heads, int columns) {
        return placed(
                name,
                () -> size.spread()
                        ? data.splitHeads(name, size.batch(), heads, size.rows(), columns)
                        : data.gapped(name, size.batch(), heads, size.rows(), columns),
                size.batch(),
                size.rows(),
                columns);
    }

    private View results(String name, int heads, int columns) {
        return placed(
                name,
                () -> size.spread()
                        ? data.emptySplitHeads(name, size.batch(), heads, size.rows(), columns)
                        : data.emptyGapped(name, size.batch(), heads, size.rows(), columns),
                size.batch(),
                size.rows(),
                columns);
    }

    private View gapped(String name, int rows, int columns) {
        return placed(
                name,
                () -> data.emptyGapped(name, size.batch(), size.kvHeads(), rows, columns),
                size.batch(),
                rows,
                columns);
    }

    private View projection(String name) {
        return placed(
                name,
                () -> {
                    View view = data.gapped(name, 1, size.spread() ? 1 : size.kvHeads(), size.slots(), size.rows());
                    data.fill(view, (b, h, i, c) -> SCALE * data.get(view, b, h, i, c));
                    rescaled(data, view, size.chunk(), size.decay());
                    return size.spread() ? view.broadcastHeads(size.kvHeads()) : view;
                },
                1,
                size.slots(),
                size.rows());
    }

    /** What {@code own} makes, or the first elements of the larger case's. */
    private View placed(String name, Supplier<View> own, int batch, int rows, int columns) {
        if (larger == null) {
            views.put(name, own.get());
            return views.get(name);
        }
        View view = larger.get(name);
        return new View(
                view.buffer(),
                view.offset(),
                batch,
                view.heads(),
                rows,
                columns,
                view.batchStride(),
                view.headStride(),
                view.rowStride(),
                view.columnStride());
    }

    private View contiguous(String name, int heads, int rows, int columns) {
        return packed(name, () -> data.contiguous(name, size.batch(), heads, rows, columns), heads, rows, columns);
    }

    private View empty(String name, int heads, int rows, int columns) {
        return packed(name, () -> data.empty(name, size.batch(), heads, rows, columns), heads, rows, columns);
    }

    private View packed(String name, Supplier<View> own, int heads, int rows, int columns) {
        return larger == null
                ? placed(name, own, size.batch(), rows, columns)
                : View.contiguous(larger.get(name).buffer(), size.batch(), heads, rows, columns);
    }
}
