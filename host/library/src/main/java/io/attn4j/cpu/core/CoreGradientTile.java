package io.attn4j.cpu.core;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.tile.Exp2;
import io.attn4j.cpu.tile.RowCopies;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.KeyRanges;
import java.util.Arrays;

/**
 * Gradients of attention for a chunk of keys of one key head, with the scratch of one thread (docs/equations.md, section
 * 1.4; FlashAttention, arXiv 2205.14135, algorithm 4).
 *
 * <p>Lanes are keys: {@code s[row][lane]}. Then queries and dO are used as they lie in memory, and only keys and values,
 * which stay for all rows of the chunk, are transposed. A block of up to {@value #ROWS} rows meets the chunk's tiles of
 * keys one after another: P and dS of a tile are formed in two products and an exponential, and add to the sums over rows
 * (db, dw, dc) at once and, through {@code rowSums}, to those over keys. Logits are kept in base 2.
 *
 * <p>Chunks begin at multiples of {@link #chunk} keys and blocks at multiples of {@value #ROWS} rows, so that all sums are
 * formed in an order that depends on the problem alone. Of a tile that a mask hides in part, what neither a strip of
 * rows nor half of the lanes see is left out.
 */
final class CoreGradientTile {
    /** Most keys of a task: enough to pay for reading the rows once more, few enough to stay in a second-level cache. */
    private static final int CHUNK = 512;

    /** Rows of a task that sums over heads and batches for a shared bias. */
    static final int BIAS_ROWS = 512;

    private static final int LANES = TileLoops.LANES;
    private static final int HALF = TileLoops.HALF;
    private static final int GROUP = TileLoops.GROUP;
    private static final int ROWS = 64;

    /**
     * Blocks whose sums over rows are added to one another before they are added to those of others: rounding errors do not
     * grow with the number of rows.
     */
    private static final int SUMMED_BLOCKS = 32;

    /** First rows of strips: as near to half as leaves both whole in groups of fourteen and of twelve rows. */
    private static final int[] STRIP_STARTS = {0, 28, ROWS};

    private static final int STRIPS = STRIP_STARTS.length - 1;

    /** Floats of {@link TileLoops#LANES} columns of a block of rows, and of a chunk of keys: rows and sums lie in such slabs. */
    private static final int ROW_SLAB = (ROWS + GROUP) * LANES;

    private static final int KEY_SLAB = CHUNK * LANES;

    /** Bits of a strip: which halves of the lanes its rows see. */
    private static final int LOW = 1;

    private static final int HIGH = 2;
    private static final int BOTH = LOW | HIGH;

    private TileLoops loops;
    private CoreGradientOperands g;
    private CoreOperands core;
    private int keyDim;
    private int valueDim;
    private int keyColumns;
    private int valueColumns;

    private final int[] begin = new int[ROWS];
    private final int[] end = new int[ROWS];
    private final int[] strips = new int[STRIPS];
    private final float[] lse = new float[ROWS];
    private final float[] delta = new float[ROWS];
    private final float[] s = new float[ROWS * LANES];
    private final float[] dp = new float[(ROWS + GROUP) * LANES];
    private final float[] part = new float[ROWS * LANES];
    private final float[] keyBias = new float[CHUNK];
    private final float[] columnSums = new float[CHUNK];
    private final float[] columnTotals = new float[CHUNK];
    private float[] keyTotals = new float[0];
    private float[] valueTotals = new float[0];
    private final float[] tileSums = new float[LANES];
    private final CoreDropout dropout = new CoreDropout();
    private float[] keysAsColumns = {};
    private int keysAsColumnsAt;
    private float[] valuesAsColumns = {};
    private int valuesAsColumnsAt;
    private float[] keys = {};
    private int keysAt;
    private float[] keySums = {};
    private int keySumsAt;
    private float[] valueSums = {};
    private int valueSumsAt;
    private float[] queries = {};
    private int queriesAt;
    private float[] outputs = {};
    private int outputsAt;
    private float[] rowSums = {};
    private int rowSumsAt;
    private float[] factors = {};
    private float[] factorSums = {};
    private final boolean[] factorsFinite = new boolean[ROWS];
    private float[] mu = {};
    private float[] turned = {};
    private int firstKey;
    private int keyCount;
    private boolean loaded;
    private boolean keysFinite;

