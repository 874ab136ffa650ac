package io.attn4j.graph;

/** What a kernel is for, as device-configs choose it; the word that they, the tuner and texts use is {@link #toString}. */
public enum KernelRole {
    /** The fused attention, and its gradients. */
    CORE("core.forward"),
    /** Products of matrices. */
    MATRIX("matrix.product"),
    /** All kernels without local memory, of which each work-item computes a row, a part of one, or an element. */
    ROWS("row.kernels");

    private final String word;

    KernelRole(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
