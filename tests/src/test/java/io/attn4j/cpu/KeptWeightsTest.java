package io.attn4j.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.Attention;
import io.attn4j.bench.CaseId;
import io.attn4j.bench.CaseInputs;
import io.attn4j.engine.CpuEngine;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.Workspace;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cpu engine keeps of weights between executions: the same bits, no stale results, and within the budget. */
class KeptWeightsTest {
    private static final int N = 70;
    private static final int CALLS = 5;

    /** What a plan keeps. */
    enum Kept {
        SOFTMAX,
        STEPS,
        COPIES,
        NOTHING
    }

    /** The output, and the log-sum-exps where the mechanism has them. */
    private static float[] run(EngineSession session, Request request, Map<String, Tensor> inputs, long[] bytes) {
        try (Arena arena = Arena.ofShared()) {
            Map<String, Tensor> outputs = new LinkedHashMap<>();
            outputs.put("o", Tensor.allocate(request.outputType(), arena));
            if (request.lseType() != null) {
                outputs.put("lse", Tensor.allocate(request.lseType(), arena));
            }
            bytes[0] = session.run(request, inputs, outputs).deviceBytes();
            float[] all = {};
            for (Tensor tensor : outputs.values()) {
                float[] one = tensor.toFloats();
                all = Arrays.copyOf(all, all.length + one.length);
                System.arraycopy(one, 0, all, all.length - one.length, one.length);
            }
            return all;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "synthesizer/fwd/f32/B1/H2/N150/L150/D20/variant=random, SOFTMAX",
        "synthesizer/fwd/f32/B1/H2/N150/L150/D20/causal/variant=random, SOFTMAX",
        "synthesizer/fwd/f32/B3/H2/N150/L150/D20/causal/variant=random, STEPS",
        "synthesizer/fwd/f32/B1/H2/N150/L150/D20/R5/variant=factorized-random, SOFTMAX",
        "synthesizer/fwd/f32/B3/H2/N150/L150/D20/R5/causal/variant=factorized-random, SOFTMAX",
        "synthesizer/fwd/f16/B2/H2/N150/L150/D20/R5/variant=factorized-random, SOFTMAX",
        "synthesizer/fwd/f32/B2/H2/N150/L150/D20/variant=random/with=lengths, NOTHING",
        "synthesizer/fwd/f32/B2/H2/N150/L150/D20/variant=dense, STEPS",
        "synthesizer/fwd/f32/B2/H2/N150/L150/D20/variant=factorized-dense, NOTHING",
        "standard/fwd/f32/B2/H2/N150/L150/D20, NOTHING",
        "centroid/fwd/f32/B1/H4/N300/L300/D24/R24, COPIES",
        "centroid/fwd/f32/B3/H2/N300/L300/D80/R24, COPIES",
        "collaborative/fwd/f32/B2/H4/N150/L150/D24/R72, COPIES",
        "collaborative/fwd/f32/B1/H8/N30/L30/D64/R256, COPIES",
        "collaborative/fwd/f32/B1/H16/N4/L4/D64/R1024, COPIES",
        "synthesizer/fwd/f16/B2/H4/N150/L150/D40/variant=dense, COPIES"
    })
    void laterCallsHaveTheBitsOfTheFirst(String id, Kept kept) {
        CaseId parsed = CaseId.parse(id);
        Request request = parsed.request();
        try (Arena arena = Arena.ofShared();
                Engine engine = new CpuEngine(2);
                EngineSession session = engine.open(request, EngineOptions.DEFAULT)) {
            Map<String, Tensor> inputs = CaseInputs.of(parsed, 1, arena);
            long[] first = new long[1];
            long[] later = new long[1];
            float[] expected = run(session, request, inputs, first);
            for (int call = 1; call < CALLS; call++) {
                assertThat(run(session, request, inputs, later)).isEqualTo(expected);
            }
            if (kept == Kept.SOFTMAX) {
                long weights = 4L * request.heads() * request.queries() * request.keys();
                assertThat(later[0] - first[0])
                        .as("bytes kept")
                        .isBetween(weights / (request.causal() ? 2 : 1), 2 * weights);
                assertThat(session.explain()).contains("softmax weights of attention, kept");
            } else if (kept == Kept.COPIES) {
                assertThat(later[0]).isGreaterThan(first[0]);
                assertThat(session.explain()).contains("copies of w of ");
            } else {
                assertThat(later[0]).isEqualTo(first[0]);
                assertThat(session.explain()).doesNotContain("softmax");
                assertThat(session.explain().contains("run once")).isEqualTo(kept == Kept.STEPS);
            }
            Map<String, Tensor> others = new HashMap<>(inputs);
            String changed = inputs.containsKey("v") ? "v" : "x";
            others.put(
                    changed, RandomTensors.normal(9, inputs.get(changed).type().shape()));
            if (inputs.get(changed).type().equals(others.get(changed).type())) {
                try (EngineSession fresh = engine.open(request, EngineOptions.DEFAULT)) {
                    assertThat(run(session, request, others, later)).isEqualTo(run(fresh, request, others, first));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "factorized-random", "shared", "dense"})
    void weightsThatChangeInPlaceAreSeen(String form) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("v", RandomTensors.normal(1, 2, 2, N, 8));
        String weight = "r";
        if (form.equals("dense")) {
            inputs.put("x", RandomTensors.normal(2, 2, N, 6));
            inputs.put("w1", RandomTensors.normal(3, 6, 5));
            inputs.put("w2", RandomTensors.normal(4, 5, N));
            weight = "w2";
        } else if (form.equals("factorized-random")) {
            inputs.put("r1", RandomTensors.normal(5, N, 4));
            inputs.put("r2", RandomTensors.normal(6, 2, N, 4));
            weight = "r2";
        } else {
            inputs.put("r", RandomTensors.normal(7, 2, N, N));
        }
        Tensor changing = inputs.get(weight);
        Consumer<Float> scale = factor -> {
            for (long i = 0; i < changing.type().elements(); i++) {
                changing.setFloat(i, changing.getFloat(i) * factor);
            }
        };
        try (Attention attention = synthesizer(form)) {
            for (int round = 0; round < 6; round++) {
                for (int call = 0; call < 4 - round / 2; call++) {
                    try (Attention fresh = synthesizer(form)) {
                        assertThat(attention.forward(inputs).toFloats())
                                .as("round %d, call %d", round, call)
                                .isEqualTo(fresh.forward(inputs).toFloats());
                    }
                }
                switch (round) {
                    case 0 -> scale.accept(-1f);
                    case 1 -> changing.setFloat(N + 3, 4);
                    default -> scale.accept(1.5f);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wk", "wv", "wq", "wo"})
    void weightsOfProductsThatChangeInPlaceAreSeen(String weight) {
        CaseId id = CaseId.parse("centroid/fwd/f32/B2/H2/N200/L200/D80/R30");
        try (Arena arena = Arena.ofShared();
                Attention attention = centroid()) {
            Map<String, Tensor> inputs = CaseInputs.of(id, 1, arena);
            Tensor changing = inputs.get(weight);
            for (int round = 0; round < 4; round++) {
                for (int call = 0; call < 4 - round / 2; call++) {
                    try (Attention fresh = centroid()) {
                        assertThat(attention.forward(inputs).toFloats())
                                .as("round %d, call %d", round, call)
                                .isEqualTo(fresh.forward(inputs).toFloats());
                    }
                }
                changing.setFloat(7 + round, 3 + round);
            }
        }
    }

    private static Attention centroid() {
        return Attention.builder("centroid")
                .engine("cpu")
                .option("heads", "2")
                .option("centroids", "30")
                .build();
    }

    private static Attention synthesizer(String form) {
        Attention.Builder builder = Attention.builder("synthesizer").engine("cpu");
        return (form.equals("shared") ? builder.option("weights", "shared") : builder).build();
    }

    @Test
    void weightsOfEachCallAreKeptWhileTheirContentStays() {
        Map<String, Tensor> inputs =
                Map.of("v", RandomTensors.normal(1, 1, 2, N, 8), "r", RandomTensors.normal(2, N, N));
        Map<String, Tensor> elsewhere = Map.of("v", inputs.get("v"), "r", RandomTensors.normal(2, N, N));
        Map<String, Tensor> others = Map.of("v", inputs.get("v"), "r", RandomTensors.normal(3, N, N));
        long weights = 4L * 2 * N * N;
        try (Attention attention = synthesizer("random")) {
            long plain = bytes(attention, inputs);
            assertThat(bytes(attention, inputs))
                    .as("nothing known of their content before")
                    .isEqualTo(plain);
            assertThat(bytes(attention, inputs)).isGreaterThan(plain + weights);
            assertThat(bytes(attention, elsewhere))
                    .as("the same content elsewhere")
                    .isGreaterThan(plain + weights);
            assertThat(bytes(attention, others)).as("other content").isEqualTo(plain);
            assertThat(bytes(attention, others)).isGreaterThan(plain + weights);
            assertThat(bytes(attention, inputs)).as("changed again").isEqualTo(plain);
            assertThat(bytes(attention, inputs)).as("no longer looked at").isEqualTo(plain);
        }
    }

    private static long bytes(Attention attention, Map<String, Tensor> inputs) {
        attention.forward(inputs).close();
        return attention.lastReport().deviceBytes();
    }

    @Test
    void stepsOverWeightsRunOnceFromTheSecondCallOn() {
        CaseId id = CaseId.parse("synthesizer/fwd/f32/B2/H2/N40/L40/D20/variant=dense");
        Plan plan = id.request().plan();
        List<String> all = plan.steps().stream().map(Step::task).toList();
        List<String> changing =
                all.stream().filter(task -> !task.equals("secondLayer")).toList();
        assertThat(changing).hasSizeLessThan(all.size());
        List<String> ran = new ArrayList<>();
        try (Arena arena = Arena.ofShared();
                CpuKernels kernels = new NotingKernels(CpuKernelsProvider.openScalar(1), ran);
                PlanExecutor executor = new PlanExecutor(kernels, 0);
                PlanExecutor forTraining = new PlanExecutor(kernels);
                Workspace workspace = new Workspace()) {
            Map<String, MemorySegment> tensors = new HashMap<>();
            CaseInputs.of(id, 1, arena).forEach((name, tensor) -> tensors.put(name, tensor.segment()));
            for (List<String> expected : List.of(all, all, changing, changing)) {
                ran.clear();
                executor.execute(plan, tensors, workspace);
                assertThat(ran).isEqualTo(expected);
            }
            executor.doubtWeights();
            for (List<String> expected : List.of(all, all, changing)) {
                ran.clear();
                executor.execute(plan, tensors, workspace);
                assertThat(ran).isEqualTo(expected);
            }
            for (int call = 0; call < CALLS; call++) {
                ran.clear();
                forTraining.execute(plan, tensors, workspace);
                assertThat(ran).isEqualTo(all);
            }
        }
    }

    /** Kernels that note the steps they execute. */
    private record NotingKernels(CpuKernels inner, List<String> ran) implements CpuKernels {
        @Override
        public String description() {
            return inner.description();
        }

        @Override
        public int threads() {
            return inner.threads();
        }

        @Override
        public void execute(Step step, Map<String, MemorySegment> arrays) {
            ran.add(step.task());
            inner.execute(step, arrays);
        }

        @Override
        public long fingerprint(MemorySegment data) {
            return inner.fingerprint(data);
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    @Test
    void nothingIsKeptBeyondTheBudget() {
        CaseId id = CaseId.parse("synthesizer/fwd/f32/B1/H2/N150/L150/D20/variant=random");
        Request request = id.request();
        long without = request.deviceBytes(null);
        long weights = 4L * 2 * 150 * 150;
        for (boolean enough : new boolean[] {false, true}) {
            long budget = without + (enough ? 2 : 1) * weights - 1;
            try (Arena arena = Arena.ofShared();
                    Engine engine = new CpuEngine(2);
                    EngineSession session = engine.open(request, EngineOptions.DEFAULT.withMemoryBudget(budget))) {
                Map<String, Tensor> inputs = CaseInputs.of(id, 1, arena);
                long[] bytes = new long[1];
                for (int call = 0; call < CALLS; call++) {
                    run(session, request, inputs, bytes);
                    assertThat(bytes[0]).isLessThanOrEqualTo(budget);
                }
                assertThat(bytes[0] > without).isEqualTo(enough);
                assertThat(session.explain()).contains(enough ? "attention, kept while" : "attention, not kept: ");
            }
        }
    }

    /**
     * Logits that are hidden, far above all before them and beyond what exponentials take at once, values that are not finite,
     * and more keys than one sum takes.
     */
    @ParameterizedTest
    @CsvSource({"70, 8500, false", "130, 200, true"})
    void keepsWhateverTilesDo(int rows, int keys, boolean notFinite) {
        Plan.Builder builder = Plan.builder("test");
        Buffer bias = builder.weight("bias", (long) rows * keys);
        Buffer values = builder.input("values", 2L * keys * 4);
        View w = View.contiguous(values, 2, 1, keys, 4);
        View o = View.contiguous(builder.output("o", 2L * rows * 4), 2, 1, rows, 4);
        View lse = View.contiguous(builder.output("lse", 2L * rows), 2, 1, rows, 1);
        View none = View.contiguous(o.buffer(), 2, 1, rows, 0);
        View noKeys = View.contiguous(o.buffer(), 2, 1, keys, 0);
        KeyRanges ranges = KeyRanges.of(2, rows, (b, i) -> i % 3 == 0 ? 5 : 0, (b, i) -> keys - i);
        View dense = View.contiguous(bias, 1, 1, rows, keys).broadcastBatch(2);
        builder.add(
                new CoreAttention("attention", 1, none, noKeys, w, null, null, dense, null, null, 0, ranges, o, lse));
        Plan plan = builder.build();
        try (Arena arena = Arena.ofShared();
                CpuKernels kernels = CpuKernelsProvider.open(3);
                PlanExecutor executor = new PlanExecutor(kernels, Long.MAX_VALUE);
                Workspace workspace = new Workspace()) {
            Map<String, MemorySegment> tensors = new HashMap<>();
            Random random = new Random(1);
            for (Buffer buffer : plan.buffers().values()) {
                float[] content = new float[(int) buffer.elements()];
                for (int i = 0; i < content.length; i++) {
                    content[i] = (float) random.nextGaussian();
                }
                tensors.put(buffer.name(), arena.allocateFrom(ValueLayout.JAVA_FLOAT, content));
            }
            MemorySegment logits = tensors.get("bias");
            for (int i = 0; i < rows; i++) {
                long at = (long) i * keys;
                logits.setAtIndex(ValueLayout.JAVA_FLOAT, at + 7, Float.NEGATIVE_INFINITY);
                logits.setAtIndex(ValueLayout.JAVA_FLOAT, at + keys / 2, 40f + i);
                logits.setAtIndex(ValueLayout.JAVA_FLOAT, at + keys / 2 + 60 + i % 5, i % 7 == 0 ? 1e7f : 90f);
            }
            if (notFinite) {
                tensors.get("values").setAtIndex(ValueLayout.JAVA_FLOAT, 4L * 7, Float.NaN);
                tensors.get("values").setAtIndex(ValueLayout.JAVA_FLOAT, 4L * keys + 30, Float.MAX_VALUE);
            }
            float[] expected = null;
            for (int call = 0; call < CALLS; call++) {
                tensors.get("o").fill((byte) -1);
                tensors.get("lse").fill((byte) -1);
                executor.execute(plan, tensors, workspace);
                float[] actual = tensors.get("o").toArray(ValueLayout.JAVA_FLOAT);
                expected = expected == null ? actual : expected;
                assertThat(actual).as("call %d", call).isEqualTo(expected);
                assertThat(executor.heldBytes() > 0).isEqualTo(call > 0);
            }
        }
    }
}
