package io.attn4j.cpu.past;

import java.util.Arrays;

/** Arrays of one thread for the blocks of past-only attention, kept from block to block. */
final class PastScratch {
    private float[] query = {};
    private float[] slots = {};
    private float[] sum = {};
    private float[] products = {};
    private float[] block = {};
    private float[] turned = {};

    /** One for each of {@code threads}. */
    static PastScratch[] of(int threads) {
        PastScratch[] all = new PastScratch[threads];
        Arrays.setAll(all, i -> new PastScratch());
        return all;
    }

    private static float[] atLeast(float[] array, int floats) {
        return array.length >= floats ? array : new float[floats];
    }

    private static float[] zeros(float[] array, int floats) {
        float[] zeros = atLeast(array, floats);
        Arrays.fill(zeros, 0, floats, 0);
        return zeros;
    }

    /** Queries of a block. */
    float[] query(int floats) {
        query = atLeast(query, floats);
        return query;
    }

    /** Zeros for the slots of a block's rows. */
    float[] slots(int floats) {
        slots = zeros(slots, floats);
        return slots;
    }

    /** Zeros for sums of values. */
    float[] sum(int floats) {
        sum = zeros(sum, floats);
        return sum;
    }

    /** Zeros for products of a block's rows with keys. */
    float[] products(int floats) {
        products = zeros(products, floats);
        return products;
    }

    /** Room for an operand. */
    float[] block(int floats) {
        block = atLeast(block, floats);
        return block;
    }

    /** Room for an operand that has been turned. */
    float[] turned(int floats) {
        turned = atLeast(turned, floats);
        return turned;
    }
}
