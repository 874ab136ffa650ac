package io.attn4j.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.gradient.GradientMechanism;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Strategy;
import io.attn4j.tensor.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchPlanTest {
    private static final Function<Plan, List<Long>> NO_SCRATCH = plan -> List.of();

    private final Mechanism standard = Mechanisms.byId("standard");

    @Test
    void leavesWhatFitsInOnePart() {
        Request request = request(4, 4, 4, 16);
        long bytes = request.deviceBytes(null);
        BatchPlan plan = BatchPlan.of(request, Request::plan, NO_SCRATCH, bytes, Long.MAX_VALUE);
        assertThat(plan.chunks()).containsExactly(new Chunk(0, 4, 0, 4));
        assertThat(plan.sessions()).isEqualTo(1);
        assertThat(BatchPlan.of(request, Request::plan, NO_SCRATCH, 0, Long.MAX_VALUE)
                        .chunks())
                .hasSize(1);
        assertThat(BatchPlan.of(request, Request::plan, NO_SCRATCH, bytes - 1, Long.MAX_VALUE)
                        .chunks())
                .hasSize(4);
    }

    /** Whatever the budget, the parts cover every head of every batch once, and stay within it. */
    @ParameterizedTest(name = "B {0}, H {1}, Hkv {2}, budget {3} of 1000")
    @CsvSource({
        "7, 4, 4, 900",
        "7, 4, 4, 500",
        "7, 4, 2, 300",
        "3, 8, 2, 200",
        "3, 8, 4, 120",
        "1, 6, 3, 800",
        "1, 6, 6, 400",
        "2, 5, 5, 150",
        "5, 4, 4, 80"
    })
    void coversEveryHeadOnceWithinTheBudget(int batch, int heads, int kvHeads, int share) {
        Request request = request(batch, heads, kvHeads, 32);
        long budget = request.deviceBytes(null) * share / 1000;
        BatchPlan plan = BatchPlan.of(request, Request::plan, NO_SCRATCH, budget, Long.MAX_VALUE);
        assertThat(plan.deviceBytes()).isLessThanOrEqualTo(budget);
        int[][] covered = new int[batch][kvHeads];
        for (Chunk chunk : plan.chunks()) {
            assertThat(chunk.request(request).fitsIn(plan.capacity())).isTrue();
            assertThat(plan.sessions() * chunk.request(request).deviceBytes(null))
                    .isLessThanOrEqualTo(budget);
            boolean allHeads = chunk.kvHeadTo() - chunk.kvHeadFrom() == kvHeads;
            assertThat(allHeads || chunk.batchTo() - chunk.batchFrom() == 1).isTrue();
            for (int b = chunk.batchFrom(); b < chunk.batchTo(); b++) {
                for (int h = chunk.kvHeadFrom(); h < chunk.kvHeadTo(); h++) {
                    covered[b][h]++;
                }
            }
        }
        for (int[] row : covered) {
            assertThat(row).containsOnly(1);
        }
        assertThat(plan.chunks().size()).isGreaterThan(1);
    }

    /** Parts whose plans are not alike: a weight's gradient from a single matrix is no sum over matrices. */
    @ParameterizedTest(name = "{0}, B {1}, H {2}")
    @CsvSource({"linformer, 5, 1", "linformer, 7, 1", "linformer, 5, 2", "standard, 5, 1"})
    void oneSessionRunsAllParts(String id, int batch, int heads) {
        Map<String, TensorType> types = new HashMap<>();
        for (String name : List.of("q", "k", "v", "grad.o")) {
            types.put(name, TensorType.f32(batch, heads, 200, 8));
        }
        if (id.equals("linformer")) {
            types.put("e", TensorType.f32(4, 200));
            types.put("f", TensorType.f32(4, 200));
        }
        Request request = new GradientMechanism(Mechanisms.byId(id), List.of())
                .request(new MechanismConfig(id, false, null, Map.of()), types);
        for (int share = 80; share < 100; share++) {
            long budget = request.deviceBytes(null) * share / 100;
            BatchPlan plan = BatchPlan.of(request, Request::plan, NO_SCRATCH, budget, Long.MAX_VALUE);
            assertThat(plan.chunks()).hasSizeGreaterThan(1);
            for (Chunk chunk : plan.chunks()) {
                assertThat(chunk.request(request).fitsIn(plan.capacity()))
                        .as(plan + " of " + share + " %")
                        .isTrue();
            }
        }
    }

    @Test
    void splitsWhatADeviceArrayCannotHold() {
        Request request = request(4, 4, 4, 16);
        BatchPlan plan = BatchPlan.of(request, Request::plan, NO_SCRATCH, 0, 4 * 16 * 8 * 2);
        assertThat(plan.chunks()).containsExactly(new Chunk(0, 2, 0, 4), new Chunk(2, 4, 0, 4));
    }

    @Test
    void countsWhatKernelsNeedBeside() {
        Request request = request(4, 4, 4, 16);
        long bytes = request.deviceBytes(null);
        assertThat(BatchPlan.of(request, Request::plan, plan -> List.of(100L, 5L), 0, Long.MAX_VALUE)
                        .deviceBytes())
                .isEqualTo(bytes + 4 * 105);
        assertThat(BatchPlan.of(request, Request::plan, plan -> List.of(100L), bytes, Long.MAX_VALUE)
                        .chunks())
                .hasSizeGreaterThan(1);
        assertThatThrownBy(() -> BatchPlan.of(request, Request::plan, plan -> List.of(10_000L), 0, 9_999))
                .isInstanceOf(UnsupportedRequestException.class);
    }

    @Test
    void countsTheScoresOfNaiveKernels() {
        Request request = request(2, 2, 2, 64);
        assertThat(request.deviceBytes(Strategy.NAIVE) - request.deviceBytes(null))
                .isEqualTo(4L * 2 * 2 * 64 * 64);
    }

    @Test
    void refusesAHeadThatDoesNotFit() {
        Request request = request(4, 4, 4, 16);
        long single = request(1, 1, 1, 16).deviceBytes(null);
        assertThat(BatchPlan.of(request, Request::plan, NO_SCRATCH, single, Long.MAX_VALUE)
                        .sessions())
                .isEqualTo(1);
        assertThatThrownBy(() -> BatchPlan.of(request, Request::plan, NO_SCRATCH, single - 1, Long.MAX_VALUE))
                .isInstanceOf(UnsupportedRequestException.class)
                .hasMessageContaining("memory budget: got " + (single - 1))
                .hasMessageContaining("needs " + single + " bytes for one key/value head of one batch");
    }

    private Request request(int batch, int heads, int kvHeads, int sequence) {
        return standard.request(
                MechanismConfig.of("standard"),
                Map.of(
                        "q", TensorType.f32(batch, heads, sequence, 8),
                        "k", TensorType.f32(batch, kvHeads, sequence, 8),
                        "v", TensorType.f32(batch, kvHeads, sequence, 8)));
    }
}
