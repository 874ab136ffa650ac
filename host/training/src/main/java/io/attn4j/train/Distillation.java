package io.attn4j.train;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.CounterRandom;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.model.AttentionConfig;
import io.attn4j.model.BlockModel;
import io.attn4j.model.Classifier;
import io.attn4j.model.Parameter;
import io.attn4j.model.PlanSession;
import io.attn4j.model.encoder.Encoder;
import io.attn4j.model.encoder.EncoderConfig;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.StepRewriter;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.Probabilities;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.SquaredNorms;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Fine-tunes an encoder so that its hidden states are those of another, its teacher (Hinton et al. 2015, arXiv 1503.02531; of
 * hidden states: Jiao et al. 2020, arXiv 1909.10351, eq. 8): the loss of a token is {@code ||h - h*||^2 / M} with the last
 * hidden states h [M] of the student and h* of the teacher, that of a step the mean over the tokens of its texts.
 *
 * <p>What is trained are weights of the student's blocks; its embeddings and the other weights stay as they are. A step is one
 * plan ({@link TrainingStep}) and a function of the states, the seed and its number. Shorter texts are padded: padding is masked
 * as keys and has no loss.
 *
 * <p>One thread at a time.
 */
public final class Distillation implements AutoCloseable {
    /** Which weights are trained. */
    public enum Scope {
        /** Those of the attention of all blocks. */
        ATTENTION("attention"),
        /** All of all blocks. */
        BLOCKS("blocks");

        private final String word;

        Scope(String word) {
            this.word = word;
        }

        /** As command lines write it. */
        public String word() {
            return word;
        }

        private boolean takes(String name) {
            return name.startsWith("attention.")
                    || name.startsWith("layers.") && (this == BLOCKS || name.contains(".attention."));
        }
    }

    /** The stream of numbers that chooses texts. */
    private static final long TEXTS = 0x64697374696C6CL;

    /** What goes into the first block [B,N,M]. */
    private static final String X = "x";

    /** The hidden states of the teacher with their signs changed [B,N,M]. */
    private static final String TARGET = "minus_target";

    private final Encoder teacher;
    private final Encoder student;
    private final List<int[]> texts;
    private final TrainingConfig config;
    private final long seed;
    private final int tokens;
    private final Map<String, TensorType> types = new LinkedHashMap<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final Map<String, Tensor> frozen = new LinkedHashMap<>();
    private final TrainingStep step;
    private final PlanSession session;
    private long done;

    /**
     * Starts a run.
     *
     * @param teacher what to imitate; stays the caller's
     * @param student whose weights training starts from, with standard or collaborative attention; stays the caller's, and as it is
     * @param texts tokens of each text, that both take
     * @param config how; of {@code documents}, evaluations and files it has nothing to say here
     * @param seed of the order of texts
     * @throws InvalidInputException when the encoders do not fit together, or the student's mechanism cannot be trained
     */
    public Distillation(
            Encoder teacher,
            Encoder student,
            List<int[]> texts,
            Scope scope,
            TrainingConfig config,
            long seed,
            Trainer.Opener opener) {
        this.teacher = teacher;
        this.student = student;
        this.texts = List.copyOf(texts);
        this.config = config;
        this.seed = seed;
        check();
        tokens = texts.stream().mapToInt(text -> text.length).max().orElseThrow();
        Map<String, Tensor> states = new LinkedHashMap<>();
        student.weights().forEach((name, tensor) -> {
            if (Scope.BLOCKS.takes(name)) {
                types.put(name, TensorType.f32(tensor.type().shape()));
                boolean trained = scope.takes(name);
                (trained ? states : frozen).put(name, copy(tensor));
                if (trained) {
                    parameters.add(new Parameter(
                            name,
                            types.get(name),
                            0,
                            0,
                            List.of(),
                            tensor.type().rank() > 1 && !name.endsWith(".mu")));
                }
            }
        });
        try {
            step = new TrainingStep(loss(config.microBatch()), parameters, config);
            for (Parameter parameter : parameters) {
                step.moments(parameter).forEach(name -> states.put(name, Tensor.allocate(parameter.type())));
                step.sums(parameter).forEach(name -> states.put(name, Tensor.allocate(parameter.type())));
            }
            session = opener.apply(step.plans(), states);
        } catch (RuntimeException | Error refused) {
            states.values().forEach(Tensor::close);
            frozen.values().forEach(Tensor::close);
            throw refused;
        }
    }

