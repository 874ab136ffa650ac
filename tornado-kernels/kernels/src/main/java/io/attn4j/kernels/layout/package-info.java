/** Copies between layouts of operands: {@link io.attn4j.plan.Rearrange}. */
package io.attn4j.kernels.layout;
