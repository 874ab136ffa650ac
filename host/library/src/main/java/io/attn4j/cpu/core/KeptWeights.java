package io.attn4j.cpu.core;

import io.attn4j.cpu.step.Kept;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.core.CoreAttention;
import java.lang.ref.SoftReference;

/**
 * Softmax weights of an attention whose logits are the same from execution to execution and from batch to batch: what its tiles
 * have between the softmax and the product with the values. An execution that finds them does that product alone, with the same
 * results bit for bit; one that does not leaves them for the next.
 *
 * <p>They are on the heap, and given up where the heap has no room for anything else.
 */
public final class KeptWeights implements Kept {
    private static final int LANES = TileLoops.LANES;
    private static final int BLOCK = CoreAttentionTile.BLOCK;

    /** Sum and maximum of each lane of a block, and what scales the sums before it. */
    private static final int ROWS_OF_SUMS = 3;

    private static final SoftReference<Block[][]> NOTHING = new SoftReference<>(null);

    /**
     * What a tile of rows has of a block of keys.
     *
     * @param weights {@code [keys,LANES]}, not normalised
     * @param sums of the weights of each lane
     * @param max running maximum of each lane, with the block
     * @param decay what the sums before are multiplied by, or null for ones
     * @param hides whether some rows do not see some keys
     */
    record Block(float[] weights, float[] sums, float[] max, float[] decay, boolean hides) {}

    private final int tilesPerHead;
    private final int tiles;
    private final int blocksPerTile;
    private final long bytes;
    private SoftReference<Block[][]> last = NOTHING;

    /** Those of the execution in progress, else null. */
    private Block[][] blocks;

    private boolean recording;

    /** Room for the weights of {@code step}, none yet. */
    public KeptWeights(CoreAttention step) {
        tilesPerHead = Math.ceilDiv(step.a().rows(), LANES);
        tiles = Math.multiplyExact(step.a().heads(), tilesPerHead);
        blocksPerTile = Math.ceilDiv(step.b().rows(), BLOCK);
        bytes = bytes(step);
    }

    /** Bytes that the weights of {@code step} take: 4 for each head, row and key that it sees, rounded up to tiles. */
    public static long bytes(CoreAttention step) {
        KeyRanges ranges = step.ranges();
        int rows = step.a().rows();
        int keys = step.b().rows();
        long floats = 0;
        for (int row = 0; row < rows; row += LANES) {
            int first = keys;
            int last = 0;
            for (int i = row; i < Math.min(rows, row + LANES); i++) {
                int begin = Math.max(0, ranges.start(0, i));
                int end = Math.min(keys, ranges.end(0, i));
                if (begin < end) {
                    first = Math.min(first, begin);
                    last = Math.max(last, end);
                }
            }
            if (first < last) {
                int block = first / BLOCK;
                long sums = ROWS_OF_SUMS * (long) (Math.ceilDiv(last, BLOCK) - block);
                floats += (last - block * (long) BLOCK + sums) * LANES;
            }
        }
        return Math.multiplyExact(
                Math.multiplyExact(floats, Float.BYTES), step.a().heads());
    }

    @Override
    public void begin() {
        blocks = last.get();
        recording = blocks == null;
        if (recording) {
            blocks = new Block[tiles][];
        }
    }

    @Override
    public void end() {
        if (recording) {
            last = new SoftReference<>(blocks);
        }
        blocks = null;
    }

    @Override
    public void clear() {
        last = NOTHING;
        blocks = null;
    }

    @Override
    public long heldBytes() {
        return last.get() == null ? 0 : bytes;
    }

    /** Whether the execution in progress leaves its weights, rather than reads those of another. */
    boolean isRecording() {
        return recording;
    }

    /** The block of keys from {@code from} on of the tile of rows from {@code row} on, which sees some of it. */
    Block get(int h, int row, int from) {
        return blocks[h * tilesPerHead + row / LANES][from / BLOCK];
    }

    /** Leaves a block; different tiles may do so at the same time. */
    void put(int h, int row, int from, Block block) {
        int tile = h * tilesPerHead + row / LANES;
        if (blocks[tile] == null) {
            blocks[tile] = new Block[blocksPerTile];
        }
        blocks[tile][from / BLOCK] = block;
    }
}
