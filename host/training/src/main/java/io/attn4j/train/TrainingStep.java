package io.attn4j.train;

import io.attn4j.autodiff.Differentiation;
import io.attn4j.error.InvalidInputException;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.Parameter;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.optimizer.AdamW;
import io.attn4j.plan.optimizer.ClipScale;
import io.attn4j.plan.optimizer.SquaredSum;
import java.util.List;
import java.util.Map;

/**
 * One training step as one plan: loss, gradients of all parameters, their norm, clipping, and AdamW.
 *
 * <p>Parameters and both moments are states. Inputs: {@code ids} and {@code targets} [B,N], {@link #SEED} [B,N] (what each
 * position's loss counts: 1 over the number of targets), {@link #SCALARS} [3] ({@link AdamW#scalars}), and {@link
 * LanguageModel#DROPOUT} [B,7] where the model has dropout. Outputs: {@code loss}
 * [B,N] and {@link #SQUARED_NORM} [1], the squared norm of all gradients before clipping.
 */
public final class TrainingStep {
    /** Input: the gradient of the mean loss by each position's loss. */
    public static final String SEED = Differentiation.PREFIX + LanguageModel.LOSS;

    /** Input: learning rate, 1 - beta1^t, 1 - beta2^t. */
    public static final String SCALARS = "scalars";

    /** Output: squared norm of all gradients together, before clipping. */
    public static final String SQUARED_NORM = "squared_norm";

    /** Before a parameter's name, AdamW's first moment of it. */
    public static final String FIRST = "first.";

    /** Before a parameter's name, AdamW's second moment of it. */
    public static final String SECOND = "second.";

    private final Plan plan;
    private AdamW update;

    /**
     * Lowers the step of a model.
     *
     * @throws InvalidInputException when the model's mechanism has a step without a gradient
     */
    public TrainingStep(LanguageModel model, TrainingConfig config) {
        Plan loss = model.trainingLoss(config.batch(), Buffer.Kind.STATE, (float) config.smoothing());
        Plan gradients;
        try {
            gradients = Differentiation.of(loss, List.of(LanguageModel.LOSS), model.names(), Map.of());
        } catch (UnsupportedOperationException none) {
            throw new InvalidInputException(
                    "attention", none.getMessage(), "a form whose steps have gradients", "other options");
        }
        Plan.Builder builder = Plan.builder("trainingStep");
        builder.splice(gradients, "", view -> view.over(placed(builder, gradients, view.buffer())));
        View squares = run(builder.output(SQUARED_NORM, 1));
        View before = null;
        for (Parameter parameter : model.parameters()) {
            View gradient = gradient(builder, parameter);
            builder.add(new SquaredSum("norm." + parameter.name(), gradient, before, squares));
            before = squares;
        }
        View scale = null;
        if (config.clip() > 0) {
            scale = run(builder.intermediate("clipScale", 1));
            builder.add(new ClipScale("clip", squares, (float) config.clip(), scale));
        }
        View scalars = run(builder.input(SCALARS, 3));
        for (Parameter parameter : model.parameters()) {
            long elements = parameter.type().elements();
            update = new AdamW(
                    "update." + parameter.name(),
                    gradient(builder, parameter),
                    scale,
                    scalars,
                    config.beta1(),
                    config.beta2(),
                    config.epsilon(),
                    parameter.decays() ? config.weightDecay() : 0,
                    run(builder.state(parameter.name(), elements)),
                    run(builder.state(FIRST + parameter.name(), elements)),
                    run(builder.state(SECOND + parameter.name(), elements)));
            builder.add(update);
        }
        plan = builder.build();
    }

    private static Buffer placed(Plan.Builder builder, Plan gradients, Buffer buffer) {
        if (!gradients.buffers().containsKey(buffer.name())) {
            // of the step that a gradient belongs to, what the gradient neither reads nor writes
            return buffer;
        }
        float[] constant = gradients.constants().get(buffer.name());
        return switch (buffer.kind()) {
            case INPUT -> builder.input(buffer.name(), buffer.elements());
            case WEIGHT ->
                constant == null
                        ? builder.weight(buffer.name(), buffer.elements())
                        : builder.constant(buffer.name(), constant);
            case STATE -> builder.state(buffer.name(), buffer.elements());
            case INTERMEDIATE -> builder.intermediate(buffer.name(), buffer.elements());
            case OUTPUT ->
                buffer.name().startsWith(Differentiation.PREFIX)
                        ? builder.intermediate(buffer.name(), buffer.elements())
                        : builder.output(buffer.name(), buffer.elements());
        };
    }

    private static View gradient(Plan.Builder builder, Parameter parameter) {
        return run(builder.intermediate(
                Differentiation.PREFIX + parameter.name(), parameter.type().elements()));
    }

    private static View run(Buffer buffer) {
        return View.contiguous(buffer, 1, 1, 1, Math.toIntExact(buffer.elements()));
    }

    /** The plan. */
    public Plan plan() {
        return plan;
    }

    /** What {@link #SCALARS} holds in step t, from 1. */
    public float[] scalars(double rate, long t) {
        return update.scalars(rate, t);
    }
}
