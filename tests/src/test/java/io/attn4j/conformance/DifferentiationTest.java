package io.attn4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.autodiff.Differentiation;
import io.attn4j.autodiff.PaddedRows;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.StepRewriter;
import io.attn4j.plan.View;
import io.attn4j.plan.centroid.ClusterMeans;
import io.attn4j.plan.centroid.FarthestPoints;
import io.attn4j.plan.centroid.NearestCentroids;
import io.attn4j.plan.centroid.NearestMask;
import io.attn4j.plan.past.PastRecurrence;
import io.attn4j.plan.row.RowSeeds;
import io.attn4j.reference.PlanReference;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Gradients of every plan in fp64 against central differences of the plan, along a random direction of each tensor. */
class DifferentiationTest {
    private static final double MOST_FLOPS = 1e6;
    private static final double STEP = 1e-5;
    private static final double LIMIT = 2e-6;

    @TestFactory
    Stream<DynamicTest> gradientsAreThoseOfCentralDifferences() {
        return ConformanceCases.all().stream()
                .filter(made -> made.flops() <= MOST_FLOPS && !made.queriesHoldNaN())
                .map(made -> DynamicTest.dynamicTest(made.toString(), () -> check(made)));
    }

    private static void check(ConformanceCase made) {
        Plan plan = made.request().plan(made.inputs());
        List<String> outputs = names(plan, Buffer.Kind.OUTPUT).toList();
        List<String> tensors = Stream.concat(names(plan, Buffer.Kind.INPUT), names(plan, Buffer.Kind.WEIGHT))
                .filter(name -> !plan.constants().containsKey(name))
                .toList();
        if (plan.steps().stream().anyMatch(PastRecurrence.class::isInstance)) {
            assertThatThrownBy(() -> Differentiation.of(plan, outputs, tensors, Map.of()))
                    .isInstanceOf(UnsupportedOperationException.class);
            return;
        }
        Map<String, PaddedRows> padded = padded(made);
        Plan backward = Differentiation.of(plan, outputs, tensors, padded);
        Map<String, double[]> given = new HashMap<>();
        made.inputs().forEach((name, tensor) -> {
            if (tensor.type().dtype() == DType.F32 && plan.buffers().containsKey(name)) {
                float[] values = tensor.toFloats();
                double[] wide = new double[values.length];
                Arrays.setAll(wide, i -> values[i]);
                given.put(name, wide);
            }
        });
        Random random = new Random(plan.steps().size());
        Map<String, double[]> forward = PlanReference.execute(plan, given);
        Plan frozen = withoutChoices(plan);
        Map<String, double[]> chosen = PlanReference.execute(untilChoices(plan), given);
        Map<String, double[]> fixed = new HashMap<>(given);
        frozen.buffers().keySet().forEach(name -> {
            if (!plan.buffers().get(name).equals(frozen.buffers().get(name))) {
                fixed.put(name, chosen.get(name));
            }
        });
        Map<String, double[]> seeds = new HashMap<>();
        for (String output : outputs) {
            double[] values = forward.get(output);
            double[] seed = new double[values.length];
            // a row that sees no key has no log-sum-exp
            Arrays.setAll(seed, i -> Double.isFinite(values[i]) ? random.nextGaussian() : 0);
            seeds.put(output, seed);
        }
        Map<String, double[]> all = new HashMap<>(given);
        seeds.forEach((output, seed) -> all.put(Differentiation.PREFIX + output, seed));
        Map<String, double[]> found = PlanReference.execute(backward, all);
        for (String output : outputs) {
            double[] values = forward.get(output);
            double[] again = found.get(output);
            for (int i = 0; i < values.length; i++) {
                // a row of padding that holds no number gives none; without its padding it may
                assertThat(again[i] == values[i] || Double.isNaN(values[i])).isTrue();
            }
        }
        for (String tensor : tensors) {
            double[] direction = new double[given.get(tensor).length];
            Arrays.setAll(direction, i -> random.nextGaussian());
            double[] gradient = found.get(Differentiation.PREFIX + tensor);
            assertThat(Arrays.stream(gradient).allMatch(Double::isFinite))
                    .as("gradient of " + tensor + " is finite")
                    .isTrue();
            double expected = (loss(frozen, fixed, tensor, direction, STEP, seeds)
                            - loss(frozen, fixed, tensor, direction, -STEP, seeds))
                    / (2 * STEP);
            double actual = 0;
            double size = 1;
            for (int i = 0; i < gradient.length; i++) {
                actual += gradient[i] * direction[i];
                size += gradient[i] * gradient[i];
            }
            assertThat(Math.abs(actual - expected) / Math.sqrt(size))
                    .as("gradient of " + tensor + ": " + actual + " against " + expected + "; steps "
                            + backward.steps().stream().map(Step::task).toList())
                    .isLessThan(LIMIT);
        }
    }

