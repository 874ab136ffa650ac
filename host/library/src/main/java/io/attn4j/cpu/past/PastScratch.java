package io.attn4j.cpu.past;

import io.attn4j.cpu.step.Scratch;
import java.util.Arrays;

/** What the arrays of a thread are for in the blocks of past-only attention. */
record PastScratch(Scratch arrays) {

    private float[] zeros(int which, int floats) {
        float[] zeros = arrays.floats(which, floats);
        Arrays.fill(zeros, 0, floats, 0);
        return zeros;
    }

    /** Queries of a block. */
    float[] query(int floats) {
        return arrays.floats(0, floats);
    }

    /** Zeros for the slots of a block's rows. */
    float[] slots(int floats) {
        return zeros(1, floats);
    }

    /** Zeros for sums of values. */
    float[] sum(int floats) {
        return zeros(2, floats);
    }

    /** Zeros for products of a block's rows with keys. */
    float[] products(int floats) {
        return zeros(3, floats);
    }

    /** Room for an operand. */
    float[] block(int floats) {
        return arrays.floats(4, floats);
    }

    /** Room for an operand that has been turned. */
    float[] turned(int floats) {
        return arrays.floats(5, floats);
    }
}
