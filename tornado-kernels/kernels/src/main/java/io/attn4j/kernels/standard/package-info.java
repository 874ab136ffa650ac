/**
 * Scaled dot-product attention, {@code O = softmax(Q K^T / sqrt(D) + bias) V} (Vaswani et al. 2017, equation 1), with
 * grouped queries: the core as it is.
 *
 * <p>Quadratic in N. Use it as the yardstick, for causal models, and wherever N is small against what a projection or
 * centroids would save.
 */
package io.attn4j.kernels.standard;
