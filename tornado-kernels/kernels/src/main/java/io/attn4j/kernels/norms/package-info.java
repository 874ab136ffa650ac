/** Norms of rows: {@link io.attn4j.plan.SquaredNorms}. */
package io.attn4j.kernels.norms;