    /** Computes one chunk of one key head; {@code task} is its number, whose rows {@code progress} puts in order. */
    void run(
            TileLoops tileLoops,
            CoreGradientOperands operands,
            int b,
            int keyHead,
            int chunk,
            CoreGradientLoops.Progress progress,
            int task) {
        begin(tileLoops, operands, chunk);
        int blocks = Math.ceilDiv(g.rows(), ROWS);
        int done = 0;
        int keyElements = g.db() == null ? 0 : elements(keyDim);
        int valueElements = g.dw() == null ? 0 : elements(valueDim);
        clear(keySums, keySumsAt, keyElements);
        clear(valueSums, valueSumsAt, valueElements);
        boolean manyBlocks = (long) blocks * g.group() > SUMMED_BLOCKS;
        if (manyBlocks) {
            keyTotals = cleared(keyTotals, keyElements);
            valueTotals = cleared(valueTotals, valueElements);
        }
        int summed = 0;
        for (int h = keyHead * g.group(); h < (keyHead + 1) * g.group(); h++) {
            startHead(b, h);
            Arrays.fill(columnTotals, 0);
            // Later rows see more keys under a causal mask: with these first, the tasks of all chunks start at one
            // block.
            for (int block = blocks - 1; block >= 0; block--) {
                int row0 = block * ROWS;
                int count = Math.min(ROWS, g.rows() - row0);
                boolean seen = readRanges(b, row0, count);
                if (seen) {
                    load(b, keyHead);
                    readRows(b, h, row0, count);
                    clear(rowSums, rowSumsAt, g.query() == null ? 0 : slabs(keyDim) * ROWS * LANES);
                    clear(
                            factorSums,
                            0,
                            g.factors() == null ? 0 : count * g.factors().columns());
                    for (int tile = 0; tile * LANES < keyCount; tile++) {
                        if (plan(tile, count)) {
                            logitGradients(b, h, row0, count, tile);
                            addToSums(count, tile);
                        }
                    }
                }
                if (manyBlocks && ++summed % SUMMED_BLOCKS == 0) {
                    move(keySums, keySumsAt, keyTotals, keyElements);
                    move(valueSums, valueSumsAt, valueTotals, valueElements);
                    move(columnSums, 0, columnTotals, g.dc() == null ? 0 : CHUNK);
                }
                if (g.sumsOverKeys()) {
                    progress.await(task, done + 1);
                    addRows(b, h, row0, count, chunk == 0, seen);
                    progress.done(task, ++done);
                }
            }
            if (g.dc() != null) {
                add(columnTotals, 0, columnSums, 0, manyBlocks ? CHUNK : 0);
                g.dc().write(columnSums, 0, CHUNK, 1, keyCount, b, h, 0, firstKey);
            }
        }
        if (manyBlocks) {
            add(keyTotals, 0, keySums, keySumsAt, keyElements);
            add(valueTotals, 0, valueSums, valueSumsAt, valueElements);
        }
        for (int slab = 0; g.db() != null && slab < slabs(keyDim); slab++) {
            // the rows carry the scale and log2(e), as in the forward pass
            scale((float) Math.log(2), keySums, keySumsAt + slab * KEY_SLAB, keyCount * LANES);
            writeKeys(keySums, keySumsAt, slab, keyDim, g.db(), b, keyHead);
        }
        for (int slab = 0; g.dw() != null && slab < slabs(valueDim); slab++) {
            writeKeys(valueSums, valueSumsAt, slab, valueDim, g.dw(), b, keyHead);
        }
    }

    /** Floats up to the last key of the chunk in the last slab. */
    private int elements(int dim) {
        return (slabs(dim) - 1) * KEY_SLAB + keyCount * LANES;
    }

    /** Writes a slab of the sums of the chunk's keys. */
    private void writeKeys(float[] sums, int at, int slab, int dim, Matrices y, int b, int keyHead) {
        int c = slab * LANES;
        int columns = Math.min(LANES, dim - c);
        RowCopies.write(loops, sums, at + slab * KEY_SLAB, LANES, keyCount, columns, y, b, keyHead, firstKey, c);
    }

