package io.attn4j.file;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file mapped read-only, for readers that check every offset against its size. */
final class MappedFile {
    private MappedFile() {}

    /**
     * Maps the whole file into {@code arena}.
     *
     * @throws InvalidInputException when it is not a readable regular file, or empty
     */
    static MemorySegment map(Path path, Arena arena) {
        return map(path, arena, "a .safetensors or .npy file");
    }

    /**
     * Maps the whole file into {@code arena}.
     *
     * @param kind what it should be, for messages
     * @throws InvalidInputException when it is not a readable regular file, or empty
     */
    static MemorySegment map(Path path, Arena arena, String kind) {
        requireLittleEndian(path);
        if (!Files.isRegularFile(path)) {
            throw new InvalidInputException(
                    path.toString(),
                    Files.exists(path) ? "something that is not a regular file" : "no such file",
                    kind,
                    "correcting the path");
        }
        if (!Files.isReadable(path)) {
            throw new InvalidInputException(
                    path.toString(), "a file without read permission", "a readable file", "chmod u+r " + path);
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size == 0) {
                throw new InvalidInputException(path.toString(), "an empty file", "a header", "writing the file again");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
        } catch (IOException failure) {
            throw new UncheckedIOException(path + ": " + failure.getMessage(), failure);
        }
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
