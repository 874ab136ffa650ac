package io.attn4j.cpu;

import io.attn4j.core.CoreProblem;
import io.attn4j.core.CoreShape;
import io.attn4j.core.Operand;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Online-softmax attention of some consecutive query rows of one head (Milakov and Gimelshein, arXiv 1805.02867; tiled
 * as in FlashAttention, arXiv 2205.14135), with the scratch of one thread.
 *
 * <p>Lanes are queries: {@code s[key][lane]}, {@code out[d][lane]}. Logits are kept in base 2, so the query carries
 * {@code scale * log2(e)}. The running maximum is rounded to an integer, which makes every rescaling by a power of two
 * exact. Blocks of keys begin at multiples of {@value #BLOCK}, and a hidden key adds an exact zero, so a row's result
 * does not depend on the rows that share its tile.
 */
final class AttentionTile {
    private static final int LANES = TileLoops.LANES;
    private static final int GROUP = TileLoops.GROUP;
    private static final int BLOCK = 128;
    private static final int PIECE = 16;
    private static final int MAX_TILES = 8;
    private static final int TASKS_PER_THREAD = 4;
    private static final float[] NO_BIAS = new float[BLOCK];

    private TileLoops loops;

    private final int[] begin = new int[MAX_TILES * LANES];
    private final int[] end = new int[MAX_TILES * LANES];
    private final int[] commonBegin = new int[MAX_TILES];
    private final int[] commonEnd = new int[MAX_TILES];
    private final float[] max = new float[MAX_TILES * LANES];
    private final float[] sum = new float[MAX_TILES * LANES];
    private final float[] blockMax = new float[LANES];
    private final float[] blockSum = new float[LANES];
    private final float[] shift = new float[LANES];
    private final float[] decay = new float[LANES];
    private final float[] s = new float[BLOCK * LANES];
    private final float[] keyBias = new float[BLOCK];
    private float[] query = {};
    private float[] out = {};
    private float[] keys = {};
    private float[] values = {};
    private float[] panels = {};
    private float[] rows = {};
    private boolean valuesChecked;
    private boolean valuesFinite;

    /** Query rows of one task: as many as give every thread several tasks, for keys and values are packed per task. */
    static int rowsPerTask(CoreShape shape, int threads) {
        long tiles = (long) shape.batch() * shape.heads() * Math.ceilDiv(shape.queries(), LANES);
        int perTask = MAX_TILES;
        while (perTask > 1 && tiles / perTask < (long) TASKS_PER_THREAD * threads) {
            perTask /= 2;
        }
        return perTask * LANES;
    }

    /** Computes rows {@code row0 <= i < row0 + rowCount}, cut at N, of one head. */
    void run(
            TileLoops tileLoops,
            CoreProblem problem,
            int b,
            int h,
            int row0,
            int rowCount,
            MemorySegment o,
            MemorySegment lse) {
        loops = tileLoops;
        CoreShape shape = problem.shape();
        int da = shape.keyDim();
        int dv = shape.valueDim();
        int padded = padded(dv);
        int count = Math.min(rowCount, shape.queries() - row0);
        int tiles = Math.ceilDiv(count, LANES);
        reserve(da, dv, padded, tiles);

        int first = Integer.MAX_VALUE;
        int last = 0;
        Arrays.fill(commonBegin, 0);
        Arrays.fill(commonEnd, Integer.MAX_VALUE);
        for (int lane = 0; lane < tiles * LANES; lane++) {
            begin[lane] = 0;
            end[lane] = 0;
            if (lane < count) {
                begin[lane] = Math.max(0, problem.ranges().start(b, row0 + lane));
                end[lane] = Math.clamp(
                        problem.ranges().end(b, row0 + lane), begin[lane], Math.max(begin[lane], shape.keys()));
                commonBegin[lane / LANES] = Math.max(commonBegin[lane / LANES], begin[lane]);
                commonEnd[lane / LANES] = Math.min(commonEnd[lane / LANES], end[lane]);
                if (begin[lane] < end[lane]) {
                    first = Math.min(first, begin[lane]);
                    last = Math.max(last, end[lane]);
                }
            }
        }
        Arrays.fill(max, Float.NEGATIVE_INFINITY);
        Arrays.fill(sum, 0);
        Arrays.fill(out, 0, tiles * padded * LANES, 0);
        for (int tile = 0; tile < tiles; tile++) {
            packQuery(problem, b, h, row0 + tile * LANES, Math.min(LANES, count - tile * LANES), tile * da * LANES);
        }

        int kvHead = h / shape.groupSize();
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
                    load(problem, b, h, kvHead, from, to - from);
                    loaded = true;
                }
                attend(problem, b, h, row0, tile, used, from, to);
            }
        }
        for (int tile = 0; tile < tiles; tile++) {
            int used = Math.min(LANES, count - tile * LANES);
            long row = ((long) b * shape.heads() + h) * shape.queries() + row0 + tile * LANES;
            write(tile, used, dv, padded, row, o, lse);
        }
    }

    private void reserve(int da, int dv, int padded, int tiles) {
        query = atLeast(query, tiles * da * LANES);
        out = atLeast(out, tiles * padded * LANES);
        keys = atLeast(keys, (BLOCK + GROUP) * da);
        values = atLeast(values, PIECE * dv);
        panels = atLeast(panels, BLOCK * padded);
        rows = atLeast(rows, LANES * Math.max(Math.max(padded(da), padded), BLOCK));
    }

    /** Rows of the weighted sum, of which those from {@code columns} on are not written. */
    private static int padded(int columns) {
        return Math.ceilDiv(columns, TileLoops.SQUARE) * TileLoops.SQUARE;
    }

    private static float[] atLeast(float[] array, int length) {
        return array.length >= length ? array : new float[length];
    }

    private void packQuery(CoreProblem problem, int b, int h, int row, int used, int to) {
        int da = problem.shape().keyDim();
        Operand a = problem.a();
        float factor = (float) (problem.scale() / Math.log(2));
        int stride = padded(da);
        Rows.read(a.data(), a.index(b, h, row), a.rowStride(), used, da, rows, 0, stride);
        Arrays.fill(rows, used * stride, LANES * stride, 0);
        loops.toLanes(rows, da, stride, factor, query, to);
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

    private void load(CoreProblem problem, int b, int h, int kvHead, int from, int count) {
        int da = problem.shape().keyDim();
        int dv = problem.shape().valueDim();
        Operand k = problem.b();
        Operand w = problem.w();
        Rows.read(k.data(), k.index(b, kvHead, from), k.rowStride(), count, da, keys, 0, da);
        // In pieces that stay in the first-level cache between the two copies.
        for (int j = 0; j < count; j += PIECE) {
            int piece = Math.min(PIECE, count - j);
            Rows.read(w.data(), w.index(b, kvHead, from + j), w.rowStride(), piece, dv, values, 0, dv);
            loops.packPanels(values, piece, dv, panels, j * GROUP, BLOCK * GROUP);
        }
        valuesChecked = false;
        if (problem.keyBias() != null) {
            Operand bias = problem.keyBias();
            Rows.read(bias.data(), bias.index(b, h, 0) + from, 0, 1, count, keyBias, 0, count);
            for (int j = 0; j < count; j++) {
                keyBias[j] *= Exp2.LOG2_E;
            }
        }
    }

    /** Adds the loaded keys {@code from <= j < to} to the rows of one tile. */
    private void attend(CoreProblem problem, int b, int h, int row0, int tile, int used, int from, int to) {
        int da = problem.shape().keyDim();
        int dv = problem.shape().valueDim();
        int panelCount = Math.ceilDiv(dv, GROUP);
        int at = tile * padded(dv) * LANES;
        int count = to - from;
        int width = loops.width(used);
        int lane0 = tile * LANES;
        float[] start = problem.keyBias() == null ? NO_BIAS : keyBias;
        loops.products(keys, 0, da, count, da, query, tile * da * LANES, start, s, width);
        boolean masked = problem.keyBias() != null && maskKeys(count);
        if (problem.denseBias() != null) {
            masked |= addBias(problem.denseBias(), b, h, row0 + lane0, used, from, count);
        }
        masked |= maskRanges(tile, width, from, to);

        loops.maxima(s, count, blockMax, width);
        boolean rescale = loops.raise(blockMax, max, lane0, shift, decay, width);
        loops.exponentials(s, count, shift, blockSum, width);
        for (int lane = 0; lane < width; lane++) {
            sum[lane0 + lane] = sum[lane0 + lane] * decay[lane] + blockSum[lane];
        }
        if (rescale) {
            loops.scale(out, at, panelCount * GROUP, decay, width);
        }
        if (masked && !valuesFinite(count, panelCount)) {
            loops.addWeightedSkippingZeros(panels, 0, BLOCK * GROUP, panelCount, count, s, out, at, width);
        } else {
            loops.addWeighted(panels, 0, BLOCK * GROUP, panelCount, count, s, out, at, width);
        }
    }

    private boolean maskKeys(int count) {
        boolean masked = false;
        for (int j = 0; j < count; j++) {
            if (keyBias[j] == Float.NEGATIVE_INFINITY) {
                Arrays.fill(s, j * LANES, (j + 1) * LANES, Float.NEGATIVE_INFINITY);
                masked = true;
            }
        }
        return masked;
    }

    private boolean addBias(Operand bias, int b, int h, int row, int used, int from, int count) {
        Rows.read(bias.data(), bias.index(b, h, row) + from, bias.rowStride(), used, count, rows, 0, BLOCK);
        boolean masked = false;
        // Squares that fit the first-level cache on both sides.
        for (int j0 = 0; j0 < count; j0 += 16) {
            for (int lane = 0; lane < used; lane++) {
                for (int j = j0; j < Math.min(count, j0 + 16); j++) {
                    float c = rows[lane * BLOCK + j];
                    int at = j * LANES + lane;
                    // Not a sum: what a hidden key holds may be NaN.
                    s[at] = c == Float.NEGATIVE_INFINITY ? c : s[at] + c * Exp2.LOG2_E;
                    masked |= c == Float.NEGATIVE_INFINITY;
                }
            }
        }
        return masked;
    }

    /** Hides the keys outside of the lanes' ranges; only those that some lane does not see are visited. */
    private boolean maskRanges(int tile, int width, int from, int to) {
        int before = Math.clamp(commonBegin[tile], from, to);
        int after = Math.clamp(commonEnd[tile], before, to);
        loops.mask(s, 0, before - from, from, begin, end, tile * LANES, width);
        loops.mask(s, after - from, to - from, from, begin, end, tile * LANES, width);
        return from < before || after < to;
    }

    private boolean valuesFinite(int count, int panelCount) {
        if (!valuesChecked) {
            valuesChecked = true;
            valuesFinite = true;
            for (int panel = 0; panel < panelCount; panel++) {
                float zero = 0;
                for (int i = panel * BLOCK * GROUP; i < panel * BLOCK * GROUP + count * GROUP; i++) {
                    zero += panels[i] * 0;
                }
                valuesFinite &= zero == 0;
            }
        }
        return valuesFinite;
    }

    private void write(int tile, int used, int dv, int padded, long row, MemorySegment o, MemorySegment lse) {
        int lane0 = tile * LANES;
        for (int lane = 0; lane < used; lane++) {
            float total = sum[lane0 + lane];
            decay[lane] = total == 0 ? 0 : 1 / total;
            blockMax[lane] =
                    total == 0 ? Float.NEGATIVE_INFINITY : (float) (max[lane0 + lane] * Math.log(2) + Math.log(total));
        }
        loops.fromLanes(out, tile * padded * LANES, padded, decay, rows);
        Rows.write(rows, 0, padded, used, dv, o, row * dv, dv);
        if (lse != null) {
            Rows.write(blockMax, 0, used, 1, used, lse, row, used);
        }
    }
}
