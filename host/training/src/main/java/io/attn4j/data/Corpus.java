package io.attn4j.data;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.FileBytes;
import io.attn4j.file.JsonTree;
import io.attn4j.mechanism.CounterRandom;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A text as tokens: its bytes, or what a tokenizer makes of them; one document, or several after one another. */
public final class Corpus {
    /** The name of text that is drawn at random, to try sizes and speed. */
    public static final String RANDOM = "random";

    private static final int MOST_BYTES = Integer.MAX_VALUE - 64;
    private static final int RANDOM_BYTES = 1 << 20;
    private static final long RANDOM_STREAM = 0x72616E646F6DL;

    private final String name;
    private final byte[] bytes;
    /** Null where each byte is a token. */
    private final int[] tokens;
    /** Where documents start, 0 first. */
    private final int[] documents;

    private Corpus(String name, byte[] bytes, int[] tokens, int[] documents) {
        this.name = name;
        this.bytes = bytes;
        this.tokens = tokens;
        this.documents = documents;
    }

    /** The text {@code bytes}; not copied. */
    public static Corpus of(String name, byte[] bytes) {
        return new Corpus(name, bytes, null, new int[1]);
    }

    /**
     * Reads a file, or all files of a directory and those below it in the order of their paths, each a document and followed
     * by one newline; hidden files are left out. {@link #RANDOM}, where there is no such file, is random bytes.
     *
     * @throws InvalidInputException when there is no such file, it is empty, or it has 2 GiB or more
     */
    public static Corpus read(Path path) {
        if (!Files.exists(path)) {
            if (path.toString().equals(RANDOM)) {
                return random();
            }
            throw new InvalidInputException(
                    "data", path, "a file or a directory of files", "another path, or " + RANDOM);
        }
        try {
            Corpus read = Files.isDirectory(path) ? joined(path) : of(path.toString(), file(path));
            if (read.bytes.length == 0) {
                throw new InvalidInputException("data", path + ", which is empty", "some text", "another path");
            }
            return read;
        } catch (IOException failure) {
            throw new UncheckedIOException(path + ": not read; " + failure, failure);
        }
    }