    /**
     * Gradient of the bias for one chunk of keys and {@value #BIAS_ROWS} rows, summed over the batches and heads that share
     * matrix (b, h) of the result.
     */
    void bias(TileLoops tileLoops, CoreGradientOperands operands, int b, int h, int chunk, int firstRow) {
        begin(tileLoops, operands, chunk);
        int batches = g.bias().view().batch() == 1 ? core.step().a().batch() : 1;
        int heads = g.bias().view().heads() == 1 ? core.step().a().heads() : 1;
        boolean first = true;
        for (int batch = b; batch < b + batches; batch++) {
            for (int head = h; head < h + heads; head++) {
                loaded = false;
                startHead(batch, head);
                for (int row0 = firstRow; row0 < Math.min(g.rows(), firstRow + BIAS_ROWS); row0 += ROWS) {
                    int count = Math.min(ROWS, g.rows() - row0);
                    boolean seen = readRanges(batch, row0, count);
                    if (seen) {
                        load(batch, core.keyHead(head));
                        readRows(batch, head, row0, count);
                    }
                    for (int tile = 0; tile * LANES < keyCount; tile++) {
                        if (seen && plan(tile, count)) {
                            logitGradients(batch, head, row0, count, tile);
                        } else if (first) {
                            Arrays.fill(dp, 0, count * LANES, 0);
                        } else {
                            continue;
                        }
                        addBias(b, h, row0, count, tile, core.biasScale(head), first);
                    }
                }
                first = false;
            }
        }
    }

    /** Keys of a task where there are {@code keys} in all: fewer of few, so that there is a task for each of many threads. */
    static int chunk(int keys) {
        return keys < 2 * CHUNK ? CHUNK / 2 : CHUNK;
    }

    private void begin(TileLoops tileLoops, CoreGradientOperands operands, int chunk) {
        loops = tileLoops;
        g = operands;
        core = operands.core();
        keyDim = core.keyDim();
        valueDim = core.valueDim();
        keyColumns = padded(keyDim);
        valueColumns = padded(valueDim);
        firstKey = chunk * chunk(g.keys());
        keyCount = Math.min(chunk(g.keys()), g.keys() - firstKey);
        loaded = false;
        keysAsColumns = withLines(keysAsColumns, CHUNK * keyColumns);
        keysAsColumnsAt = loops.first(keysAsColumns);
        valuesAsColumns = withLines(valuesAsColumns, CHUNK * valueColumns);
        valuesAsColumnsAt = loops.first(valuesAsColumns);
        keys = withLines(keys, g.query() == null ? 0 : slabs(keyDim) * KEY_SLAB);
        keysAt = loops.first(keys);
        keySums = withLines(keySums, g.db() == null ? 0 : slabs(keyDim) * KEY_SLAB);
        keySumsAt = loops.first(keySums);
        valueSums = withLines(valueSums, g.dw() == null ? 0 : slabs(valueDim) * KEY_SLAB);
        valueSumsAt = loops.first(valueSums);
        queries = withLines(queries, slabs(keyDim) * ROW_SLAB);
        queriesAt = loops.first(queries);
        outputs = withLines(outputs, slabs(valueDim) * ROW_SLAB);
        outputsAt = loops.first(outputs);
        rowSums = withLines(rowSums, g.query() == null ? 0 : slabs(keyDim) * ROWS * LANES);
        rowSumsAt = loops.first(rowSums);
        turned = atLeast(turned, LANES * Math.max(keyColumns, valueColumns));
        mu = atLeast(mu, keyDim);
        int factorColumns = core.factors() == null ? 0 : core.factors().columns();
        factors = atLeast(factors, ROWS * factorColumns);
        factorSums = atLeast(factorSums, g.factors() == null ? 0 : ROWS * factorColumns);
    }

    /** Columns of a matrix in scratch. */
    private static int padded(int columns) {
        return Math.ceilDiv(columns, TileLoops.SQUARE) * TileLoops.SQUARE;
    }

    /** What as many columns take in matrices of {@link TileLoops#LANES} columns. */
    private static int slabs(int columns) {
        return Math.ceilDiv(columns, LANES);
    }

    private static float[] atLeast(float[] array, int length) {
        return array.length >= length ? array : new float[length];
    }

    /** {@link #atLeast} with room for the elements to begin at {@link TileLoops#first}. */
    private static float[] withLines(float[] array, int length) {
        return atLeast(array, length + TileLoops.LINE);
    }

    private static void clear(float[] x, int from, int count) {
        Arrays.fill(x, from, from + count, 0);
    }

