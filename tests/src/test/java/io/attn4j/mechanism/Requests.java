package io.attn4j.mechanism;

import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Requests for tests, and what the reference answers. */
public final class Requests {
    /**
     * What the reference answers.
     *
     * @param o [B,H,N,Dv]
     * @param lse [B,H,N]
     */
    public record Answer(double[] o, double[] lse) {}

    private Requests() {}

    /** Random q, k and v. */
    public static Map<String, Tensor> queryKeyValue(
            int batch, int heads, int kvHeads, int queries, int keys, int keyDim, int valueDim) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("q", RandomTensors.normal(11, batch, heads, queries, keyDim));
        inputs.put("k", RandomTensors.normal(12, batch, kvHeads, keys, keyDim));
        inputs.put("v", RandomTensors.normal(13, batch, kvHeads, keys, valueDim));
        return inputs;
    }

    /** Types by name. */
    public static Map<String, TensorType> types(Map<String, Tensor> inputs) {
        Map<String, TensorType> types = new HashMap<>();
        inputs.forEach((name, tensor) -> types.put(name, tensor.type()));
        return types;
    }

    /** A configuration with options given as name, value, name, value. */
    public static MechanismConfig config(String mechanism, boolean causal, String... options) {
        Map<String, String> byName = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            byName.put(options[i], options[i + 1]);
        }
        return new MechanismConfig(mechanism, causal, null, byName);
    }

    /** The checked request. */
    public static Request request(MechanismConfig config, Map<String, Tensor> inputs) {
        return Mechanisms.byId(config.mechanism()).request(config, types(inputs));
    }

    /** What the reference answers; its outputs are filled with NaN beforehand. */
    public static Answer reference(MechanismConfig config, Map<String, Tensor> inputs) {
        Request request = request(config, inputs);
        Answer answer = new Answer(
                new double[(int) request.outputType().elements()],
                new double[(int) request.lseType().elements()]);
        Arrays.fill(answer.o, Double.NaN);
        Arrays.fill(answer.lse, Double.NaN);
        request.reference(inputs, Map.of("o", answer.o, "lse", answer.lse));
        return answer;
    }
}
