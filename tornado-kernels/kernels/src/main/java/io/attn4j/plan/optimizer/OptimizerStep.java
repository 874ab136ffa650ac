package io.attn4j.plan.optimizer;

import io.attn4j.plan.Step;

/** What a training step does with gradients; each array is one run of elements, {@code [1,1,1,n]}. */
public sealed interface OptimizerStep extends Step permits AdamW, ClipScale, Sgd, SquaredSum {}
