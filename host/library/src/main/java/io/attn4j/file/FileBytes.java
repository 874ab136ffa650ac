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
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(most);
            if (bytes.length == most && in.read() >= 0) {
                throw new InvalidInputException(
                        path.toString(), "more than " + most + " bytes", needs + " of at most that size", attempt);
            }
            return bytes;
        } catch (IOException failure) {
            throw new UncheckedIOException(path + ": not read; " + failure, failure);
        }
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
