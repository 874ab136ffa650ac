package io.attn4j.plan.core;

import io.attn4j.plan.Step;

/** Attention itself, whole or in parts: logits, softmax, weighted sums, and the joining of softmaxes. */
public sealed interface CoreStep extends Step
        permits BiasGradient,
                CoreAttention,
                FactorGradient,
                KeyGradient,
                Probabilities,
                ProbabilitiesGradient,
                QueryGradient,
                Scores,
                SoftmaxMerge,
                SoftmaxMergeGradient,
                WeightedSum {}
