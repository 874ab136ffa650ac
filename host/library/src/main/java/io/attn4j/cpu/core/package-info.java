/** The core and its parts on the cpu engine: {@code CoreAttentionTile} is the fused attention. */
package io.attn4j.cpu.core;
