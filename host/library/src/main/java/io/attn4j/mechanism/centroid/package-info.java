/**
 * Centroid attention (Wu, Liu, Liu 2021, "Centroid Transformers: Learning to Abstract with Attention", arXiv 2102.08606 v2;
 * docs/equations.md, section 4): N inputs are summarised to m centroids, which are moved T times by what they attend to.
 *
 * <pre>
 *   U_0     = init(X)                                         [m,M]
 *   P_h     = norm(scale (U_t Wq_h)(X Wk_h)^T)                [m,N], scale = 1/sqrt(M/H)
 *   U_{t+1} = U_t + epsilon sum_h P_h (X Wv_h) Wo_h           t = 0..T-1
 *   o       = U_T                                             [m,M]
 *
 *          X ──init──> U ──Wq──> A ─┐
 *          │           │            │
 *          ├───Wk─────────────> B ──┤ core ──> heads ──Wo──┐
 *          └───Wv─────────────> W ──┘                      │ epsilon
 *                      └───────────────(+)&lt;────────────────┘  T times
 * </pre>
 *
 * <p>It is amortised clustering: one update with {@code --similarity distance --value displacement --norm centroids} and
 * without weights is a gradient step of soft k-means, {@code L(U) = -1/alpha sum_i log sum_j exp(-alpha/2 |x_i - u_j|^2)}.
 * With m = N, U_0 = X and one step, {@code --norm inputs} is self-attention with residual.
 *
 * <p><b>Weights</b> ({@code --norm}): {@code inputs}, a softmax over inputs for each centroid; {@code centroids}, a softmax
 * over centroids for each input, so that centroids compete for inputs; {@code centroids-normalized}, the same divided by
 * the mass of the centroid, {@code w_ij / (sum_i w_ij + delta)}, so that each centroid moves by a mean. A softmax over
 * centroids takes a first pass for the log-sum-exp of each input, which the second subtracts.
 *
 * <p><b>Similarity</b>: {@code dot}, or {@code distance}: {@code -alpha/2 |q_j - k_i|^2}. Squared distances grow with the head
 * dim, and with them the sharpness: at a head dim of 64 and inputs of variance 1, alpha = 1 gives nearly one-hot weights, and
 * {@code 1/sqrt(M/H)} those of dot products. In fp32 a weight is right to about {@code 1e-7 alpha/2 |k_i|^2}, the distance being
 * computed as {@code alpha q k - alpha/2 |k|^2}.
 * <b>Values</b>: {@code projection}, X Wv, or {@code displacement}, {@code x_i - u_j}.
 *
 * <p><b>Step size.</b> Over centroids, a centroid moves by the sum of the values of its inputs, N/m of them on average: with
 * displacements, {@code --epsilon} above about m/N overshoots, and from step to step rounding errors grow with it.
 * {@code centroids-normalized} divides by the mass and takes epsilon up to 1.
 *
 * <p><b>Start</b> ({@code --init}); where there are fewer valid inputs n than centroids, some start alike:
 *
 * <ul>
 *   <li>{@code mean-pool}: means of the inputs from {@code floor(j n / m)} to before {@code floor((j+1) n / m)}, or of the first
 *       of them alone.
 *   <li>{@code kmeans}: {@code --iterations} of Lloyd's algorithm from there; ties go to the lowest centroid, an empty cluster
 *       keeps its centroid.
 *   <li>{@code farthest}: the first input, then always the one farthest from all chosen (Gonzalez 1985), ties to the lowest.
 *   <li>{@code sample}: inputs drawn without replacement by {@code --seed}: entry r of 0..n-1 is exchanged with entry {@code r +
 *       floor(x_r (n - r) / 2^64)}, x_r from SplitMix64 by seed, chunk and r; all batches draw alike.
 *   <li>{@code given}: the tensor u, as for learned centroids.
 * </ul>
 *
 * <p><b>Neighbours</b> ({@code --neighbours K}): a centroid weighs the K inputs nearest to its start only, chosen once, ties to
 * the lowest index. Inputs that no centroid keeps enter nothing. The mask is m x N numbers; the core still visits all pairs.
 *
 * <p><b>Tokens out.</b> {@code --expand true}: afterwards every input attends to the final centroids, {@code o = softmax(scale
 * (X Wq)(U Wk)^T)(U Wv) Wo}, [N,M]. {@code --causal} with {@code --chunk c}: every finished chunk of c tokens is summarised to m
 * centroids; a token attends to its own chunk up to itself and to the centroids of all earlier chunks, in one softmax. No
 * output depends on later tokens. Both use dot products whatever the similarity of updates.
 *
 * <p><b>Cost</b> of one sequence (docs/equations.md, section 6.2): {@code 4 N M^2} FLOPs for keys and values, {@code T 4 m M^2}
 * for queries and outputs, {@code T 4 m N M} for the core, half as much again over centroids; k-means and farthest points
 * {@code 3 m N M} per iteration or once. Causal: {@code 4 N M (c/2 + m N / 2c)} more. Memory grows with N + m.
 *
 * <p><b>When to use it</b>: where fewer tokens out than in is the point (pooling, summarising a document or an image for the
 * layers above), and as a cheap long-range context of causal models. <b>When not</b>: where each token needs its own
 * retrieval of single others: m centroids blur what N keys separate, and with T m near N there is nothing to save.
 */
package io.attn4j.mechanism.centroid;
