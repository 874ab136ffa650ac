package io.attn4j.data;

/** Turns text into the tokens of a model and back. */
public interface Vocabulary extends AutoCloseable {
    /** Each byte is a token, 0 to 255. */
    Vocabulary BYTES = new Vocabulary() {
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

    @Override
    void close();
}
