package io.attn4j.train;

import io.attn4j.autodiff.Differentiation;
import io.attn4j.error.InvalidInputException;
import io.attn4j.model.BlockModel;
import io.attn4j.model.Parameter;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.optimizer.AdamW;
import io.attn4j.plan.optimizer.ClipScale;
import io.attn4j.plan.optimizer.OptimizerStep;
import io.attn4j.plan.optimizer.Sgd;
import io.attn4j.plan.optimizer.SquaredSum;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.Fill;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One training step as one plan: loss, gradients of all parameters, their norm, clipping, and the update. With gradient
 * accumulation as two: the first adds the gradients of a part of the batch to sums, the second takes the sums, updates, and
 * sets them to zero again.
 *
 * <p>Parameters, what the optimizer keeps of them, and sums are states. Inputs: those of the model, {@link
 * #SEED} (what each target's loss counts: 1 over the number of targets of the whole step), {@link #SCALARS} (what the
 * optimizer takes in this step: {@link #scalars}), and {@link BlockModel#DROPOUT} [B,7] where the model has dropout.
 * Outputs: {@code loss} and {@code aux_loss}, as the model has them, and {@link #SQUARED_NORM} [1], the squared norm of all gradients before clipping.
 */
public final class TrainingStep {
    /** Input: the gradient of the mean loss by each position's loss. */
    public static final String SEED = Differentiation.PREFIX + BlockModel.LOSS;

    /** The gradient of the whole loss by each sequence's auxiliary loss. */
    private static final String AUX_SEED = Differentiation.PREFIX + BlockModel.AUX_LOSS;

    /** Input: what the optimizer takes in a step. */
    public static final String SCALARS = "scalars";

    /** Output: squared norm of all gradients together, before clipping. */
    public static final String SQUARED_NORM = "squared_norm";

    /** Before a parameter's name, AdamW's first moment of it. */
    public static final String FIRST = "first.";

    /** Before a parameter's name, AdamW's second moment of it. */
    public static final String SECOND = "second.";

    /** Before a parameter's name, its velocity in SGD with momentum. */
    public static final String VELOCITY = "velocity.";

    /** Before a parameter's name, the sum of its gradients over the parts of a step. */
    public static final String SUM = "sum.";

    private final List<Parameter> parameters;
    private final TrainingConfig config;
    private final Plan plan;
    private final Plan update;

    /**
     * Lowers the step of a model.
     *
     * @throws InvalidInputException when the model's mechanism has a step without a gradient
     */
    public TrainingStep(BlockModel model, TrainingConfig config) {
        this(
                model.trainingLoss(config.microBatch(), Buffer.Kind.STATE, (float) config.smoothing()),
                model.parameters(),
                config);
    }

    /**
     * Lowers the step of a loss.
     *
     * @param loss a plan with the output {@link BlockModel#LOSS}, of which {@code parameters} are states
     * @param parameters what is trained
     * @throws InvalidInputException when the loss has a step without a gradient
     */
    TrainingStep(Plan loss, List<Parameter> parameters, TrainingConfig config) {
        this.parameters = List.copyOf(parameters);
        this.config = config;
        boolean auxiliary = config.auxLoss() > 0;
        if (auxiliary && !loss.buffers().containsKey(BlockModel.AUX_LOSS)) {
            throw new InvalidInputException(
                    "training aux_loss",
                    config.auxLoss(),
                    "a mechanism that has one",
                    "the attention options gate mixture and aux-loss true, or leaving it out");
        }
        List<String> outputs = auxiliary ? List.of(BlockModel.LOSS, BlockModel.AUX_LOSS) : List.of(BlockModel.LOSS);
        Plan gradients;
        try {
            UnaryOperator<String> segments =
                    config.recompute().equals(TrainingConfig.BLOCK) ? BlockModel::block : task -> null;
            List<String> names = parameters.stream().map(Parameter::name).toList();
            gradients = Differentiation.of(loss, outputs, names, Map.of(), segments);
        } catch (UnsupportedOperationException none) {
            throw new InvalidInputException(
                    "attention", none.getMessage(), "a form whose steps have gradients", "other options");
        }
        boolean parts = config.accumulate() > 1;
        Plan.Builder builder = Plan.builder(parts ? "trainingGradients" : "trainingStep");
        if (auxiliary) {
            // the mean over the sequences of the whole step
            float share = (float) (config.auxLoss() / config.batch());
            builder.add(new Fill("auxSeed", share, run(builder.intermediate(AUX_SEED, config.microBatch()))));
        }
        builder.splice(gradients, "", view -> view.over(placed(builder, gradients, view.buffer())));
        if (!parts) {
            update(builder, false);
            plan = builder.build();
            update = null;
            return;
        }
        for (Parameter parameter : parameters) {
            View sum = state(builder, SUM + parameter.name(), parameter);
            builder.add(new Addition("sum." + parameter.name(), sum, gradient(builder, parameter), sum));
        }
        plan = builder.build();
        Plan.Builder second = Plan.builder("trainingUpdate");
        update(second, true);
        for (Parameter parameter : parameters) {
            second.add(new Fill("zero." + parameter.name(), 0, state(second, SUM + parameter.name(), parameter)));
        }
        update = second.build();
    }

    private void update(Plan.Builder builder, boolean summed) {
        View squares = run(builder.output(SQUARED_NORM, 1));
        View before = null;
        for (Parameter parameter : parameters) {
            builder.add(new SquaredSum("norm." + parameter.name(), taken(builder, parameter, summed), before, squares));
            before = squares;
        }
        View scale = null;
        if (config.clip() > 0) {
            scale = run(builder.intermediate("clipScale", 1));
            builder.add(new ClipScale("clip", squares, (float) config.clip(), scale));
        }
        View scalars = run(builder.input(SCALARS, scalars(1, 1).length));
        for (Parameter parameter : parameters) {
            builder.add(update(builder, parameter, taken(builder, parameter, summed), scale, scalars));
        }
    }

    private OptimizerStep update(Plan.Builder builder, Parameter parameter, View gradient, View scale, View scalars) {
        String task = "update." + parameter.name();
        double decay = parameter.decays() ? config.weightDecay() : 0;
        View place = state(builder, parameter.name(), parameter);
        return switch (config.optimizer()) {
            case ADAMW ->
                new AdamW(
                        task,
                        gradient,
                        scale,
                        scalars,
                        config.beta1(),
                        config.beta2(),
                        config.epsilon(),
                        decay,
                        place,
                        state(builder, FIRST + parameter.name(), parameter),
                        state(builder, SECOND + parameter.name(), parameter));
            case SGD ->
                new Sgd(
                        task,
                        gradient,
                        scale,
                        scalars,
                        config.momentum(),
                        config.nesterov(),
                        decay,
                        place,
                        config.momentum() == 0 ? null : state(builder, VELOCITY + parameter.name(), parameter));
        };
    }

    private static Buffer placed(Plan.Builder builder, Plan gradients, Buffer buffer) {
        if (!gradients.buffers().containsKey(buffer.name())) {
            // of the step that a gradient belongs to, what the gradient neither reads nor writes
            return buffer;
        }
        float[] constant = gradients.constants().get(buffer.name());
        return switch (buffer.kind()) {
            case INPUT ->
                buffer.name().equals(AUX_SEED)
                        ? builder.intermediate(AUX_SEED, buffer.elements())
                        : builder.input(buffer.name(), buffer.elements());
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

    /** What an update takes: the gradient, or the sum of those of the parts of a step. */
    private static View taken(Plan.Builder builder, Parameter parameter, boolean summed) {
        return summed ? state(builder, SUM + parameter.name(), parameter) : gradient(builder, parameter);
    }

    private static View gradient(Plan.Builder builder, Parameter parameter) {
        return run(builder.intermediate(
                Differentiation.PREFIX + parameter.name(), parameter.type().elements()));
    }

    private static View state(Plan.Builder builder, String name, Parameter parameter) {
        return run(builder.state(name, parameter.type().elements()));
    }

    private static View run(Buffer buffer) {
        return View.contiguous(buffer, 1, 1, 1, Math.toIntExact(buffer.elements()));
    }

    /** The plan of the step, or with gradient accumulation of each of its parts. */
    public Plan plan() {
        return plan;
    }

    /** The plan of the update after the parts of a step; null without gradient accumulation. */
    public Plan update() {
        return update;
    }

    /**
     * Changes the parameters by the sums of gradients that the parts of a step have left; nothing where the step has one part.
     *
     * @param session of the plans of this step
     * @param scalars see {@link #scalars}
     * @param squares [1]: the squared norm of all gradients, out
     */
    void update(PlanSession session, float[] scalars, float[] squares) {
        if (update != null) {
            session.run(
                    update,
                    Map.of(SCALARS, MemorySegment.ofArray(scalars), SQUARED_NORM, MemorySegment.ofArray(squares)));
        }
    }

    /** All plans, in the order of their first execution. */
    public List<Plan> plans() {
        return update == null ? List.of(plan) : List.of(plan, update);
    }

    /** FLOPs of a whole step. */
    public double flops() {
        return plan.flops() * config.accumulate() + (update == null ? 0 : update.flops());
    }

    /** Names of the states that the optimizer keeps of a parameter; they start as zeros. */
    public List<String> moments(Parameter parameter) {
        return switch (config.optimizer()) {
            case ADAMW -> List.of(FIRST + parameter.name(), SECOND + parameter.name());
            case SGD -> config.momentum() == 0 ? List.of() : List.of(VELOCITY + parameter.name());
        };
    }

    /** Names of the states that are zeros whenever a step is over. */
    public List<String> sums(Parameter parameter) {
        return update == null ? List.of() : List.of(SUM + parameter.name());
    }

    /** What {@link #SCALARS} holds in step t, from 1: of AdamW {@link AdamW#scalars}, of SGD the learning rate. */
    public float[] scalars(double rate, long t) {
        return switch (config.optimizer()) {
            case ADAMW -> AdamW.scalars(rate, t, config.beta1(), config.beta2());
            case SGD -> new float[] {(float) rate};
        };
    }
}
