/** Requests larger than a memory budget, split over batches and heads with copies overlapping kernels. */
package io.attn4j.batch;
