package io.attn4j.train;

import io.attn4j.data.AnsweredTexts;
import io.attn4j.data.Batch;
import io.attn4j.data.Corpus;
import io.attn4j.data.LabelledDocuments;
import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonLine;
import io.attn4j.file.TensorFile;
import io.attn4j.model.BlockModel;
import io.attn4j.model.Parameter;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.Plan;
import io.attn4j.plan.row.RowSeeds;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Trains a language model, or a classifier, step by step.
 *
 * <p>A step is a function of the states, the seed and its number: the trainer that resumes a checkpoint makes the same bytes
 * as the one that wrote it would have. Parameters, moments and the arrays between steps stay where the engine runs; ids,
 * targets and a few numbers go there, losses and the norm come back. One thread at a time.
 */
public final class Trainer implements AutoCloseable {
    private final BlockModel model;
    private final RunConfig config;
    private final long seed;
    private final TrainingData data;
    private final TrainingStep step;
    private final PlanSession session;
    private final Map<String, String> checksums = new HashMap<>();
    private long done;
    private long tokens;
    private Checkpoint.Best best;

    /** Opens the session that plans run on, with what their states start as; it closes these. */
    public interface Opener extends BiFunction<List<Plan>, Map<String, Tensor>, PlanSession> {}

    private Trainer(RunConfig config, long seed, TrainingData data, Opener opener, Checkpoint checkpoint) {
        this.config = config;
        this.seed = seed;
        this.data = data;
        model = data.model();
        step = new TrainingStep(model, config.training());
        if (checkpoint != null) {
            sameData(checkpoint, "training", checkpoint.state().trainingSha256());
            sameData(checkpoint, "validation", checkpoint.state().validationSha256());
        }
        List<Plan> plans = new ArrayList<>(step.plans());
        plans.add(data.evaluationPlan());
        session = opener.apply(plans, checkpoint == null ? fresh() : restored(checkpoint));
        done = checkpoint == null ? 0 : checkpoint.state().step();
        tokens = checkpoint == null ? 0 : checkpoint.state().tokens();
        best = checkpoint == null ? Checkpoint.Best.NONE : checkpoint.state().best();
    }

    private static Opener cpu(int threads) {
        return (plans, states) -> new PlanSession(threads, states);
    }

    /**
     * Starts a run on the {@code cpu} engine.
     *
     * @param seed of parameters and batches
     * @param training more tokens than a window
     * @param validation at least two tokens
     * @param threads from 1
     */
    public static Trainer start(RunConfig config, long seed, Corpus training, Corpus validation, int threads) {
        return start(config, seed, training, validation, cpu(threads));
    }

    /**
     * Starts a run.
     *
     * @param seed of parameters and batches
     * @param training more bytes than a window
     * @param validation at least two bytes
     */
    public static Trainer start(RunConfig config, long seed, Corpus training, Corpus validation, Opener opener) {
        return new Trainer(config, seed, text(config, training, validation), opener, null);
    }

    /**
     * Starts the run of a classifier.
     *
     * @param config with the labels of both
     * @param seed of parameters and batches
     */
    public static Trainer start(
            RunConfig config, long seed, LabelledDocuments training, LabelledDocuments validation, Opener opener) {
        return new Trainer(config, seed, new DocumentData(config, training, validation), opener, null);
    }

    /** Starts the run of a classifier on the {@code cpu} engine. */
    public static Trainer start(
            RunConfig config, long seed, LabelledDocuments training, LabelledDocuments validation, int threads) {
        return start(config, seed, training, validation, cpu(threads));
    }

    /**
     * Starts the run of a language model that is to predict answers.
     *
     * @param config with {@code documents} {@code answers}
     * @param seed of parameters and batches
     */
    public static Trainer start(
            RunConfig config, long seed, AnsweredTexts training, AnsweredTexts validation, Opener opener) {
        return new Trainer(config, seed, new AnswerData(config, training, validation), opener, null);
    }

    /** Resumes a run from a checkpoint on the {@code cpu} engine. */
    public static Trainer resume(
            Checkpoint checkpoint, RunConfig config, Corpus training, Corpus validation, int threads) {
        return resume(checkpoint, config, training, validation, cpu(threads));
    }

    /**
     * Resumes a run from a checkpoint.
     *
     * @param config the checkpoint's, except for the number of steps
     * @throws InvalidInputException when it is not, or when the text is another one
     */
    public static Trainer resume(
            Checkpoint checkpoint, RunConfig config, Corpus training, Corpus validation, Opener opener) {
        same(checkpoint, config);
        return new Trainer(config, checkpoint.state().seed(), text(config, training, validation), opener, checkpoint);
    }

    private static TrainingData text(RunConfig config, Corpus training, Corpus validation) {
        return config.packs()
                ? new PackedData(config, training, validation)
                : new TextData(config, training, validation);
    }

    /** Resumes the run of a classifier from a checkpoint, as {@link #resume(Checkpoint, RunConfig, Corpus, Corpus, Opener)}. */
    public static Trainer resume(
            Checkpoint checkpoint,
            RunConfig config,
            LabelledDocuments training,
            LabelledDocuments validation,
            Opener opener) {
        same(checkpoint, config);
        return new Trainer(
                config, checkpoint.state().seed(), new DocumentData(config, training, validation), opener, checkpoint);
    }