    private void check() {
        EncoderConfig original = teacher.config();
        EncoderConfig own = student.config();
        if (original.width() != own.width()) {
            throw new InvalidInputException(
                    "teacher",
                    "width " + original.width(),
                    "the student's, " + own.width(),
                    "the encoder it was made from");
        }
        if (texts.isEmpty()) {
            throw new InvalidInputException("texts", "none", "at least one text", "adding one");
        }
        int most = Math.min(original.positions(), own.positions());
        int known = Math.min(original.vocabulary(), own.vocabulary());
        for (int i = 0; i < texts.size(); i++) {
            int[] text = texts.get(i);
            if (text.length < 1 || text.length > most) {
                throw new InvalidInputException("text " + i, text.length + " tokens", "1 to " + most, "cutting it");
            }
            for (int token : text) {
                if (token < 0 || token >= known) {
                    throw new InvalidInputException(
                            "text " + i, "the token " + token, "0 to " + (known - 1), "the tokenizer of the teacher");
                }
            }
        }
    }

    private static Tensor copy(Tensor tensor) {
        return Tensor.of(tensor.toFloats(), tensor.type().shape());
    }

    /** The plan of the losses of all tokens of a batch, [B,N]. */
    private Plan loss(int batch) {
        EncoderConfig encoder = student.config();
        Map<String, TensorType> inputs = new LinkedHashMap<>(types);
        inputs.put(X, TensorType.f32(batch, tokens, encoder.width()));
        Map<String, String> options = new LinkedHashMap<>(encoder.blockOptions());
        Float scale = encoder.attention().scale();
        Request request = Mechanisms.byId("block").request(new MechanismConfig("block", false, scale, options), inputs);
        // with tensors, none of which it reads: without any, a plan has no masks
        Plan blocks = request.plan(Map.of());
        checkMasks(blocks);
        Plan.Builder plan = Plan.builder("distillation");
        int m = encoder.width();
        UnaryOperator<View> views = view -> view.over(placed(plan, blocks, view.buffer()));
        StepRewriter rewriter = new StepRewriter(
                task -> "blocks" + Character.toUpperCase(task.charAt(0)) + task.substring(1), views, views);
        for (Step each : blocks.steps()) {
            Step ours = rewriter.rewrite(each);
            plan.add(ours instanceof CoreAttention core ? masked(plan, core) : ours);
        }
        long elements = (long) batch * tokens * m;
        View hidden = View.contiguous(plan.intermediate("hidden", elements), batch, 1, tokens, m);
        View target = hidden.over(plan.input(TARGET, elements));
        View difference = hidden.over(plan.intermediate("difference", elements));
        plan.add(new Addition("difference", hidden, target, difference));
        View losses = View.contiguous(plan.output(BlockModel.LOSS, (long) batch * tokens), batch, 1, tokens, 1);
        return plan.add(new SquaredNorms("squaredError", difference, 1f / m, losses))
                .build();
    }

    private void checkMasks(Plan blocks) {
        AttentionConfig attention = student.config().attention();
        boolean known = List.of("standard", "collaborative").contains(attention.mechanism());
        if (!known || blocks.steps().stream().anyMatch(Probabilities.class::isInstance)) {
            throw new InvalidInputException(
                    "attention",
                    attention.mechanism() + (known ? " with weights in memory" : ""),
                    "standard or collaborative, whose softmax runs over tokens",
                    "an encoder that attn4j import or convert wrote");
        }
    }

    private Buffer placed(Plan.Builder plan, Plan blocks, Buffer buffer) {
        float[] constant = blocks.constants().get(buffer.name());
        if (constant != null) {
            return plan.constant(buffer.name(), constant);
        }
        if (frozen.containsKey(buffer.name())) {
            return plan.weight(buffer.name(), buffer.elements());
        }
        if (types.containsKey(buffer.name())) {
            return plan.state(buffer.name(), buffer.elements());
        }
        return switch (buffer.name()) {
            case X -> plan.input(X, buffer.elements());
            case "o" -> plan.intermediate("hidden", buffer.elements());
            default -> plan.intermediate("blocks." + buffer.name(), buffer.elements());
        };
    }

    /** With the biases of keys that padding has, added to those that the mechanism has. */
    private CoreAttention masked(Plan.Builder plan, CoreAttention core) {
        int batch = core.a().batch();
        int heads = core.a().heads();
        Buffer biases = plan.input(Classifier.KEY_BIAS, (long) batch * tokens);
        View own = core.keyBias();
        if (own == null) {
            return core.withBiases(new View(biases, 0, batch, heads, 1, tokens, tokens, 0, 0, 1), core.bias());
        }
        View padding = new View(biases, 0, batch, heads, tokens, 1, tokens, 0, 1, 1);
        View keys = new View(
                own.buffer(),
                own.offset(),
                batch,
                heads,
                tokens,
                1,
                own.batchStride(),
                own.headStride(),
                own.columnStride(),
                1);
        View sum = View.contiguous(
                plan.intermediate(core.task() + "KeyBias", (long) batch * heads * tokens), batch, heads, tokens, 1);
        plan.add(new Addition(core.task() + "KeyBias", keys, padding, sum));
        return core.withBiases(View.contiguous(sum.buffer(), batch, heads, 1, tokens), core.bias());
    }

