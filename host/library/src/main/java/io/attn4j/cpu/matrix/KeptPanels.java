package io.attn4j.cpu.matrix;

import io.attn4j.cpu.step.Kept;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.MatrixProduct;
import java.lang.ref.SoftReference;

/**
 * The panels of all columns of the right-hand factor of a product, where it is the same from execution to execution: an execution
 * that finds them copies nothing of w, with the same results bit for bit; one that does not leaves them for the next.
 *
 * <p>They are on the heap, one copy for all threads, and given up where the heap has no room for anything else.
 */
public final class KeptPanels implements Kept, Panels {
    private static final SoftReference<float[]> NOTHING = new SoftReference<>(null);

    /** Rows of x of all batches and heads up to which copying w takes a part of the time that counts: about 1 % there. */
    private static final long MOST_ROWS = 4096;

    private final boolean sharesHeads;
    private final int heads;
    private final int slabsPerHead;
    private final int blocks;
    private SoftReference<float[]> last = NOTHING;

    /** Those of the execution in progress, else null. */
    private float[] w;

    private boolean recording;

    /** The first slab of the part that is multiplied, of all slabs of the product. */
    private int slab0;

    /** Room for the panels of {@code step}, none yet. */
    public KeptPanels(MatrixProduct step) {
        this(step, step.w());
    }

    private KeptPanels(MatrixProduct step, View by) {
        MatrixProductOperands operands = new MatrixProductOperands(step, null, null, null, null, null);
        sharesHeads = by.headStride() == 0 && !operands.isFolded();
        heads = operands.heads();
        slabsPerHead = operands.slabsPerHead();
        blocks = Math.ceilDiv(by.rows(), TileLoops.TERMS);
    }

    /** A view for one thread of what {@code all} have in the execution in progress. */
    private KeptPanels(KeptPanels all) {
        sharesHeads = all.sharesHeads;
        heads = all.heads;
        slabsPerHead = all.slabsPerHead;
        blocks = all.blocks;
        w = all.w;
    }

    /** Whether {@code step}, whose w is constant, gains from panels that are kept. */
    public static boolean suit(MatrixProduct step) {
        View x = step.x();
        boolean one = step.w().batch() == 1 || step.w().batchStride() == 0;
        return one
                && (long) x.batch() * x.rows() <= MOST_ROWS
                && ProductPanels.fit(new MatrixProductOperands(step, null, null, null, null, null));
    }

    /** Bytes of the panels of {@code step}: those of w with terms and columns rounded up to those of panels. */
    public static long bytes(MatrixProduct step) {
        return new KeptPanels(step).bytes();
    }

    private long bytes() {
        return Math.multiplyExact(floats(), (long) Float.BYTES);
    }

    private long floats() {
        long slabs = (long) (sharesHeads ? 1 : heads) * slabsPerHead;
        return ProductPanels.BEFORE + slabs * 2 * blocks * ProductPanels.FLOATS;
    }

    @Override
    public void begin() {
        w = last.get();
        recording = w == null;
    }

    @Override
    public void end() {
        if (recording && w != null) {
            last = new SoftReference<>(w);
        }
        w = null;
    }

    @Override
    public void clear() {
        last = NOTHING;
        w = null;
    }

    @Override
    public long heldBytes() {
        return last.get() == null ? 0 : bytes();
    }

    /** Copies all of w unless it is there, on the threads of {@code pool}, each with its scratch. */
    void fill(TileLoops loops, WorkerPool pool, ProductTerms p, MatrixProductTile[] scratch) {
        if (w != null) {
            return;
        }
        w = new float[Math.toIntExact(floats())];
        pool.run((sharesHeads ? 1 : heads) * slabsPerHead, pool.threads(), (worker, slab) -> {
            KeptPanels own = new KeptPanels(this);
            own.choose(p, slab, 1);
            ProductPanels.copy(loops, scratch[worker], p, slab, own, 0);
        });
    }

    /** For one thread. */
    Panels view() {
        return new KeptPanels(this);
    }

    @Override
    public void choose(ProductTerms p, int first, int count) {
        slab0 = first;
    }

    @Override
    public void fill(TileLoops loops, MatrixProductTile scratch, int i) {
        // all are there
    }

    @Override
    public float[] w() {
        return w;
    }

    @Override
    public int at(int i, int half, int block) {
        int slab = slab0 + i;
        int head = sharesHeads ? 0 : slab / slabsPerHead % heads;
        int ofW = head * slabsPerHead + slab % slabsPerHead;
        return ProductPanels.BEFORE + ((2 * ofW + half) * blocks + block) * ProductPanels.FLOATS;
    }
}