    /** Resumes a run on answers from a checkpoint, as {@link #resume(Checkpoint, RunConfig, Corpus, Corpus, Opener)}. */
    public static Trainer resume(
            Checkpoint checkpoint, RunConfig config, AnsweredTexts training, AnsweredTexts validation, Opener opener) {
        same(checkpoint, config);
        return new Trainer(
                config, checkpoint.state().seed(), new AnswerData(config, training, validation), opener, checkpoint);
    }

    private static void same(Checkpoint checkpoint, RunConfig config) {
        Checkpoint.State state = checkpoint.state();
        Map<String, Object> now = config.withSteps(1).json();
        Map<String, Object> then = state.config().withSteps(1).json();
        if (!JsonLine.of(now).equals(JsonLine.of(then))) {
            throw new InvalidInputException(
                    "model",
                    "another configuration (" + difference("", now, then) + ") than " + checkpoint.folder() + " has",
                    "the same one",
                    "another --out");
        }
    }

    private static String difference(String within, Map<?, ?> now, Map<?, ?> then) {
        for (Map.Entry<?, ?> field : now.entrySet()) {
            Object value = field.getValue();
            Object other = then.get(field.getKey());
            if (!JsonLine.of(value).equals(JsonLine.of(other))) {
                String name = within + field.getKey();
                return value instanceof Map<?, ?> inner && other instanceof Map<?, ?> old
                        ? difference(name + " ", inner, old)
                        : name + " " + JsonLine.of(value) + ", was " + JsonLine.of(other);
            }
        }
        return "other keys";
    }

    private void sameData(Checkpoint checkpoint, String what, String sha256) {
        if (!sha256(what).equals(sha256)) {
            throw new InvalidInputException(
                    "data",
                    "another text for " + what + " than " + checkpoint.folder() + " was trained with",
                    "SHA-256 " + sha256,
                    "the same text or another --out");
        }
    }

    private String sha256(String what) {
        return checksums.computeIfAbsent(
                what, key -> key.equals("training") ? data.trainingSha256() : data.validationSha256());
    }

    private Map<String, Tensor> fresh() {
        Map<String, Tensor> states = model.start(seed);
        for (Parameter parameter : model.parameters()) {
            step.moments(parameter).forEach(name -> states.put(name, Tensor.allocate(parameter.type())));
            step.sums(parameter).forEach(name -> states.put(name, Tensor.allocate(parameter.type())));
        }
        return states;
    }

    private Map<String, Tensor> restored(Checkpoint checkpoint) {
        Map<String, Tensor> states = new LinkedHashMap<>();
        // one file after the other: what has been read of one counts as this process's until it is closed
        try (TensorFile parameters = checkpoint.parameters()) {
            model.check(checkpoint.folder() + " " + Checkpoint.MODEL, parameters.types());
            for (Parameter parameter : model.parameters()) {
                states.put(parameter.name(), copy(parameters.tensors().get(parameter.name())));
            }
        }
        try (TensorFile moments = checkpoint.moments()) {
            for (Parameter parameter : model.parameters()) {
                for (String moment : step.moments(parameter)) {
                    Tensor given = moments.tensors().get(moment);
                    if (given == null || !given.type().equals(parameter.type())) {
                        throw new InvalidInputException(
                                checkpoint.folder() + " " + Checkpoint.OPTIMIZER + " " + moment,
                                given == null ? "no tensor" : given,
                                parameter.type().toString(),
                                "another checkpoint");
                    }
                    states.put(moment, copy(given));
                }
                step.sums(parameter).forEach(name -> states.put(name, Tensor.allocate(parameter.type())));
            }
        }
        return states;
    }

    private static Tensor copy(Tensor tensor) {
        Tensor copy = Tensor.allocate(tensor.type());
        copy.segment().copyFrom(tensor.segment());
        return copy;
    }

    /**
     * What a step did.
     *
     * @param step its number, from 1
     * @param loss mean loss of a target in nats, before the update; 0 where there was none
     * @param learningRate its learning rate
     * @param gradientNorm norm of all gradients together, before clipping
     * @param tokens targets of all steps up to this one
     * @param bytesPerToken bytes of text for each token, on average
     * @param auxLoss mean auxiliary loss of a sequence, before its weight; NaN where the mechanism has none
     */
    public record Result(
            long step,
            double loss,
            double learningRate,
            double gradientNorm,
            long tokens,
            double bytesPerToken,
            double auxLoss) {
        /** The loss in bits for each byte of text. */
        public double bitsPerByte() {
            return loss / Math.log(2) / bytesPerToken;
        }
    }

