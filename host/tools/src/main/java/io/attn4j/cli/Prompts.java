package io.attn4j.cli;

import io.attn4j.data.Lines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.file.FileBytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The texts that a model is to continue. */
final class Prompts {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int MOST = 4096;
    private static final int MOST_BYTES = 1 << 26;

    private Prompts() {}

    /**
     * Those given one by one, then the lines of {@code file}, which may be null; each as UTF-8.
     *
     * @throws InvalidInputException when there are none or too many, or one is empty or no UTF-8
     */
    static List<byte[]> of(List<String> given, Path file) {
        List<byte[]> all = new ArrayList<>();
        for (String text : given) {
            // what the JVM could not decode has become the replacement character
            if (text.indexOf(REPLACEMENT) >= 0
                    || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                throw new InvalidInputException(
                        "--prompt", "bytes that are no UTF-8", "text in UTF-8", "a UTF-8 locale, or --prompts FILE");
            }
            all.add(text.getBytes(StandardCharsets.UTF_8));
        }
        if (file != null) {
            all.addAll(lines(file));
        }
        if (all.isEmpty() || all.size() > MOST) {
            throw new InvalidInputException(
                    "--prompt",
                    all.size() + " texts",
                    "1 to " + MOST,
                    all.isEmpty() ? "--prompt TEXT or --prompts FILE" : "several calls");
        }
        return all;
    }

    private static List<byte[]> lines(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new InvalidInputException("--prompts", file, "a file that can be read", "another file");
        }
        List<byte[]> lines =
                Lines.of(FileBytes.read(file, MOST_BYTES, "texts to continue, one a line,", "several calls"));
        for (int i = 0; i < lines.size(); i++) {
            check(file, i + 1, lines.get(i));
        }
        if (lines.isEmpty()) {
            throw new InvalidInputException("--prompts", file + " without a line", "a text a line", "another file");
        }
        return lines;
    }

    private static void check(Path file, int number, byte[] line) {
        String where = "--prompts " + file.getFileName() + ", line " + number;
        if (line.length == 0) {
            throw new InvalidInputException(where, "an empty line", "a text", "removing it");
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
        } catch (CharacterCodingException notText) {
            throw new InvalidInputException(where, "bytes that are no UTF-8", "text in UTF-8", "converting the file");
        }
    }
}
