package io.attn4j.data;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.attn4j.error.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** The tokenizer of a {@code tokenizer.json}, as Hugging Face's library reads it; no special tokens are added. */
public final class TokenizerFile implements Tokenizer {
    /** Text that is encoded at once; cut at line ends. */
    private static final int PIECE = 1 << 20;

    private final HuggingFaceTokenizer tokenizer;
    private final int size;

    private TokenizerFile(HuggingFaceTokenizer tokenizer, int size) {
        this.tokenizer = tokenizer;
        this.size = size;
    }

    /**
     * Reads a tokenizer.
     *
     * @throws InvalidInputException when there is no such file, or it is none
     */
    public static TokenizerFile read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException("tokenizer", file, "a tokenizer.json", "another path");
        }
        // nothing is fetched: the file has all that there is
        System.setProperty("ai.djl.offline", "true");
        try {
            HuggingFaceTokenizer read = HuggingFaceTokenizer.newInstance(
                    file, Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
            return new TokenizerFile(read, size(file));
        } catch (IOException | RuntimeException invalid) {
            throw new InvalidInputException(
                    "tokenizer", file + ", " + invalid.getMessage(), "a tokenizer.json", "another file");
        }
    }

    /** One more than the largest id of the vocabulary and of the tokens added to it. */
    private static int size(Path file) throws IOException {
        Object json = io.attn4j.file.JsonTree.parse(file.toString(), Files.readAllBytes(file));
        long largest = -1;
        if (json instanceof Map<?, ?> root) {
            Object vocabulary = root.get("model") instanceof Map<?, ?> model ? model.get("vocab") : null;
            if (vocabulary instanceof Map<?, ?> ids) {
                for (Object id : ids.values()) {
                    largest = id instanceof Long number ? Math.max(largest, number) : largest;
                }
            } else if (vocabulary instanceof java.util.List<?> pieces) {
                largest = pieces.size() - 1L;
            }
            if (root.get("added_tokens") instanceof java.util.List<?> added) {
                for (Object token : added) {
                    if (token instanceof Map<?, ?> fields && fields.get("id") instanceof Long id) {
                        largest = Math.max(largest, id);
                    }
                }
            }
        }
        if (largest < 0 || largest >= 1 << 24) {
            throw new InvalidInputException(
                    "tokenizer", file + " with tokens up to " + largest, "a vocabulary of 1 to 2^24 - 1", "another file");
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
            all = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
        } catch (CharacterCodingException notText) {
            throw new InvalidInputException(
                    "data", "bytes that are no UTF-8", "text for a tokenizer", "leaving the tokenizer out");
        }
        int[] tokens = new int[Math.max(16, text.length / 3)];
        int count = 0;
        for (int from = 0; from < all.length(); ) {
            int to = cut(all, from);
            long[] ids = tokenizer.encode(all.substring(from, to), false, false).getIds();
            if (count + ids.length > tokens.length) {
                tokens = Arrays.copyOf(tokens, Math.max(count + ids.length, 2 * tokens.length));
            }
            for (long id : ids) {
                tokens[count++] = (int) id;
            }
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
        long[] ids = Arrays.stream(tokens).asLongStream().toArray();
        return tokenizer.decode(ids, false).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
