/**
 * What an attention mechanism is: its tensors, options, checks, costs, reference and CPU form. One package for each
 * mechanism; begin with {@link io.attn4j.mechanism.Mechanism}.
 */
package io.attn4j.mechanism;
