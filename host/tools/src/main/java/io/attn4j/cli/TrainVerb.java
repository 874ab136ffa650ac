package io.attn4j.cli;

import io.attn4j.data.Corpus;
import io.attn4j.error.InvalidInputException;
import io.attn4j.train.Checkpoint;
import io.attn4j.train.Evaluation;
import io.attn4j.train.RunConfig;
import io.attn4j.train.Trainer;
import io.attn4j.train.TrainingLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attn4j train}: a language model from a model file and text. */
@Command(
        description = "Train a language model on the bytes of a text (cpu engine).",
        footer = {
            "",
            "RUN gets step-<number>/ (model.safetensors, optimizer.safetensors, state.json) and log.jsonl.",
            "A run that was stopped and resumed ends with the same bytes as one that was not."
        })
final class TrainVerb implements Verb {
    private final Terminal terminal;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "The model file, JSON.")
    private Path model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE|DIR",
            description = "Text to train on: a file, or all files of a directory.")
    private Path data;

    @Option(
            names = "--validation",
            paramLabel = "FILE|DIR",
            description = "Text to evaluate on (default: the end of --data, validation_share of it).")
    private Path validation;

    @Option(names = "--out", required = true, paramLabel = "RUN", description = "Folder of the run; made if absent.")
    private Path out;

    @Option(names = "--resume", description = "Go on from the last checkpoint in RUN.")
    private boolean resume;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Steps of the whole run, in place of the model file's or the checkpoint's.")
    private Long steps;

    @Option(names = "--stop-at", paramLabel = "N", description = "Stop after step N and save; the schedule stays.")
    private Long stopAt;

    @Option(
            names = "--max-seconds",
            paramLabel = "X",
            description = "Stop after the step during which X seconds have passed, and save.")
    private Double maxSeconds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Seed of parameters and of the order of data (default: 1, or the checkpoint's).")
    private Long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: all processors).")
    private Integer threads;

    TrainVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) throws IOException {
        check("--steps", steps);
        check("--stop-at", stopAt);
        check("--max-seconds", maxSeconds);
        int used = CpuThreads.of(threads);
        RunConfig config = RunConfig.read(model);
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new InvalidInputException("--out", out + ", a file", "a folder", "another --out");
        }
        Checkpoint last = resume ? Checkpoint.last(out) : null;
        if (!resume && Checkpoint.isIn(out)) {
            throw new InvalidInputException(
                    "--out", out + ", which has checkpoints", "another folder", "--resume, or another --out");
        }
        if (last != null && seed != null && seed != last.state().seed()) {
            throw new InvalidInputException(
                    "--seed", seed, "the checkpoint's, " + last.state().seed(), "leaving it out");
        }
        if (last != null) {
            config = config.withSteps(last.state().config().training().steps());
        }
        if (steps != null) {
            config = config.withSteps(steps);
        }
        int window = config.model().window();
        Corpus all = Corpus.read(data);
        Corpus training = all;
        Corpus held;
        if (validation == null) {
            int cut = (int) Math.round(all.length() * (1 - config.training().validationShare()));
            training = all.part("to train on", 0, cut, window + 1);
            held = all.part("to evaluate on", cut, all.length(), window + 1);
        } else {
            training = all.part("to train on", 0, all.length(), window + 1);
            Corpus given = Corpus.read(validation);
            held = given.part("to evaluate on", 0, given.length(), window + 1);
        }
        try (Trainer trainer = last == null
                ? Trainer.start(config, seed == null ? 1 : seed, training, held, used)
                : Trainer.resume(last, config, training, held, used)) {
            Files.createDirectories(out);
            Map<String, Object> record = train(trainer, config);
            terminal.out().print(Rows.render(Rows.lines(record), OutputFormat.MD));
        }
        return ExitCode.OK;
    }

    private static void check(String option, Number value) {
        if (value != null && !(value.doubleValue() > 0)) {
            throw new InvalidInputException(option, value, "a number above 0", "leaving it out");
        }
    }

    private Map<String, Object> train(Trainer trainer, RunConfig config) throws IOException {
        long end = stopAt == null ? trainer.steps() : Math.min(stopAt, trainer.steps());
        long started = System.nanoTime();
        long saved = trainer.done();
        long first = trainer.done();
        int tokens = config.training().batch() * config.model().window();
        Evaluation.Result evaluated = null;
        Trainer.Result result = null;
        try (TrainingLog log = TrainingLog.open(out, trainer.done())) {
            while (trainer.done() < end && (maxSeconds == null || seconds(started) < maxSeconds)) {
                long before = System.nanoTime();
                result = trainer.step();
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("step", result.step());
                line.put("loss", result.loss());
                line.put("bits_per_byte", result.bitsPerByte());
                line.put("learning_rate", result.learningRate());
                line.put("gradient_norm", result.gradientNorm());
                line.put("tokens_per_s", tokens / seconds(before));
                log.write(line);
                terminal.progress(String.format(
                        "step %d of %d  %.3f bits/byte  %.0f s to go",
                        result.step(),
                        trainer.steps(),
                        result.bitsPerByte(),
                        seconds(started) / (result.step() - first) * (end - result.step())));
                boolean over = result.step() == trainer.steps();
                if (over || isDue(config.training().evaluateEvery(), result.step())) {
                    evaluated = evaluate(trainer, log);
                }
                if (isDue(config.training().saveEvery(), result.step())) {
                    trainer.save(out);
                    saved = result.step();
                }
            }
        } finally {
            terminal.progressDone();
        }
        if (trainer.done() > saved) {
            trainer.save(out);
        }
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("parameters", trainer.model().parameterCount());
        record.put("step", trainer.done());
        record.put("steps", trainer.steps());
        record.put("bits_per_byte", result == null ? null : round(result.bitsPerByte()));
        record.put("validation_bits_per_byte", evaluated == null ? null : round(evaluated.bitsPerByte()));
        record.put("seconds", Math.round(10 * seconds(started)) / 10.0);
        record.put("checkpoint", Checkpoint.last(out).folder());
        return record;
    }

    private Evaluation.Result evaluate(Trainer trainer, TrainingLog log) {
        Evaluation.Result evaluated = trainer.evaluate();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", trainer.done());
        line.put("validation_loss", evaluated.nats());
        line.put("validation_bits_per_byte", evaluated.bitsPerByte());
        log.write(line);
        terminal.progressDone();
        terminal.err().printf("step %d: %.4f bits/byte on text held out%n", trainer.done(), evaluated.bitsPerByte());
        return evaluated;
    }

    private static boolean isDue(long every, long step) {
        return every > 0 && step % every == 0;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static double round(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
