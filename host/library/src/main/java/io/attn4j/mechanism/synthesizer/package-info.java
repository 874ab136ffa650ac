/**
 * Synthesizer (Tay et al. 2020, arXiv 2005.00743): attention whose logits are made without comparing queries with keys.
 *
 * <pre>
 *   dense              x_i --W1, relu--&gt; [h] --W2--&gt; logits of row i
 *   random             R, the same for all sequences: trained, or drawn once
 *   factorized dense   x_i --Wa--&gt; p [a],  x_i --Wb--&gt; q [b]:  logit of key j = p[j / b] q[j mod b]
 *   factorized random  R1 [N,k] R2 [N,k]^T
 *                                                       |
 *   mixture            weights of any of them and of scale Q K^T  --&gt; softmax(logits + mask) V
 * </pre>
 *
 * <p>{@code O_h = softmax(B_h + mask) V_h}; no 1/sqrt(D), except in the dot product of a mixture. Rows and columns of a
 * weight beyond the sequence are not used; a sequence longer than Nmax is refused. Padded keys are masked in every mode.
 *
 * <h2>Options</h2>
 * {@code mode} (by default taken from the tensors); {@code mix} for mixtures: {@code softmax} of theta for each head,
 * {@code sum}, or {@code alpha}, {@code sigmoid(alpha)} for the synthetic part and the rest for the dot product; {@code
 * learned} lets steps of the plan read theta or alpha, which then have gradients and may change from call to call; {@code
 * seed} and {@code std} draw the logits of random; {@code heads} says H where no tensor does; {@code weights shared}
 * normalises random once for all sequences, {@code fused} within the kernel of each. {@code causal} needs no more than the
 * mask: row i depends on token i and constants.
 *
 * <h2>Cost</h2>
 * For each pair: random 2 Dv FLOPs, factorized dense 2 Dv + 2, factorized random 2 (Dv + k), dense 2 (Dv + h); standard
 * attention 2 (Dv + D). Logits are never stored, except where random shares its weights, [H,N,N] for any number of
 * sequences; R itself is a weight of that size.
 *
 * <h2>When to use it, and when not</h2>
 * Where tokens play roles by position (fixed formats, short inputs) random and its factors are the cheapest mixing there
 * is, and mixed with dot products they help them. Not to escape quadratic cost: every mode is still quadratic in N, only
 * with a smaller factor. Not where one token must find another by content: without the dot product nothing compares them.
 * Not for lengths beyond Nmax, to which the weights are bound.
 */
package io.attn4j.mechanism.synthesizer;
