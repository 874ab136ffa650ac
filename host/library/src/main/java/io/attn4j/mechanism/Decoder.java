package io.attn4j.mechanism;

import io.attn4j.cpu.decode.DecodeRows;
import io.attn4j.cpu.decode.RowArray;
import io.attn4j.error.InvalidInputException;

/**
 * A causal attention token by token: what the mechanism's plan computes for all rows of a sequence at once, from caches of
 * what a row needs of those before it.
 *
 * <p>It has caches for some sequences, each at a position of its own. A row's output depends on its sequence alone, bit for
 * bit, however many rows a call takes. Nothing is allocated by a call. One thread calls at a time.
 */
public interface Decoder {

    /**
     * What the rows of a call are made of; those that the mechanism does not take are null.
     *
     * @param x tokens [R,M]
     * @param q queries [R,H*D], heads side by side
     * @param k keys [R,Hkv*D]
     * @param v values [R,Hkv*Dv]
     */
    record Inputs(RowArray x, RowArray q, RowArray k, RowArray v) {}

    /**
     * Takes rows into the caches and computes their outputs.
     *
     * @param o outputs [R,H*Dv], heads side by side, or [R,M] where the mechanism ends in a projection
     */
    void run(DecodeRows rows, Inputs in, RowArray o);

    /** Bytes of the caches of all sequences. */
    long cacheBytes();

    /** Lets {@code sequence} begin again at position 0. */
    default void reset(int sequence) {}

    /**
     * Refuses what cannot be taken token by token.
     *
     * @throws InvalidInputException when it is not causal, or attends to another sequence, or to parts of its own
     */
    static void check(Request request) {
        if (!request.causal()) {
            throw new InvalidInputException("causal", false, "a causal request to decode", "--causal");
        }
        if (request.queries() != request.keys()) {
            throw new InvalidInputException(
                    "q",
                    "N = " + request.queries() + " and L = " + request.keys(),
                    "N = L, a sequence that attends to itself",
                    "running the sequence at once");
        }
        for (String name : new String[] {"y", "lengths", "cu_seqlens", "state_k", "state_v", "dropout"}) {
            if (request.has(name)) {
                throw new InvalidInputException(
                        name,
                        "a tensor of a request to decode",
                        "self-attention of whole sequences",
                        "running the sequence at once");
            }
        }
    }
}
