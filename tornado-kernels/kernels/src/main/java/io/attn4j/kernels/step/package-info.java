/**
 * What every step's tasks share: {@link io.attn4j.kernels.step.StepTasks} turns one step of a plan into tasks with grids and
 * sizes, {@link io.attn4j.kernels.step.ViewLayout} carries a view's place and strides to a kernel.
 */
package io.attn4j.kernels.step;
