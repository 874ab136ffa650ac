package io.attn4j.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tokenizer as Hugging Face's {@code tokenizer.json} describes it: texts to the tokens of a model, and back.
 *
 * <p>It runs in native code, by way of DJL; nothing is fetched. Many threads may use one. {@link #close} frees it.
 */
public final class Tokenizer implements AutoCloseable {
    private static final long MOST_BYTES = 1L << 28;

    private final HuggingFaceTokenizer tokenizer;

    /**
     * A text as tokens.
     *
     * @param ids numbers of the tokens
     * @param cut whether the text had more than the most tokens
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Tokens(int[] ids, boolean cut) {}

    private Tokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * Reads a {@code tokenizer.json}; what it says of truncation and padding is not followed.
     *
     * @throws InvalidInputException when there is none, or it describes no tokenizer
     * @throws UnsupportedRequestException where the library that reads it is not there
     */
    public static Tokenizer read(Path file) {
        return read(file, Map.of("truncation", "false"));
    }

    /**
     * The same with texts cut to {@code most} tokens, special ones included.
     *
     * @param most from 3
     */
    public static Tokenizer read(Path file, int most) {
        if (most < 3) {
            throw new InvalidInputException("tokens", most, "at least 3, two of them special", "256");
        }
        return read(file, Map.of("truncation", "true", "maxLength", Integer.toString(most)));
    }

    private static Tokenizer read(Path file, Map<String, String> truncation) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException("tokenizer", file, "a tokenizer.json", "--tokenizer FILE");
        }
        requireSize(file);
        // no calls home, no downloads, and no word on standard error about a missing log
        for (Map.Entry<String, String> property : Map.of(
                        "OPT_OUT_TRACKING", "true", "ai.djl.offline", "true", "slf4j.internal.verbosity", "ERROR")
                .entrySet()) {
            if (System.getProperty(property.getKey()) == null) {
                System.setProperty(property.getKey(), property.getValue());
            }
        }
        try {
            Map<String, String> options = new HashMap<>(truncation);
            options.putAll(Map.of("padding", "false", "addSpecialTokens", "true"));
            return new Tokenizer(HuggingFaceTokenizer.newInstance(file, options));
        } catch (NoClassDefFoundError absent) {
            throw new UnsupportedRequestException(
                    "tokenizer: got a program without ai.djl.huggingface:tokenizers, as bundles are;"
                            + " needs that library; try a checkout of attn4j, or a model of bytes");
        } catch (IOException | RuntimeException failure) {
            throw new InvalidInputException(
                    file.toString(), failure.getMessage(), "a tokenizer.json", "the tokenizer of the model");
        }
    }

    private static void requireSize(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new InvalidInputException(
                        "tokenizer",
                        file + " of " + Files.size(file) + " bytes",
                        "a tokenizer.json of at most " + MOST_BYTES,
                        "the tokenizer of the model");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(file + ": not read; " + failure, failure);
        }
    }

    /** Tokens of a text, with the special ones that the model expects, such as [CLS] and [SEP]. */
    public int[] encode(String text) {
        return tokens(tokenizer.encode(text)).ids;
    }

    /** Tokens of a text alone, without special ones. */
    public int[] encodePlain(String text) {
        return tokens(tokenizer.encode(text, false, false)).ids;
    }

    /** The same as {@link #encode(String)} of many texts. */
    public List<Tokens> encode(List<String> texts) {
        return Arrays.stream(tokenizer.batchEncode(texts))
                .map(Tokenizer::tokens)
                .toList();
    }

    private static Tokens tokens(Encoding encoding) {
        return new Tokens(
                Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray(), encoding.exceedMaxLength());
    }

    /** The text of tokens, without special ones. */
    public String decode(int[] tokens) {
        return tokenizer.decode(Arrays.stream(tokens).asLongStream().toArray(), true);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
