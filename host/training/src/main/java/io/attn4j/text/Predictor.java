package io.attn4j.text;

/**
 * What a language model expects after each of some texts.
 *
 * <p>Texts are numbered from 0. Tokens are taken one after another; {@link #run} computes what follows the last one of every
 * text that has got new ones. One thread at a time.
 */
public interface Predictor extends AutoCloseable {

    /** Most tokens that the model sees of a text. */
    int window();

    /** Number of tokens taken since {@link #restart}. */
    int length(int text);

    /** Forgets all tokens of a text. */
    void restart(int text);

    /**
     * Takes the next token of a text.
     *
     * @throws IllegalArgumentException when it is none, or the window is full
     */
    void take(int text, int token);

    /** Computes logits of all texts that have got tokens since the last call. */
    void run();

    /** Logits [V] of the next token of a text; valid until the next {@link #run}. */
    float[] logits(int text);

    @Override
    default void close() {}
}
