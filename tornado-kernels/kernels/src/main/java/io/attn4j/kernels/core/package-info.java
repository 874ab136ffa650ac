/**
 * The core's kernels, forward, fp32: {@code O = softmax(sigma * A * B^T + c + bias + mask) * W}.
 *
 * <pre>
 *   strategy   kernel                         tasks  scores      for
 *   naive      NaiveAttention.forward...      3      in memory   the yardstick
 *   tiled      FusedAttention.forwardTiled    1      never       GPUs: register tiles over local memory
 *   lanes      FusedAttention.forwardLanes    1      never       CPUs: 16 rows as vector lanes
 * </pre>
 *
 * <p>The fused kernels visit the keys of a row block once, carrying for each row the maximum m, the sum l and the weighted
 * sum of values:
 *
 * <pre>
 *   for each tile of keys:  s = sigma a.b + c + bias      (masked pairs: -3e38)
 *                           m' = max(m, s)
 *                           l  = l exp(m - m') + sum exp(s - m')
 *                           acc = acc exp(m - m') + exp(s - m') W
 *   o = acc / l,  lse = m + log l                         (l = 0: o = 0, lse = -infinity)
 * </pre>
 *
 * {@code forwardLanes} renews m only when a logit exceeds it by more than 8, which saves most rescaling: weights then reach
 * e^8 at most, and the result is the same to rounding.
 *
 * <p>{@link io.attn4j.kernels.core.CoreTasks} adds the chosen kernels to a mechanism's graph, with their sizes and grids.
 */
package io.attn4j.kernels.core;
