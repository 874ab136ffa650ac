package io.attn4j.train;

import io.attn4j.data.Batch;
import io.attn4j.data.Corpus;
import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonLine;
import io.attn4j.file.TensorFile;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.Parameter;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.row.RowSeeds;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Trains a language model step by step on the {@code cpu} engine.
 *
 * <p>A step is a function of the states, the seed and its number: the trainer that resumes a checkpoint makes the same bytes
 * as the one that wrote it would have. One thread at a time.
 */
public final class Trainer implements AutoCloseable {
    private final LanguageModel model;
    private final RunConfig config;
    private final long seed;
    private final Corpus training;
    private final Corpus validation;
    private final TrainingStep step;
    private final Evaluation evaluation;
    private final PlanSession session;
    private long done;

    private Trainer(
            RunConfig config, long seed, Corpus training, Corpus validation, int threads, Checkpoint checkpoint) {
        this.config = config;
        this.seed = seed;
        this.training = training;
        this.validation = validation;
        model = new LanguageModel(config.model());
        if (config.model().vocabulary() < 256) {
            throw new InvalidInputException(
                    "vocabulary", config.model().vocabulary(), "256 or more, the values of a byte", "256");
        }
        step = new TrainingStep(model, config.training());
        evaluation = new Evaluation(model, config.training().batch());
        session = new PlanSession(threads, checkpoint == null ? fresh(model, seed) : restored(model, checkpoint));
        done = checkpoint == null ? 0 : checkpoint.state().step();
    }

    /**
     * Starts a run.
     *
     * @param seed of parameters and batches
     * @param training more bytes than a window
     * @param validation at least two bytes
     * @param threads from 1
     */
    public static Trainer start(RunConfig config, long seed, Corpus training, Corpus validation, int threads) {
        return new Trainer(config, seed, training, validation, threads, null);
    }

    /**
     * Resumes a run from a checkpoint.
     *
     * @param config the checkpoint's, except for the number of steps
     * @throws InvalidInputException when it is not, or when the text is another one
     */
    public static Trainer resume(
            Checkpoint checkpoint, RunConfig config, Corpus training, Corpus validation, int threads) {
        Checkpoint.State state = checkpoint.state();
        Map<String, Object> now = config.withSteps(1).json();
        Map<String, Object> then = state.config().withSteps(1).json();
        if (!JsonLine.of(now).equals(JsonLine.of(then))) {
            throw new InvalidInputException(
                    "model",
                    "another configuration (" + difference(now, then) + ") than " + checkpoint.folder() + " has",
                    "the same one",
                    "another --out");
        }
        sameText(checkpoint, "training", training, state.trainingSha256());
        sameText(checkpoint, "validation", validation, state.validationSha256());
        return new Trainer(config, state.seed(), training, validation, threads, checkpoint);
    }

    private static String difference(Map<String, Object> now, Map<String, Object> then) {
        for (Map.Entry<String, Object> field : now.entrySet()) {
            Object other = then.get(field.getKey());
            if (!JsonLine.of(field.getValue()).equals(JsonLine.of(other))) {
                return field.getKey() + " " + JsonLine.of(field.getValue()) + ", was " + JsonLine.of(other);
            }
        }
        return "other keys";
    }

    private static void sameText(Checkpoint checkpoint, String what, Corpus text, String sha256) {
        if (!text.sha256().equals(sha256)) {
            throw new InvalidInputException(
                    "data",
                    "another text for " + what + " than " + checkpoint.folder() + " was trained with",
                    "SHA-256 " + sha256,
                    "the same text or another --out");
        }
    }

    private static Map<String, Tensor> fresh(LanguageModel model, long seed) {
        Map<String, Tensor> states = model.start(seed);
        for (Parameter parameter : model.parameters()) {
            states.put(TrainingStep.FIRST + parameter.name(), Tensor.allocate(parameter.type()));
            states.put(TrainingStep.SECOND + parameter.name(), Tensor.allocate(parameter.type()));
        }
        return states;
    }

