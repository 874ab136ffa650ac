/** Summaries of segments of the sequence on the cpu engine. */
package io.attn4j.cpu.pool;
