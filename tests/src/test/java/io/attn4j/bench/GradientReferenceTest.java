package io.attn4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.compare.Comparison;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every gradient is compared, and the one that is worst against its limit is reported. */
class GradientReferenceTest {
    private static final CaseId BACKWARD = CaseId.parse("linformer/bwd/f32/B2/H2/N9/L7/D8/R3");

    private final Arena arena = Arena.ofShared();

    @AfterEach
    void free() {
        arena.close();
    }

    private GradientReference reference(CaseId id) {
        return new GradientReference(id, id.request(), CaseInputs.of(id, 1, arena));
    }

    /** What the reference gives, rounded to fp32. */
    private Map<String, Tensor> exact(CaseId id) {
        Request request = id.request();
        Map<String, double[]> values = new LinkedHashMap<>();
        request.outputs().forEach((name, type) -> {
            if (!name.equals("lse")) {
                values.put(name, new double[(int) type.elements()]);
            }
        });
        request.reference(CaseInputs.of(id, 1, arena), values);
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        values.forEach((name, exact) -> {
            Tensor tensor = Tensor.allocate(request.outputs().get(name), arena);
            for (int i = 0; i < exact.length; i++) {
                tensor.setFloat(i, (float) exact[i]);
            }
            outputs.put(name, tensor);
        });
        return outputs;
    }

    @Test
    void roundedGradientsPass() {
        Compared worst = reference(BACKWARD).worst(exact(BACKWARD));
        assertThat(worst.verdict()).isEqualTo(Comparison.Verdict.PASSED);
        assertThat(worst.tensor()).startsWith("grad.");
        assertThat(worst.tolerance().rms()).isEqualTo(5e-6);
        assertThat(worst.comparison().rmsRelative()).isPositive();
    }

    @Test
    void oneWrongElementOfAnyGradientFails() {
        GradientReference reference = reference(BACKWARD);
        Map<String, Tensor> outputs = exact(BACKWARD);
        List<String> gradients = outputs.keySet().stream()
                .filter(name -> name.startsWith("grad."))
                .toList();
        assertThat(gradients).containsExactlyInAnyOrder("grad.q", "grad.k", "grad.v", "grad.e", "grad.f");
        for (String name : gradients) {
            Tensor tensor = outputs.get(name);
            int last = (int) tensor.type().elements() - 1;
            float right = tensor.getFloat(last);
            for (float wrong : new float[] {right + 1e-2f, Float.NaN, Float.POSITIVE_INFINITY}) {
                tensor.setFloat(last, wrong);
                Compared worst = reference.worst(outputs);
                assertThat(worst.verdict()).as(name + " " + wrong).isEqualTo(Comparison.Verdict.FAILED);
                assertThat(worst.tensor()).isEqualTo(name);
                assertThat(worst.comparison().worstIndex()).isEqualTo(last);
            }
            tensor.setFloat(last, right);
        }
        assertThat(reference.worst(outputs).passed()).isTrue();
    }

    @Test
    void theOutputIsComparedWhereItIsPartOfThePass() {
        CaseId both = BACKWARD.withPass(Pass.FORWARD_BACKWARD);
        Map<String, Tensor> outputs = exact(both);
        outputs.get("o").setFloat(5, 100);
        Compared worst = reference(both).worst(outputs);
        assertThat(worst.tensor()).isEqualTo("o");
        assertThat(worst.passed()).isFalse();
        assertThat(worst.tolerance().rms()).isEqualTo(2e-6);
        assertThat(reference(BACKWARD).worst(outputs).passed()).isTrue();
    }

    @Test
    void zerosAreRightOnlyWhereTheGradientIsZero() {
        // the softmax of one key is 1 whatever the logit
        CaseId one = CaseId.parse("standard/bwd/f32/B1/H2/N5/L1/D8");
        GradientReference reference = reference(one);
        Map<String, Tensor> outputs = exact(one);
        outputs.get("grad.q").segment().fill((byte) 0);
        outputs.get("grad.k").segment().fill((byte) 0);
        assertThat(reference.worst(outputs).passed()).isTrue();
        outputs.get("grad.q").setFloat(3, 1e-8f);
        assertThat(reference.worst(outputs).passed()).isTrue();
        outputs.get("grad.q").setFloat(3, 1e-4f);
        assertThat(reference.worst(outputs).tensor()).isEqualTo("grad.q");
        assertThat(reference.worst(outputs).passed()).isFalse();
        outputs.get("grad.q").setFloat(3, 0);
        outputs.get("grad.v").segment().fill((byte) 0);
        assertThat(reference.worst(outputs).tensor()).isEqualTo("grad.v");
        assertThat(reference.worst(outputs).passed()).isFalse();
    }

    @Test
    void whatIsTooLargeToCheckIsRefused() {
        GradientReference.requireFeasible(BACKWARD, GradientReference.MOST_FLOPS);
        assertThatThrownBy(() -> GradientReference.requireFeasible(BACKWARD, 2 * GradientReference.MOST_FLOPS))
                .isInstanceOf(UnsupportedRequestException.class)
                .hasMessageContaining("case: got " + BACKWARD);
    }
}
