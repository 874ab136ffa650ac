/** Loops of embeddings and cross-entropy. */
package io.attn4j.cpu.loss;
