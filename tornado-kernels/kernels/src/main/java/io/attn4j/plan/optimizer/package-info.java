/** What a training step does with gradients: their norm, clipping, and the update of parameters in place. */
package io.attn4j.plan.optimizer;