    /**
     * Does one step.
     *
     * @throws ArithmeticException when loss or gradient is not finite; the states are then of no use
     */
    public Result step() {
        long number = done + 1;
        TrainingConfig how = config.training();
        TrainingData.Drawn batch = data.draw(seed, number);
        int count = batch.count();
        double rate = how.rate(number);
        float[] scalars = step.scalars(rate, number);
        float[] squares = new float[1];
        double loss = 0;
        int rows = how.microBatch();
        boolean auxiliary = step.plan().buffers().containsKey(BlockModel.AUX_LOSS);
        double auxLoss = auxiliary ? 0 : Double.NaN;
        for (int part = 0; part < how.accumulate(); part++) {
            float[] losses = new float[rows * batch.losses()];
            float[] seeds = new float[losses.length];
            Arrays.fill(seeds, count == 0 ? 0 : 1f / count);
            Map<String, MemorySegment> tensors = batch.rows(part * rows, (part + 1) * rows);
            tensors.put(TrainingStep.SEED, MemorySegment.ofArray(seeds));
            tensors.put(TrainingStep.SCALARS, MemorySegment.ofArray(scalars));
            tensors.put(BlockModel.LOSS, MemorySegment.ofArray(losses));
            tensors.put(TrainingStep.SQUARED_NORM, MemorySegment.ofArray(squares));
            if (config.model().drops()) {
                float[] keys = RowSeeds.keys(seed, number, part * rows, rows);
                tensors.put(BlockModel.DROPOUT, MemorySegment.ofArray(keys));
            }
            float[] auxLosses = new float[rows];
            if (auxiliary) {
                tensors.put(BlockModel.AUX_LOSS, MemorySegment.ofArray(auxLosses));
            }
            session.run(step.plan(), tensors);
            loss += Evaluation.total(losses);
            auxLoss += Evaluation.total(auxLosses) / how.batch();
        }
        step.update(session, scalars, squares);
        done = number;
        tokens += count;
        Result result = new Result(
                number,
                count == 0 ? 0 : loss / count,
                rate,
                Math.sqrt((double) squares[0]),
                tokens,
                data.bytesPerToken(),
                auxLoss);
        if (!Double.isFinite(result.loss()) || !Double.isFinite(result.gradientNorm())) {
            throw new ArithmeticException(
                    "step " + number + ": got loss " + result.loss() + " and gradient norm " + result.gradientNorm()
                            + " with the batch of " + batch.where()
                            + "; needs finite ones; try a lower learning_rate from the last checkpoint");
        }
        return result;
    }

    /**
     * The windows of a step of a language model, from 1.
     *
     * @throws IllegalStateException when it is no language model of joined or separate text
     */
    public Batch batch(long number) {
        if (data instanceof TextData text) {
            return text.batch(seed, number);
        }
        throw new IllegalStateException(
                "model: got a classifier, or one of answers or packed documents; needs a language model of text");
    }

    /** The loss on what is held out; remembered if it is the lowest so far. */
    public Evaluation.Result evaluate() {
        Evaluation.Result result = data.evaluate(session);
        best = best.after(done, result.nats());
        return result;
    }

    /** The evaluation with the lowest loss so far. */
    public Checkpoint.Best best() {
        return best;
    }

    /** Whether as many evaluations as the configuration's patience have passed since the best. */
    public boolean outOfPatience() {
        int patience = config.training().patience();
        return patience > 0 && best.since() >= patience;
    }

    /** Steps done. */
    public long done() {
        return done;
    }

    /** Targets of the steps done. */
    public long tokens() {
        return tokens;
    }

    /** Steps of the whole run. */
    public long steps() {
        return config.training().steps();
    }

    /** The model. */
    public BlockModel model() {
        return model;
    }

    /** What it was made from. */
    public RunConfig config() {
        return config;
    }

    /** The plans of a step. */
    public TrainingStep plans() {
        return step;
    }

    /** A copy of a state: a parameter, or one of its moments. */
    public float[] read(String name) {
        return session.read(name).toArray(ValueLayout.JAVA_FLOAT);
    }

    /** A copy of all parameters, which the caller closes. */
    public Map<String, Tensor> parameters() {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        for (Parameter parameter : model.parameters()) {
            copies.put(parameter.name(), copy(Tensor.wrap(parameter.type(), session.read(parameter.name()))));
        }
        return copies;
    }

    /** Bytes that its plans hold where they run: parameters, moments, and arrays between steps. */
    public long heldBytes() {
        return session.heldBytes();
    }

    /** Saves the states whole or not at all. */
    public Checkpoint save(Path run) {
        return Checkpoint.write(
                run, state(), states(false), states(true), config.training().keep());
    }

    /** Saves the states whole or not at all as those with the lowest loss. */
    public Checkpoint saveBest(Path run) {
        return Checkpoint.writeBest(run, state(), states(false), states(true));
    }

    /** All parameters, or all moments, by name; read-only views, valid until the next step or evaluation. */
    Map<String, Tensor> states(boolean moments) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Parameter parameter : model.parameters()) {
            TensorType type = parameter.type();
            for (String name : moments ? step.moments(parameter) : List.of(parameter.name())) {
                tensors.put(name, Tensor.wrap(type, session.read(name)));
            }
        }
        return tensors;
    }

    private Checkpoint.State state() {
        return new Checkpoint.State(done, seed, config, tokens, sha256("training"), sha256("validation"), best);
    }

    @Override
    public void close() {
        session.close();
    }
}