    private void startHead(int b, int h) {
        Arrays.fill(columnSums, 0);
        if (core.columnScale() != null) {
            core.columnScale().read(0, h, 0, 0, 1, keyDim, mu, 0, keyDim);
        }
        if (core.keyBias() != null) {
            core.keyBias().read(b, h, 0, firstKey, 1, keyCount, keyBias, 0, CHUNK);
            toBaseTwo(keyBias, keyCount);
        }
    }

    /** The keys of the chunk that each row sees; whether there are any. */
    private boolean readRanges(int b, int row0, int count) {
        KeyRanges ranges = core.step().ranges();
        boolean seen = false;
        for (int r = 0; r < count; r++) {
            begin[r] = Math.clamp(ranges.start(b, row0 + r) - (long) firstKey, 0, keyCount);
            end[r] = Math.clamp(ranges.end(b, row0 + r) - (long) firstKey, begin[r], keyCount);
            seen |= begin[r] < end[r];
        }
        return seen;
    }

    /** Copies the chunk of keys and values, once. */
    private void load(int b, int keyHead) {
        if (loaded) {
            return;
        }
        loaded = true;
        for (int tile = 0; tile * LANES < keyCount; tile++) {
            int key = firstKey + tile * LANES;
            int count = Math.min(LANES, keyCount - tile * LANES);
            turn(core.b(), b, keyHead, key, count, keyDim, keysAsColumns, keysAsColumnsAt + tile * LANES * keyColumns);
            turn(
                    core.w(),
                    b,
                    keyHead,
                    key,
                    count,
                    valueDim,
                    valuesAsColumns,
                    valuesAsColumnsAt + tile * LANES * valueColumns);
        }
        keysFinite = true;
        for (int slab = 0; g.query() != null && slab < slabs(keyDim); slab++) {
            int columns = Math.min(LANES, keyDim - slab * LANES);
            int at = keysAt + slab * KEY_SLAB;
            RowCopies.read(loops, core.b(), b, keyHead, firstKey, slab * LANES, keyCount, columns, keys, at, LANES);
            for (int j = 0; j < keyCount; j++) {
                keysFinite &= loops.isFinite(keys, at + j * LANES, columns);
                scale(core.step().scale(), keys, at + j * LANES, columns);
            }
        }
    }

    /** {@code y[to + c * LANES + lane] = x[row + lane][c]}, 0 in lanes from {@code used} on. */
    private void turn(Matrices x, int b, int h, int row, int used, int columns, float[] y, int to) {
        int stride = padded(columns);
        RowCopies.read(loops, x, b, h, row, 0, used, columns, turned, 0, stride);
        Arrays.fill(turned, used * stride, LANES * stride, 0);
        loops.toLanes(turned, columns, stride, 1, y, to);
    }

    /** Copies a block of rows; those that see no key are zeros, for they may hold anything. */
    private void readRows(int b, int h, int row0, int count) {
        readSlabs(core.a(), b, h, row0, count, keyDim, queries, queriesAt);
        // The rows and not the keys carry it, and are multiplied before mu, so that logits have the bits of the forward
        // pass.
        float factor = (float) (core.step().scale() / Math.log(2));
        for (int slab = 0; slab < slabs(keyDim); slab++) {
            scale(factor, queries, queriesAt + slab * ROW_SLAB, count * LANES);
        }
        readSlabs(g.outputGradient(), b, h, row0, count, valueDim, outputs, outputsAt);
        core.lse().read(b, h, row0, 0, count, 1, lse, 0, 1);
        g.delta().read(b, h, row0, 0, count, 1, delta, 0, 1);
        int factorColumns = 0;
        if (core.factors() != null) {
            factorColumns = core.factors().columns();
            core.factors().read(b, h, row0, 0, count, factorColumns, factors, 0, factorColumns);
        }
        for (int r = 0; r < count; r++) {
            if (begin[r] == end[r] || lse[r] == Float.NEGATIVE_INFINITY) {
                begin[r] = 0;
                end[r] = 0;
                lse[r] = 0;
                delta[r] = 0;
                for (int slab = 0; slab < slabs(keyDim); slab++) {
                    clear(queries, queriesAt + slab * ROW_SLAB + r * LANES, LANES);
                }
                for (int slab = 0; slab < slabs(valueDim); slab++) {
                    clear(outputs, outputsAt + slab * ROW_SLAB + r * LANES, LANES);
                }
                Arrays.fill(factors, r * factorColumns, (r + 1) * factorColumns, 0);
            } else if (core.columnScale() != null) {
                for (int d = 0; d < keyDim; d++) {
                    queries[queriesAt + d / LANES * ROW_SLAB + r * LANES + d % LANES] *= mu[d];
                }
            }
            factorsFinite[r] = loops.isFinite(factors, r * factorColumns, factorColumns);
        }
        toBaseTwo(lse, count);
    }

