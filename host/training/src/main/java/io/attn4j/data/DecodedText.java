package io.attn4j.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The text of tokens as they are made, in bytes. A tokenizer's decoder may need several tokens for one character, and puts
 * spaces between tokens by those before them: tokens are decoded after some of the earlier ones, and text is held back while
 * it ends within a character (as vLLM decodes incrementally).
 *
 * <p>Tokens that are bytes pass unchanged.
 */
public final class DecodedText implements IntConsumer {
    /** Tokens of the prompt that decide how the first ones are decoded; more than a character has bytes. */
    private static final int CONTEXT = 8;

    /** Tokens without a whole character after which no more is to be hoped for. */
    private static final int MOST_WAITING = 32;

    private static final String REPLACEMENT = "\uFFFD";

    private final Vocabulary vocabulary;
    private final IntConsumer out;

    /** Those that decide how the next are decoded, then those whose text is not out. */
    private int[] tokens;

    private int count;
    private int before;

    /**
     * A text.
     *
     * @param prompt tokens that the text begins with, whose own text is not put out
     * @param out takes each byte
     */
    public DecodedText(Vocabulary vocabulary, int[] prompt, IntConsumer out) {
        this.vocabulary = vocabulary;
        this.out = out;
        before = Math.min(CONTEXT, prompt.length);
        count = before;
        tokens = Arrays.copyOf(
                Arrays.copyOfRange(prompt, prompt.length - before, prompt.length), CONTEXT + MOST_WAITING);
    }

    /** Takes the next token. */
    @Override
    public void accept(int token) {
        if (vocabulary == Vocabulary.BYTES) {
            out.accept(token);
            return;
        }
        if (count == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * count);
        }
        tokens[count++] = token;
        put(count - before >= MOST_WAITING);
    }

    /** Puts out what is held back, for nothing follows. */
    public void end() {
        if (count > before) {
            put(true);
        }
    }

    private void put(boolean all) {
        String earlier = text(before);
        String now = text(count);
        if (!all && (now.length() <= earlier.length() || now.endsWith(REPLACEMENT))) {
            return;
        }
        int from = Math.min(earlier.length(), now.length());
        if (from > 0 && from < now.length() && Character.isLowSurrogate(now.charAt(from))) {
            from++;
        }
        for (byte each : now.substring(from).getBytes(StandardCharsets.UTF_8)) {
            out.accept(each & 0xFF);
        }
        // what has just come out decides how the next are decoded
        System.arraycopy(tokens, before, tokens, 0, count - before);
        count -= before;
        before = count;
    }

    private String text(int to) {
        return new String(vocabulary.decode(Arrays.copyOf(tokens, to)), StandardCharsets.UTF_8);
    }
}
