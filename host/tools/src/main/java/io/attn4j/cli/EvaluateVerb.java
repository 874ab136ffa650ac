package io.attn4j.cli;

import io.attn4j.baseline.Baseline;
import io.attn4j.data.AnsweredTexts;
import io.attn4j.data.Corpus;
import io.attn4j.data.LabelledDocuments;
import io.attn4j.data.PackedWindows;
import io.attn4j.data.Vocabulary;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.Engines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.model.BlockModel;
import io.attn4j.model.Classifier;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.Plan;
import io.attn4j.train.AnswerEvaluation;
import io.attn4j.train.Confusion;
import io.attn4j.train.DocumentEvaluation;
import io.attn4j.train.Evaluation;
import io.attn4j.train.PackedEvaluation;
import io.attn4j.train.RunConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attn4j evaluate}: the loss of a trained model on a text. */
@Command(
        description = "Evaluate a trained language model on a text, or a classifier on labelled documents.",
        footer = {
            "",
            "Windows follow one another, so that each byte but the first is predicted once, from what its window has before",
            "it: bits per byte are higher than with a sliding window.",
            "",
            "A classifier gives accuracy, macro-F1 and the confusion matrix: of each label's documents, how many were given",
            "which label. With --training also that of the most frequent label there, and of a logistic regression of words."
        })
final class EvaluateVerb implements Verb {
    private final Terminal terminal;

