/**
 * Linformer (Wang et al. 2020, arXiv 2006.04768): keys and values are compressed from L to k rows before attention, which
 * makes it linear in the length.
 *
 * <pre>
 *   K [L,D] --E [k,L]--&gt; E K [k,D] --+
 *                                     +--&gt; softmax(scale Q (E K)^T + bias) (F V)
 *   V [L,D] --F [k,L]--&gt; F V [k,D] --+
 * </pre>
 *
 * <h2>Options</h2>
 * {@code projection}: {@code linear} (weights e, f), {@code mean-pool} and {@code max-pool} over k segments, {@code conv} (a
 * strided kernel for each column, e and f as [D,s]), {@code random} (drawn once, N(0, 1/k)). {@code sharing}: matrices for each
 * head, one E and one F, or one for both; layerwise is that one for all layers of a stack. A shorter sequence uses the first
 * columns; rows at or beyond {@code lengths} enter no sum, so that padded equals sliced. Instead of q, k and v, tokens {@code x}
 * and weights: with shared matrices {@code (E x) Wk} costs 2 k M^2 where {@code E (x Wk)} costs 2 L M^2; a bias is added to each
 * slot as it is, or as (E 1) b.
 *
 * <h2>Causal</h2>
 * Every slot mixes all positions, so any mask over slots leaks the future, and plain {@code causal} is refused. Two forms are
 * right:
 *
 * <pre>
 *   past-only   K_t = K_(t-1) + e_t k_t^T        o_t = softmax(scale K_t q_t)^T V_t     state [k,D+Dv] a head, any length
 *   block       [block 1]--e--&gt; r slots ... [block b-1]--e--&gt; r slots | own block, causally: one softmax
 * </pre>
 *
 * Past-only runs in chunks (default), in one chunk ({@code parallel}) or row by row ({@code recurrent}), with equal results,
 * and continues from {@code state_k}, {@code state_v} and {@code position}: cost linear in N, memory of decoding constant. With {@code
 * horizon} slots forget, {@code K_t[r] = gamma_r K_(t-1)[r] + e_rt k_t^T}, the fastest after 2 tokens, the slowest after that many:
 * what language models need. Block is
 * cheaper than standard by c / r, still quadratic, and takes any length.
 *
 * <h2>Cost</h2>
 * For each head 2 N k (D + Dv) FLOPs, and 2 L k (D + Dv) for each key/value head; linear in N for a fixed k.
 *
 * <h2>When to use it, and when not</h2>
 * For long sequences of bounded length, where k of 128 to 512 is well below L. Not where L varies beyond the columns of E; not
 * where k comes near L; not, past-only, where more must be kept apart than k slots can hold.
 */
package io.attn4j.mechanism.linformer;