    private void readSlabs(Matrices x, int b, int h, int row0, int count, int dim, float[] y, int y0) {
        for (int slab = 0; slab < slabs(dim); slab++) {
            int c = slab * LANES;
            RowCopies.read(loops, x, b, h, row0, c, count, Math.min(LANES, dim - c), y, y0 + slab * ROW_SLAB, LANES);
        }
    }

    /** Finds the halves of a tile that each strip of rows sees; whether there are any. */
    private boolean plan(int tile, int count) {
        int low = tile * LANES;
        int high = Math.min(low + LANES, keyCount);
        int middle = Math.min(low + HALF, high);
        boolean some = false;
        for (int strip = 0; STRIP_STARTS[strip] < count; strip++) {
            int first = Integer.MAX_VALUE;
            int last = 0;
            for (int r = STRIP_STARTS[strip]; r < Math.min(count, STRIP_STARTS[strip + 1]); r++) {
                if (begin[r] < end[r]) {
                    first = Math.min(first, begin[r]);
                    last = Math.max(last, end[r]);
                }
            }
            strips[strip] = (first < middle && low < last ? LOW : 0) | (first < high && middle < last ? HIGH : 0);
            some |= strips[strip] != 0;
        }
        return some;
    }

    private static int strip(int row) {
        return row < STRIP_STARTS[1] ? 0 : 1;
    }

    /** The row after the last of the run of strips that begins with row {@code r} and sees the same halves. */
    private int runEnd(int r, int count) {
        int strip = strip(r);
        int next = strip + 1;
        while (STRIP_STARTS[next] < count && strips[next] == strips[strip]) {
            next++;
        }
        return Math.min(count, STRIP_STARTS[next]);
    }

    private int firstLane(int bits) {
        return bits == HIGH ? HALF : 0;
    }

    /** Lanes up to the last that rows with {@code bits} see; at most {@code used}. */
    private int lastLane(int bits, int used) {
        return bits == LOW ? Math.min(HALF, used) : used;
    }

    /**
     * P in {@link #s} and dS in {@link #dp} of a block of rows and a tile of keys; zeros where nothing is seen. Strip by strip,
     * which are still in the first-level cache when their exponentials are taken.
     */
    private void logitGradients(int b, int h, int row0, int count, int tile) {
        int used = Math.min(LANES, keyCount - tile * LANES);
        for (int strip = 0; STRIP_STARTS[strip] < count; strip++) {
            int from = STRIP_STARTS[strip];
            int to = Math.min(count, STRIP_STARTS[strip + 1]);
            int bits = strips[strip];
            if (bits != 0) {
                int lane = firstLane(bits);
                int width = loops.width(lastLane(bits, used));
                int key = keysAsColumnsAt + tile * LANES * keyColumns;
                products(queries, queriesAt, from, to, keyDim, keysAsColumns, key, s, lane, width);
                if (g.needsLogitGradients()) {
                    int at = valuesAsColumnsAt + tile * LANES * valueColumns;
                    products(outputs, outputsAt, from, to, valueDim, valuesAsColumns, at, dp, lane, width);
                }
                addBiases(b, h, row0, from, to, tile * LANES, used, width);
                mask(from, to, tile * LANES, used);
                if (core.seeds() != null) {
                    dropout.draw(loops, core, b, h, row0, from, to, firstKey + tile * LANES, width);
                    dropout.multiply(dp, from, to, width);
                }
                loops.logitGradients(s, dp, from, to, lse, delta, lane, width);
                if (core.seeds() != null) {
                    dropout.multiply(s, from, to, width);
                }
            }
            if (bits != BOTH) {
                clearUnseen(bits, from, to);
            }
        }
    }

    private void clearUnseen(int bits, int from, int to) {
        int low = (bits & LOW) == 0 ? 0 : HALF;
        int high = (bits & HIGH) == 0 ? LANES : HALF;
        for (int r = from; r < to; r++) {
            Arrays.fill(s, r * LANES + low, r * LANES + high, 0);
            Arrays.fill(dp, r * LANES + low, r * LANES + high, 0);
        }
    }

