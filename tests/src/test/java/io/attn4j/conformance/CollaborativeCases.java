package io.attn4j.conformance;

import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests of collaborative heads: odd sizes of D~, every operand, mask and gate. */
final class CollaborativeCases {
    private final int batch;
    private final int heads;
    private final int queries;
    private final int keys;
    private final int modelDim;
    private final int valueDim;
    private final Map<String, Tensor> inputs = new LinkedHashMap<>();
    private final Map<String, String> options = new HashMap<>();
    private boolean causal;
    private String name;

    /** Self-attention where N = L. */
    private CollaborativeCases(int batch, int heads, int queries, int keys, int modelDim, int rank, int valueDim) {
        this.batch = batch;
        this.heads = heads;
        this.queries = queries;
        this.keys = keys;
        this.modelDim = modelDim;
        this.valueDim = valueDim;
        name = "B" + batch + "/H" + heads + "/N" + queries + "/L" + keys + "/M" + modelDim + "/R" + rank + "/V"
                + valueDim;
        inputs.put("x", RandomTensors.normal(1, batch, queries, modelDim));
        if (keys != queries) {
            inputs.put("y", RandomTensors.normal(2, batch, keys, modelDim));
        }
        weight("wq", 3, modelDim, rank);
        weight("wk", 4, modelDim, rank);
        inputs.put("mu", RandomTensors.normal(5, heads, rank));
        inputs.put("v", RandomTensors.normal(6, batch, heads, keys, valueDim));
        if (modelDim % heads != 0) {
            options.put("key-dim", Integer.toString(1 + modelDim / heads));
        }
    }

    static void addTo(List<ConformanceCase> cases) {
        for (int rank : new int[] {1, 40, 300}) {
            cases.add(new CollaborativeCases(2, 3, 17, 17, 24, rank, 8).made());
        }
        cases.add(new CollaborativeCases(1, 2, 33, 65, 40, 64, 20).content().made());
        cases.add(new CollaborativeCases(1, 2, 70, 17, 20, 12, 10).causal().made());
        cases.add(new CollaborativeCases(2, 3, 65, 65, 24, 16, 8)
                .causal()
                .content()
                .made());
        cases.add(new CollaborativeCases(3, 3, 33, 41, 13, 7, 5)
                .lengths(41, 0, 19)
                .content()
                .made());
        cases.add(new CollaborativeCases(1, 1, 1, 1, 3, 2, 1).made());
        cases.add(new CollaborativeCases(2, 4, 21, 30, 32, 24, 9)
                .values()
                .content()
                .lengths(30, 11)
                .output(19)
                .made());
        cases.add(new CollaborativeCases(1, 3, 40, 40, 30, 1024, 64)
                .values()
                .output(30)
                .made());
        cases.add(
                new CollaborativeCases(2, 3, 19, 23, 24, 16, 8).gate("sigmoid").made());
        cases.add(new CollaborativeCases(2, 3, 19, 19, 24, 16, 8)
                .gate("softmax")
                .values()
                .output(24)
                .causal()
                .made());
        cases.add(new CollaborativeCases(2, 5, 19, 23, 25, 16, 8).mixture(0, 2).made());
        cases.add(new CollaborativeCases(2, 6, 37, 37, 24, 16, 4)
                .mixture(2, 3)
                .values()
                .output(24)
                .made());
        cases.add(new CollaborativeCases(2, 6, 37, 37, 24, 16, 4)
                .mixture(2, 3)
                .auxiliaryLoss()
                .values()
                .output(24)
                .made());
        cases.add(new CollaborativeCases(3, 5, 19, 19, 25, 16, 8)
                .mixture(0, 2)
                .auxiliaryLoss()
                .lengths(19, 0, 7)
                .made());
        cases.add(new CollaborativeCases(2, 3, 19, 23, 24, 16, 8)
                .mixture(1, 1)
                .auxiliaryLoss()
                .lengths(5, 23)
                .made());
        cases.add(new CollaborativeCases(2, 3, 19, 23, 24, 16, 8)
                .talking(true, true)
                .content()
                .made());
        cases.add(new CollaborativeCases(2, 3, 19, 19, 24, 16, 8)
                .talking(true, false)
                .causal()
                .values()
                .output(7)
                .made());
        cases.add(new CollaborativeCases(2, 4, 19, 23, 24, 300, 8)
                .talking(false, true)
                .lengths(9, 0)
                .made());
        cases.add(new CollaborativeCases(3, 3, 18, 30, 24, 16, 8)
                .values()
                .content()
                .lengths(30, 0, 7)
                .poisoned()
                .made());
        cases.add(new CollaborativeCases(2, 3, 18, 30, 24, 16, 8)
                .talking(true, true)
                .lengths(0, 7)
                .poisoned()
                .made());
    }

    private void weight(String weight, long seed, int rows, int columns) {
        Tensor made = RandomTensors.normal(seed, rows, columns);
        for (long i = 0; i < made.type().elements(); i++) {
            made.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, made.getFloat(i) / (float) Math.sqrt(rows));
        }
        inputs.put(weight, made);
    }

    private CollaborativeCases causal() {
        causal = true;
        name += "/causal";
        return this;
    }

    private CollaborativeCases content() {
        weight("wc", 7, modelDim, heads);
        name += "/content";
        return this;
    }

    private CollaborativeCases values() {
        inputs.remove("v");
        weight("wv", 8, modelDim, heads * valueDim);
        inputs.put("bv", RandomTensors.normal(9, (long) heads * valueDim));
        name += "/wv";
        return this;
    }

    private CollaborativeCases output(int columns) {
        weight("wo", 10, heads * valueDim, columns);
        inputs.put("bo", RandomTensors.normal(11, columns));
        name += "/wo";
        return this;
    }

    private CollaborativeCases lengths(int... lengths) {
        inputs.put("lengths", RandomTensors.ints(lengths));
        name += "/lengths";
        return this;
    }

    /** NaN in the rows of y at or beyond each length, which must reach no output. */
    private CollaborativeCases poisoned() {
        Tensor y = inputs.get("y");
        for (int b = 0; b < batch; b++) {
            int length = (int) inputs.get("lengths").getInteger(b);
            for (long i = ((long) b * keys + length) * modelDim; i < (b + 1L) * keys * modelDim; i++) {
                y.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, Float.NaN);
            }
        }
        name += "/nan";
        return this;
    }

    private CollaborativeCases gate(String gate) {
        options.put("gate", gate);
        weight("wg", 12, modelDim, heads);
        name += "/" + gate;
        return this;
    }

    private CollaborativeCases mixture(int shared, int top) {
        gate("mixture");
        options.put("shared", Integer.toString(shared));
        options.put("top", Integer.toString(top));
        if (shared > 0) {
            weight("w0", 13, modelDim, 2);
        }
        name += shared + "+" + top;
        return this;
    }

    private CollaborativeCases auxiliaryLoss() {
        options.put("aux-loss", "true");
        name += "/aux";
        return this;
    }

    private CollaborativeCases talking(boolean logits, boolean probabilities) {
        options.put("gate", "talking");
        if (logits) {
            weight("tl", 14, heads, heads);
        }
        if (probabilities) {
            weight("tp", 15, heads, heads);
        }
        name += "/talking" + (logits ? "-tl" : "") + (probabilities ? "-tp" : "");
        return this;
    }

    private ConformanceCase made() {
        return ConformanceCase.of(name, new MechanismConfig("collaborative", causal, null, options), inputs);
    }
}
