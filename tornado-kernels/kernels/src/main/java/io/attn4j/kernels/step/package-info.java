/**
 * What every step's tasks share: {@link io.attn4j.kernels.step.StepTasks} turns one step of a plan into tasks, each a {@link
 * io.attn4j.kernels.step.KernelTask} with its kernel, arguments and grid; {@link io.attn4j.kernels.step.SizeTable} writes the
 * sizes that kernels read; {@link io.attn4j.kernels.step.StepFamily} says which tasks the steps of a family become; {@link io.attn4j.kernels.step.ViewLayout} carries a view's place and strides to a kernel.
 */
package io.attn4j.kernels.step;
