package io.attn4j.dataset;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Documents to classify, for training, validation and a test by a hexadecimal digit that does not depend on the other documents:
 * c is for validation, d, e and f are for the test, the others are trained on.
 */
final class DocumentSplit {
    private final DocumentLines training = new DocumentLines();
    private final DocumentLines validation = new DocumentLines();
    private final DocumentLines test = new DocumentLines();

    /** Adds a document where the digit says. */
    void add(char digit, String id, String label, String text) {
        DocumentLines to = digit < 'c' ? training : digit == 'c' ? validation : test;
        to.add(id, label, text);
    }

    /** Adds a document where the first digit of the MD5 sum of its id says. */
    void add(String id, String label, String text) {
        add(digit(id), id, label, text);
    }

    /** Writes the three files. */
    List<PreparedFile> write(Path folder) {
        return List.of(
                training.write(folder, NamedDataSet.TRAINING),
                validation.write(folder, "validation.jsonl"),
                test.write(folder, "test.jsonl"));
    }

    private static char digit(String id) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(id.getBytes(StandardCharsets.UTF_8)))
                    .charAt(0);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
