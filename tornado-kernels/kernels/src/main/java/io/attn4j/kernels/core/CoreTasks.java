package io.attn4j.kernels.core;

import static io.attn4j.kernels.step.SampleStep.view;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.graph.TuningSpace;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelChoices;
import io.attn4j.kernels.step.SampleStep;
import io.attn4j.kernels.step.StepFamily;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Strategy;
import io.attn4j.plan.View;
import io.attn4j.plan.core.BiasGradient;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.CoreStep;
import io.attn4j.plan.core.FactorGradient;
import io.attn4j.plan.core.KeyGradient;
import io.attn4j.plan.core.Probabilities;
import io.attn4j.plan.core.ProbabilitiesGradient;
import io.attn4j.plan.core.QueryGradient;
import io.attn4j.plan.core.Scores;
import io.attn4j.plan.core.SoftmaxMerge;
import io.attn4j.plan.core.SoftmaxMergeGradient;
import io.attn4j.plan.core.WeightedSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Attention itself, whole or in parts. */
public final class CoreTasks implements StepFamily<CoreStep> {
    /** Keys that are split over groups on any GPU. */
    private static final int SPLIT_KEYS = 512;

    /** Queries and keys with blocks of more keys than a stretch. */
    private static final int WAITING_QUERIES = 4096;

    private static final int WAITING_KEYS = FusedAttention.STRETCH + 32;

    private static final float DROPOUT = 0.5f;

    @Override
    public StepTasks<?> tasks(CoreStep step, DeviceArrays arrays, KernelChoices choices, GraphDevice device) {
        return switch (step) {
            case CoreAttention core -> new CoreAttentionTasks(core, arrays, choices.of(KernelRole.CORE), device);
            case Scores scores -> new ScoresTasks(scores, arrays, device);
            case Probabilities probabilities -> new ProbabilitiesTasks(probabilities, arrays, device);
            case WeightedSum sum -> new WeightedSumTasks(sum, arrays, device);
            case SoftmaxMerge merge -> new SoftmaxMergeTasks(merge, arrays, device);
            case QueryGradient gradient ->
                new QueryGradientTasks(gradient, arrays, choices.of(KernelRole.CORE), device);
            case KeyGradient gradient -> new KeyGradientTasks(gradient, arrays, choices.of(KernelRole.CORE), device);
            case BiasGradient gradient -> new BiasGradientTasks(gradient, arrays, choices.of(KernelRole.CORE), device);
            case FactorGradient gradient ->
                new FactorGradientTasks(gradient, arrays, choices.of(KernelRole.CORE), device);
            case ProbabilitiesGradient gradient -> new ProbabilitiesGradientTasks(gradient, arrays, device);
            case SoftmaxMergeGradient gradient -> new SoftmaxMergeGradientTasks(gradient, arrays, device);
        };
    }

    @Override
    public List<TuningSpace> tuningSpaces(CoreStep step) {
        return step instanceof CoreAttention core ? CoreAttentionTasks.tuningSpaces(core) : List.of();
    }

    @Override
    public List<Long> scratch(CoreStep step, KernelChoices choices, GraphDevice device) {
        return switch (step) {
            case CoreAttention core -> CoreAttentionTasks.scratch(core, choices.of(KernelRole.CORE), device);
            case QueryGradient gradient -> QueryGradientTasks.scratch(gradient, choices.of(KernelRole.CORE), device);
            case KeyGradient gradient -> KeyGradientTasks.scratch(gradient.core(), choices.of(KernelRole.CORE), device);
            case BiasGradient gradient -> List.of(CoreGradientTasks.statistics(gradient.core()));
            case FactorGradient gradient -> List.of(CoreGradientTasks.statistics(gradient.core()));
            default -> List.of();
        };
    }