    /** Number of trained elements. */
    public long parameterCount() {
        return parameters.stream().mapToLong(each -> each.type().elements()).sum();
    }

    /** Steps done. */
    public long done() {
        return done;
    }

    /**
     * What a step did.
     *
     * @param step its number, from 1
     * @param loss mean over its tokens of {@code ||h - h*||^2 / M}, before the update
     * @param learningRate its learning rate
     * @param gradientNorm norm of all gradients together, before clipping
     */
    public record Result(long step, double loss, double learningRate, double gradientNorm) {}

    /**
     * Does one step.
     *
     * @throws ArithmeticException when loss or gradient is not finite; the states are then of no use
     */
    public Result step() {
        long number = done + 1;
        List<int[]> drawn = new ArrayList<>();
        int count = 0;
        for (int row = 0; row < config.batch(); row++) {
            drawn.add(texts.get((int) CounterRandom.below(texts.size(), seed, TEXTS, number, row)));
            count += drawn.getLast().length;
        }
        double rate = config.rate(number);
        float[] scalars = step.scalars(rate, number);
        float[] squares = new float[1];
        double loss = 0;
        for (int from = 0; from < drawn.size(); from += config.microBatch()) {
            loss += part(drawn.subList(from, from + config.microBatch()), count, scalars, squares);
        }
        step.update(session, scalars, squares);
        done = number;
        Result result = new Result(number, loss / count, rate, Math.sqrt(squares[0]));
        if (!Double.isFinite(result.loss()) || !Double.isFinite(result.gradientNorm())) {
            throw new ArithmeticException("step " + number + ": got loss " + result.loss() + " and gradient norm "
                    + result.gradientNorm() + "; needs finite ones; try a lower learning rate");
        }
        return result;
    }

    /** Runs the plan on a part of a step; returns the sum of the losses of its tokens. */
    private double part(List<int[]> batch, int count, float[] scalars, float[] squares) {
        int width = student.config().width();
        float[] x = new float[batch.size() * tokens * width];
        float[] targets = new float[x.length];
        float[] biases = new float[batch.size() * tokens];
        float[] seeds = new float[biases.length];
        float[] losses = new float[biases.length];
        try (Tensor embedded = student.embedded(batch);
                Tensor hidden = teacher.hidden(batch)) {
            int longest = (int) embedded.type().dimension(1);
            for (int row = 0; row < batch.size(); row++) {
                int length = batch.get(row).length;
                copy(embedded, row * longest * width, x, row * tokens * width, length * width);
                copy(hidden, row * longest * width, targets, row * tokens * width, length * width);
                Arrays.fill(biases, row * tokens + length, (row + 1) * tokens, Classifier.MASKED);
                Arrays.fill(seeds, row * tokens, row * tokens + length, 1f / count);
            }
        }
        for (int i = 0; i < targets.length; i++) {
            targets[i] = -targets[i];
        }
        Map<String, MemorySegment> tensors = new LinkedHashMap<>();
        frozen.forEach((name, tensor) -> tensors.put(name, tensor.segment()));
        tensors.put(X, MemorySegment.ofArray(x));
        tensors.put(TARGET, MemorySegment.ofArray(targets));
        tensors.put(Classifier.KEY_BIAS, MemorySegment.ofArray(biases));
        tensors.put(TrainingStep.SEED, MemorySegment.ofArray(seeds));
        tensors.put(TrainingStep.SCALARS, MemorySegment.ofArray(scalars));
        tensors.put(BlockModel.LOSS, MemorySegment.ofArray(losses));
        tensors.put(TrainingStep.SQUARED_NORM, MemorySegment.ofArray(squares));
        session.run(step.plan(), tensors);
        double sum = 0;
        for (int i = 0; i < losses.length; i++) {
            sum += seeds[i] > 0 ? losses[i] : 0;
        }
        return sum;
    }

    private static void copy(Tensor from, int first, float[] to, int at, int count) {
        MemorySegment.copy(from.segment(), ValueLayout.JAVA_FLOAT, 4L * first, to, at, count);
    }

    /** All weights of the student as they are now, those that are not trained too; the caller closes them. */
    public Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        student.weights().forEach((name, tensor) -> weights.put(name, copy(tensor)));
        for (Parameter parameter : parameters) {
            weights.get(parameter.name()).segment().copyFrom(session.read(parameter.name()));
        }
        return weights;
    }

    @Override
    public void close() {
        session.close();
        frozen.values().forEach(Tensor::close);
    }
}
