package io.attn4j.cpu.core;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.tile.Exp2;
import io.attn4j.cpu.tile.RowCopies;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import java.util.Arrays;

/**
 * Online-softmax attention of some consecutive query rows of one head (Milakov and Gimelshein, arXiv 1805.02867; tiled
 * as in FlashAttention, arXiv 2205.14135), with the scratch of one thread.
 *
 * <p>Lanes are queries: {@code s[key][lane]}. Logits are kept in base 2, so the query carries
 * {@code scale * log2(e)}. The running maximum is rounded to an integer, which makes every rescaling by a power of two
 * exact. Blocks of keys begin at multiples of {@value #BLOCK}, and a hidden key adds an exact zero, so a row's result
 * does not depend on the rows that share its tile.
 */
final class CoreAttentionTile {
    private static final int LANES = TileLoops.LANES;
    private static final int GROUP = TileLoops.GROUP;
    static final int BLOCK = 128;

    /** Blocks whose sums are added up before they join those before: rounding errors do not grow with the number of keys. */
    private static final int BLOCKS = 16;

    /** Floats of {@link TileLoops#LANES} columns of a block of keys, of values, and of the sums of a tile: each lie in such panels. */
    private static final int KEY_PANEL = (BLOCK + GROUP) * LANES;

    private static final int VALUE_PANEL = BLOCK * LANES;
    private static final int OUT_PANEL = LANES * LANES;

    private static final int MAX_TILES = 16;

    /** Rows that are multiplied with values at a time, at most. */
    private static final int ROWS = 8;

    /** Queries and sums of all tiles of a task, which every block of keys passes over: half of a second-level cache of 1 MiB. */
    private static final int TASK_BYTES = 512 << 10;

    private static final int TASKS_PER_THREAD = 4;
    /** What values are multiplied by where their sums overflow. */
    private static final float SMALL = 0x1p-64f;

    private TileLoops loops;

    /** Weights of an earlier execution, or null. */
    private KeptWeights kept;

    /** Where this execution leaves its weights, or null. */
    private KeptWeights record;

    private final int[] begin = new int[MAX_TILES * LANES];
    private final int[] end = new int[MAX_TILES * LANES];
    private final int[] commonBegin = new int[MAX_TILES];
    private final int[] commonEnd = new int[MAX_TILES];
    private final int[] lastEnd = new int[MAX_TILES];
    private final int[] halfEnd = new int[MAX_TILES];
    private final int[] depth = new int[LANES];
    private final float[] max = new float[MAX_TILES * LANES];
    private final float[] sum = new float[MAX_TILES * LANES];
    private final float[] blockMax = new float[LANES];
    private final float[] blockSum = new float[LANES];
    private final float[] shift = new float[LANES];
    private final float[] decay = new float[LANES];
    private final float[] s = new float[BLOCK * LANES];
    private final float[] part = new float[BLOCK * LANES];
    private final float[] keyBias = new float[BLOCK];
    private final CoreDropout dropout = new CoreDropout();
    private float[] query = {};
    private int queryAt;
    private float[] factors = {};
    private float[] out = {};
    private int outAt;
    private float[] keys = {};
    private float[] values = {};
    private int valuesAt;
    private float[] rows = {};
    private final boolean[] settled = new boolean[MAX_TILES];
    private boolean valuesChecked;
    private boolean valuesFinite;
    private float[] outBefore = {};
    private final float[] sumBefore = new float[MAX_TILES * LANES];
    private final float[] maxBefore = new float[MAX_TILES * LANES];
    private float valueScale = 1;

    /** Query rows of one task: many, for keys and values are copied per task, but so that every thread has several tasks. */
    static int rowsPerTask(CoreAttention step, int threads) {
        View a = step.a();
        long tiles = (long) a.batch() * a.heads() * Math.ceilDiv(a.rows(), LANES);
        int tileBytes = (a.columns() + padded(step.w().columns())) * LANES * Float.BYTES;
        int perTask = Math.clamp(Integer.highestOneBit(TASK_BYTES / tileBytes), 1, MAX_TILES);
        while (perTask > 1 && tiles / perTask < (long) TASKS_PER_THREAD * threads) {
            perTask /= 2;
        }
        return perTask * LANES;
    }

