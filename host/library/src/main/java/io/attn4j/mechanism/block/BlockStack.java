package io.attn4j.mechanism.block;

import java.util.List;

/**
 * What a request for blocks was found to be.
 *
 * @param layers the blocks in order
 * @param settings the options of all of them
 */
record BlockStack(List<BlockLayer> layers, BlockSettings settings) {
    BlockStack {
        layers = List.copyOf(layers);
    }
}
