/**
 * What Linformer (Wang et al. 2020) adds to products and the core: its past-only causal form, {@link
 * io.attn4j.kernels.linformer.PastOnlyAttention}, and for CPUs {@link io.attn4j.kernels.linformer.PastOnlyLanes}. The projections {@code E K} and {@code F V} are {@link
 * io.attn4j.kernels.matrix.MatrixMultiply}, pooling is {@link io.attn4j.kernels.pool.SegmentPooling}.
 */
package io.attn4j.kernels.linformer;