    /**
     * Reads documents: the files of a directory, as {@link #read} does; the lines of a file whose name ends with {@code .jsonl},
     * {@code {"text": ...}}, each followed by one newline as well; or another file, which is one document.
     *
     * @throws InvalidInputException as {@link #read}, and when a line is something else
     */
    public static Corpus readDocuments(Path path) {
        if (!path.toString().endsWith(".jsonl") || !Files.isRegularFile(path)) {
            return read(path);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        IntStream.Builder starts = IntStream.builder();
        int number = 0;
        for (byte[] line : Lines.of(FileBytes.read(path, MOST_BYTES, "documents, one a line", "a part of it"))) {
            number++;
            starts.accept(all.size());
            // never longer than its line
            all.writeBytes(text(path + " line " + number, line));
            all.write('\n');
        }
        if (number == 0) {
            throw new InvalidInputException("data", path + ", which is empty", "some text", "another path");
        }
        return new Corpus(
                path.toString(), all.toByteArray(), null, starts.build().toArray());
    }

    private static byte[] text(String where, byte[] line) {
        if (JsonTree.parse(where, line) instanceof Map<?, ?> fields && fields.get("text") instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw new InvalidInputException("data " + where, "another record", "{\"text\": \"...\"}", "correcting it");
    }

    private static Corpus random() {
        byte[] drawn = new byte[RANDOM_BYTES];
        for (int i = 0; i < drawn.length; i++) {
            // letters, which every tokenizer knows
            drawn[i] = (byte) ('a' + CounterRandom.below(26, RANDOM_STREAM, i));
        }
        return of(RANDOM, drawn);
    }

    private static byte[] file(Path path) throws IOException {
        if (Files.size(path) > MOST_BYTES) {
            throw new InvalidInputException(
                    "data", path + " of " + Files.size(path) + " bytes", "at most " + MOST_BYTES, "a part of it");
        }
        return FileBytes.read(path, MOST_BYTES, "a text", "another path");
    }

    private static Corpus joined(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(directory)) {
            files = found.filter(Files::isRegularFile)
                    .filter(file -> !hidden(directory.relativize(file)))
                    .sorted((x, y) -> directory
                            .relativize(x)
                            .toString()
                            .compareTo(directory.relativize(y).toString()))
                    .toList();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        IntStream.Builder starts = IntStream.builder();
        for (Path file : files) {
            if (all.size() + Files.size(file) + 1 > MOST_BYTES) {
                throw new InvalidInputException(
                        "data", directory + " of more than " + MOST_BYTES + " bytes", "at most that", "a part of it");
            }
            starts.accept(all.size());
            all.write(Files.readAllBytes(file));
            all.write('\n');
        }
        return new Corpus(
                directory.toString(), all.toByteArray(), null, starts.build().toArray());
    }

    private static boolean hidden(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /** Where it was read from. */
    public String name() {
        return name;
    }

    /** Number of tokens. */
    public int length() {
        return tokens == null ? bytes.length : tokens.length;
    }

    /** Bytes of its text for each token, on average. */
    public double bytesPerToken() {
        return tokens == null || tokens.length == 0 ? 1 : (double) bytes.length / tokens.length;
    }

    /** Token {@code index}. */
    public int at(int index) {
        return tokens == null ? bytes[index] & 0xFF : tokens[index];
    }

    /** Number of documents. */
    public int documents() {
        return documents.length;
    }

    /** The first token of a document. */
    int documentStart(int number) {
        return documents[number];
    }

    /** The first token after a document. */
    int documentEnd(int number) {
        return number + 1 < documents.length ? documents[number + 1] : length();
    }

    /**
     * The start of a document that is closest to a share of the text, so that none is in two parts; of a single document the
     * token there.
     */
    public int cut(double share) {
        int at = (int) Math.round(length() * share);
        if (documents.length == 1) {
            return at;
        }
        int found = documents[1];
        for (int start : documents) {
            if (start > 0 && Math.abs(start - at) < Math.abs(found - at)) {
                found = start;
            }
        }
        return found;
    }

    /** The document of a token, as its first token and the first one after it. */
    int[] document(int index) {
        int found = Arrays.binarySearch(documents, index);
        int number = found >= 0 ? found : -found - 2;
        return new int[] {documents[number], documentEnd(number)};
    }

    /**
     * Tokens {@code from} (inclusive) to {@code to} (exclusive) of a text whose bytes are its tokens.
     *
     * @throws InvalidInputException when it has fewer than {@code least}
     */
    public Corpus part(String part, int from, int to, int least) {
        if (to - from < least) {
            throw tooShort(part, to - from, least);
        }
        int[] starts = IntStream.concat(
                        IntStream.of(0),
                        Arrays.stream(documents)
                                .filter(start -> start > from && start < to)
                                .map(start -> start - from))
                .toArray();
        return new Corpus(name + " " + part, Arrays.copyOfRange(bytes, from, to), null, starts);
    }

    private InvalidInputException tooShort(String part, int tokens, int least) {
        return new InvalidInputException(
                "data",
                name + " with " + tokens + (this.tokens == null ? " bytes " : " tokens ") + part,
                "at least " + least + ", one more than a window",
                "more text or a smaller window");
    }

    /**
     * The same text as the tokens of {@code tokenizer}, document by document.
     *
     * @throws InvalidInputException when there are fewer than {@code least}
     */
    public Corpus encoded(Vocabulary tokenizer, int least) {
        if (tokenizer == Vocabulary.BYTES) {
            return this;
        }
        int[][] parts = new int[documents.length][];
        int[] starts = new int[documents.length];
        int count = 0;
        for (int i = 0; i < documents.length; i++) {
            int end = i + 1 < documents.length ? documents[i + 1] : bytes.length;
            parts[i] = tokenizer.encode(Arrays.copyOfRange(bytes, documents[i], end));
            starts[i] = count;
            count = Math.addExact(count, parts[i].length);
        }
        int[] all = new int[count];
        for (int i = 0; i < parts.length; i++) {
            System.arraycopy(parts[i], 0, all, starts[i], parts[i].length);
        }
        Corpus encoded =
                new Corpus(name, bytes, all, Arrays.stream(starts).distinct().toArray());
        if (count < least) {
            throw encoded.tooShort("of this tokenizer", count, least);
        }
        return encoded;
    }

    /** SHA-256 of the tokens, in hexadecimal: of the bytes, or of the ids as 32-bit integers. */
    public String sha256() {
        return sha256(false);
    }

    /** The same of the tokens and of where documents start. */
    public String documentsSha256() {
        return sha256(true);
    }

    private String sha256(boolean withDocuments) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            if (withDocuments) {
                ByteBuffer starts = ByteBuffer.allocate(Integer.BYTES * documents.length);
                starts.asIntBuffer().put(documents);
                digest.update(starts);
            }
            if (tokens == null) {
                digest.update(bytes);
            } else {
                ByteBuffer ids = ByteBuffer.allocate(Integer.BYTES * 4096);
                for (int token : tokens) {
                    if (!ids.hasRemaining()) {
                        digest.update(ids.flip());
                        ids.clear();
                    }
                    ids.putInt(token);
                }
                digest.update(ids.flip());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
