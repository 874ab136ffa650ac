/**
 * Transformer blocks around any mechanism, as one task graph.
 *
 * <pre>
 *   x --+-- norm1 -- mechanism (projections, attention) -- Wo --(+)--+-- norm2 -- W1, GELU -- W2 --(+)-- x of the next block
 *       +--------------------------------------------------------+   +--------------------------------+
 * </pre>
 *
 * <p>Pre-LN (Xiong et al. 2020, figure 1b): {@code a = x + Mechanism(LN(x)) Wo + bo}, {@code y = a + W2 f(W1 LN(a) + b1) +
 * b2}. Post-LN ({@code norm-order post}; Vaswani et al. 2017, section 3.1, and BERT): {@code a = LN(x + Mechanism(x) Wo +
 * bo)}, {@code y = LN(a + W2 f(W1 a + b1) + b2)}, with the same tensors. A stack of L blocks, as many as the weights have, runs without returning to the host between blocks: weights are
 * copied to the device once, and blocks share the arrays between their steps.
 *
 * <p>The mechanism is the value of {@code inner}. {@link io.attn4j.mechanism.block.BlockPlan} takes the mechanism's own plan
 * and puts it between the block's steps, so whatever a mechanism can do, it can do in a block. Mechanisms on queries, keys
 * and values get them projected from the tokens; those on tokens ({@code x}) get the tokens.
 *
 * <p>Weights are in one {@code .safetensors} under {@code layers.<i>.}: {@code norm1.weight}, {@code norm1.bias}, {@code
 * attention.wq|wk|wv|wo} with optional {@code bq|bk|bv|bo}, the mechanism's own as {@code attention.<name>}, {@code
 * norm2.weight}, {@code norm2.bias}, {@code mlp.w1|b1|w2|b2}; what all layers share (Linformer's layerwise E) once as {@code
 * attention.<name>}; a final norm as {@code norm.weight}, {@code norm.bias}. Matrices are [in, out].
 */
package io.attn4j.mechanism.block;