    /**
     * Computes rows {@code row0 <= i < row0 + rowCount}, cut at N, of one head.
     *
     * @param weights where the softmax weights of all batches are kept, or null
     */
    void run(TileLoops tileLoops, CoreOperands core, KeptWeights weights, int b, int h, int row0, int rowCount) {
        loops = tileLoops;
        kept = weights == null || weights.isRecording() ? null : weights;
        record = weights != null && weights.isRecording() && b == 0 ? weights : null;
        KeyRanges ranges = core.step().ranges();
        int keyCount = core.step().b().rows();
        int da = core.keyDim();
        int dv = core.valueDim();
        int count = Math.min(rowCount, core.step().a().rows() - row0);
        int tiles = Math.ceilDiv(count, LANES);
        reserve(da, dv, core.factors() == null ? 0 : core.factors().columns(), tiles);

        int first = Integer.MAX_VALUE;
        int last = 0;
        Arrays.fill(commonBegin, 0);
        Arrays.fill(commonEnd, Integer.MAX_VALUE);
        Arrays.fill(lastEnd, 0);
        Arrays.fill(halfEnd, 0);
        for (int lane = 0; lane < tiles * LANES; lane++) {
            begin[lane] = 0;
            end[lane] = 0;
            if (lane < count) {
                begin[lane] = Math.max(0, ranges.start(b, row0 + lane));
                end[lane] = Math.clamp(ranges.end(b, row0 + lane), begin[lane], Math.max(begin[lane], keyCount));
                commonBegin[lane / LANES] = Math.max(commonBegin[lane / LANES], begin[lane]);
                commonEnd[lane / LANES] = Math.min(commonEnd[lane / LANES], end[lane]);
                if (begin[lane] < end[lane]) {
                    first = Math.min(first, begin[lane]);
                    lastEnd[lane / LANES] = Math.max(lastEnd[lane / LANES], end[lane]);
                    last = Math.max(last, end[lane]);
                    if (lane % LANES < TileLoops.HALF) {
                        halfEnd[lane / LANES] = Math.max(halfEnd[lane / LANES], end[lane]);
                    }
                }
            }
        }
        for (int tile = 0; kept == null && tile < tiles; tile++) {
            int row = row0 + tile * LANES;
            int used = Math.min(LANES, count - tile * LANES);
            packQuery(core, b, h, row, used, queryAt + tile * da * LANES);
            if (core.factors() != null) {
                packFactors(core, b, h, row, used, tile * core.factors().columns() * LANES);
            }
        }

        valueScale = 1;
        attendToAll(core, b, h, row0, count, first, last);
        if (!loops.isFinite(out, outAt, sums(count, dv))) {
            // Sums of values near the largest float overflow before they are divided by the sum of weights.
            valueScale = SMALL;
            attendToAll(core, b, h, row0, count, first, last);
        }
        for (int tile = 0; tile < tiles; tile++) {
            int used = Math.min(LANES, count - tile * LANES);
            write(core, b, h, row0 + tile * LANES, tile, used);
        }
    }

    /** Floats of the sums of {@code count} rows and those that are computed with them. */
    private static int sums(int count, int valueDim) {
        int panels = panels(valueDim);
        return panels == 1 ? Math.ceilDiv(count, ROWS) * ROWS * LANES : Math.ceilDiv(count, LANES) * panels * OUT_PANEL;
    }

