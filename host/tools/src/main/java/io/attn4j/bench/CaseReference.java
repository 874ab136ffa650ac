package io.attn4j.bench;

import io.attn4j.compare.Comparison;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.Workspace;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The fp64 reference of a case: all of it, or where that would take minutes a sample of query rows, the same rows of every
 * batch and head.
 *
 * <p>The sample holds the first and the last row, and others drawn by the seed of the case. Elements of rows that are not
 * in it must still be finite.
 */
final class CaseReference {
    /** FLOPs of the largest case of which every row is checked; about a minute of fp64 loops. */
    static final double ALL_ROWS_FLOPS = 1e11;

    /** Rows of a sample. */
    static final int SAMPLED_ROWS = 256;

    private static final ValueLayout.OfDouble LITTLE_ENDIAN =
            ValueLayout.JAVA_DOUBLE.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final double[] o;
    private final int rowLength;
    private final int rowsOfHead;
    private final BitSet sample;

    private CaseReference(Request request, double[] o, BitSet sample) {
        int rank = request.outputType().rank();
        this.o = o;
        this.sample = sample;
        rowLength = (int) request.outputType().dimension(rank - 1);
        rowsOfHead = (int) request.outputType().dimension(rank - 2);
    }

    /**
     * Computes it.
     *
     * @param inputs tensors by name, of any float type
     * @param flops of the case by the mechanism's model
     */
    static CaseReference of(Request request, Map<String, Tensor> inputs, double flops, long seed) {
        double[] o = new double[Math.toIntExact(request.outputType().elements())];
        try (Workspace workspace = new Workspace()) {
            Map<String, Tensor> widened = workspace.widened(inputs);
            if (flops > ALL_ROWS_FLOPS && request.queries() > SAMPLED_ROWS) {
                BitSet sample = sample(request.queries(), seed);
                if (request.referenceRows(widened, sample.stream().toArray(), o)) {
                    return new CaseReference(request, o, sample);
                }
            }
            request.reference(widened, Map.of("o", o));
            return new CaseReference(request, o, null);
        }
    }

    private static BitSet sample(int rows, long seed) {
        BitSet sample = new BitSet(rows);
        sample.set(0);
        sample.set(rows - 1);
        SplittableRandom random = new SplittableRandom(seed);
        while (sample.cardinality() < SAMPLED_ROWS) {
            sample.set(random.nextInt(rows));
        }
        return sample;
    }

    /** Rows of each batch and head that are compared. */
    int rows() {
        return sample == null ? rowsOfHead : sample.cardinality();
    }

    /** Which rows of each batch and head are known, in order, or null for all. */
    List<Integer> sampledRows() {
        return sample == null ? null : sample.stream().boxed().toList();
    }

    /** The known rows of one head after another, little-endian. */
    MemorySegment littleEndian() {
        int heads = o.length / (rowsOfHead * rowLength);
        MemorySegment known = Arena.ofAuto().allocate((long) heads * rows() * rowLength * Double.BYTES, Double.BYTES);
        long at = 0;
        for (int i = 0; i < o.length; i++) {
            if (knows(i)) {
                known.set(LITTLE_ENDIAN, at, o[i]);
                at += Double.BYTES;
            }
        }
        return known;
    }

    private boolean knows(int element) {
        return sample == null || sample.get(element / rowLength % rowsOfHead);
    }

    /** Compares an output with it. */
    Comparison compare(Tensor actual) {
        return sample == null ? Comparison.of(actual, o) : Comparison.ofSample(actual, o, this::knows);
    }
}
