package io.attn4j.graph;

/**
 * What a device was measured to do at most.
 *
 * @param gflops fp32 GFLOP/s (10^9) of independent multiply-adds in registers, a multiply-add counted as two
 * @param gbs GB/s (10^9) of a copy in its memory, bytes read and bytes written counted
 * @param toDeviceGbs GB/s of a transfer from the host's memory
 * @param toHostGbs GB/s of a transfer to the host's memory
 */
public record DevicePeak(double gflops, double gbs, double toDeviceGbs, double toHostGbs) {}
