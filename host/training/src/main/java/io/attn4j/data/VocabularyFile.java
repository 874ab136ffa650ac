package io.attn4j.data;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonTree;
import io.attn4j.text.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The tokens of a {@code tokenizer.json}; no special ones are added. */
public final class VocabularyFile implements Vocabulary {
    /** Text that is encoded at once; cut at line ends. */
    private static final int PIECE = 1 << 20;

    private final Tokenizer tokenizer;
    private final int size;

    private VocabularyFile(Tokenizer tokenizer, int size) {
        this.tokenizer = tokenizer;
        this.size = size;
    }

    /**
     * Reads a tokenizer.
     *
     * @throws InvalidInputException when there is no such file, or it is none
     */
    public static VocabularyFile read(Path file) {
        Tokenizer tokenizer = Tokenizer.read(file);
        try {
            return new VocabularyFile(tokenizer, size(file));
        } catch (IOException failure) {
            tokenizer.close();
            throw new UncheckedIOException(file + ": not read; " + failure, failure);
        } catch (RuntimeException invalid) {
            tokenizer.close();
            throw invalid;
        }
    }

    /** One more than the largest id of the vocabulary and of the tokens added to it. */
    private static int size(Path file) throws IOException {
        Object json = JsonTree.parse(file.toString(), Files.readAllBytes(file));
        long largest = -1;
        if (json instanceof Map<?, ?> root) {
            Object vocabulary = root.get("model") instanceof Map<?, ?> model ? model.get("vocab") : null;
            if (vocabulary instanceof Map<?, ?> ids) {
                for (Object id : ids.values()) {
                    largest = id instanceof Long number ? Math.max(largest, number) : largest;
                }
            } else if (vocabulary instanceof List<?> pieces) {
                largest = pieces.size() - 1L;
            }
            if (root.get("added_tokens") instanceof List<?> added) {
                for (Object token : added) {
                    if (token instanceof Map<?, ?> fields && fields.get("id") instanceof Long id) {
                        largest = Math.max(largest, id);
                    }
                }
            }
        }
        if (largest < 0 || largest >= 1 << 24) {
            throw new InvalidInputException(
                    "tokenizer",
                    file + " with tokens up to " + largest,
                    "a vocabulary of 1 to 2^24 - 1",
                    "another file");
        }
        return (int) largest + 1;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int[] encode(byte[] text) {
        String all;
        try {
            all = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new InvalidInputException(
                    "data", "bytes that are no UTF-8", "text for a tokenizer", "leaving the tokenizer out");
        }
        int[] tokens = new int[Math.max(16, text.length / 3)];
        int count = 0;
        for (int from = 0; from < all.length(); ) {
            int to = cut(all, from);
            int[] ids = tokenizer.encodePlain(all.substring(from, to));
            if (count + ids.length > tokens.length) {
                tokens = Arrays.copyOf(tokens, Math.max(count + ids.length, 2 * tokens.length));
            }
            System.arraycopy(ids, 0, tokens, count, ids.length);
            count += ids.length;
            from = to;
        }
        return Arrays.copyOf(tokens, count);
    }

    /** Where the piece from {@code from} ends: before a line break if there is one, so that no word is cut. */
    private static int cut(String text, int from) {
        if (text.length() - from <= PIECE) {
            return text.length();
        }
        int line = text.lastIndexOf('\n', from + PIECE);
        if (line > from) {
            return line;
        }
        return Character.isLowSurrogate(text.charAt(from + PIECE)) ? from + PIECE + 1 : from + PIECE;
    }

    @Override
    public byte[] decode(int... tokens) {
        return tokenizer.decode(tokens).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
