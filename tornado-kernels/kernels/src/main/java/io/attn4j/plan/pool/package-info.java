/** Summaries of segments of the sequence. */
package io.attn4j.plan.pool;
