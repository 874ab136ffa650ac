package io.attn4j.plan.matrix;

import io.attn4j.plan.Step;

/** Matrix products. */
public sealed interface MatrixStep extends Step permits Activate, ActivateGradient, MatrixProduct {}
