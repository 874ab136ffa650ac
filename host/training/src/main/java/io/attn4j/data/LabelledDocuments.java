package io.attn4j.data;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.FileBytes;
import io.attn4j.file.JsonTree;
import io.attn4j.mechanism.CounterRandom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Documents, each with a label: the data of a classifier of bytes or other tokens. */
public final class LabelledDocuments {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int MOST_BYTES = Integer.MAX_VALUE - 64;

    /** The stream of numbers that chooses documents; windows and parameters are drawn from others. */
    private static final long DOCUMENTS = 0x646F63756D656EL;

    private final String name;
    private final List<String> labels;
    private final List<Document> documents;

    /** A text, its tokens, null where these are its bytes, and the number of its label. */
    private record Document(byte[] text, int[] tokens, int label) {}

    /** A text, its label, and where both stand. */
    private record Line(String where, String label, byte[] text) {}

    private LabelledDocuments(String name, List<String> labels, List<Document> documents) {
        this.name = name;
        this.labels = List.copyOf(labels);
        this.documents = documents;
    }

    /**
     * Reads labelled documents: of a directory, the files below each of its sub-directories, whose name is their label, in the
     * order of their paths (hidden files are left out); of a file, a document a line, {@code label<TAB>text}, or {@code
     * {"label": ..., "text": ...}} where its name ends with {@code .jsonl}.
     *
     * @param path a directory or a file
     * @param labels the labels there are, in the order of their numbers; empty for those of the documents, sorted
     * @throws InvalidInputException when there is none, a document is empty or no text, its label is none of {@code labels},
     *     or there is one label only
     */
    public static LabelledDocuments read(Path path, List<String> labels) {
        if (!Files.exists(path)) {
            throw new InvalidInputException(
                    "data",
                    path,
                    "a directory with one sub-directory for each label, or a .tsv or .jsonl file",
                    "another path");
        }
        try {
            List<Line> lines = Files.isDirectory(path) ? files(path) : lines(path);
            if (lines.isEmpty()) {
                throw new InvalidInputException(
                        "data",
                        path + " without documents",
                        Files.isDirectory(path)
                                ? "one sub-directory for each label, with files"
                                : "a line for each document, label<TAB>text",
                        "another path");
            }
            return of(path.toString(), labels, lines);
        } catch (IOException failure) {
            throw new UncheckedIOException(path + ": not read; " + failure, failure);
        }
    }

    private static LabelledDocuments of(String name, List<String> given, List<Line> lines) {
        List<String> labels = given.isEmpty()
                ? List.copyOf(new TreeSet<>(lines.stream().map(Line::label).toList()))
                : given;
        if (labels.size() < 2) {
            throw new InvalidInputException(
                    "data",
                    name + " with the label " + labels.getFirst() + " only",
                    "two labels or more",
                    "more documents");
        }
        List<Document> documents = new ArrayList<>();
        for (Line line : lines) {
            int label = labels.indexOf(line.label());
            if (label < 0) {
                throw new InvalidInputException(
                        "data " + line.where(),
                        "the label " + line.label(),
                        "one of " + String.join(", ", labels),
                        "correcting it or a model with this label");
            }
            documents.add(new Document(line.text(), null, label));
        }
        return new LabelledDocuments(name, labels, documents);
    }