    @Override
    public List<SampleStep<CoreStep>> samples() {
        List<SampleStep<CoreStep>> samples = new ArrayList<>();
        for (int[] dims : CoreAttentionTasks.lanesCapacities()) {
            samples.add(sample(2, dims[0], dims[1], Strategy.LANES));
            samples.add(dropped(2, 2, dims[0], dims[1], Strategy.LANES));
        }
        for (int dim : TiledGrid.capacities()) {
            for (int[] tile : TiledGrid.tiles(dim)) {
                KernelChoice choice =
                        new KernelChoice(KernelRole.CORE, Strategy.TILED, Map.of("rows", tile[0], "keys", tile[1]));
                samples.add(SampleStep.of(core(2, 2, dim, dim), choice));
                samples.add(SampleStep.of(core(WAITING_QUERIES, WAITING_KEYS, dim, dim), choice));
            }
            samples.add(dropped(2, 2, dim, dim, Strategy.TILED));
            samples.add(dropped(WAITING_QUERIES, WAITING_KEYS, dim, dim, Strategy.TILED));
        }
        int dim = TiledGrid.capacities()[0];
        samples.add(sample(SPLIT_KEYS, dim, dim, Strategy.TILED));
        samples.add(sample(2, 2, 2, Strategy.NAIVE));
        View o = view("o", 1, 1, 2, 2);
        View lse = view("lse", 1, 1, 2, 1);
        View p = view("p", 1, 1, 2, 2);
        KeyRanges ranges = KeyRanges.rectangular(1, 2, 2, false, null);
        samples.add(SampleStep.of(new Scores("s", core(2, 2, 2), p)));
        samples.add(SampleStep.of(new Probabilities("s", ranges, p, lse)));
        samples.add(SampleStep.of(new WeightedSum("s", ranges, p, view("w", 1, 1, 2, 2), o)));
        SoftmaxMerge merge = new SoftmaxMerge(
                "s",
                view("o1", 1, 1, 2, 2),
                view("lse1", 1, 1, 2, 1),
                view("o2", 1, 1, 2, 2),
                view("lse2", 1, 1, 2, 1),
                o,
                lse);
        samples.add(SampleStep.of(merge));
        for (int[] dims : CoreGradientTasks.lanesCapacities()) {
            samples.addAll(gradients(dims[0], dims[1], Strategy.LANES, 0));
            samples.addAll(gradients(dims[0], dims[1], Strategy.LANES, DROPOUT));
        }
        for (int columns : CoreGradientTasks.tiledColumns()) {
            samples.addAll(gradients(columns, columns, Strategy.TILED, 0));
            samples.addAll(gradients(columns, columns, Strategy.TILED, DROPOUT));
        }
        samples.add(SampleStep.of(
                new QueryGradient(
                        "s",
                        core(SPLIT_KEYS, 2, 2),
                        view("do", 1, 1, 2, 2),
                        view("delta", 1, 1, 2, 1),
                        view("y", 1, 1, 2, 2)),
                new KernelChoice(KernelRole.CORE, Strategy.TILED, Map.of())));
        samples.add(SampleStep.of(
                new ProbabilitiesGradient("s", new Probabilities("p", ranges, p, lse), null, view("d", 1, 1, 2, 2))));
        samples.add(SampleStep.of(new SoftmaxMergeGradient(
                "s",
                merge,
                view("do", 1, 1, 2, 2),
                null,
                view("do1", 1, 1, 2, 2),
                view("dlse1", 1, 1, 2, 1),
                view("do2", 1, 1, 2, 2),
                view("dlse2", 1, 1, 2, 1))));
        return samples;
    }

    /** The gradients of an attention with a bias and with factors of 3 columns, which count among those of keys. */
    private static List<SampleStep<CoreStep>> gradients(int keyDim, int valueDim, Strategy strategy, float dropout) {
        int da = keyDim - 3;
        CoreAttention whole = new CoreAttention(
                "s",
                1,
                view("a", 1, 1, 2, da),
                view("b", 1, 1, 2, da),
                view("w", 1, 1, 2, valueDim),
                null,
                null,
                view("bias", 1, 1, 2, 2),
                null,
                view("factors", 1, 1, 2, 3),
                1,
                KeyRanges.rectangular(1, 2, 2, false, null),
                view("o", 1, 1, 2, valueDim),
                view("lse", 1, 1, 2, 1));
        CoreAttention core = dropout == 0 ? whole : whole.withDropout(view("seeds", 1, 1, 2, 2), dropout);
        View outputGradient = view("do", 1, 1, 2, valueDim);
        View delta = view("delta", 1, 1, 2, 1);
        KernelChoice choice = new KernelChoice(KernelRole.CORE, strategy, Map.of());
        View db = view("db", 1, 1, 2, da);
        View dw = view("dw", 1, 1, 2, valueDim);
        return List.of(
                SampleStep.of(new QueryGradient("s", core, outputGradient, delta, view("y", 1, 1, 2, da)), choice),
                SampleStep.of(new KeyGradient("s", core, outputGradient, delta, db, dw, null), choice),
                SampleStep.of(new BiasGradient("s", core, outputGradient, delta, view("y", 1, 1, 2, 2)), choice),
                SampleStep.of(new FactorGradient("s", core, outputGradient, delta, view("y", 1, 1, 2, 3)), choice));
    }

    private static SampleStep<CoreStep> sample(int keys, int keyDim, int valueDim, Strategy strategy) {
        return SampleStep.of(core(keys, keyDim, valueDim), new KernelChoice(KernelRole.CORE, strategy, Map.of()));
    }

    private static SampleStep<CoreStep> dropped(int queries, int keys, int keyDim, int valueDim, Strategy strategy) {
        return SampleStep.of(
                core(queries, keys, keyDim, valueDim).withDropout(view("seeds", 1, 1, queries, 2), DROPOUT),
                new KernelChoice(KernelRole.CORE, strategy, Map.of()));
    }

    private static CoreAttention core(int keys, int keyDim, int valueDim) {
        return core(2, keys, keyDim, valueDim);
    }

    private static CoreAttention core(int queries, int keys, int keyDim, int valueDim) {
        return CoreAttention.of(
                "s",
                1,
                view("a", 1, 1, queries, keyDim),
                view("b", 1, 1, keys, keyDim),
                view("w", 1, 1, keys, valueDim),
                KeyRanges.rectangular(1, queries, keys, false, null),
                view("o", 1, 1, queries, valueDim),
                view("lse", 1, 1, queries, 1));
    }
}