    /** Adds all keys {@code first <= j < last}, block by block, to sums that begin with nothing. */
    private void attendToAll(CoreOperands core, int b, int h, int row0, int count, int first, int last) {
        int tiles = Math.ceilDiv(count, LANES);
        Arrays.fill(max, 0, tiles * LANES, Float.NEGATIVE_INFINITY);
        Arrays.fill(sum, 0, tiles * LANES, 0);
        Arrays.fill(settled, false);
        int sums = sums(count, core.valueDim());
        Arrays.fill(out, outAt, outAt + sums, 0);
        boolean two = last - first / BLOCK * BLOCK > BLOCK * BLOCKS;
        if (two) {
            outBefore = atLeast(outBefore, sums);
            Arrays.fill(outBefore, 0, sums, 0);
            Arrays.fill(sumBefore, 0, tiles * LANES, 0);
            Arrays.fill(maxBefore, 0, tiles * LANES, Float.NEGATIVE_INFINITY);
        }
        for (int block = first / BLOCK * BLOCK; block < last; block += BLOCK) {
            int from = Math.max(first, block);
            int to = Math.min(last, block + BLOCK);
            boolean loaded = false;
            for (int tile = 0; tile < tiles; tile++) {
                int used = Math.min(LANES, count - tile * LANES);
                if (!sees(tile, used, from, to)) {
                    continue;
                }
                if (!loaded) {
                    load(core, b, h, from, to - from);
                    loaded = true;
                }
                attend(core, b, h, row0, tile, used, from, Math.min(to, lastEnd[tile]), to - from);
            }
            if (two && ((block / BLOCK + 1) % BLOCKS == 0 || block + BLOCK >= last)) {
                joinBefore(tiles, count, panels(core.valueDim()));
            }
        }
        if (two) {
            System.arraycopy(outBefore, 0, out, outAt, sums);
            System.arraycopy(sumBefore, 0, sum, 0, tiles * LANES);
        }
    }

    /**
     * Adds the sums so far to those of earlier blocks and clears them. The maximum runs on, so that what is before is scaled by
     * a power of two, exactly.
     */
    private void joinBefore(int tiles, int count, int panels) {
        for (int tile = 0; tile < tiles; tile++) {
            for (int lane = 0; lane < Math.min(LANES, count - tile * LANES); lane++) {
                int row = tile * LANES + lane;
                float factor = max[row] == maxBefore[row]
                        ? 1
                        : (float) Math.scalb(1.0, (int) Math.max(-1000, maxBefore[row] - max[row]));
                sumBefore[row] = sumBefore[row] * factor + sum[row];
                maxBefore[row] = max[row];
                sum[row] = 0;
                for (int panel = 0; panel < panels; panel++) {
                    int at = (tile * panels + panel) * OUT_PANEL + lane * LANES;
                    for (int i = at; i < at + LANES; i++) {
                        outBefore[i] = outBefore[i] * factor + out[outAt + i];
                        out[outAt + i] = 0;
                    }
                }
            }
        }
    }

    private void reserve(int da, int dv, int factorColumns, int tiles) {
        query = atLeast(query, (tiles * da + TileLoops.SQUARE) * LANES + TileLoops.LINE);
        queryAt = loops.first(query);
        out = atLeast(out, tiles * panels(dv) * OUT_PANEL + TileLoops.LINE);
        outAt = loops.first(out);
        keys = atLeast(keys, panels(da) * KEY_PANEL);
        values = atLeast(values, panels(dv) * VALUE_PANEL + TileLoops.LINE);
        valuesAt = loops.first(values);
        factors = atLeast(factors, (tiles * factorColumns + TileLoops.SQUARE) * LANES);
        rows = atLeast(rows, LANES * Math.max(Math.max(padded(da), padded(factorColumns)), BLOCK));
    }

    private static int panels(int columns) {
        return Math.ceilDiv(columns, LANES);
    }

    /** Columns of a matrix in scratch. */
    private static int padded(int columns) {
        return Math.ceilDiv(columns, TileLoops.SQUARE) * TileLoops.SQUARE;
    }

    private static float[] atLeast(float[] array, int length) {
        return array.length >= length ? array : new float[length];
    }

    private void packQuery(CoreOperands core, int b, int h, int row, int used, int to) {
        int da = core.keyDim();
        float factor = (float) (core.step().scale() / Math.log(2));
        int lanes = readRows(core.a(), b, h, row, 0, used, da, padded(da));
        loops.toLanes(rows, lanes, da, padded(da), factor, query, to, LANES);
        if (core.columnScale() != null) {
            for (int d = 0; d < da; d++) {
                float mu = core.columnScale().get(0, h, 0, d);
                for (int lane = to + d * LANES; lane < to + (d + 1) * LANES; lane++) {
                    query[lane] *= mu;
                }
            }
        }
    }

