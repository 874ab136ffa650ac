/**
 * The one computation that all mechanisms share, as data: sizes, strided operands and the keys that each row sees.
 *
 * <p>{@code O = softmax(sigma * A * B^T + c + bias + mask) * W}. Full attention feeds it A = Q, B = K, W = V; Linformer B =
 * E K, W = F V. Masks are half-open intervals of keys, one per row ({@link io.attn4j.core.KeyRanges}): causal masks, key
 * lengths and packed batches need no code of their own in any kernel.
 *
 * <p>No class here touches TornadoVM's API, so that host code and kernels of either runtime can share them.
 */
package io.attn4j.core;