    private static Map<String, Tensor> restored(LanguageModel model, Checkpoint checkpoint) {
        Map<String, Tensor> states = new LinkedHashMap<>();
        try (TensorFile parameters = checkpoint.parameters();
                TensorFile moments = checkpoint.moments()) {
            model.check(checkpoint.folder() + " " + Checkpoint.MODEL, parameters.types());
            for (Parameter parameter : model.parameters()) {
                states.put(parameter.name(), copy(parameters.tensors().get(parameter.name())));
                for (String moment :
                        new String[] {TrainingStep.FIRST + parameter.name(), TrainingStep.SECOND + parameter.name()}) {
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
     * @param loss mean loss in nats, before the update
     * @param learningRate its learning rate
     * @param gradientNorm norm of all gradients together, before clipping
     */
    public record Result(long step, double loss, double learningRate, double gradientNorm) {
        /** The loss in bits. */
        public double bitsPerByte() {
            return loss / Math.log(2);
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
        int window = config.model().window();
        Batch batch = Batch.of(training, how.batch(), window, seed, number);
        float[] loss = new float[batch.ids().length];
        float[] seeds = new float[loss.length];
        Arrays.fill(seeds, 1f / batch.count());
        float[] squares = new float[1];
        double rate = how.rate(number);
        Map<String, MemorySegment> tensors = new HashMap<>();
        tensors.put(LanguageModel.IDS, MemorySegment.ofArray(batch.ids()));
        tensors.put(LanguageModel.TARGETS, MemorySegment.ofArray(batch.targets()));
        tensors.put(TrainingStep.SEED, MemorySegment.ofArray(seeds));
        tensors.put(TrainingStep.SCALARS, MemorySegment.ofArray(step.scalars(rate, number)));
        tensors.put(LanguageModel.LOSS, MemorySegment.ofArray(loss));
        tensors.put(TrainingStep.SQUARED_NORM, MemorySegment.ofArray(squares));
        if (config.model().drops()) {
            float[] keys = RowSeeds.keys(seed, number, 0, how.batch());
            tensors.put(LanguageModel.DROPOUT, MemorySegment.ofArray(keys));
        }
        session.run(step.plan(), tensors);
        done = number;
        Result result =
                new Result(number, Evaluation.total(loss) / batch.count(), rate, Math.sqrt((double) squares[0]));
        if (!Double.isFinite(result.loss()) || !Double.isFinite(result.gradientNorm())) {
            throw new ArithmeticException(
                    "step " + number + ": got loss " + result.loss() + " and gradient norm " + result.gradientNorm()
                            + "; needs finite ones; try a lower learning_rate from the last checkpoint");
        }
        return result;
    }

    /** The loss on the text that is held out. */
    public Evaluation.Result evaluate() {
        return evaluation.of(session, validation, config.training().evaluateWindows());
    }

    /** Steps done. */
    public long done() {
        return done;
    }

    /** Steps of the whole run. */
    public long steps() {
        return config.training().steps();
    }

    /** The model. */
    public LanguageModel model() {
        return model;
    }

    /** A copy of a state: a parameter, or one of its moments. */
    public float[] read(String name) {
        return session.read(name).toArray(ValueLayout.JAVA_FLOAT);
    }

    /** Bytes that it holds on the host: parameters, moments, and arrays between steps. */
    public long heldBytes() {
        return session.heldBytes();
    }

    /** Saves the states whole or not at all. */
    public Checkpoint save(Path run) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        Map<String, Tensor> moments = new LinkedHashMap<>();
        for (Parameter parameter : model.parameters()) {
            String name = parameter.name();
            TensorType type = parameter.type();
            parameters.put(name, Tensor.wrap(type, session.read(name)));
            for (String moment : new String[] {TrainingStep.FIRST + name, TrainingStep.SECOND + name}) {
                moments.put(moment, Tensor.wrap(type, session.read(moment)));
            }
        }
        Checkpoint.State state = new Checkpoint.State(done, seed, config, training.sha256(), validation.sha256());
        return Checkpoint.write(
                run, state, parameters, moments, config.training().keep());
    }

    @Override
    public void close() {
        session.close();
    }
}