    private static List<Line> files(Path directory) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (Path folder : sorted(Files.list(directory))) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            for (Path file : sorted(Files.walk(folder))) {
                if (Files.isRegularFile(file)) {
                    byte[] bytes = FileBytes.read(file, MOST_BYTES, "a text", "another path");
                    lines.add(new Line(file.toString(), folder.getFileName().toString(), text(file.toString(), bytes)));
                }
            }
        }
        return lines;
    }

    private static List<Path> sorted(Stream<Path> found) {
        try (found) {
            return found.filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static List<Line> lines(Path file) throws IOException {
        boolean json = file.toString().endsWith(".jsonl");
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (byte[] line : Lines.of(FileBytes.read(file, MOST_BYTES, "a text", "another path"))) {
            number++;
            String where = file + " line " + number;
            lines.add(json ? record(where, line) : tabbed(where, line));
        }
        return lines;
    }

    private static Line record(String where, byte[] line) {
        if (JsonTree.parse(where, line) instanceof Map<?, ?> fields
                && fields.get("label") instanceof String label
                && fields.get("text") instanceof String text
                && !label.isEmpty()) {
            return new Line(where, label, text(where, text.getBytes(StandardCharsets.UTF_8)));
        }
        throw new InvalidInputException(
                "data " + where, "another record", "{\"label\": \"...\", \"text\": \"...\"}", "correcting it");
    }

    private static Line tabbed(String where, byte[] line) {
        text(where, line);
        int tab = 0;
        while (tab < line.length && line[tab] != '\t') {
            tab++;
        }
        if (tab == 0 || tab == line.length) {
            throw new InvalidInputException(
                    "data " + where,
                    tab == 0 ? "no label" : "no tab",
                    "label<TAB>text, a document a line",
                    "correcting it, or a .jsonl file");
        }
        String label = new String(line, 0, tab, StandardCharsets.UTF_8);
        if (label.indexOf(REPLACEMENT) >= 0) {
            throw new InvalidInputException(
                    "data " + where, "a label that is no UTF-8", "label<TAB>text, a document a line", "correcting it");
        }
        return new Line(where, label, text(where, Arrays.copyOfRange(line, tab + 1, line.length)));
    }

    /**
     * The document {@code bytes}.
     *
     * @param where it stands, for messages
     * @throws InvalidInputException when it is empty, or has a zero byte, which no text has
     */
    public static byte[] text(String where, byte[] bytes) {
        if (bytes.length == 0) {
            throw new InvalidInputException("data " + where, "an empty document", "some text", "leaving it out");
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw new InvalidInputException(
                        "data " + where, "a zero byte at " + i + ", no text", "text", "leaving it out");
            }
        }
        return bytes;
    }

    /**
     * Splits off the documents to evaluate on: evenly spaced among those of each label.
     *
     * @param share the part that is held out, of each label, rounded
     * @return the documents to train on, then those that are held out
     * @throws InvalidInputException when one of the two would be empty
     */
    public List<LabelledDocuments> split(double share) {
        List<Document> training = new ArrayList<>();
        List<Document> held = new ArrayList<>();
        int[] seen = new int[labels.size()];
        for (Document document : documents) {
            int before = seen[document.label()]++;
            boolean out = Math.round((before + 1) * share) > Math.round(before * share);
            (out ? held : training).add(document);
        }
        if (training.isEmpty() || held.isEmpty()) {
            throw new InvalidInputException(
                    "data",
                    name + " with " + documents.size() + " documents and a validation_share of " + share,
                    "documents to train on and some to evaluate on",
                    "--validation, or another share");
        }
        return List.of(
                new LabelledDocuments(name + " to train on", labels, training),
                new LabelledDocuments(name + " to evaluate on", labels, held));
    }

    /** Where they were read from. */
    public String name() {
        return name;
    }

    /** The labels, in the order of their numbers. */
    public List<String> labels() {
        return labels;
    }

    /** Number of documents. */
    public int size() {
        return documents.size();
    }

    /** The bytes of a document; not copied. */
    public byte[] text(int index) {
        return documents.get(index).text();
    }

    /** The tokens of a document: its bytes, or what a tokenizer makes of them. */
    public int[] tokens(int index) {
        Document document = documents.get(index);
        return document.tokens() == null ? Vocabulary.BYTES.encode(document.text()) : document.tokens();
    }

    /**
     * The same documents as the tokens of {@code tokenizer}.
     *
     * @throws InvalidInputException when it finds none in a document
     */
    public LabelledDocuments encoded(Vocabulary tokenizer) {
        if (tokenizer == Vocabulary.BYTES) {
            return this;
        }
        List<Document> encoded = new ArrayList<>();
        for (Document document : documents) {
            String where = name + " document " + (encoded.size() + 1);
            encoded.add(new Document(document.text(), tokens(where, document.text(), tokenizer), document.label()));
        }
        return new LabelledDocuments(name, labels, encoded);
    }

    /**
     * The tokens of a document.
     *
     * @param where it stands, for messages
     * @throws InvalidInputException when there are none
     */
    public static int[] tokens(String where, byte[] text, Vocabulary tokenizer) {
        int[] tokens = tokenizer.encode(text);
        if (tokens.length == 0) {
            throw new InvalidInputException(
                    "data " + where, "a document without tokens", "one or more", "leaving it out");
        }
        return tokens;
    }

    /** The number of a document's label. */
    public int label(int index) {
        return documents.get(index).label();
    }

    /** Documents of one step, from 1: as seed, step and row tell, and nothing else does. */
    public int[] draw(int rows, long seed, long step) {
        int[] drawn = new int[rows];
        Arrays.setAll(drawn, row -> (int) CounterRandom.below(size(), seed, DOCUMENTS, step, row));
        return drawn;
    }

    /** SHA-256 of labels, texts, and tokens that are not their bytes, in their order, in hexadecimal. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Document document : documents) {
                byte[] label = labels.get(document.label()).getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(2 * Integer.BYTES)
                        .putInt(label.length)
                        .putInt(document.text().length)
                        .flip());
                digest.update(label);
                digest.update(document.text());
                if (document.tokens() != null) {
                    ByteBuffer ids = ByteBuffer.allocate(Integer.BYTES * document.tokens().length);
                    ids.asIntBuffer().put(document.tokens());
                    digest.update(ids);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
