package io.attn4j.plan.past;

import io.attn4j.plan.Step;

/** Past-only attention over states of constant size. */
public sealed interface PastStep extends Step
        permits PastAttention, PastKeyGradient, PastQueryGradient, PastRecurrence, PastStates, PastStatesGradient {}
