package io.attn4j.plan.loss;

import io.attn4j.plan.Step;

/** The ends of a language model: token embeddings, the cross-entropy of logits, and their gradients. */
public sealed interface LossStep extends Step permits CrossEntropy, CrossEntropyGradient, GatherRows, ScatterAdd {}