    /** {@code c[r][lane] = sum_t a[r][t] * b[t][lane]} for {@code from <= r < to}, a in slabs. */
    private void products(
            float[] a, int a0, int from, int to, int depth, float[] b, int b0, float[] c, int firstLane, int width) {
        loops.products(a, a0, LANES, from, to, Math.min(LANES, depth), b, b0, c, firstLane, width);
        int row = from * LANES;
        for (int slab = 1; slab < slabs(depth); slab++) {
            int terms = Math.min(LANES, depth - slab * LANES);
            loops.addRows(
                    a,
                    a0 + slab * ROW_SLAB + row,
                    LANES,
                    to - from,
                    terms,
                    b,
                    b0 + slab * LANES * LANES + firstLane,
                    part,
                    c,
                    row + firstLane,
                    width - firstLane);
        }
    }

    /** Adds what logits have besides products; {@code key} counts from the first key of the chunk. */
    private void addBiases(int b, int h, int row0, int from, int to, int key, int used, int width) {
        if (core.keyBias() != null) {
            for (int r = from; r < to; r++) {
                addKeyBias(keyBias, key, s, r * LANES, used);
            }
        }
        if (core.factors() != null) {
            int columns = core.factors().columns();
            int high = core.step().high();
            int low = columns - high;
            for (int r = from; r < to; r++) {
                for (int lane = 0; lane < used; ) {
                    int j = firstKey + key + lane;
                    int run = Math.min(used - lane, low - j % low);
                    multiply(factors, r * columns + j / low, r * columns + high + j % low, part, r * LANES + lane, run);
                    lane += run;
                }
            }
            loops.addHiding(part, Exp2.LOG2_E, s, from, to, width);
        }
        if (core.bias() != null) {
            core.bias().read(b, h, row0 + from, firstKey + key, to - from, used, part, from * LANES, LANES);
            loops.addBias(part, core.biasScale(h) * Exp2.LOG2_E, s, from, to, width);
        }
    }

    /** {@code y[y0 + i] = x[p] * x[q + i]}. */
    private static void multiply(float[] x, int p, int q, float[] y, int y0, int count) {
        float factor = x[p];
        for (int i = 0; i < count; i++) {
            y[y0 + i] = factor * x[q + i];
        }
    }

    private static void addKeyBias(float[] x, int x0, float[] y, int y0, int count) {
        for (int i = 0; i < count; i++) {
            float bias = x[x0 + i];
            y[y0 + i] = bias == Float.NEGATIVE_INFINITY ? bias : y[y0 + i] + bias;
        }
    }

    /** Hides the keys of a tile that its rows do not see; {@code low} counts from the first key of the chunk. */
    private void mask(int fromRow, int toRow, int low, int used) {
        for (int r = fromRow; r < toRow; r++) {
            if (begin[r] > low || end[r] < low + used) {
                int from = r * LANES;
                int first = Math.clamp(begin[r] - low, 0, used);
                int last = Math.clamp(end[r] - low, first, used);
                Arrays.fill(s, from, from + first, Float.NEGATIVE_INFINITY);
                Arrays.fill(s, from + last, from + used, Float.NEGATIVE_INFINITY);
            }
        }
    }

    /** Adds {@code count} sums to totals, and begins them again. */
    private static void move(float[] sums, int at, float[] totals, int count) {
        add(sums, at, totals, 0, count);
        clear(sums, at, count);
    }

    private static float[] cleared(float[] array, int elements) {
        float[] large = atLeast(array, elements);
        clear(large, 0, elements);
        return large;
    }

    /** Adds P and dS of a tile to all sums that are wanted. */
    private void addToSums(int count, int tile) {
        int used = Math.min(LANES, keyCount - tile * LANES);
        int low = STRIP_STARTS[firstStrip(LOW, count)];
        int high = STRIP_STARTS[firstStrip(HIGH, count)];
        int lowEnd = Math.min(count, STRIP_STARTS[lastStrip(LOW, count)]);
        int highEnd = Math.min(count, STRIP_STARTS[lastStrip(HIGH, count)]);
        if (low == high && lowEnd == highEnd) {
            addToKeys(low, lowEnd, tile, 0, used);
        } else {
            addToKeys(low, lowEnd, tile, 0, Math.min(HALF, used));
            addToKeys(high, highEnd, tile, HALF, used);
        }
        if (g.dc() != null) {
            Arrays.fill(tileSums, 0);
            for (int r = 0; r < count; r++) {
                add(dp, r * LANES, tileSums, 0, LANES);
            }
            add(tileSums, 0, columnSums, tile * LANES, LANES);
        }
        if (g.query() != null) {
            addToRows(count, tile, used);
        }
        if (g.factors() != null) {
            for (int r = 0; r < count; r++) {
                addToFactors(r, tile, used);
            }
        }
    }

