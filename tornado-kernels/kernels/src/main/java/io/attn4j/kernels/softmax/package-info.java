/** Parts of a softmax that stand outside the fused kernels: {@link io.attn4j.plan.SoftmaxMerge}. */
package io.attn4j.kernels.softmax;
