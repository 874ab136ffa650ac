package io.attn4j.portable.opencl;

import io.attn4j.system.Unfinished;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files whole or not at all. */
final class AtomicFiles {

    private AtomicFiles() {}

    /** Replaces the file by these bytes in one step; readers see the old content or the new. */
    static void write(Path target, byte[] content) throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        try (Unfinished draft = Unfinished.file(directory)) {
            try (FileChannel channel = draft.create()) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            }
            try {
                draft.moveTo(target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                draft.moveTo(target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
