package io.attn4j.cli;

import io.attn4j.data.LabelledDocuments;
import io.attn4j.data.LineReader;
import io.attn4j.data.Vocabulary;
import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonLine;
import io.attn4j.model.DocumentVotes;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
            "softmax of its logit. What a document has beyond the model's window is not read, unless the model has views. Lines",
            "are read as they come, and labelled up to one that is no document."
        })
final class ClassifyVerb implements Verb {
    private static final int BATCH = 16;

    /** Bytes that a document may have; more of them than any window sees. */
    private static final int MOST_BYTES = 1 << 28;

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
            Plan plan = trained.classifier().logits(BATCH, Buffer.Kind.STATE);
            DocumentVotes votes = new DocumentVotes(trained.classifier(), plan, BATCH);
            if (in.equals("-")) {
                classify(trained, votes, System.in, vocabulary);
            } else {
                try (InputStream file = Files.newInputStream(Path.of(in))) {
                    classify(trained, votes, file, vocabulary);
                }
            }
        } catch (IOException failure) {
            throw new InvalidInputException("--in", in, "a file that can be read", "another file, or -");
        }
        return ExitCode.OK;
    }

    /** Labels lines, as many at once as there are without waiting for more. */
    private void classify(TrainedModel trained, DocumentVotes votes, InputStream from, Vocabulary vocabulary)
            throws IOException {
        LineReader lines = new LineReader(from, in, MOST_BYTES);
        List<int[]> documents = new ArrayList<>();
        try {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                String where = lines.where();
                documents.add(LabelledDocuments.tokens(where, LabelledDocuments.text(where, line), vocabulary));
                if (documents.size() == BATCH || !lines.ready()) {
                    label(trained, votes, documents);
                }
            }
        } catch (InvalidInputException noDocument) {
            label(trained, votes, documents);
            throw noDocument;
        }
        label(trained, votes, documents);
        if (lines.count() == 0) {
            throw new InvalidInputException("--in", in + ", which is empty", "a document on each line", "another file");
        }
    }

    private void label(TrainedModel trained, DocumentVotes votes, List<int[]> documents) {
        if (documents.isEmpty()) {
            return;
        }
        List<String> labels = trained.checkpoint().state().config().labels();
        for (double[] probabilities : votes.of(trained.session(), documents)) {
            int most = DocumentVotes.largest(probabilities);
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("label", labels.get(most));
            record.put("probability", probabilities[most]);
            terminal.out().println(JsonLine.of(record));
        }
        terminal.out().flush();
        documents.clear();
    }
}
