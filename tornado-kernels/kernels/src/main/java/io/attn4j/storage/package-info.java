/**
 * Plans over tensors of 16 bits: a plan in, the same plan with conversions to and from fp32 out, so that every kernel
 * computes in fp32 and copies between host and device are of 16 bits.
 */
package io.attn4j.storage;
