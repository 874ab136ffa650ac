/** The ends of a language model: token embeddings and the cross-entropy of its logits. */
package io.attn4j.plan.loss;
