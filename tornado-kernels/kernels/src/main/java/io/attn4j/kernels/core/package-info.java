/**
 * The core's kernels, forward, fp32: {@code O = softmax(sigma * A * B^T + c + bias + mask) * W}.
 *
 * <pre>
 *   strategy   kernel                         tasks  scores      for
 *   naive      NaiveAttention.forward...      3      in memory   the yardstick
 *   tiled      FusedAttention.forwardTiled    1      never       GPUs: register tiles over local memory
 *              and, on small grids, forwardJoined 2  never       GPUs: one group per block of keys
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
 * Both renew m only when a logit exceeds it by more than 8, which saves most rescaling: weights then reach e^8 at most, and
 * the result is the same to rounding.
 *
 * <p>{@code forwardTiled} sums over blocks of 128 to 2048 keys, those of more than 128 in stretches of as many, whose sums wait
 * in memory, and joins the blocks in ascending order, so that rounding errors do not grow with the number of keys. Where tiles of rows alone make too few groups for a device, each
 * block has a group of its own and {@code forwardJoined} joins them, in the same order by the same operations: the bits do
 * not depend on the device or on batch and heads. {@code TiledGrid} decides.
 *
 * <p>Gradients compute the probabilities again from the log-sum-exp: {@code QueryGradientKernel} and {@code
 * KeyGradientKernel} with 16 rows or keys as vector lanes for CPUs, {@code QueryGradientTiled} and {@code KeyGradientTiled} over
 * tiles in local memory for GPUs. A work-item or group owns what it writes; sums of blocks are joined in ascending order.
 *
 * <p>{@link io.attn4j.kernels.core.CoreAttentionTasks} adds the chosen kernels to a mechanism's graph, with their sizes and grids.
 */
package io.attn4j.kernels.core;
