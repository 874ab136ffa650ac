package io.attn4j.plan.pool;

import io.attn4j.plan.Step;

/** Summaries of segments of the sequence. */
public sealed interface PoolStep extends Step permits SegmentPool, SegmentPoolGradient, SegmentWeightGradient {}