    /** {@code factors[to + c][lane]}: what the logits of a row are products of. */
    private void packFactors(CoreOperands core, int b, int h, int row, int used, int to) {
        int columns = core.factors().columns();
        int lanes = readRows(core.factors(), b, h, row, 0, used, columns, padded(columns));
        loops.toLanes(rows, lanes, columns, padded(columns), 1, factors, to, LANES);
    }

    /** {@code rows[lane][c]}, zero in lanes that loops work on but are not used; returns the number of lanes, in whole squares. */
    private int readRows(Matrices x, int b, int h, int row, int column, int used, int columns, int stride) {
        int lanes = padded(loops.width(used));
        RowCopies.read(loops, x, b, h, row, column, used, columns, rows, 0, stride);
        Arrays.fill(rows, used * stride, lanes * stride, 0);
        return lanes;
    }

    /** True when some row of the tile sees some of the keys {@code from <= j < to}. */
    private boolean sees(int tile, int used, int from, int to) {
        if (commonBegin[tile] <= from && from < commonEnd[tile]) {
            return true;
        }
        for (int lane = tile * LANES; lane < tile * LANES + used; lane++) {
            if (Math.max(begin[lane], from) < Math.min(end[lane], to)) {
                return true;
            }
        }
        return false;
    }

    private void load(CoreOperands core, int b, int h, int from, int count) {
        int da = core.keyDim();
        int dv = core.valueDim();
        int keyHead = core.keyHead(h);
        for (int c = 0; c < dv; c += LANES) {
            int panel = valuesAt + c / LANES * VALUE_PANEL;
            int columns = Math.min(LANES, dv - c);
            RowCopies.read(loops, core.w(), b, keyHead, from, c, count, columns, values, panel, LANES);
            for (int j = 0; columns < padded(columns) && j < count; j++) {
                Arrays.fill(values, panel + j * LANES + columns, panel + j * LANES + padded(columns), 0);
            }
            for (int i = panel; valueScale != 1 && i < panel + count * LANES; i++) {
                values[i] *= valueScale;
            }
        }
        valuesChecked = false;
        if (kept != null) {
            return;
        }
        for (int d = 0; d < da; d += LANES) {
            int panel = d / LANES * KEY_PANEL;
            RowCopies.read(loops, core.b(), b, keyHead, from, d, count, Math.min(LANES, da - d), keys, panel, LANES);
        }
        if (core.keyBias() != null) {
            core.keyBias().read(b, h, 0, from, 1, count, keyBias, 0, count);
            for (int j = 0; j < count; j++) {
                keyBias[j] = Exp2.bias(keyBias[j], Exp2.LOG2_E);
            }
        }
    }

    /** Adds the keys {@code from <= j < to}, the first of those {@code loaded}, to the rows of one tile. */
    private void attend(CoreOperands core, int b, int h, int row0, int tile, int used, int from, int to, int loaded) {
        int count = to - from;
        int lane0 = tile * LANES;
        float[] weights = s;
        boolean hides;
        if (kept == null) {
            hides = weigh(core, b, h, row0, tile, used, from, to);
        } else {
            KeptWeights.Block block = kept.get(h, row0 + lane0, from);
            weights = block.weights();
            hides = block.hides();
            addSums(core, tile, used, block.sums(), block.decay());
            System.arraycopy(block.max(), 0, max, lane0, LANES);
        }
        if (core.seeds() != null) {
            dropout.dropWeights(loops, core, b, h, row0 + lane0, used, from, count, weights);
        }
        boolean skips = hides && !valuesFinite(core.valueDim(), loaded);
        int[] depths = depths(tile, from, count);
        for (int c = 0; c < core.valueDim(); c += LANES) {
            int panel = valuesAt + c / LANES * VALUE_PANEL;
            int columns = Math.min(LANES, padded(core.valueDim() - c));
            int at = outAt(core, tile, c);
            if (skips) {
                loops.addWeightedSkippingZeros(values, panel, columns, count, weights, out, at, used);
            } else {
                loops.addWeighted(values, panel, columns, depths, weights, out, at, used);
            }
        }
    }

