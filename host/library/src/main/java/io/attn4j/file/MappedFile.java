package io.attn4j.file;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The content of a file, for readers that check every offset against its size: a regular file mapped read-only, anything else
 * (a pipe, what a shell's {@code <(command)} gives) read to its end.
 */
final class MappedFile {
    private static final int PIPE_CHUNK = 1 << 20;

    private final Path path;
    private final MemorySegment content;

    /** When a mapped file was last written to before it was mapped; null for what was read. */
    private final FileTime modified;

    private MappedFile(Path path, MemorySegment content, FileTime modified) {
        this.path = path;
        this.content = content;
        this.modified = modified;
    }

    /** The whole file of tensors, in memory of {@code arena}. */
    static MappedFile of(Path path, Arena arena) {
        return of(
                path,
                arena,
                "a .safetensors or .npy file",
                first -> NpyReader.starts(first) || SafetensorsReader.starts(first));
    }

    /**
     * The whole file, in memory of {@code arena}.
     *
     * @param kind what it should be, for messages
     * @param starts whether a file of the kind can have these first bytes
     * @throws InvalidInputException when it is no file that can be read, or empty
     */
    static MappedFile of(Path path, Arena arena, String kind, Predicate<byte[]> starts) {
        requireLittleEndian(path);
        FileBytes.requireReadable(path, kind, "correcting the path");
        try {
            MappedFile file = Files.isRegularFile(path) ? map(path, arena) : read(path, arena, starts);
            if (file.content.byteSize() == 0) {
                throw new InvalidInputException(path.toString(), "an empty file", "a header", "writing the file again");
            }
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(path + ": " + failure.getMessage(), failure);
        }
    }

    private static MappedFile map(Path path, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            FileTime modified = Files.getLastModifiedTime(path);
            return new MappedFile(path, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena), modified);
        }
    }

    private static MappedFile read(Path path, Arena arena, Predicate<byte[]> starts) throws IOException {
        List<byte[]> chunks = new ArrayList<>();
        long bytes = 0;
        try (InputStream in = Files.newInputStream(path)) {
            // a device may never end: what cannot be a header is not read on
            byte[] chunk = in.readNBytes(NpyReader.LEAST_BYTES);
            boolean more = starts.test(chunk);
            while (chunk.length > 0) {
                chunks.add(chunk);
                bytes += chunk.length;
                chunk = more ? in.readNBytes(PIPE_CHUNK) : new byte[0];
            }
        }
        MemorySegment content = arena.allocate(Math.max(1, bytes), Long.BYTES).asSlice(0, bytes);
        long at = 0;
        for (byte[] chunk : chunks) {
            MemorySegment.copy(chunk, 0, content, ValueLayout.JAVA_BYTE, at, chunk.length);
            at += chunk.length;
        }
        return new MappedFile(path, content.asReadOnly(), null);
    }

    /** The bytes, read-only. */
    MemorySegment content() {
        return content;
    }

    /** Whether it starts as a {@code .npy} file does. */
    boolean npy() {
        long bytes = Math.min(NpyReader.LEAST_BYTES, content.byteSize());
        return NpyReader.starts(content.asSlice(0, bytes).toArray(ValueLayout.JAVA_BYTE));
    }

    /**
     * Refuses a mapped file that has been written to since it was mapped: what was computed of it may be made of both contents.
     *
     * @throws InvalidInputException when size or time of the file have changed, or it cannot be looked at
     */
    void requireUnchanged() {
        if (modified == null) {
            return;
        }
        try {
            // a file that was replaced or deleted still has its content here
            if (!Files.exists(path)
                    || (Files.size(path) == content.byteSize()
                            && Files.getLastModifiedTime(path).equals(modified))) {
                return;
            }
        } catch (IOException unreadable) {
            return;
        }
        throw new InvalidInputException(
                path.toString(),
                "a file that changed while it was read",
                "a file that stays as it is",
                "again when nothing writes to it, or with a copy");
    }

    private static void requireLittleEndian(Path path) {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new InvalidInputException(
                    path.toString(), "a big-endian machine", "a little-endian one", "passing tensors from Java");
        }
    }

    /** The data of one tensor, copied only where its place in the file is not aligned for its element type. */
    static Tensor tensor(TensorType type, MemorySegment data, Arena arena) {
        if (data.address() % type.dtype().bytes() == 0) {
            return Tensor.wrap(type, data);
        }
        Tensor aligned = Tensor.allocate(type, arena);
        aligned.segment().copyFrom(data);
        return aligned;
    }
}
