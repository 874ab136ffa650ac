package io.attn4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.Attention;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A session grows where a call needs more than those before, even one whose inputs are all smaller. */
class KeptSessionTest {
    private static void assertClose(Tensor actual, Tensor expected, float error) {
        assertThat(actual.toFloats()).containsExactly(expected.toFloats(), Offset.offset(error));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("io.attn4j.conformance.EngineStrategies#all")
    void growsForMoreAndShorterBlocks(String id, String strategy) {
        Tensor q = RandomTensors.normal(1, 1, 1, 48, 8);
        Tensor k = RandomTensors.normal(2, 1, 1, 48, 8);
        Tensor v = RandomTensors.normal(3, 1, 1, 48, 8);
        List<Map<String, Tensor>> calls = List.of(
                Map.of("q", q, "k", k, "v", v, "e", RandomTensors.normal(4, 3, 24)),
                Map.of("q", q, "k", k, "v", v, "e", RandomTensors.normal(5, 3, 6)),
                Map.of("q", q, "k", k, "v", v, "e", RandomTensors.normal(4, 3, 24)));
        for (long budget : new long[] {0, 40_000}) {
            try (Attention kept = EngineStrategies.builder("linformer", id, strategy)
                            .causal(true)
                            .option("causal-form", "block")
                            .memoryBudgetBytes(budget)
                            .build();
                    Attention reference = Attention.builder("linformer")
                            .causal(true)
                            .option("causal-form", "block")
                            .engine("reference")
                            .build()) {
                for (Map<String, Tensor> call : calls) {
                    assertClose(kept.forward(call), reference.forward(call), 1e-5f);
                }
            }
        }
    }

    /** A bias of one row for all, of one row for one, and of a row for each, in turns. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("io.attn4j.conformance.EngineStrategies#all")
    void tellsBiasesOfOneRowFromOthers(String id, String strategy) {
        try (Attention kept = EngineStrategies.builder("standard", id, strategy).build();
                Attention reference =
                        Attention.builder("standard").engine("reference").build()) {
            for (int[] rows : new int[][] {{8, 1}, {1, 1}, {8, 8}, {8, 1}, {1, 1}, {9, 9}, {9, 1}, {1, 1}}) {
                Map<String, Tensor> call = Map.of(
                        "q", RandomTensors.normal(1, 3, 2, rows[0], 8),
                        "k", RandomTensors.normal(2, 3, 2, 6, 8),
                        "v", RandomTensors.normal(3, 3, 2, 6, 8),
                        "bias", RandomTensors.normal(4, 1, 2, rows[1], 6));
                assertClose(kept.forward(call), reference.forward(call), 1e-5f);
            }
        }
    }

    /** Gradients of several heads, then of one: parts of one matrix have other steps than the sizes so far. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("io.attn4j.conformance.EngineStrategies#all")
    void takesPartsOfASingleMatrix(String id, String strategy) {
        int computed = 0;
        for (long budget = 60_000; budget < 300_000; budget += 40_000) {
            try (Attention kept = EngineStrategies.builder("linformer", id, strategy)
                            .memoryBudgetBytes(budget)
                            .build();
                    Attention whole =
                            Attention.builder("linformer").engine("reference").build()) {
                for (int[] size : new int[][] {{4, 31}, {1, 3}}) {
                    Map<String, Tensor> call = Map.of(
                            "q", RandomTensors.normal(1, 3, size[0], size[1], 8),
                            "k", RandomTensors.normal(2, 3, size[0], size[1], 8),
                            "v", RandomTensors.normal(3, 3, size[0], size[1], 8),
                            "e", RandomTensors.normal(4, 4, size[1]),
                            "f", RandomTensors.normal(5, 4, size[1]),
                            "grad.o", RandomTensors.normal(6, 3, size[0], size[1], 8));
                    assertClose(
                            kept.gradients(call).get("grad.e"),
                            whole.gradients(call).get("grad.e"),
                            1e-4f);
                }
                computed++;
            } catch (UnsupportedRequestException tooSmall) {
                // the next budget is larger
            }
        }
        assertThat(computed).isPositive();
    }
}
