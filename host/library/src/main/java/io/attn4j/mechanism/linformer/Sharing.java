package io.attn4j.mechanism.linformer;

import io.attn4j.mechanism.Request;

/** Which keys and values the projections E and F are for. */
enum Sharing {
    /** Matrices for each head. */
    NONE,
    /** One E and one F for all heads. */
    HEADWISE,
    /** One matrix for keys and values of all heads. */
    KV,
    /** That one for all layers, too. */
    LAYERWISE;

    /** What the option {@code sharing} says, where matrices are drawn; one E and one F where it says nothing. */
    static Sharing of(Request request) {
        return request.options().constant("sharing", HEADWISE);
    }

    /** Whether values are projected by E, too. */
    boolean oneForBoth() {
        return this == KV || this == LAYERWISE;
    }
}
