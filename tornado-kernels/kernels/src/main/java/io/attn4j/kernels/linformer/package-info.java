/**
 * Linformer (Wang et al. 2020): keys and values are projected from N to k rows before attention, which makes it linear in
 * N.
 *
 * <pre>
 *   K [N,D] --E [k,N]--&gt; E K [k,D] --+
 *                                     +--&gt; softmax(Q (E K)^T / sqrt(D)) (F V)
 *   V [N,D] --F [k,N]--&gt; F V [k,D] --+
 * </pre>
 *
 * <p>Tasks: {@code projectKeys}, {@code projectValues}, then the core with L = k; E K and F V stay on the device. E and F
 * are shared by all heads or one per head, and F may be E. Mean pooling needs no weights. Padded rows are left out of the
 * sums, so a padded sequence gives what the shorter one gives.
 *
 * <p>When not: with a causal mask. Every slot mixes all positions, so any mask over the slots leaks the future; requests
 * for it are refused. Nor when N varies beyond the columns of E, or when k is not well below N.
 */
package io.attn4j.kernels.linformer;
