/**
 * The core and its parts on the cpu engine: {@code CoreAttentionTile} is the fused attention, {@code CoreGradientTile} its
 * gradients.
 */
package io.attn4j.cpu.core;
