/**
 * Gradients of plans: a plan in, the same plan with its gradients out, so that every engine that runs plans can train.
 *
 * <p>Each step states its own rule ({@link io.attn4j.plan.Step#differentiate}); {@link
 * io.attn4j.autodiff.Differentiation} walks a plan's steps backwards, adds up the gradients of arrays that several steps
 * read, and lets arrays share memory whose lives do not meet ({@link io.attn4j.autodiff.BufferReuse}).
 */
package io.attn4j.autodiff;
