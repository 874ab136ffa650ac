package io.attn4j.train;

import io.attn4j.data.DecodedText;
import io.attn4j.data.Vocabulary;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.PlanSession;
import io.attn4j.text.Generator;
import io.attn4j.text.Sampler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Does the steps of a run one after another: logs each, evaluates, saves, writes samples, and stops when it is time.
 *
 * <p>Whatever ends it, the last step done is saved, unless its states are of no use.
 */
public final class TrainingRun {
    /** Tokens of a sample. */
    private static final int SAMPLE_TOKENS = 100;

    private static final double SAMPLE_TEMPERATURE = 0.8;
    private static final int SAMPLE_TOP = 40;

    /** Why a run stopped. */
    public enum End {
        /** All steps are done. */
        DONE("all steps are done"),
        /** The step to stop at is done. */
        STOPPED("the step to stop at is done"),
        /** The time is over. */
        TIME("the time is over"),
        /** The loss on the text that is held out has not fallen for too long. */
        PATIENCE("the loss on the text held out has not fallen for as long as patience says"),
        /** The user asked it to stop. */
        INTERRUPTED("interrupted");

        private final String words;

        End(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * When it stops before its last step, and what its speed is compared with.
     *
     * @param stopAt the step after which it stops, or {@link Long#MAX_VALUE}
     * @param seconds the time after which it stops, or infinite
     * @param interrupted asked after each step
     * @param peakGflops what the device can do at most, or 0 where it is not known
     */
    public record Limits(long stopAt, double seconds, BooleanSupplier interrupted, double peakGflops) {
        /** All steps. */
        public static final Limits NONE = new Limits(Long.MAX_VALUE, Double.POSITIVE_INFINITY, () -> false, 0);
    }

    /** Hears of what happens. */
    public interface Watcher {
        /**
         * After each step.
         *
         * @param secondsToGo until the last step of this run, as far as can be told
         */
        default void stepped(Trainer.Result result, double secondsToGo) {}

        /** After each evaluation. */
        default void evaluated(long step, Evaluation.Result result, boolean best) {}

        /** After each sample. */
        default void sampled(long step, String text) {}
    }

    /**
     * What came out of it.
     *
     * @param end why it stopped
     * @param step the last step, or null when there was none to do
     * @param evaluation the last evaluation, or null when there was none
     * @param seconds that it took
     * @param heldBytes memory of its plans where they run
     */
    public record Summary(End end, Trainer.Result step, Evaluation.Result evaluation, double seconds, long heldBytes) {}

    private final Trainer trainer;
    private final Path folder;
    private final Limits limits;
    private final Watcher watcher;
    private final TrainingConfig how;

    /**
     * A run.
     *
     * @param folder gets the log and checkpoints; exists
     */
    public TrainingRun(Trainer trainer, Path folder, Limits limits, Watcher watcher) {
        this.trainer = trainer;
        this.folder = folder;
        this.limits = limits;
        this.watcher = watcher;
        how = trainer.config().training();
    }

    /**
     * Does the steps.
     *
     * @throws ArithmeticException when loss or gradient is not finite: names the step, its batch and the last good checkpoint
     * @throws UncheckedIOException when the system fails to write: names the last good checkpoint
     */
    public Summary run() {
        try (TrainingLog log = TrainingLog.open(folder, trainer.done())) {
            return run(log);
        } catch (ArithmeticException notFinite) {
            throw new ArithmeticException(notFinite.getMessage() + ", " + Checkpoint.lastGood(folder));
        } catch (UncheckedIOException failure) {
            throw new UncheckedIOException(
                    failure.getMessage() + "; the last good checkpoint is " + Checkpoint.lastGood(folder),
                    new IOException(failure));
        }
    }

    private Summary run(TrainingLog log) {
        long end = Math.min(limits.stopAt(), trainer.steps());
        long first = trainer.done();
        long saved = first;
        long started = System.nanoTime();
        double before = log.seconds();
        Evaluation.Result evaluated = null;
        Trainer.Result result = null;
        End why = trainer.done() >= trainer.steps() ? End.DONE : End.STOPPED;
        boolean going = trainer.done() < end;
        while (going) {
            long stepStarted = System.nanoTime();
            result = trainer.step();
            double seconds = seconds(stepStarted);
            log.write(line(result, seconds, before + seconds(started)));
            watcher.stepped(result, seconds(started) / (result.step() - first) * (end - result.step()));
            boolean over = result.step() == trainer.steps();
            if (over || isDue(how.evaluateEvery(), result.step())) {
                evaluated = evaluate(log, before + seconds(started));
            }
            if (isDue(how.sampleEvery(), result.step())) {
                sample(log);
            }
            if (isDue(how.saveEvery(), result.step())) {
                trainer.save(folder);
                saved = result.step();
            }
            why = why(result.step(), started);
            going = why == null;
        }
        if (trainer.done() > saved) {
            trainer.save(folder);
        }
        return new Summary(why, result, evaluated, seconds(started), trainer.heldBytes());
    }

    /** Why it stops after a step, or null. */
    private End why(long step, long started) {
        if (step >= trainer.steps()) {
            return End.DONE;
        }
        if (limits.interrupted().getAsBoolean()) {
            return End.INTERRUPTED;
        }
        if (step >= limits.stopAt()) {
            return End.STOPPED;
        }
        if (seconds(started) >= limits.seconds()) {
            return End.TIME;
        }
        return trainer.outOfPatience() ? End.PATIENCE : null;
    }

    private Map<String, Object> line(Trainer.Result result, double seconds, double elapsed) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", result.step());
        line.put(trainer.config().classifies() ? "documents" : "tokens", result.tokens());
        line.put("loss", result.loss());
        if (!trainer.config().classifies()) {
            line.put("bits_per_byte", result.bitsPerByte());
        }
        if (!Double.isNaN(result.auxLoss())) {
            line.put("aux_loss", result.auxLoss());
        }
        line.put("learning_rate", result.learningRate());
        line.put("gradient_norm", result.gradientNorm());
        int tokens = how.batch() * trainer.config().model().window();
        double gflops = trainer.plans().flops() / seconds / 1e9;
        line.put("tokens_per_s", tokens / seconds);
        line.put("seconds", elapsed);
        line.put("gflops", gflops);
        if (limits.peakGflops() > 0) {
            line.put("utilisation", gflops / limits.peakGflops());
        }
        line.put("memory_bytes", trainer.heldBytes());
        return line;
    }

    private Evaluation.Result evaluate(TrainingLog log, double elapsed) {
        Evaluation.Result evaluated = trainer.evaluate();
        boolean best = trainer.best().since() == 0;
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", trainer.done());
        line.put("validation_loss", evaluated.nats());
        if (evaluated.confusion() == null) {
            line.put("validation_bits_per_byte", evaluated.bitsPerByte());
        }
        if (evaluated.accuracy() != null) {
            line.put("validation_accuracy", evaluated.accuracy());
        }
        if (evaluated.confusion() != null) {
            line.put("validation_macro_f1", evaluated.confusion().macroF1());
        }
        line.put("best", best);
        line.put("seconds", elapsed);
        log.write(line);
        watcher.evaluated(trainer.done(), evaluated, best);
        if (best) {
            trainer.saveBest(folder);
        }
        return evaluated;
    }

    private void sample(TrainingLog log) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] prompt = how.sample().getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(prompt);
        try (Vocabulary vocabulary = trainer.config().openVocabulary();
                PlanSession session =
                        new PlanSession(Runtime.getRuntime().availableProcessors(), trainer.states(false))) {
            int[] tokens = vocabulary.encode(prompt);
            DecodedText text = new DecodedText(vocabulary, tokens, bytes::write);
            Generator generator = new Generator((LanguageModel) trainer.model(), session);
            Sampler sampler = new Sampler(SAMPLE_TEMPERATURE, SAMPLE_TOP, trainer.done());
            generator.generate(List.of(generator.text(tokens, sampler, text)), SAMPLE_TOKENS, number -> text.end());
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", trainer.done());
        line.put("sample", text);
        log.write(line);
        watcher.sampled(trainer.done(), text);
    }

    private static boolean isDue(long every, long step) {
        return every > 0 && step % every == 0;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
