/** Parts of a softmax outside of the fused kernels: {@link io.attn4j.plan.SoftmaxMerge}. */
package io.attn4j.kernels.softmax;
