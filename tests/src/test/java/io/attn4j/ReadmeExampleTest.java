package io.attn4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.compare.Comparison;
import io.attn4j.compare.Tolerance;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.gradient.GradientMechanism;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs the examples of README.md. */
class ReadmeExampleTest {

    @Test
    void computesCausalAttention() {
        Tensor q = RandomTensors.normal(1, 1, 8, 512, 64);
        Tensor k = RandomTensors.normal(2, 1, 8, 512, 64);
        Tensor v = RandomTensors.normal(3, 1, 8, 512, 64);
        float[] o = ReadmeExample.run(q.toFloats(), k.toFloats(), v.toFloats());

        Mechanism standard = Mechanisms.byId("standard");
        MechanismConfig causal = new MechanismConfig("standard", true, null, Map.of());
        Map<String, Tensor> inputs = Map.of("q", q, "k", k, "v", v);
        Request request = standard.request(causal, Map.of("q", q.type(), "k", k.type(), "v", v.type()));
        double[] expected = new double[o.length];
        request.reference(inputs, Map.of("o", expected));
        Comparison comparison = Comparison.of(RandomTensors.floats(o, 1, 8, 512, 64), expected);
        assertThat(comparison.verdict(Tolerance.of(DType.F32, Tolerance.Pass.FORWARD)))
                .as(comparison.toString())
                .isEqualTo(Comparison.Verdict.PASSED);
    }

    @Test
    void computesGradients() {
        Map<String, Tensor> inputs = Map.of(
                "q", RandomTensors.normal(1, 1, 2, 33, 16),
                "k", RandomTensors.normal(2, 1, 2, 33, 16),
                "v", RandomTensors.normal(3, 1, 2, 33, 16),
                "grad.o", RandomTensors.normal(4, 1, 2, 33, 16));
        float[] gradient =
                ReadmeExample.gradient(inputs.get("q"), inputs.get("k"), inputs.get("v"), inputs.get("grad.o"));

        Map<String, TensorType> types = new HashMap<>();
        inputs.forEach((name, tensor) -> types.put(name, tensor.type()));
        Request request = new GradientMechanism(Mechanisms.byId("standard"), List.of("q"))
                .request(new MechanismConfig("standard", true, null, Map.of()), types);
        double[] expected = new double[gradient.length];
        request.reference(inputs, Map.of("grad.q", expected));
        Comparison comparison = Comparison.of(RandomTensors.floats(gradient, 1, 2, 33, 16), expected);
        assertThat(comparison.verdict(Tolerance.of(DType.F32, Tolerance.Pass.BACKWARD)))
                .as(comparison.toString())
                .isEqualTo(Comparison.Verdict.PASSED);
    }
}
