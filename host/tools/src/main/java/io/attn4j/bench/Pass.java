package io.attn4j.bench;

import io.attn4j.error.InvalidInputException;

/** What a call of a case computes. */
public enum Pass {
    /** {@code fwd}: the outputs; o is compared. */
    FORWARD("fwd"),

    /** {@code bwd}: outputs and gradients in one call; the gradients are compared. Nothing times it: see {@link #timed}. */
    BACKWARD("bwd"),

    /** {@code fwdbwd}: the same call, as a training step makes it; o and the gradients are compared. */
    FORWARD_BACKWARD("fwdbwd");

    private final String id;

    Pass(String id) {
        this.id = id;
    }

    /** The word for it in case ids, records and flags. */
    public String id() {
        return id;
    }

    /** Whether the call takes grad.o and gives gradients. */
    public boolean gradients() {
        return this != FORWARD;
    }

    /** Whether it is timed: the plan of gradients holds the forward steps, so that no time is that of {@code bwd} alone. */
    public boolean timed() {
        return this != BACKWARD;
    }

    /**
     * The pass that case ids and flags name so.
     *
     * @throws InvalidInputException when there is none
     */
    public static Pass of(String field, String id) {
        for (Pass known : values()) {
            if (known.id.equals(id)) {
                return known;
            }
        }
        throw new InvalidInputException(field, id, "fwd, bwd or fwdbwd", "fwd");
    }
}