    private static Map<String, PaddedRows> padded(ConformanceCase made) {
        Map<String, PaddedRows> padded = new HashMap<>();
        Tensor lengths = made.inputs().get("lengths");
        List<String> keys = lengths == null ? List.of() : made.mechanism().keyTensors(made.request());
        for (String name : keys) {
            TensorType type = made.inputs().get(name).type();
            int[] valid = new int[(int) type.dimension(0)];
            Arrays.setAll(valid, b -> (int) lengths.getInteger(b));
            int heads = type.rank() == 4 ? (int) type.dimension(1) : 1;
            padded.put(name, new PaddedRows(valid, heads, (int) type.dimension(type.rank() - 2)));
        }
        return padded;
    }

    private static boolean isChoice(Step step) {
        return step instanceof RowSeeds
                || step instanceof FarthestPoints
                || step instanceof NearestCentroids
                || step instanceof ClusterMeans
                || step instanceof NearestMask;
    }

    /** The plan up to the last choice. */
    private static Plan untilChoices(Plan plan) {
        int last = plan.steps().size() - 1;
        while (last >= 0 && !isChoice(plan.steps().get(last))) {
            last--;
        }
        return assembled(plan, plan.steps().subList(0, last + 1));
    }

    /** The plan with what steps chose as states: their choices do not move with the tensors, but later steps may write there. */
    private static Plan withoutChoices(Plan plan) {
        Set<String> chosen = new HashSet<>();
        List<Step> kept = new ArrayList<>();
        List<Step> until = untilChoices(plan).steps();
        until.stream()
                .filter(DifferentiationTest::isChoice)
                .flatMap(step -> step.writes().stream())
                .forEach(view -> chosen.add(view.buffer().name()));
        for (Step step : plan.steps()) {
            boolean replaced = until.contains(step)
                    && step.writes().stream()
                            .anyMatch(view -> chosen.contains(view.buffer().name()));
            if (!replaced) {
                kept.add(step);
            }
        }
        UnaryOperator<View> place = view -> chosen.contains(view.buffer().name())
                ? view.over(new Buffer(
                        view.buffer().name(), Buffer.Kind.STATE, view.buffer().elements()))
                : view;
        StepRewriter rewriter = new StepRewriter(UnaryOperator.identity(), place, place);
        return assembled(plan, kept.stream().map(rewriter::rewrite).toList());
    }

    private static Plan assembled(Plan plan, List<Step> steps) {
        Plan.Builder builder = Plan.builder(plan.mechanism());
        for (Step placed : steps) {
            for (View view : Stream.concat(placed.reads().stream(), placed.writes().stream())
                    .toList()) {
                Buffer buffer = view.buffer();
                float[] content = plan.constants().get(buffer.name());
                if (content != null) {
                    builder.constant(buffer.name(), content);
                    continue;
                }
                switch (buffer.kind()) {
                    case INPUT -> builder.input(buffer.name(), buffer.elements());
                    case WEIGHT -> builder.weight(buffer.name(), buffer.elements());
                    case STATE -> builder.state(buffer.name(), buffer.elements());
                    case INTERMEDIATE -> builder.intermediate(buffer.name(), buffer.elements());
                    case OUTPUT -> builder.output(buffer.name(), buffer.elements());
                }
            }
            builder.add(placed);
        }
        return builder.build();
    }

    private static double loss(
            Plan plan,
            Map<String, double[]> given,
            String tensor,
            double[] direction,
            double step,
            Map<String, double[]> seeds) {
        Map<String, double[]> moved = new HashMap<>(given);
        double[] values = given.get(tensor).clone();
        Arrays.setAll(values, i -> values[i] + step * direction[i]);
        moved.put(tensor, values);
        Map<String, double[]> arrays = PlanReference.execute(plan, moved);
        double loss = 0;
        for (Map.Entry<String, double[]> seed : seeds.entrySet()) {
            double[] output = arrays.get(seed.getKey());
            for (int i = 0; i < output.length; i++) {
                loss += seed.getValue()[i] == 0 ? 0 : seed.getValue()[i] * output[i];
            }
        }
        return loss;
    }

    private static Stream<String> names(Plan plan, Buffer.Kind kind) {
        return plan.buffers().values().stream()
                .filter(buffer -> buffer.kind() == kind)
                .map(Buffer::name);
    }
}