    private int firstStrip(int bit, int count) {
        int strip = 0;
        while (STRIP_STARTS[strip] < count && (strips[strip] & bit) == 0) {
            strip++;
        }
        return strip;
    }

    private int lastStrip(int bit, int count) {
        int strip = count == 0 ? 0 : strip(count - 1) + 1;
        while (strip > 0 && (strips[strip - 1] & bit) == 0) {
            strip--;
        }
        return strip;
    }

    /** Adds rows {@code from <= r < to} to the sums of the keys in lanes {@code lane <= i < lastLane}. */
    private void addToKeys(int from, int to, int tile, int lane, int lastLane) {
        if (from >= to || lane >= lastLane) {
            return;
        }
        int w0 = from * LANES + lane;
        int lanes = lastLane - lane;
        int y0 = (tile * LANES + lane) * LANES;
        for (int slab = 0; g.dw() != null && slab < slabs(valueDim); slab++) {
            int x0 = outputsAt + slab * ROW_SLAB + from * LANES;
            int columns = columns(valueDim, slab);
            loops.addProducts(
                    outputs, x0, columns, to - from, s, w0, valueSums, valueSumsAt + slab * KEY_SLAB + y0, lanes);
        }
        for (int slab = 0; g.db() != null && slab < slabs(keyDim); slab++) {
            int x0 = queriesAt + slab * ROW_SLAB + from * LANES;
            int columns = columns(keyDim, slab);
            loops.addProducts(
                    queries, x0, columns, to - from, dp, w0, keySums, keySumsAt + slab * KEY_SLAB + y0, lanes);
        }
    }

    /** Columns of a slab that are worked on. */
    private static int columns(int dim, int slab) {
        return Math.min(LANES, padded(dim - slab * LANES));
    }

    /** {@code rowSums[r] += sum_lane dS[r][lane] * keys[lane]}. */
    private void addToRows(int count, int tile, int used) {
        for (int r = 0; r < count; ) {
            int next = runEnd(r, count);
            int bits = strips[strip(r)];
            for (int slab = 0; bits != 0 && slab < slabs(keyDim); slab++) {
                int lane = firstLane(bits);
                int lanes = lastLane(bits, used) - lane;
                int b0 = keysAt + slab * KEY_SLAB + (tile * LANES + lane) * LANES;
                int to = rowSumsAt + (slab * ROWS + r) * LANES;
                if (keysFinite) {
                    int width = loops.width(Math.min(LANES, keyDim - slab * LANES));
                    int a0 = r * LANES + lane;
                    loops.addRows(dp, a0, LANES, next - r, lanes, keys, b0, part, rowSums, to, width);
                } else {
                    addSkippingZeros(r, next, lane, lanes, b0, to);
                }
            }
            r = next;
        }
    }

    /** As {@link #addToRows} where keys hold NaN or infinity, which rows that do not see them must not get. */
    private void addSkippingZeros(int from, int to, int lane, int lanes, int b0, int sum0) {
        for (int r = from; r < to; r++) {
            for (int i = 0; i < lanes; i++) {
                float ds = dp[r * LANES + lane + i];
                if (ds != 0) {
                    addScaled(ds, keys, b0 + i * LANES, rowSums, sum0 + (r - from) * LANES, LANES);
                }
            }
        }
    }

    private void addToFactors(int r, int tile, int used) {
        int columns = core.factors().columns();
        int high = core.step().high();
        int low = columns - high;
        int row = r * columns;
        for (int lane = 0; lane < used; ) {
            int j = firstKey + tile * LANES + lane;
            int run = Math.min(used - lane, low - j % low);
            int p = row + j / low;
            int q = row + high + j % low;
            int at = r * LANES + lane;
            if (factorsFinite[r]) {
                factorSums[p] += dot(dp, at, factors, q, run);
                addScaled(factors[p], dp, at, factorSums, q, run);
            } else {
                addToFactorsSkippingZeros(p, q, at, run);
            }
            lane += run;
        }
    }