    @Option(
            names = "--model",
            paramLabel = "RUN",
            description =
                    "A run of attn4j train, whose last checkpoint is taken, or a checkpoint. Needed but for --training.")
    private Path model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE|DIR",
            description = "Text to evaluate on, or labelled documents, as attn4j train takes them.")
    private Path data;

    @Option(
            names = "--training",
            paramLabel = "FILE|DIR",
            description =
                    "Labelled documents to fit a bag of words on, which is evaluated too, or alone without --model: what a"
                            + " classifier has to beat.")
    private Path training;

    @Option(
            names = "--windows",
            paramLabel = "N",
            description = "Evaluate N windows or documents, evenly spaced, instead of all of them.")
    private int windows;

    @Option(names = "--engine", paramLabel = "ID", description = "Engine, or auto (default: ${DEFAULT-VALUE}).")
    private String engine = "cpu";

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the cpu engine (default: all processors).")
    private Integer threads;

    @Mixin
    private EngineFlags flags = new EngineFlags();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "Print the result as md (default), csv, json or jsonl.")
    private String format = "md";

    EvaluateVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        OutputFormat output = OutputFormat.of(format);
        if (windows < 0) {
            throw new InvalidInputException("--windows", windows, "a number from 1", "leaving it out for all");
        }
        if (model == null) {
            print(baseline(), output);
            return ExitCode.OK;
        }
        flags.refuseMemoryBudget("leaving it out");
        try (Engine opened = Engines.choose(engine).engine()) {
            evaluate(opened, flags.options(opened, threads), output);
        }
        return ExitCode.OK;
    }

    private void evaluate(Engine opened, EngineOptions options, OutputFormat output) {
        TrainedModel.Opener opener =
                (config, read, states) -> new PlanSession(opened, options, List.of(plan(config, read)), states);
        try (TrainedModel trained = TrainedModel.read(model, opener)) {
            trained.checkpoint().damaged().forEach(terminal.err()::println);
            if (training != null && !trained.checkpoint().state().config().classifies()) {
                throw new InvalidInputException(
                        "--training", training, "a classifier, which a bag of words is next to", "leaving it out");
            }
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("checkpoint", trained.checkpoint().folder());
            record.put("step", trained.checkpoint().state().step());
            if (trained.checkpoint().state().config().classifies()) {
                documents(trained, record, output);
            } else if (trained.checkpoint().state().config().answers()) {
                answers(trained, record);
            } else {
                text(trained, record);
            }
            print(record, output);
        }
    }

    /** What is run for a batch. */
    private static Plan plan(RunConfig config, BlockModel model) {
        int batch = config.training().batch();
        if (model instanceof Classifier classifier) {
            return new DocumentEvaluation(classifier, batch).plan();
        }
        LanguageModel language = (LanguageModel) model;
        if (config.answers()) {
            return new AnswerEvaluation(language, batch).plan();
        }
        return config.packs()
                ? new PackedEvaluation(config.model(), batch).plan()
                : new Evaluation(language, batch).plan();
    }

    private void print(Map<String, Object> record, OutputFormat output) {
        terminal.out().print(Rows.render(output == OutputFormat.MD ? Rows.lines(record) : List.of(record), output));
    }

    private Map<String, Object> baseline() {
        if (training == null) {
            throw new InvalidInputException(
                    "--model",
                    "nothing",
                    "a run of attn4j train",
                    "--model run, or --training for a bag of words alone");
        }
        if (windows > 0) {
            throw new InvalidInputException("--windows", windows, "a model", "leaving it out");
        }
        LabelledDocuments words = LabelledDocuments.read(training, List.of());
        LabelledDocuments documents = LabelledDocuments.read(data, words.labels());
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("data", data);
        record.put("documents", documents.size());
        record.putAll(Baseline.of(words, documents).record());
        return record;
    }

    private void text(TrainedModel trained, Map<String, Object> record) {
        RunConfig config = trained.checkpoint().state().config();
        Corpus read = config.packs() ? Corpus.readDocuments(data) : Corpus.read(data);
        Corpus text;
        try (Vocabulary vocabulary = config.openVocabulary()) {
            text = read.part("to evaluate on", 0, read.length(), 2).encoded(vocabulary, 2);
        }
        int batch = config.training().batch();
        Evaluation.Result result = config.packs()
                ? new PackedEvaluation(config.model(), batch)
                        .of(
                                trained.session(),
                                PackedWindows.of(
                                        text, config.model().window(), LanguageModel.documentMultiple(config.model())),
                                windows)
                : new Evaluation(trained.language(), batch).of(trained.session(), text, windows);
        record.put(config.tokenizer() == null ? "bytes" : "tokens", result.count());
        record.put("loss", result.nats());
        record.put("bits_per_byte", result.bitsPerByte());
    }

    private void answers(TrainedModel trained, Map<String, Object> record) {
        AnswerEvaluation evaluation = new AnswerEvaluation(
                trained.language(),
                trained.checkpoint().state().config().training().batch());
        AnsweredTexts texts = AnsweredTexts.read(data);
        Evaluation.Result result = evaluation.of(trained.session(), texts, windows);
        record.put("answers", result.count());
        record.put("loss", result.nats());
        record.put("accuracy", result.accuracy());
        if (texts.haveCandidates()) {
            AnswerEvaluation.Choices choices = evaluation.choices(trained.session(), texts, windows);
            record.put("questions", choices.questions());
            record.put("choice_accuracy", choices.accuracy());
            record.put("most_frequent_candidate_accuracy", choices.mostFrequent());
        }
    }

    private void documents(TrainedModel trained, Map<String, Object> record, OutputFormat output) {
        RunConfig config = trained.checkpoint().state().config();
        LabelledDocuments documents = LabelledDocuments.read(data, config.labels());
        LabelledDocuments tokens;
        try (Vocabulary vocabulary = config.openVocabulary()) {
            tokens = documents.encoded(vocabulary);
        }
        Evaluation.Result result = new DocumentEvaluation(
                        trained.classifier(), config.training().batch())
                .of(trained.session(), tokens, windows);
        Confusion confusion = result.confusion();
        record.put("documents", result.count());
        record.put("loss", result.nats());
        record.put("accuracy", confusion.accuracy());
        record.put("macro_f1", confusion.macroF1());
        if (training != null) {
            record.putAll(Baseline.of(LabelledDocuments.read(training, config.labels()), documents)
                    .record());
        }
        if (output == OutputFormat.JSON || output == OutputFormat.JSONL) {
            record.put("confusion", confusion.matrix());
        } else {
            confusion
                    .matrix()
                    .forEach((label, given) -> record.put(
                            "confusion of " + label,
                            given.entrySet().stream()
                                    .map(each -> each.getKey() + " " + each.getValue())
                                    .collect(Collectors.joining(", "))));
        }
    }
}
