/** Kernels and tasks that select and mix heads. */
package io.attn4j.kernels.head;
