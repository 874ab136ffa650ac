package io.attn4j.cli;

import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.Engines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.model.PlanSession;
import io.attn4j.model.encoder.EmbeddingAgreement;
import io.attn4j.model.encoder.Encoder;
import io.attn4j.model.encoder.EncoderFile;
import io.attn4j.tensor.Tensor;
import io.attn4j.text.Tokenizer;
import io.attn4j.train.Distillation;
import io.attn4j.train.TrainingConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attn4j distill}: fine-tunes an encoder to give what another gives. */
@Command(
        description = "Fine-tune an encoder, such as one that attn4j convert wrote, to give what the original gives.",
        footer = {
            "",
            "Trains weights of the model's blocks so that its hidden states are the teacher's: AdamW without decay, learning",
            "rate up in the first tenth of the steps, then down to a tenth by a cosine, gradients clipped to norm 1.",
            "--validation reports how well embeddings agree with the teacher's, before and after.",
            "Ctrl-C ends it after the step that it is in: --out then gets the weights so far, and the exit code is 130."
        })
final class DistillVerb implements Verb {
    private final Terminal terminal;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR|JSON",
            description = "The encoder to start from, with standard or collaborative attention.")
    private Path model;

    @Option(names = "--teacher", required = true, paramLabel = "DIR|JSON", description = "The encoder to imitate.")
    private Path teacher;

    @Option(names = "--in", required = true, paramLabel = "FILE|-", description = "Texts, UTF-8, one a line.")
    private String in;

    @Option(
            names = "--validation",
            paramLabel = "FILE",
            description = "Other texts, on which embeddings are compared before and after.")
    private String validation;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The .safetensors file to write.")
    private Path out;

    @Option(
            names = "--train",
            paramLabel = "WHAT",
            description =
                    "What to train: attention (default), the weights of the mechanism in all blocks, or blocks, all"
                            + " weights of all blocks.")
    private String scope = Distillation.Scope.ATTENTION.word();

    @Option(names = "--steps", paramLabel = "N", description = "Steps (default: ${DEFAULT-VALUE}).")
    private int steps = 300;

    @Option(names = "--batch", paramLabel = "N", description = "Texts of a step (default: ${DEFAULT-VALUE}).")
    private int batch = 8;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description = "The largest learning rate (default: ${DEFAULT-VALUE}).")
    private double rate = 1e-4;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "Cut texts to N tokens (default: the positions that the model has).")
    private Integer most;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the order of texts (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--engine", paramLabel = "ID", description = "Engine (default: ${DEFAULT-VALUE}).")
    private String engine = "cpu";

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the engine cpu (default: all processors).")
    private Integer threads;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "Print the report as md (default), csv, json or jsonl.")
    private String format = "md";

    DistillVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        OutputFormat output = OutputFormat.of(format);
        EncoderFile.jsonOf(out);
        Distillation.Scope trained = scope();
        TrainingConfig config = config();
        EncoderFile original = EncoderFile.read(teacher);
        EncoderFile start = EncoderFile.read(model);
        int limit = EncoderTexts.limit(
                most, Math.min(original.config().positions(), start.config().positions()));
        if (original.tokenizer() == null) {
            throw new InvalidInputException(
                    "--teacher",
                    teacher + ", which has no tokenizer",
                    "an encoder with its tokenizer",
                    "attn4j import --tokenizer");
        }
        List<String> texts = EncoderTexts.read("--in", in);
        List<String> held = validation == null ? List.of() : EncoderTexts.read("--validation", validation);
        Map<String, Object> record = new LinkedHashMap<>();
        boolean interrupted;
        try (Engine opened = Engines.choose(engine).engine()) {
            if (threads != null) {
                opened.useThreads(CpuThreads.of(threads));
            }
            try (Encoder teaching = Encoder.open(original, opened);
                    Encoder student = Encoder.open(start, opened);
                    Tokenizer tokenizer = Tokenizer.read(original.tokenizer(), limit);
                    Interruption interruption = Interruption.listen();
                    Distillation distillation = new Distillation(
                            teaching,
                            student,
                            tokens(tokenizer, texts),
                            trained,
                            config,
                            seed,
                            (plans, states) -> new PlanSession(opened, EngineOptions.DEFAULT, plans, states))) {
                List<int[]> compared = held.isEmpty() ? List.of() : tokens(tokenizer, held);
                record.put("status", "ok");
                record.put("texts", texts.size());
                record.put("parameters", distillation.parameterCount());
                record.put("learning_rate", rate);
                record.put("batch", batch);
                run(distillation, interruption, record);
                interrupted = interruption.asked();
                Map<String, Tensor> weights = distillation.weights();
                if (!compared.isEmpty()) {
                    try (Encoder after = Encoder.of(start.config(), weights, opened)) {
                        compare(teaching, student, after, compared, record);
                    }
                }
                EncoderFile.write(out, start.config(), weights, original.tokenizer());
                weights.values().forEach(Tensor::close);
            }
        }
        record.put("out", out.toString());
        record.put("model", EncoderFile.jsonOf(out).toString());
        terminal.out().print(Rows.render(output == OutputFormat.MD ? Rows.lines(record) : List.of(record), output));
        terminal.out().flush();
        return interrupted ? ExitCode.INTERRUPTED : ExitCode.OK;
    }

    private Distillation.Scope scope() {
        return Arrays.stream(Distillation.Scope.values())
                .filter(each -> each.word().equals(scope))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidInputException("--train", scope, "attention or blocks", "leaving it out"));
    }

    private TrainingConfig config() {
        atLeastOne("--steps", steps);
        atLeastOne("--batch", batch);
        if (!(rate > 0 && rate <= 1)) {
            throw new InvalidInputException("--learning-rate", rate, "a number above 0, at most 1", "leaving it out");
        }
        return TrainingConfig.of(Map.of(
                "batch", batch, "steps", steps, "learning_rate", rate, "warmup", steps / 10, "weight_decay", 0.0));
    }

    private static void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new InvalidInputException(option, value, "a number from 1", "leaving it out");
        }
    }

    private List<int[]> tokens(Tokenizer tokenizer, List<String> texts) {
        return EncoderTexts.tokens(
                tokenizer,
                texts,
                cut -> terminal.err().println("attn4j distill: " + cut + " of " + texts.size() + " texts cut"));
    }

    /** Does the steps; the losses of the first and of the last tenth of them go into the record. */
    private void run(Distillation distillation, Interruption interruption, Map<String, Object> record) {
        long started = System.nanoTime();
        List<Double> losses = new ArrayList<>();
        while (distillation.done() < steps && !interruption.asked()) {
            Distillation.Result result = distillation.step();
            losses.add(result.loss());
            terminal.progress(String.format("step %d of %d, loss %.5f", result.step(), steps, result.loss()));
        }
        terminal.progressDone();
        int tenth = Math.max(1, losses.size() / 10);
        record.put("steps", losses.size());
        record.put("loss_at_start", mean(losses.subList(0, Math.min(tenth, losses.size()))));
        record.put("loss_at_end", mean(losses.subList(Math.max(0, losses.size() - tenth), losses.size())));
        record.put("seconds", Math.round((System.nanoTime() - started) / 1e8) / 10.0);
    }

    private static Double mean(List<Double> losses) {
        return losses.isEmpty()
                ? null
                : losses.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static void compare(
            Encoder teacher, Encoder before, Encoder after, List<int[]> texts, Map<String, Object> record) {
        try (Tensor base = embeddings(teacher, texts);
                Tensor first = embeddings(before, texts);
                Tensor last = embeddings(after, texts)) {
            put(record, "_before", EmbeddingAgreement.of(base, first));
            put(record, "", EmbeddingAgreement.of(base, last));
        }
    }

    private static void put(Map<String, Object> record, String when, EmbeddingAgreement agreement) {
        record.put("mean_cosine" + when, agreement.meanCosine());
        record.put("least_cosine" + when, agreement.leastCosine());
        record.put("same_neighbour" + when, agreement.sameNeighbour());
    }

    private static Tensor embeddings(Encoder encoder, List<int[]> texts) {
        int width = encoder.config().width();
        float[][] rows = encoder.embed(texts);
        float[] all = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * width, width);
        }
        return Tensor.of(all, rows.length, width);
    }
}
