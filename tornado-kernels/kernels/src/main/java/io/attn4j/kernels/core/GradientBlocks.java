package io.attn4j.kernels.core;

/**
 * How the tiled gradient of queries adds up many terms: blocks of {@code size}, which join in parts; neighbouring blocks are a
 * share, which a group takes where groups share a sum. It follows from the sizes of a head alone, so that bits depend on
 * neither device nor batch nor heads.
 *
 * <p>Rounding errors of equal terms, which do not cancel, grow with the terms of a block, the blocks of a part and the parts: at
 * most 4.4e-6 of the sum for 131,072 terms, of 4,000 values that were tried.
 *
 * @param terms terms of a sum
 * @param size terms of a block, a multiple of {@link QueryGradientTiled#TILE}
 * @param perShare blocks of a share
 */
record GradientBlocks(int terms, int size, int perShare) {
    /** Most terms of a block: the error of equal terms grows with them, 3.8e-6 of the sum for these. */
    private static final int MOST_SIZE = 256;

    /** Most blocks of several shares that are added up one after another. */
    private static final int MOST_COUNT = 32;

    /** Blocks of a sum whose shares have up to {@code share} terms. */
    static GradientBlocks of(int terms, int share) {
        int perShare = Math.ceilDiv(share, MOST_SIZE);
        int tile = QueryGradientTiled.TILE;
        return new GradientBlocks(terms, Math.ceilDiv(Math.ceilDiv(share, perShare), tile) * tile, perShare);
    }

    /** Whether some sum of up to {@code terms} terms may have {@link #parts}, whatever its shares. */
    static boolean mayHaveParts(int terms) {
        return terms > MOST_COUNT * MOST_SIZE / 2;
    }

    private int count() {
        return Math.ceilDiv(terms, size);
    }

    /** Groups that a sum is shared by, where it is. */
    int shares() {
        return Math.ceilDiv(count(), perShare);
    }

    /** Whether blocks are so many that each share is added up before it joins those before. */
    boolean parts() {
        return count() > MOST_COUNT && perShare > 1;
    }

    /** Blocks of a part, whose sum one place holds, where each group takes a share ({@code split}) or all blocks. */
    int perPart(boolean split) {
        if (parts()) {
            return perShare;
        }
        return split ? 1 : Math.max(1, count());
    }

    /** Places that a sum's parts are stored in where groups share it. */
    int slots() {
        return parts() ? shares() : shares() * perShare;
    }
}
