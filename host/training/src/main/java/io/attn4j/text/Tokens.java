package io.attn4j.text;

/** Checks of tokens that predictors share. */
final class Tokens {
    private Tokens() {}

    static void check(int token, int length, int vocabulary, int window) {
        if (token < 0 || token >= vocabulary) {
            throw new IllegalArgumentException(
                    "token: got " + token + "; needs a number from 0, below the vocabulary " + vocabulary);
        }
        if (length >= window) {
            throw new IllegalArgumentException(
                    "token: got one more than " + window + "; needs room in the window; try restart");
        }
    }
}
