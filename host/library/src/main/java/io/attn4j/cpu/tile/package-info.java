/** The inner loops of attention and matrix products, {@link io.attn4j.cpu.tile.TileLoops}: with vectors, in plain Java, and the choice between them. */
package io.attn4j.cpu.tile;
