package io.attn4j.file;

import io.attn4j.error.InvalidInputException;
import io.attn4j.error.ShellWord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The content of a file that is read as a whole: a regular file, a pipe, or what a shell's {@code <(command)} gives. */
public final class FileBytes {
    private FileBytes() {}

    /**
     * Reads a file to its end.
     *
     * @param most bytes it may have, below 2^31 - 8
     * @param needs what it should be, for messages
     * @param attempt how to get one, for messages
     * @throws InvalidInputException when there is no such file, it is a directory, may not be read or is longer
     * @throws UncheckedIOException when reading fails
     */
    public static byte[] read(Path path, int most, String needs, String attempt) {
        requireReadable(path, needs, attempt);
        try {
            if (Files.isRegularFile(path) && Files.size(path) > most) {
                throw tooLong(path.toString(), most, needs, attempt);
            }
            try (InputStream in = Files.newInputStream(path)) {
                return read(in, path.toString(), most, needs, attempt);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(path + ": not read; " + failure, failure);
        }
    }

    /**
     * Reads a stream to its end.
     *
     * @param name of the stream, for messages
     * @param most bytes it may have, below 2^31 - 8
     * @param needs what it should be, for messages
     * @param attempt how to get one, for messages
     * @throws InvalidInputException when it is longer
     * @throws IOException when reading fails
     */
    public static byte[] read(InputStream in, String name, int most, String needs, String attempt) throws IOException {
        byte[] bytes = in.readNBytes(most);
        if (bytes.length == most && in.read() >= 0) {
            throw tooLong(name, most, needs, attempt);
        }
        return bytes;
    }

    private static InvalidInputException tooLong(String name, int most, String needs, String attempt) {
        return new InvalidInputException(
                name, "more than " + most + " bytes", needs + " of at most that size", attempt);
    }

    /** Refuses what is not there, is a directory or may not be read. */
    static void requireReadable(Path path, String needs, String attempt) {
        if (!Files.exists(path) || Files.isDirectory(path)) {
            throw new InvalidInputException(
                    path.toString(), Files.exists(path) ? "a directory" : "no such file", needs, attempt);
        }
        if (!Files.isReadable(path)) {
            throw new InvalidInputException(
                    path.toString(),
                    "a file without read permission",
                    "a readable file",
                    "chmod u+r " + ShellWord.of(path));
        }
    }
}
