package io.attn4j.file;

import io.attn4j.error.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes a file whole or not at all: into a temporary file next to the target, which then takes the target's name. A
 * failed write leaves the old target as it was and no temporary file.
 */
public final class WholeFile {
    private static final long CHUNK_BYTES = 1L << 30;

    private WholeFile() {}

    /** The directory that {@code target} is in, refused where nothing can be written to it. */
    static Path directory(Path target) {
        Path directory = target.toAbsolutePath().getParent();
        if (directory == null || Files.isDirectory(target)) {
            throw new InvalidInputException(target.toString(), "a directory", "a file name", "adding a file name");
        }
        if (!Files.isDirectory(directory)) {
            throw new InvalidInputException(
                    target.toString(), "no directory " + directory, "an existing directory", "mkdir -p " + directory);
        }
        if (!Files.isWritable(directory)) {
            throw new InvalidInputException(
                    target.toString(), "no permission to write in " + directory, "a writable directory", "another one");
        }
        return directory;
    }

    /**
     * Writes {@code parts} one after another to {@code path}.
     *
     * @throws InvalidInputException when no file can be written to the path
     * @throws UncheckedIOException when writing fails
     */
    public static void write(Path path, List<MemorySegment> parts) {
        try {
            // A link is followed, so that what it points to is replaced rather than the link.
            Path target = Files.isSymbolicLink(path) && Files.exists(path) ? path.toRealPath() : path;
            Path temporary = directory(target)
                    .resolve("." + target.getFileName() + "."
                            + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp");
            try {
                try (FileChannel channel =
                        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                    for (MemorySegment part : parts) {
                        write(channel, part);
                    }
                }
                move(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(path + ": not written; " + failure, failure);
        }
    }

    private static void write(FileChannel channel, MemorySegment part) throws IOException {
        for (long from = 0; from < part.byteSize(); from += CHUNK_BYTES) {
            ByteBuffer buffer = part.asSlice(from, Math.min(CHUNK_BYTES, part.byteSize() - from))
                    .asByteBuffer();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    private static void move(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException notHere) {
            throw new IOException("the file system cannot rename atomically", notHere);
        }
    }
}
