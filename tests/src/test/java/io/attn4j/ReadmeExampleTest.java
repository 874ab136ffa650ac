package io.attn4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.compare.Comparison;
import io.attn4j.compare.Tolerance;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs the example of README.md. */
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
}