    /** As {@link #addToFactors} where factors hold NaN or infinity, which keys that are not seen must not pass on. */
    private void addToFactorsSkippingZeros(int p, int q, int at, int count) {
        for (int i = 0; i < count; i++) {
            float ds = dp[at + i];
            if (ds != 0) {
                factorSums[p] = Math.fma(ds, factors[q + i], factorSums[p]);
                factorSums[q + i] = Math.fma(ds, factors[p], factorSums[q + i]);
            }
        }
    }

    /** {@code sum_i x[x0 + i] * y[y0 + i]}, in four chains. */
    private static float dot(float[] x, int x0, float[] y, int y0, int count) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            sum0 = Math.fma(x[x0 + i], y[y0 + i], sum0);
            sum1 = Math.fma(x[x0 + i + 1], y[y0 + i + 1], sum1);
            sum2 = Math.fma(x[x0 + i + 2], y[y0 + i + 2], sum2);
            sum3 = Math.fma(x[x0 + i + 3], y[y0 + i + 3], sum3);
        }
        for (; i < count; i++) {
            sum0 = Math.fma(x[x0 + i], y[y0 + i], sum0);
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    /** Adds the sums over the chunk's keys to the results of a block of rows; the first chunk stores them. */
    private void addRows(int b, int h, int row0, int count, boolean first, boolean seen) {
        if (!seen && !first) {
            return;
        }
        if (!seen) {
            clear(rowSums, rowSumsAt, g.query() == null ? 0 : slabs(keyDim) * ROWS * LANES);
            clear(factorSums, 0, g.factors() == null ? 0 : count * g.factors().columns());
        }
        for (int slab = 0; g.query() != null && slab < slabs(keyDim); slab++) {
            int columns = Math.min(LANES, keyDim - slab * LANES);
            int at = rowSumsAt + slab * ROWS * LANES;
            addRows(g.query(), rowSums, at, LANES, columns, b, h, row0, slab * LANES, count, first);
        }
        if (g.factors() != null) {
            int columns = g.factors().columns();
            int step = Math.min(columns, LANES);
            for (int c = 0; c < columns; c += step) {
                addRows(g.factors(), factorSums, c, columns, Math.min(step, columns - c), b, h, row0, c, count, first);
            }
        }
    }

    /** Adds {@code rows x columns} elements of {@code sums} to those of {@code y} from (row0, column) on, or stores them. */
    private void addRows(
            Matrices y,
            float[] sums,
            int at,
            int stride,
            int columns,
            int b,
            int h,
            int row0,
            int column,
            int rows,
            boolean store) {
        if (!store) {
            RowCopies.read(loops, y, b, h, row0, column, rows, columns, part, 0, LANES);
            for (int r = 0; r < rows; r++) {
                add(part, r * LANES, sums, at + r * stride, columns);
            }
        }
        RowCopies.write(loops, sums, at, stride, rows, columns, y, b, h, row0, column);
    }

    private void addBias(int b, int h, int row0, int count, int tile, float factor, boolean store) {
        int used = Math.min(LANES, keyCount - tile * LANES);
        scale(factor, dp, count * LANES);
        addRows(g.bias(), dp, 0, LANES, used, b, h, row0, firstKey + tile * LANES, count, store);
    }

    private static void scale(float factor, float[] x, int count) {
        scale(factor, x, 0, count);
    }

    private static void scale(float factor, float[] x, int x0, int count) {
        for (int i = x0; i < x0 + count; i++) {
            x[i] *= factor;
        }
    }

    private static void toBaseTwo(float[] x, int count) {
        for (int i = 0; i < count; i++) {
            x[i] = Exp2.bias(x[i], Exp2.LOG2_E);
        }
    }

    private static void add(float[] x, int x0, float[] y, int y0, int count) {
        for (int i = 0; i < count; i++) {
            y[y0 + i] += x[x0 + i];
        }
    }

    private static void addScaled(float factor, float[] x, int x0, float[] y, int y0, int count) {
        for (int i = 0; i < count; i++) {
            y[y0 + i] = Math.fma(factor, x[x0 + i], y[y0 + i]);
        }
    }
}
