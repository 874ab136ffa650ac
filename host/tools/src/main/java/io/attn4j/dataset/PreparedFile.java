package io.attn4j.dataset;

import io.attn4j.file.WholeFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A file of a data set.
 *
 * @param file name in its folder
 * @param documents how many are in it
 * @param bytes its length
 * @param sha256 of its content, in hexadecimal
 */
public record PreparedFile(String file, int documents, long bytes, String sha256) {

    /** Writes a file whole or not at all. */
    static PreparedFile write(Path folder, String file, int documents, byte[] content) {
        WholeFile.write(folder.resolve(file), List.of(MemorySegment.ofArray(content)));
        try {
            return new PreparedFile(
                    file,
                    documents,
                    content.length,
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
