package io.attn4j.plan.head;

import io.attn4j.plan.Step;

/** Selection and mixing of heads. */
public sealed interface HeadStep extends Step permits HeadGate, HeadGateGradient, HeadMix, HeadMixGradient, TopHeads {}
