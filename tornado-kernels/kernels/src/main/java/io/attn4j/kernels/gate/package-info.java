/** Weights over heads: {@link io.attn4j.plan.HeadGate} and {@link io.attn4j.plan.HeadMix}. */
package io.attn4j.kernels.gate;
