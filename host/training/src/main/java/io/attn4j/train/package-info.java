/**
 * Training: one step as one plan (forward, loss, gradients, norm, clipping, AdamW), learning-rate schedules, checkpoints
 * that are written whole or not at all, and logs.
 *
 * <p>Whatever a step does is a function of the configuration, the seed and the number of the step, so that a run which was
 * stopped and resumed ends with the same bytes as one that was not.
 */
package io.attn4j.train;
