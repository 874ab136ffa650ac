/**
 * What an attention mechanism is: its tensors, options, checks, plan, costs and reference. One package for each
 * mechanism; begin with {@link io.attn4j.mechanism.Mechanism}.
 */
package io.attn4j.mechanism;
