/** Kernels of norms of gradients and of updates of parameters. */
package io.attn4j.kernels.optimizer;
