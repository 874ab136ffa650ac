/**
 * A mechanism's task graph as data: steps over named arrays, written once per mechanism and executed by every engine.
 *
 * <p>A mechanism lowers a checked request to a {@link io.attn4j.plan.Plan}. The task-graph engines turn each {@link
 * io.attn4j.plan.Step} into TornadoVM tasks, the cpu engine into calls of its own kernels; the fp64 reference of a mechanism
 * does not use plans, so that a wrong lowering cannot hide. FLOPs, bytes, device memory and what {@code explain} prints
 * come from the same steps.
 *
 * <p>Steps are few and each is one equation. Most of a mechanism is {@link io.attn4j.plan.core.CoreAttention} with other
 * operands, and {@link io.attn4j.plan.matrix.MatrixProduct}.
 */
package io.attn4j.plan;
