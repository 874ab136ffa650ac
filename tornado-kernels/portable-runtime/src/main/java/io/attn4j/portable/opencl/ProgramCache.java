package io.attn4j.portable.opencl;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Compiled programs on disk, one file each.
 *
 * <p>A file holds a checksum of the rest (4 bytes), the length of the key (4 bytes), the key, and the binary. A file
 * that is damaged or of another key counts as absent. The cache is only ever a saving of time: a directory that cannot
 * be read or written means that programs are compiled again. Deleting the directory clears it. Thread-safe, and safe
 * between processes.
 */
final class ProgramCache {

    private static final int FRONT_BYTES = 2 * Integer.BYTES;

    private final Path directory;

    /** A cache in {@code directory}, or one that keeps nothing for null. */
    ProgramCache(Path directory) {
        this.directory = directory;
    }

    /** The binary of a key, if an undamaged one is there. */
    Optional<byte[]> read(ProgramKey key) {
        if (directory == null) {
            return Optional.empty();
        }
        Path path = directory.resolve(key.fileName());
        byte[] file;
        try {
            file = Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            log("cannot read " + path + ": " + e);
            return Optional.empty();
        }
        byte[] wanted = key.bytes();
        int binaryAt = FRONT_BYTES + wanted.length;
        if (file.length <= binaryAt
                || ByteBuffer.wrap(file).getInt() != checksum(file)
                || ByteBuffer.wrap(file).getInt(Integer.BYTES) != wanted.length
                || !Arrays.equals(file, FRONT_BYTES, binaryAt, wanted, 0, wanted.length)) {
            log(path + " is damaged, or of another program");
            return Optional.empty();
        }
        return Optional.of(Arrays.copyOfRange(file, binaryAt, file.length));
    }

    /** Keeps a binary; replaces what stood under the key. */
    void write(ProgramKey key, byte[] binary) {
        if (directory == null) {
            return;
        }
        byte[] keyBytes = key.bytes();
        ByteBuffer file = ByteBuffer.allocate(Math.addExact(FRONT_BYTES + keyBytes.length, binary.length));
        file.putInt(0).putInt(keyBytes.length).put(keyBytes).put(binary);
        file.putInt(0, checksum(file.array()));
        Path path = directory.resolve(key.fileName());
        try {
            Files.createDirectories(directory);
            AtomicFiles.write(path, file.array());
        } catch (IOException e) {
            log("cannot write " + path + ": " + e);
        }
    }

    private static int checksum(byte[] file) {
        CRC32C sum = new CRC32C();
        sum.update(file, Integer.BYTES, file.length - Integer.BYTES);
        return (int) sum.getValue();
    }

    private static void log(String message) {
        // made when needed: the logging system costs 8 ms to start
        System.getLogger(ProgramCache.class.getName()).log(Level.DEBUG, "program cache: {0}", message);
    }
}
