package io.attn4j.mechanism.centroid;

import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests of every option of centroid attention and of awkward sizes, for the tests of plans and of engines. */
public final class CentroidRequests {
    /**
     * A request.
     *
     * @param name its options in words
     * @param config mechanism and options
     * @param inputs tensors
     */
    public record Example(String name, MechanismConfig config, Map<String, Tensor> inputs) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String[] INITS = {"sample", "mean-pool", "kmeans", "farthest", "given"};
    private static final String[] NORMS = {"inputs", "centroids", "centroids-normalized"};

    private CentroidRequests() {}

    /** All of them. */
    public static List<Example> all() {
        List<Example> all = new ArrayList<>();
        for (int n : new int[] {1, 3, 63, 65}) {
            all.add(of(1, n, 32, 4, "wq wk wv wo", "heads=2"));
            all.add(of(1, n, 32, 4, "wq wk wv wo", "causal heads=2 chunk=16"));
        }
        all.add(of(2, 33, 24, 1, "", "steps=2"));
        all.add(of(2, 9, 40, 17, "wk", "expand=true"));
        for (String init : INITS) {
            all.add(of(3, 33, 16, 5, "wv wo", "init=" + init + " lengths=33_3_20 norm=centroids heads=2"));
            all.add(of(2, 33, 16, 3, "wk wv", "causal chunk=8 steps=2 lengths=33_17 init=" + init));
        }
        for (String norm : NORMS) {
            for (String similarity : new String[] {"dot", "distance"}) {
                for (String value : new String[] {"projection", "displacement"}) {
                    String options = "norm=" + norm + " similarity=" + similarity + " value=" + value + " heads=2";
                    String wv = value.equals("projection") ? "wv " : "";
                    all.add(of(2, 37, 32, 6, wv + "wq wk wo", options + " steps=2 epsilon=0.5"));
                    all.add(of(2, 37, 32, 6, "", options + " neighbours=7 lengths=37_5"));
                }
            }
            all.add(of(2, 33, 16, 4, "wq wk wv wo", "expand=true lengths=33_9 heads=2 norm=" + norm));
            all.add(of(2, 33, 16, 4, "wo", "causal chunk=16 neighbours=3 heads=2 norm=" + norm));
            // Few neighbours: inputs that no centroid keeps.
            all.add(of(2, 50, 16, 3, "wq wk", "neighbours=1 norm=" + norm));
        }
        all.add(of(2, 23, 16, 4, "wq wk wv wo eps", "heads=2 steps=2"));
        all.add(of(2, 23, 16, 4, "eps", "heads=2 lengths=23_5"));
        all.add(of(2, 23, 16, 4, "wq eps", "norm=centroids-normalized value=displacement expand=true"));
        all.add(of(2, 23, 16, 3, "wo eps", "causal chunk=8 norm=centroids"));
        all.add(of(1, 33, 64, 8, "wq wk wv wo", "alpha=0.25 similarity=distance norm=centroids"));
        all.add(of(2, 33, 16, 4, "", "init=kmeans iterations=2 neighbours=40"));
        all.add(of(2, 20, 16, 4, "wq", "similarity=distance causal chunk=8 scale=0.5"));
        all.add(of(2, 20, 16, 4, "wq wk wv", "similarity=distance causal chunk=8"));
        all.add(of(1, 5, 16, 4, "wk", "similarity=distance causal chunk=16 heads=2 lengths=3 norm=centroids"));
        all.add(of(2, 20, 16, 4, "wq", "init=sample seed=-7 scale=-0.5 norm=centroids-normalized delta=0.5"));
        all.add(of(1, 200, 128, 40, "wq wk wv wo", "heads=2 steps=3 init=farthest"));
        return all;
    }

    /**
     * A request whose weights keep the scale of x; rows of x beyond the lengths are NaN.
     *
     * @param weights names of the weights given
     * @param options {@code name=value}, and {@code causal}, {@code scale=}, {@code lengths=1_2}
     */
    static Example of(int batch, int tokens, int model, int centroids, String weights, String options) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("x", RandomTensors.normal(1, batch, tokens, model));
        for (String weight : words(weights)) {
            inputs.put(
                    weight,
                    weight.equals("eps")
                            ? RandomTensors.floats(new float[] {0.7f}, 1)
                            : scaled(RandomTensors.normal(weight.hashCode(), model, model), 1 / Math.sqrt(model)));
        }
        for (String option : words(options)) {
            if (option.startsWith("lengths=")) {
                int[] lengths = Arrays.stream(
                                option.substring("lengths=".length()).split("_", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray();
                inputs.put("lengths", RandomTensors.ints(lengths));
                poison(inputs.get("x"), lengths);
            }
        }
        MechanismConfig config = config(options + " centroids=" + centroids);
        if (options.contains("init=given")) {
            inputs.put(
                    "u",
                    config.causal()
                            ? RandomTensors.normal(2, batch, centroids, model)
                            : RandomTensors.normal(2, centroids, model));
        }
        String name = "B" + batch + "/N" + tokens + "/M" + model + "/m" + centroids + "/" + weights.replace(' ', '_')
                + "/" + options.replace(' ', '/');
        return new Example(name, config, inputs);
    }

    /** A configuration from words {@code name=value}, {@code causal} and {@code scale=}; lengths are left out. */
    static MechanismConfig config(String options) {
        Map<String, String> named = new HashMap<>();
        boolean causal = false;
        Float scale = null;
        for (String option : words(options)) {
            String value = option.substring(option.indexOf('=') + 1);
            if (option.equals("causal")) {
                causal = true;
            } else if (option.startsWith("scale=")) {
                scale = Float.valueOf(value);
            } else if (!option.startsWith("lengths=")) {
                named.put(option.substring(0, option.indexOf('=')), value);
            }
        }
        return new MechanismConfig("centroid", causal, scale, named);
    }

    private static String[] words(String text) {
        return text.isBlank() ? new String[0] : text.trim().split(" +");
    }

    private static Tensor scaled(Tensor tensor, double factor) {
        for (long i = 0; i < tensor.type().elements(); i++) {
            tensor.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (factor * tensor.getFloat(i)));
        }
        return tensor;
    }

    private static void poison(Tensor x, int[] lengths) {
        long tokens = x.type().dimension(1);
        long model = x.type().dimension(2);
        for (int b = 0; b < lengths.length; b++) {
            for (long e = (b * tokens + lengths[b]) * model; e < (b + 1) * tokens * model; e++) {
                x.segment().setAtIndex(ValueLayout.JAVA_FLOAT, e, Float.NaN);
            }
        }
    }
}
