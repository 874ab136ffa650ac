package io.attn4j.cli;

import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.Engines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.model.PlanSession;
import io.attn4j.train.Checkpoint;
import io.attn4j.train.Evaluation;
import io.attn4j.train.RunConfig;
import io.attn4j.train.Sweep;
import io.attn4j.train.Trainer;
import io.attn4j.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attn4j train}: a language model or a classifier from a model file and text. */
@Command(
        description = "Train a language model on text, or a classifier on labelled documents.",
        footer = {
            "",
            "RUN gets step-<number>/ (model.safetensors, optimizer.safetensors, state.json), best/, the checkpoint with the",
            "lowest loss on the text held out, and log.jsonl; that of a classifier baseline.json, the accuracy of a",
            "logistic regression of words on the documents held out. A run that was stopped and resumed ends with the same bytes as",
            "one that was not. Ctrl-C saves the step that it is in and exits with 130."
        })
final class TrainVerb implements Verb {
    private final Terminal terminal;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "The model file, JSON.")
    private Path model;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Another value for a key of the model file, dots between nested ones, such as"
                    + " training.learning_rate=1e-3; repeatable.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "language-model or classification, in place of the model file's task.")
    private String task;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE|DIR",
            description =
                    "Text to train on: a file, all files of a directory, or random; for a classifier a directory with"
                            + " one sub-directory for each label, or a .tsv (label<TAB>text) or .jsonl file, a document a line;"
                            + " for answers a .jsonl file, for packed documents too.")
    private Path data;

    @Option(
            names = "--validation",
            paramLabel = "FILE|DIR",
            description = "Text to evaluate on (default: the end of --data, validation_share of it).")
    private Path validation;

    @Option(
            names = "--out",
            paramLabel = "RUN",
            description = "Folder of the run; made if absent. Needed but for --dry-run.")
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

    @Option(
            names = "--dry-run",
            description =
                    "Print the configuration, what decays, FLOPs, memory and the time to expect, from steps and an evaluation that"
                            + " are then forgotten.")
    private boolean dryRun;

    @Option(
            names = "--overfit-batch",
            description = "Let every step take the batch of the first one: a model that can learn does so by heart.")
    private boolean overfitBatch;

    @Option(
            names = "--sweep",
            paramLabel = "FILE",
            description =
                    "Do a run for each combination of the values that the JSON file lists for keys of the model file.")
    private Path sweep;

    @Option(
            names = "--peak",
            paramLabel = "GFLOPS",
            description = "What the device can do at most, or measure: the log then has the share that is reached.")
    private String peak;

    @Option(names = "--engine", paramLabel = "ID", description = "Engine, or auto (default: ${DEFAULT-VALUE}).")
    private String engine = "cpu";

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the cpu engine (default: all processors).")
    private Integer threads;

    @Mixin
    private EngineFlags flags = new EngineFlags();

    TrainVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) throws IOException {
        check("--steps", steps);
        check("--stop-at", stopAt);
        check("--max-seconds", maxSeconds);
        int used = CpuThreads.of(threads);
        flags.refuseMemoryBudget("a smaller batch with accumulate, or recompute");
        if (out == null && !dryRun) {
            throw new InvalidInputException("--out", "nothing", "the folder of the run", "--out run");
        }
        if (out != null && Files.exists(out) && !Files.isDirectory(out)) {
            throw new InvalidInputException("--out", out + ", a file", "a folder", "another --out");
        }
        if (task != null) {
            overrides.add("task=\"" + task + "\"");
        }
        if (overfitBatch) {
            overrides.add("training.overfit_batch=true");
        }
        try (Engine opened = Engines.choose(engine).engine()) {
            EngineOptions options = flags.options(opened, threads);
            Trainer.Opener opener = (plans, states) -> new PlanSession(opened, options, plans, states);
            double gflops = peak == null ? 0 : MeasuredPeak.gflops(peak, opened, options.device(), used);
            return call(opener, opened, gflops);
        }
    }

    private int call(Trainer.Opener opener, Engine opened, double gflops) throws IOException {
        if (sweep != null) {
            return sweep(opener, gflops);
        }
        Checkpoint last = resume ? Checkpoint.last(out) : null;
        if (!resume && out != null && !dryRun && Checkpoint.isIn(out)) {
            throw new InvalidInputException(
                    "--out", out + ", which has checkpoints", "another folder", "--resume, or another --out");
        }
        RunConfig config = config(last);
        RunData text = RunData.read(data, validation, config);
        if (dryRun) {
            try (Trainer trainer = text.start(config, seed == null ? 1 : seed, opener)) {
                new DryRun(trainer, opened, gflops).print(terminal.out());
            }
            return ExitCode.OK;
        }
        try (Trainer trainer = last == null
                ? text.start(config, seed == null ? 1 : seed, opener)
                : text.resume(last, config, opener)) {
            Files.createDirectories(out);
            return train(trainer, text, gflops);
        }
    }

    private RunConfig config(Checkpoint last) {
        RunConfig config = RunConfig.read(model, overrides);
        if (last != null) {
            last.damaged()
                    .forEach(damage -> terminal.err()
                            .println("attn4j train: " + damage + "; going on from " + last.folder()
                                    + ", the last good one"));
            if (seed != null && seed != last.state().seed()) {
                throw new InvalidInputException(
                        "--seed", seed, "the checkpoint's, " + last.state().seed(), "leaving it out");
            }
            config = config.withSteps(last.state().config().training().steps());
        }
        return steps == null ? config : config.withSteps(steps);
    }

    private static void check(String option, Number value) {
        if (value != null && !(value.doubleValue() > 0)) {
            throw new InvalidInputException(option, value, "a number above 0", "leaving it out");
        }
    }

    private int train(Trainer trainer, RunData text, double gflops) {
        try (Interruption interruption = Interruption.listen()) {
            TrainingRun.Limits limits = new TrainingRun.Limits(
                    stopAt == null ? Long.MAX_VALUE : stopAt,
                    maxSeconds == null ? Double.POSITIVE_INFINITY : maxSeconds,
                    interruption::asked,
                    gflops);
            TrainingRun.Summary summary;
            try {
                summary = new TrainingRun(trainer, out, limits, new Progress(terminal, trainer)).run();
            } finally {
                terminal.progressDone();
            }
            if (summary.end() == TrainingRun.End.PATIENCE) {
                terminal.err().printf("step %d: stopped, as %s%n", trainer.done(), summary.end());
            }
            Map<String, Object> record = record(trainer, summary);
            if (text instanceof TrainingDocuments documents && summary.end() != TrainingRun.End.INTERRUPTED) {
                record.putAll(documents.baseline(out));
            }
            terminal.out().print(Rows.render(Rows.lines(record), OutputFormat.MD));
            terminal.out().flush();
            return summary.end() == TrainingRun.End.INTERRUPTED ? ExitCode.INTERRUPTED : ExitCode.OK;
        }
    }

    private Map<String, Object> record(Trainer trainer, TrainingRun.Summary summary) {
        Trainer.Result result = summary.step();
        Evaluation.Result evaluated = summary.evaluation();
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("parameters", trainer.model().parameterCount());
        record.put("step", trainer.done());
        record.put("steps", trainer.steps());
        record.put("stopped", summary.end());
        record.put(trainer.config().classifies() ? "documents" : "tokens", trainer.tokens());
        if (trainer.config().classifies()) {
            record.put("loss", result == null ? null : round(result.loss()));
            record.put("validation_loss", evaluated == null ? null : round(evaluated.nats()));
            record.put(
                    "validation_accuracy",
                    evaluated == null ? null : round(evaluated.confusion().accuracy()));
            record.put(
                    "validation_macro_f1",
                    evaluated == null ? null : round(evaluated.confusion().macroF1()));
        } else {
            record.put("bits_per_byte", result == null ? null : round(result.bitsPerByte()));
            if (trainer.config().answers()) {
                record.put("validation_accuracy", evaluated == null ? null : round(evaluated.accuracy()));
            }
            record.put("validation_bits_per_byte", evaluated == null ? null : round(evaluated.bitsPerByte()));
        }
        record.put("seconds", Math.round(10 * summary.seconds()) / 10.0);
        record.put("memory_bytes", summary.heldBytes());
        record.put("checkpoint", Checkpoint.last(out).folder());
        if (trainer.best().step() > 0) {
            record.put("best_step", trainer.best().step());
        }
        return record;
    }

    private static double round(double value) {
        return Math.round(value * 1e4) / 1e4;
    }

    private int sweep(Trainer.Opener opener, double gflops) throws IOException {
        if (dryRun) {
            throw new InvalidInputException("--dry-run", "it with --sweep", "one of them", "leaving out --sweep");
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Interruption interruption = Interruption.listen()) {
            Sweep runs = Sweep.read(sweep, model, overrides);
            Files.createDirectories(out);
            for (Sweep.Point point : runs.points()) {
                Path folder = out.resolve(point.name());
                RunConfig config =
                        steps == null ? point.config() : point.config().withSteps(steps);
                RunData text = RunData.read(data, validation, config);
                Checkpoint before = Checkpoint.isIn(folder) ? Checkpoint.last(folder) : null;
                if (before != null && !resume) {
                    throw new InvalidInputException(
                            "--out",
                            folder + ", which has checkpoints",
                            "another folder",
                            "--resume, or another --out");
                }
                terminal.err().printf("%s: %s%n", point.name(), point.values());
                try (Trainer trainer = before == null
                        ? text.start(config, seed == null ? 1 : seed, opener)
                        : text.resume(before, config, opener)) {
                    Files.createDirectories(folder);
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("run", point.name());
                    row.putAll(point.values());
                    TrainingRun.Limits limits = new TrainingRun.Limits(
                            stopAt == null ? Long.MAX_VALUE : stopAt,
                            maxSeconds == null ? Double.POSITIVE_INFINITY : maxSeconds,
                            interruption::asked,
                            gflops);
                    row.putAll(Sweep.row(trainer, folder, limits, new Progress(terminal, trainer)));
                    rows.add(row);
                }
                Sweep.write(out, rows);
                if (interruption.asked()) {
                    break;
                }
            }
            terminal.out().print(Rows.render(rows, OutputFormat.MD));
            terminal.out().flush();
            return interruption.asked() ? ExitCode.INTERRUPTED : ExitCode.OK;
        } finally {
            terminal.progressDone();
        }
    }
}
