package io.attn4j.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.gradient.GradientMechanism;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.tensor.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory of gradients: linear in the length of the sequence where no tensor of the mechanism has its square. */
class GradientMemoryTest {
    private static final int HEADS = 2;
    private static final int DIM = 64;

    private static Plan plan(String mechanism, int length) {
        TensorType tokens = TensorType.f32(1, HEADS, length, DIM);
        Map<String, TensorType> types = new HashMap<>(Map.of("q", tokens, "k", tokens, "v", tokens, "grad.o", tokens));
        Map<String, String> options = Map.of();
        boolean causal = false;
        switch (mechanism) {
            case "linformer" -> {
                types.put("e", TensorType.f32(32, length));
                types.put("f", TensorType.f32(32, length));
            }
            case "past-only", "block-causal" -> {
                causal = true;
                options = Map.of("causal-form", mechanism.equals("past-only") ? "past-only" : "block");
                int columns = mechanism.equals("past-only") ? length : 64;
                types.put("e", TensorType.f32(16, columns));
                types.put("f", TensorType.f32(16, columns));
            }
            default -> causal = mechanism.equals("causal");
        }
        String id = mechanism.equals("causal") ? "standard" : mechanism.equals("standard") ? mechanism : "linformer";
        Mechanism gradient = new GradientMechanism(Mechanisms.byId(id), List.of());
        return gradient.request(new MechanismConfig(id, causal, null, options), types)
                .plan();
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "causal", "linformer", "past-only", "block-causal"})
    void growsWithTheLengthNotItsSquare(String mechanism) {
        double before = (double) plan(mechanism, 1024).bytes(Buffer.Kind.INTERMEDIATE) / 1024;
        for (int length : new int[] {2048, 4096, 16_384}) {
            double perToken = (double) plan(mechanism, length).bytes(Buffer.Kind.INTERMEDIATE) / length;
            assertThat(perToken).as("bytes for each token at " + length).isBetween(0.9 * before, 1.1 * before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "causal"})
    void ofFullAttentionIsOneNumberForEachRow(String mechanism) {
        long delta = (long) Float.BYTES * HEADS * 4096;
        assertThat(plan(mechanism, 4096).bytes(Buffer.Kind.INTERMEDIATE)).isEqualTo(delta);
    }
}
