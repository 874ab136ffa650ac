/**
 * The gradient of any mechanism as a mechanism of its own, so that whatever runs requests runs gradients: engines, the
 * command line, comparison with the fp64 reference.
 *
 * <p>It takes the tensors of a forward call and {@code grad.o}, and gives the forward's outputs and {@code grad.<tensor>} for
 * each tensor wanted. The rules stand with the steps ({@link io.attn4j.plan.Step#differentiate}); {@link
 * io.attn4j.autodiff.Differentiation} applies them to the mechanism's plan.
 */
package io.attn4j.mechanism.gradient;
