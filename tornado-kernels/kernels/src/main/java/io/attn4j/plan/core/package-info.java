/** Attention itself, whole or in parts: logits, softmax, weighted sums, and the joining of softmaxes. */
package io.attn4j.plan.core;
