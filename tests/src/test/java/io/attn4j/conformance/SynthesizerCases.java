package io.attn4j.conformance;

import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests of Synthesizers: every mode, mixture, mask and way to give values. */
final class SynthesizerCases {
    private static final int MODEL = 20;

    private final int batch;
    private final int heads;
    private final int tokens;
    private final Map<String, Tensor> inputs = new LinkedHashMap<>();
    private final Map<String, String> options = new HashMap<>();
    private final StringBuilder name;
    private boolean causal;

    private SynthesizerCases(String name, int batch, int heads, int tokens) {
        this.batch = batch;
        this.heads = heads;
        this.tokens = tokens;
        this.name = new StringBuilder(name + "/B" + batch + "/H" + heads + "/N" + tokens);
        inputs.put("v", RandomTensors.normal(1, batch, heads, tokens, 12));
    }

    static List<ConformanceCase> all() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (int tokens : new int[] {1, 3, 63, 65}) {
            cases.add(new SynthesizerCases("dense", 2, 2, tokens).dense(0).made());
            cases.add(new SynthesizerCases("random", 2, 2, tokens).random(0).made());
            cases.add(new SynthesizerCases("factorized-dense", 2, 2, tokens)
                    .factorizedDense(0)
                    .made());
            cases.add(new SynthesizerCases("factorized-random", 2, 2, tokens)
                    .factorizedRandom(0)
                    .made());
        }
        cases.add(new SynthesizerCases("dense", 3, 2, 33)
                .dense(7)
                .lengths(33, 0, 9)
                .made());
        cases.add(new SynthesizerCases("dense", 1, 3, 40).dense(0).masked().made());
        cases.add(new SynthesizerCases("random", 3, 2, 33).random(5).masked().made());
        cases.add(new SynthesizerCases("random", 1, 2, 33).random(5).made());
        cases.add(new SynthesizerCases("random", 2, 2, 33)
                .random(0)
                .lengths(30, 2)
                .masked()
                .made());
        cases.add(new SynthesizerCases("random", 2, 2, 33)
                .option("weights", "fused")
                .random(0)
                .made());
        cases.add(new SynthesizerCases("random", 2, 2, 17).drawn("random").made());
        cases.add(new SynthesizerCases("factorized-dense", 2, 3, 37)
                .factorizedDense(9)
                .masked()
                .made());
        cases.add(new SynthesizerCases("factorized-dense", 2, 2, 37)
                .factorizedDense(0)
                .lengths(5, 37)
                .made());
        cases.add(new SynthesizerCases("factorized-random", 2, 3, 37)
                .factorizedRandom(9)
                .masked()
                .made());
        cases.add(
                new SynthesizerCases("projected", 2, 2, 21).projected().dense(0).made());
        cases.add(new SynthesizerCases("shared", 2, 2, 21).sharedDense().made());
        SynthesizerCases all = new SynthesizerCases("softmax", 2, 2, 35);
        cases.add(all.dense(0)
                .random(0)
                .factorizedDense(0)
                .factorizedRandom(0)
                .dotProduct()
                .theta(5)
                .masked()
                .made());
        cases.add(new SynthesizerCases("softmax", 2, 2, 35)
                .random(3)
                .factorizedRandom(0)
                .theta(2)
                .lengths(11, 35)
                .made());
        cases.add(new SynthesizerCases("sum", 1, 2, 35)
                .option("mix", "sum")
                .dense(0)
                .factorizedDense(0)
                .made());
        for (int tokens : new int[] {63, 65}) {
            cases.add(new SynthesizerCases("softmax", 1, 2, tokens)
                    .dim40()
                    .dense(0)
                    .factorizedDense(0)
                    .theta(3)
                    .masked()
                    .made());
            cases.add(new SynthesizerCases("random", 2, 1, tokens)
                    .random(0)
                    .lengths(tokens - 2, 1)
                    .masked()
                    .made());
        }
        cases.add(new SynthesizerCases("only", 2, 2, 21)
                .option("mode", "mixture")
                .factorizedRandom(0)
                .theta(1)
                .made());
        cases.add(new SynthesizerCases("softmax", 2, 2, 19)
                .option("learned", "true")
                .dense(3)
                .random(2)
                .factorizedDense(0)
                .factorizedRandom(1)
                .dotProduct()
                .theta(5)
                .masked()
                .made());
        cases.add(new SynthesizerCases("softmax", 3, 2, 21)
                .option("learned", "true")
                .sharedDense()
                .drawn("mixture")
                .sharedTheta(2)
                .lengths(21, 0, 9)
                .made());
        cases.add(new SynthesizerCases("alpha", 2, 2, 35)
                .option("learned", "true")
                .alpha()
                .random(0)
                .dotProduct()
                .made());
        cases.add(new SynthesizerCases("alpha", 2, 2, 35)
                .alpha()
                .random(0)
                .dotProduct()
                .masked()
                .made());
        return cases;
    }

    private SynthesizerCases weight(String tensor, double deviation, int... shape) {
        long[] sizes = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            sizes[i] = shape[i];
        }
        Tensor made = RandomTensors.normal(tensor.hashCode(), sizes);
        for (long i = 0; i < made.type().elements(); i++) {
            made.setFloat(i, (float) (made.getFloat(i) * deviation));
        }
        inputs.put(tensor, made);
        return this;
    }

    private SynthesizerCases x() {
        inputs.putIfAbsent("x", RandomTensors.normal(2, batch, tokens, MODEL));
        return this;
    }

    private SynthesizerCases dense(int beyond) {
        return x().weight("w1", 0.2, heads, MODEL, 10)
                .weight("b1", 0.2, heads, 10)
                .weight("w2", 0.4, heads, 10, tokens + beyond)
                .weight("b2", 0.5, heads, tokens + beyond);
    }

    private SynthesizerCases sharedDense() {
        return x().weight("w1", 0.2, MODEL, 10)
                .weight("b1", 0.2, 10)
                .weight("w2", 0.4, 10, tokens)
                .weight("b2", 0.5, tokens);
    }

    private SynthesizerCases random(int beyond) {
        return weight("r", 1, heads, tokens + beyond, tokens + beyond);
    }

    private SynthesizerCases drawn(String mode) {
        return option("mode", mode).option("seed", "7").option("std", "0.5");
    }

    private SynthesizerCases factorizedDense(int beyond) {
        int low = (int) Math.ceil(Math.sqrt(tokens + beyond));
        int high = (tokens + beyond + low - 1) / low;
        return x().weight("wa", 0.3, heads, MODEL, high)
                .weight("ba", 0.3, heads, high)
                .weight("wb", 0.3, heads, MODEL, low)
                .weight("bb", 0.3, heads, low);
    }

    private SynthesizerCases factorizedRandom(int beyond) {
        return weight("r1", 0.6, heads, tokens + beyond, 6).weight("r2", 0.6, heads, tokens + beyond, 6);
    }

    private SynthesizerCases dotProduct() {
        return weight("q", 1, batch, heads, tokens, 14).weight("k", 1, batch, heads, tokens, 14);
    }

    /** A head dim that no tile divides, in values, queries and keys. */
    private SynthesizerCases dim40() {
        name.append("/D40");
        return weight("v", 1, batch, heads, tokens, 40)
                .weight("q", 1, batch, heads, tokens, 40)
                .weight("k", 1, batch, heads, tokens, 40);
    }

    private SynthesizerCases theta(int components) {
        return weight("theta", 1, heads, components);
    }

    private SynthesizerCases sharedTheta(int components) {
        return weight("theta", 1, components);
    }

    private SynthesizerCases alpha() {
        return option("mix", "alpha").weight("alpha", 1, 1);
    }

    private SynthesizerCases projected() {
        inputs.remove("v");
        return x().weight("wv", 0.2, MODEL, heads * 12).weight("bv", 0.2, heads * 12);
    }

    private SynthesizerCases lengths(int... lengths) {
        inputs.put("lengths", RandomTensors.ints(lengths));
        name.append("/lengths");
        return this;
    }

    private SynthesizerCases masked() {
        causal = true;
        name.append("/causal");
        return this;
    }

    private SynthesizerCases option(String option, String value) {
        options.put(option, value);
        name.append('/').append(value);
        return this;
    }

    private ConformanceCase made() {
        return ConformanceCase.of(name.toString(), new MechanismConfig("synthesizer", causal, null, options), inputs);
    }
}
