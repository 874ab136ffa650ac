/**
 * Collaborative heads (Cordonnier, Loukas, Jaggi 2020, "Multi-Head Attention: Collaborate Instead of Concatenate", arXiv
 * 2006.16362 v2, section 3; docs/equations.md, section 5): all heads share one projection of queries and one of keys of
 * width D~, and head h weighs its columns by the row {@code mu_h}.
 *
 * <pre>
 *   Q~ = x Wq            [N,D~]                       (one matrix for all heads)
 *   K~ = y Wk            [L,D~]                       (y = x unless given)
 *   S_h = 1/sqrt(dk) (Q~ diag(mu_h) K~^T + 1 c_h^T)   c_h = y wc_h, optional
 *   O_h = g_h . softmax(S_h + mask) V_h               V_h = y Wv_h + bv_h, or v ready made; g_h = 1 without a gate
 *   o   = concat_h(O_h) Wo + bo                       or O_h itself without wo
 *
 *          x ──Wq──> Q~ ─┬─ mu_1 ─┐      ┌──────┐
 *                        ├─ mu_2 ─┼──────┤      │
 *                        └─ mu_H ─┘      │ core ├── O_h ── gate ── concat ──Wo──> o
 *          y ──Wk──> K~ (one for all) ───┤      │
 *            ──wc──> c_h ────────────────┤      │
 *            ──Wv──> V_h ────────────────┴──────┘
 * </pre>
 *
 * <p><b>Temperature.</b> dk is the head dim of the layer before any compression, {@code M/H} unless {@code --key-dim} or
 * {@code --scale} says otherwise. The authors' code divides by {@code sqrt(D~/H)}, so that compressing a trained layer changes
 * its temperature; here it does not.
 *
 * <p><b>From concatenated heads.</b> With {@code D~ = H dk}, mu block-indicator and {@code wc_h = Wk_h bq_h} it is multi-head
 * attention exactly; the bias of the keys drops out, softmax being invariant to what all logits of a row share. {@code attn4j
 * convert} does that, or compresses to a smaller D~ ({@link io.attn4j.mechanism.collaborative.Reparametrisation}).
 *
 * <p><b>Adaptive head selection</b> ({@code --gate}, not in the paper), per row of x with {@code z = x wg}:
 *
 * <ul>
 *   <li>{@code sigmoid}: {@code g = 1/(1+e^-z)} (Qiu et al. 2025, arXiv 2505.06708).
 *   <li>{@code softmax}: {@code g = H softmax(z)}.
 *   <li>{@code mixture}: the first {@code --shared} heads are always taken, {@code g = a_1 hs softmax(z_shared)}; of the others
 *       the {@code --top} K with the largest z, {@code g = a_2 K p / sum_top p} with {@code p = softmax(z_routed)}, the rest 0;
 *       {@code (a_1, a_2) = 2 softmax(x w0)}, and {@code a_2 = 1} without shared heads (mixture of heads, Jin et al. 2024).
 *       The core is computed for all heads: gates of 0 save no time.
 *   <li>{@code talking}: {@code tl} mixes the logits of all heads and {@code tp} their probabilities (Shazeer et al. 2020, arXiv
 *       2003.02436): {@code J_g = sum_h S_h tl[h,g]}. Heads depend on each other before the softmax, which no fused kernel
 *       can do: two {@code [B,H,N,L]} arrays are kept in memory, and there is no log-sum-exp to return.
 * </ul>
 *
 * <p><b>Cost</b> of one sequence (docs/equations.md, section 6.2): projections {@code 4 N M D~} FLOPs, content bias {@code 2 L M
 * H}, core {@code 2 N L H (D~ + Dv)}, parameters {@code 2 M D~ + H D~ + M H} for queries and keys instead of {@code 2 M^2}.
 * Memory grows with N, not with {@code N^2}, except for talking heads; K~ is read once for all heads.
 *
 * <p><b>When to use it</b>: to save parameters and the memory traffic of keys, to compress a trained layer, and where heads are
 * many or sequences short. <b>When not</b>: to save time on long sequences. Each head's logits sum over all D~ columns and not
 * over dk, so that with {@code H D~ > M} the core costs more than concatenated heads do, and FLOPs break even at {@code N* =
 * 2 M (M - D~) / (H D~ - M)}: for M = 768 and H = 12 at N = 341 with D~ = 256, at 1280 with 128; D~ of 64 is always cheaper. It
 * stays quadratic in N at any D~.
 */
package io.attn4j.mechanism.collaborative;
