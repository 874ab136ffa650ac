/** Kernels of embeddings and cross-entropy. */
package io.attn4j.kernels.loss;
