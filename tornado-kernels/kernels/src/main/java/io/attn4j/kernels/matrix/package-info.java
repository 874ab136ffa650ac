/**
 * Products of matrices with what attention needs around them: projections of tokens, compression of a sequence, sums with
 * weights that batches share. {@link io.attn4j.kernels.matrix.MatrixProductKernel} holds the kernels.
 */
package io.attn4j.kernels.matrix;