    /** Where the sums of a tile are, of the panel of column {@code c}. */
    private int outAt(CoreOperands core, int tile, int c) {
        return outAt + (tile * panels(core.valueDim()) + c / LANES) * OUT_PANEL;
    }

    /**
     * The weights of the loaded keys, and their sums and maxima; true when some rows do not see some keys.
     *
     * <p>Few blocks hold a logit far above all before them. So the exponentials are taken with the running maximum as it is,
     * and only where they turn out too large are the logits formed again and their maximum taken first.
     */
    private boolean weigh(CoreOperands core, int b, int h, int row0, int tile, int used, int from, int to) {
        int count = to - from;
        int width = loops.width(used);
        int lane0 = tile * LANES;
        boolean hides = logits(core, b, h, row0, tile, used, from, to, width);
        System.arraycopy(max, lane0, shift, 0, width);
        boolean rescale = false;
        if (!settled[tile] || !loops.exponentials(s, count, shift, blockSum, width)) {
            if (settled[tile]) {
                logits(core, b, h, row0, tile, used, from, to, width);
            }
            loops.maxima(s, count, blockMax, width);
            rescale = loops.raise(blockMax, max, lane0, shift, decay, width);
            settled[tile] = true;
            boolean large = false;
            for (int lane = 0; lane < width; lane++) {
                settled[tile] &= Math.abs(max[lane0 + lane]) < Exp2.LARGE;
                large |= Math.abs(shift[lane]) >= Exp2.LARGE;
            }
            if (large) {
                loops.subtract(s, count, shift, width);
                Arrays.fill(shift, 0);
            }
            loops.exponentials(s, count, shift, blockSum, width);
        }
        addSums(core, tile, used, blockSum, rescale ? decay : null);
        if (record != null) {
            record.put(
                    h,
                    row0 + lane0,
                    from,
                    new KeptWeights.Block(
                            Arrays.copyOf(s, count * LANES),
                            blockSum.clone(),
                            Arrays.copyOfRange(max, lane0, lane0 + LANES),
                            rescale ? decay.clone() : null,
                            hides));
        }
        return hides;
    }

    /** Adds the sums of weights of a block; where {@code factors} are not null, what was before it is multiplied by them. */
    private void addSums(CoreOperands core, int tile, int used, float[] sums, float[] factors) {
        int lane0 = tile * LANES;
        int width = loops.width(used);
        if (factors == null) {
            for (int lane = 0; lane < width; lane++) {
                sum[lane0 + lane] += sums[lane];
            }
            return;
        }
        for (int lane = 0; lane < width; lane++) {
            sum[lane0 + lane] = sum[lane0 + lane] * factors[lane] + sums[lane];
        }
        for (int c = 0; c < core.valueDim(); c += LANES) {
            loops.scale(out, outAt(core, tile, c), LANES, factors, used);
        }
    }

    /** The logits of the loaded keys; true when some are hidden. */
    private boolean logits(CoreOperands core, int b, int h, int row0, int tile, int used, int from, int to, int width) {
        int count = to - from;
        int lane0 = tile * LANES;
        products(core, tile, from, count, width);
        boolean masked = core.keyBias() != null && addKeyBias(count, width);
        if (core.factors() != null) {
            int high = core.step().high();
            int low = core.factors().columns() - high;
            int at = tile * core.factors().columns() * LANES;
            masked |= loops.addFactors(factors, at, at + high * LANES, low, from, Exp2.LOG2_E, s, count, width);
        }
        if (core.bias() != null) {
            int lanes = readRows(core.bias(), b, h, row0 + lane0, from, used, count, BLOCK);
            loops.toLanes(rows, lanes, count, BLOCK, 1, part, 0, LANES);
            masked |= loops.addBias(part, core.biasScale(h) * Exp2.LOG2_E, s, 0, count, width);
        }
        return masked | maskRanges(tile, width, from, to);
    }

