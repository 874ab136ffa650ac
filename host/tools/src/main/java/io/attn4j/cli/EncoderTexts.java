package io.attn4j.cli;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.FileBytes;
import io.attn4j.text.Tokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Texts for encoders, one a line, and their tokens. */
final class EncoderTexts {
    private static final int AT_ONCE = 4096;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 64;

    private EncoderTexts() {}

    /**
     * Reads texts.
     *
     * @param option that names them, for messages
     * @param file a path, or - for standard input
     * @throws InvalidInputException when they cannot be read, are not UTF-8, or there is none
     */
    static List<String> read(String option, String file) {
        byte[] bytes;
        try {
            if (!file.equals("-") && (!Files.isReadable(Path.of(file)) || Files.isDirectory(Path.of(file)))) {
                throw new InvalidInputException(option, file, "a readable file of texts", "another path");
            }
            bytes = file.equals("-")
                    ? FileBytes.read(System.in, file, MOST_BYTES, "texts, one a line,", "several calls")
                    : FileBytes.read(Path.of(file), MOST_BYTES, "texts, one a line,", "several calls");
        } catch (IOException failure) {
            throw new InvalidInputException(option, file, "a readable file of texts", "another path");
        }
        String content;
        try {
            content = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new InvalidInputException(option, file, "UTF-8 text", "converting it with iconv");
        }
        List<String> texts = content.lines().toList();
        if (texts.isEmpty()) {
            throw new InvalidInputException(option, "no text", "one text a line", "another file");
        }
        return texts;
    }

    /**
     * The most tokens of a text.
     *
     * @param asked {@code --max-tokens}, or null for as many as there are positions
     */
    static int limit(Integer asked, int positions) {
        if (asked != null && (asked < 3 || asked > positions)) {
            throw new InvalidInputException("--max-tokens", asked, "a number from 3 to " + positions, "leaving it out");
        }
        return asked == null ? positions : asked;
    }

    /**
     * Tokens of each text.
     *
     * @param cut hears how many texts were cut, where any was
     */
    static List<int[]> tokens(Tokenizer tokenizer, List<String> texts, IntConsumer cut) {
        List<int[]> tokens = new ArrayList<>();
        int shortened = 0;
        for (int from = 0; from < texts.size(); from += AT_ONCE) {
            for (Tokenizer.Tokens text :
                    tokenizer.encode(texts.subList(from, Math.min(texts.size(), from + AT_ONCE)))) {
                tokens.add(text.ids());
                shortened += text.cut() ? 1 : 0;
            }
        }
        if (shortened > 0) {
            cut.accept(shortened);
        }
        return tokens;
    }
}
