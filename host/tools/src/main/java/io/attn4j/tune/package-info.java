/**
 * The search for the kernels, tiles and work-groups that are fastest on a device, with the measurements that prove it.
 *
 * <p>{@link io.attn4j.tune.Tuner} is the entry. {@link io.attn4j.tune.Search} goes through the spaces that kernels declare
 * ({@link io.attn4j.graph.TuningSpace}), role by role: what a device cannot hold is never run, what gives wrong results is
 * never timed, and the rest races the best so far ({@link io.attn4j.tune.Race}).
 */
package io.attn4j.tune;