    /** The logits of the loaded keys except for what depends on rows and keys. */
    private void products(CoreOperands core, int tile, int from, int count, int width) {
        int da = core.keyDim();
        // Beyond the last key that the first half of the lanes sees, only the other half is worth forming.
        int all = Math.min(count, Math.ceilDiv(Math.max(0, halfEnd[tile] - from), GROUP) * GROUP);
        int half = TileLoops.HALF;
        int depth = Math.min(LANES, da);
        int at = queryAt + tile * da * LANES;
        loops.products(keys, 0, LANES, 0, all, depth, query, at, s, 0, width);
        loops.products(keys, 0, LANES, all, count, depth, query, at, s, half, width);
        for (int d = LANES; d < da; d += LANES) {
            depth = Math.min(LANES, da - d);
            at = queryAt + (tile * da + d) * LANES;
            int key = d / LANES * KEY_PANEL;
            int to = all * LANES;
            loops.addRows(keys, key, LANES, all, depth, query, at, part, s, 0, width);
            loops.addRows(
                    keys, key + to, LANES, count - all, depth, query, at + half, part, s, to + half, width - half);
        }
    }

    private boolean addKeyBias(int count, int width) {
        boolean masked = false;
        for (int j = 0; j < count; j++) {
            float bias = keyBias[j];
            if (bias == Float.NEGATIVE_INFINITY) {
                Arrays.fill(s, j * LANES, (j + 1) * LANES, bias);
                masked = true;
                continue;
            }
            for (int i = j * LANES; i < j * LANES + width; i++) {
                s[i] += bias;
            }
        }
        return masked;
    }

    /** Hides the keys outside of the lanes' ranges; only those that some lane does not see are visited. */
    private boolean maskRanges(int tile, int width, int from, int to) {
        int before = Math.clamp(commonBegin[tile], from, to);
        int after = Math.clamp(commonEnd[tile], before, to);
        if (from == before && after == to) {
            return false;
        }
        loops.mask(s, 0, before - from, from, begin, end, tile * LANES, width);
        loops.mask(s, after - from, to - from, from, begin, end, tile * LANES, width);
        return true;
    }

    /** How many of the {@code count} keys from {@code from} on each lane needs. */
    private int[] depths(int tile, int from, int count) {
        for (int lane = 0; lane < LANES; lane++) {
            depth[lane] = Math.clamp(end[tile * LANES + lane] - from, 0, count);
        }
        return depth;
    }

    private boolean valuesFinite(int valueDim, int count) {
        if (!valuesChecked) {
            valuesChecked = true;
            valuesFinite = true;
            for (int c = 0; c < valueDim; c += LANES) {
                int columns = Math.min(LANES, valueDim - c);
                for (int j = 0; j < count; j++) {
                    valuesFinite &= loops.isFinite(values, valuesAt + c / LANES * VALUE_PANEL + j * LANES, columns);
                }
            }
        }
        return valuesFinite;
    }

    private void write(CoreOperands core, int b, int h, int row, int tile, int used) {
        int lane0 = tile * LANES;
        for (int lane = 0; lane < used; lane++) {
            float total = sum[lane0 + lane];
            decay[lane] = total == 0 ? 0 : 1 / total;
            blockMax[lane] = total == 0 ? Float.NEGATIVE_INFINITY : Exp2.naturalLog(max[lane0 + lane], total);
        }
        int dv = core.valueDim();
        for (int c = 0; c < dv; c += LANES) {
            int at = outAt(core, tile, c);
            loops.scale(out, at, LANES, decay, used);
            for (int i = at; valueScale != 1 && i < at + used * LANES; i++) {
                out[i] /= valueScale;
            }
            RowCopies.write(loops, out, at, LANES, used, Math.min(LANES, dv - c), core.o(), b, h, row, c);
        }
        core.lse().write(blockMax, 0, 1, used, 1, b, h, row, 0);
    }
}
