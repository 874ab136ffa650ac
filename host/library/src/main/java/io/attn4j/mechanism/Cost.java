package io.attn4j.mechanism;

import io.attn4j.plan.Plan;

/**
 * FLOPs and bytes of one execution by the model of the mechanism (docs/equations.md, section 6).
 *
 * @param flops floating-point operations, masked pairs not counted
 * @param bytes bytes that must move between device memory and the compute units: operands and results of each step once
 * @param flopModel the formula, as printed in result records
 * @param byteModel the formula, as printed in result records
 */
public record Cost(double flops, double bytes, String flopModel, String byteModel) {

    /** FLOPs and bytes of the plan's steps. */
    public static Cost of(Plan plan, String flopModel, String byteModel) {
        return new Cost(plan.flops(), plan.bytes(), flopModel, byteModel);
    }
}
