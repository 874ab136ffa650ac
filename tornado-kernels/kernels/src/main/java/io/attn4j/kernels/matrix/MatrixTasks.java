package io.attn4j.kernels.matrix;

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
import io.attn4j.plan.Strategy;
import io.attn4j.plan.matrix.Activate;
import io.attn4j.plan.matrix.ActivateGradient;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.matrix.MatrixStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Matrix products and activations. */
public final class MatrixTasks implements StepFamily<MatrixStep> {
    /** Terms of a sum that is split over groups on any GPU. */
    private static final int SPLIT_TERMS = 256;

    @Override
    public StepTasks<?> tasks(MatrixStep step, DeviceArrays arrays, KernelChoices choices, GraphDevice device) {
        return switch (step) {
            case MatrixProduct product ->
                new MatrixProductTasks(product, arrays, choices.of(KernelRole.MATRIX), device);
            case Activate activate -> new ActivateTasks(activate, arrays, device);
            case ActivateGradient gradient -> new ActivateGradientTasks(gradient, arrays, device);
        };
    }

    @Override
    public List<TuningSpace> tuningSpaces(MatrixStep step) {
        return switch (step) {
            case MatrixProduct _ -> MatrixProductTasks.tuningSpaces();
            default -> List.of();
        };
    }

    @Override
    public List<Long> scratch(MatrixStep step, KernelChoices choices, GraphDevice device) {
        return switch (step) {
            case MatrixProduct product -> MatrixProductTasks.scratch(product, choices.of(KernelRole.MATRIX), device);
            default -> List.of();
        };
    }

    @Override
    public List<SampleStep<MatrixStep>> samples() {
        List<SampleStep<MatrixStep>> samples = new ArrayList<>();
        for (boolean xTransposed : new boolean[] {false, true}) {
            for (boolean wTransposed : new boolean[] {false, true}) {
                MatrixProduct product = new MatrixProduct(
                        "s",
                        xTransposed ? view("x", 1, 1, SPLIT_TERMS, 2).transposed() : view("x", 1, 1, 2, SPLIT_TERMS),
                        wTransposed ? view("w", 1, 1, 2, SPLIT_TERMS).transposed() : view("w", 1, 1, SPLIT_TERMS, 2),
                        view("bias", 1, 1, 1, 2),
                        null,
                        Activation.NONE,
                        view("residual", 1, 1, 2, 2),
                        null,
                        view("y", 1, 1, 2, 2));
                for (Strategy strategy : List.of(Strategy.LANES, Strategy.TILED)) {
                    KernelChoice choice = new KernelChoice(KernelRole.MATRIX, strategy, Map.of());
                    samples.add(SampleStep.of(product, choice));
                }
            }
        }
        samples.add(SampleStep.of(new Activate(
                "s",
                view("z", 1, 1, 2, 2),
                null,
                Activation.RELU,
                view("residual", 1, 1, 2, 2),
                view("y", 1, 1, 2, 2))));
        samples.add(SampleStep.of(new ActivateGradient(
                "s", view("z", 1, 1, 2, 2), null, Activation.RELU, view("dy", 1, 1, 2, 2), view("dz", 1, 1, 2, 2))));
        return samples;
    }
}
