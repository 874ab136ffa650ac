package io.attn4j.cli;

import io.attn4j.data.LabelledDocuments;
import io.attn4j.data.Lines;
import io.attn4j.data.Vocabulary;
import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonLine;
import io.attn4j.model.Classifier;
import io.attn4j.model.DocumentBatch;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attn4j classify}: the labels of documents. */
@Command(
        description = "Let a trained classifier label documents, one a line (cpu engine).",
        footer = {
            "",
            "Prints a record for each line, in order: {\"label\": ..., \"probability\": ...}, the most likely label and the",
            "softmax of its logit. What a document has beyond the model's window is not read."
        })
final class ClassifyVerb implements Verb {
    private static final int BATCH = 16;

    private final Terminal terminal;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "RUN",
            description = "A run of attn4j train, whose last checkpoint is taken, or a checkpoint.")
    private Path model;

    @Option(
            names = "--in",
            required = true,
            paramLabel = "FILE",
            description = "A file with a document on each line, or - for standard input.")
    private String in;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: all processors).")
    private Integer threads;

    ClassifyVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        try (TrainedModel trained = TrainedModel.read(model, CpuThreads.of(threads));
                Vocabulary vocabulary = trained.checkpoint().state().config().openVocabulary()) {
            trained.checkpoint().damaged().forEach(terminal.err()::println);
            Classifier classifier = trained.classifier();
            List<String> labels = trained.checkpoint().state().config().labels();
            List<byte[]> documents = documents();
            Plan plan = classifier.logits(BATCH, Buffer.Kind.STATE);
            for (int from = 0; from < documents.size(); from += BATCH) {
                int rows = Math.min(BATCH, documents.size() - from);
                DocumentBatch texts =
                        new DocumentBatch(BATCH, classifier.config().window());
                for (int row = 0; row < rows; row++) {
                    String where = in + " line " + (from + row + 1);
                    texts.set(row, LabelledDocuments.tokens(where, documents.get(from + row), vocabulary));
                }
                float[] logits = new float[BATCH * labels.size()];
                Map<String, MemorySegment> tensors = texts.inputs();
                tensors.put(Classifier.LOGITS, MemorySegment.ofArray(logits));
                trained.session().run(plan, tensors);
                for (int row = 0; row < rows; row++) {
                    terminal.out().println(JsonLine.of(record(labels, logits, row * labels.size())));
                }
            }
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> record(List<String> labels, float[] logits, int from) {
        int largest = 0;
        for (int label = 1; label < labels.size(); label++) {
            if (logits[from + label] > logits[from + largest]) {
                largest = label;
            }
        }
        double sum = 0;
        for (int label = 0; label < labels.size(); label++) {
            sum += Math.exp((double) logits[from + label] - logits[from + largest]);
        }
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("label", labels.get(largest));
        record.put("probability", 1 / sum);
        return record;
    }

    private List<byte[]> documents() {
        byte[] bytes;
        try {
            bytes = in.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(in));
        } catch (IOException failure) {
            throw new InvalidInputException("--in", in, "a file that can be read", "another file, or -");
        }
        List<byte[]> lines = Lines.of(bytes);
        if (lines.isEmpty()) {
            throw new InvalidInputException("--in", in + ", which is empty", "a document on each line", "another file");
        }
        for (int i = 0; i < lines.size(); i++) {
            LabelledDocuments.text(in + " line " + (i + 1), lines.get(i));
        }
        return lines;
    }
}
