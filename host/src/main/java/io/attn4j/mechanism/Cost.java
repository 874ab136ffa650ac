package io.attn4j.mechanism;

/**
 * FLOPs and bytes of one execution by the model of the mechanism (attention-variants, section 6).
 *
 * @param flops floating-point operations, masked pairs not counted
 * @param bytes bytes that a fused implementation must move between device memory and the compute units
 * @param flopModel the formula, as printed in result records
 * @param byteModel the formula, as printed in result records
 */
public record Cost(double flops, double bytes, String flopModel, String byteModel) {}
