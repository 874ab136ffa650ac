/** What surrounds attention in a transformer block: {@link io.attn4j.plan.LayerNorm}. */
package io.attn4j.kernels.block;
