package io.attn4j.data;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.FileBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The bytes of a text. */
public final class Corpus {
    private static final int MOST_BYTES = Integer.MAX_VALUE - 64;

    private final String name;
    private final byte[] bytes;

    private Corpus(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** The text {@code bytes}; not copied. */
    public static Corpus of(String name, byte[] bytes) {
        return new Corpus(name, bytes);
    }

    /**
     * Reads a file, or all files of a directory and those below it in the order of their paths, each followed by one
     * newline; hidden files are left out.
     *
     * @throws InvalidInputException when there is no such file, it is empty, or it has 2 GiB or more
     */
    public static Corpus read(Path path) {
        if (!Files.exists(path)) {
            throw new InvalidInputException("data", path, "a file or a directory of files", "another path");
        }
        try {
            byte[] bytes = Files.isDirectory(path) ? joined(path) : file(path);
            if (bytes.length == 0) {
                throw new InvalidInputException("data", path + ", which is empty", "some text", "another path");
            }
            return new Corpus(path.toString(), bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(path + ": not read; " + failure, failure);
        }
    }

    private static byte[] file(Path path) throws IOException {
        if (Files.size(path) > MOST_BYTES) {
            throw new InvalidInputException(
                    "data", path + " of " + Files.size(path) + " bytes", "at most " + MOST_BYTES, "a part of it");
        }
        return FileBytes.read(path, MOST_BYTES, "a text", "another path");
    }

    private static byte[] joined(Path directory) throws IOException {
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
        for (Path file : files) {
            if (all.size() + Files.size(file) + 1 > MOST_BYTES) {
                throw new InvalidInputException(
                        "data", directory + " of more than " + MOST_BYTES + " bytes", "at most that", "a part of it");
            }
            all.write(Files.readAllBytes(file));
            all.write('\n');
        }
        return all.toByteArray();
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

    /** Number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** Byte {@code index}, 0 to 255. */
    public int at(int index) {
        return bytes[index] & 0xFF;
    }

    /**
     * Bytes {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @throws InvalidInputException when it has fewer than {@code least}
     */
    public Corpus part(String part, int from, int to, int least) {
        if (to - from < least) {
            throw new InvalidInputException(
                    "data",
                    name + " with " + (to - from) + " bytes " + part,
                    "at least " + least + ", one more than a window",
                    "more text or a smaller window");
        }
        return new Corpus(name + " " + part, Arrays.copyOfRange(bytes, from, to));
    }

    /** SHA-256 of the bytes, in hexadecimal. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
