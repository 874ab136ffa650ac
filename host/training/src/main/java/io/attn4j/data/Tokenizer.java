package io.attn4j.data;

import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/** Turns text into the tokens of a model and back. */
public interface Tokenizer extends AutoCloseable {
    /** Each byte is a token, 0 to 255. */
    Tokenizer BYTES = new Tokenizer() {
        @Override
        public int size() {
            return 256;
        }

        @Override
        public int[] encode(byte[] text) {
            int[] tokens = new int[text.length];
            for (int i = 0; i < text.length; i++) {
                tokens[i] = text[i] & 0xFF;
            }
            return tokens;
        }

        @Override
        public byte[] decode(int... tokens) {
            byte[] text = new byte[tokens.length];
            for (int i = 0; i < tokens.length; i++) {
                text[i] = (byte) tokens[i];
            }
            return text;
        }

        @Override
        public void close() {}
    };

    /** Number of tokens: each is below it. */
    int size();

    /** The tokens of a text, UTF-8 unless each byte is a token. */
    int[] encode(byte[] text);

    /** The text of tokens, as {@link #encode} takes it. */
    byte[] decode(int... tokens);

    /**
     * Passes on the text of tokens as they come. What a token alone does not spell, such as a part of a character, waits for
     * the next one.
     *
     * @param into takes bytes, 0 to 255
     */
    default IntConsumer decoder(IntConsumer into) {
        return new IntConsumer() {
            private int[] tokens = {};
            private int told;

            @Override
            public void accept(int token) {
                tokens = java.util.Arrays.copyOf(tokens, tokens.length + 1);
                tokens[tokens.length - 1] = token;
                byte[] text = decode(tokens);
                boolean whole = size() == 256 || !new String(text, StandardCharsets.UTF_8).endsWith("\uFFFD");
                if (whole) {
                    for (; told < text.length; told++) {
                        into.accept(text[told] & 0xFF);
                    }
                }
            }
        };
    }

    @Override
    void close();
}
