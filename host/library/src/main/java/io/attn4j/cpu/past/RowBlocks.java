package io.attn4j.cpu.past;

import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.SlotDecay;

/** The rows of past-only attention in blocks of at most {@link ChunkRows#BLOCK}, none of which crosses a chunk's border. */
record RowBlocks(int batch, int heads, int rows, int chunk) {
    static RowBlocks of(PastAttention step) {
        return new RowBlocks(
                step.q().batch(),
                step.q().heads(),
                step.q().rows(),
                Math.min(step.chunk(), step.q().rows()));
    }

    /** What is done for a block of keys that a block of rows sees. */
    @FunctionalInterface
    interface Keys {
        /** {@code keys} keys from {@code first} on; {@code own} of the block's own rows, of which each sees those up to itself. */
        void at(int first, int keys, boolean own);
    }

    /** A block: rows {@code first} to {@code first + rows} of the chunk that begins at {@code chunkStart}. */
    record Block(int b, int h, int chunk, int chunks, int chunkStart, int first, int rows) {
        /** Head of the states at the chunk's start, among those of all chunks of all key heads. */
        int state(int group) {
            return h / group * chunks + chunk;
        }

        /**
         * {@code slots[r] *= gamma_r^t} for row {@code i} of the block, which is row t of its chunk.
         *
         * @param kept powers of {@link SlotDecay}, or null where slots keep everything
         */
        void keep(float[] kept, int i, float[] slots, int from, int rank) {
            int t = first - chunkStart + i;
            for (int r = 0; kept != null && r < rank; r++) {
                slots[from + r] *= kept[r * SlotDecay.MAX_CHUNK + t];
            }
        }

        /** Visits the blocks of the chunk's valid keys up to this block. */
        void eachSeen(int valid, Keys keys) {
            for (int at = chunkStart; at <= first && at < valid; at += ChunkRows.BLOCK) {
                boolean own = at == first;
                keys.at(at, Math.min(own ? rows : ChunkRows.BLOCK, valid - at), own);
            }
        }

        /** {@code y += x w} over a block of keys that {@link #eachSeen} gave. */
        void addSeen(TileLoops loops, boolean own, float[] x, int keys, float[] w, int columns, float[] y) {
            if (own) {
                ChunkRows.addSeen(loops, x, rows, keys, w, columns, y);
            } else {
                ChunkRows.add(loops, x, rows, keys, w, columns, y);
            }
        }
    }

    private int chunks() {
        return Math.ceilDiv(rows, chunk);
    }

    private int blocksOfChunk() {
        return Math.ceilDiv(chunk, ChunkRows.BLOCK);
    }

    private int lastBlocks() {
        return Math.ceilDiv(rows - (chunks() - 1) * chunk, ChunkRows.BLOCK);
    }

    /** Blocks of a head. */
    private int blocks() {
        return (chunks() - 1) * blocksOfChunk() + lastBlocks();
    }

    /** Blocks in all. */
    int count() {
        return Math.multiplyExact(batch * heads, blocks());
    }

    /** Block {@code task} of all. */
    Block block(int task) {
        int head = task / blocks();
        int inHead = task % blocks();
        int c = inHead / blocksOfChunk();
        int chunkStart = c * chunk;
        int first = chunkStart + inHead % blocksOfChunk() * ChunkRows.BLOCK;
        int end = Math.min(Math.min(first + ChunkRows.BLOCK, chunkStart + chunk), rows);
        return new Block(head / heads, head % heads, c, chunks(), chunkStart, first, end - first);
    }
}
