package io.attn4j.kernels.step;

import io.attn4j.graph.GraphDevice;

/**
 * When groups share a sum, each taking a block of it: where one group per result leaves a device's compute units idle.
 *
 * <p>Two groups keep a unit busy. As storing the sums of many blocks costs more than the second group gains, that many are
 * only stored where not even every unit would have one.
 */
public final class SplitRule {
    private static final int GROUPS_PER_UNIT = 2;
    private static final int FEW_BLOCKS = 4;

    private SplitRule() {}

    /**
     * Whether to give each block a group of its own.
     *
     * @param groups groups where each takes all blocks
     * @param blocks blocks of a sum
     */
    public static boolean splits(long groups, long blocks, GraphDevice device) {
        long units = device.computeUnits();
        return blocks > 1 && (groups < units || (groups < GROUPS_PER_UNIT * units && blocks <= FEW_BLOCKS));
    }
}
