/** Summaries of segments of a sequence: {@link io.attn4j.plan.pool.SegmentPool}. */
package io.attn4j.kernels.pool;
