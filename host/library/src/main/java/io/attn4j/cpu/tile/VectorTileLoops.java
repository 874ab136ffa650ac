package io.attn4j.cpu.tile;

import io.attn4j.plan.matrix.Activation;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link TileLoops} with {@code jdk.incubator.vector}; this class is linked only where that module is present.
 *
 * <p>Every loop that does arithmetic is alone in a static method without calls to helper methods of our own ({@link
 * VectorProducts}, {@link VectorLogits}, {@link VectorTransposes}), and the methods here only drive them: nested loops, and
 * vectors passed between methods, are compiled well on one run and badly (boxed) on the next. Products keep 12 or 14
 * rows by 2 vectors of sums in registers where there are 32 registers, else 4 by 2.
 */
public final class VectorTileLoops implements TileLoops {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int V = SPECIES.length();
    private static final boolean MANY_REGISTERS =
            V >= 16 || System.getProperty("os.arch").equals("aarch64");
    private static final int ROWS = VectorTallProducts.ROWS;
    private static final boolean FOUR_WIDE = 4 * V <= LANES && MANY_REGISTERS;

    /** The reason why vectors of this machine are not worth using, or null. */
    public static String refusal() {
        return V >= 4 && V <= SQUARE ? null : "vectors of " + V + " floats";
    }

    @Override
    public String name() {
        return "vector (" + SPECIES.vectorBitSize() + " bit)";
    }

    @Override
    public int first(float[] array) {
        return Alignment.first(array);
    }

    @Override
    public int width(int used) {
        return (used + 2 * V - 1) / (2 * V) * (2 * V);
    }

    @Override
    public void products(
            float[] a,
            int a0,
            int aStride,
            int firstRow,
            int rows,
            int depth,
            float[] b,
            int b0,
            float[] c,
            int firstLane,
            int width) {
        int r = firstRow;
        if (MANY_REGISTERS && aStride == LANES) {
            int tall = r + TILE * fourteens(rows - r);
            for (; r < tall; r += TILE) {
                for (int lane = firstLane; lane < width; lane += 2 * V) {
                    int to = r * LANES + lane;
                    VectorLaneProducts.products14x2(a, a0 + r * LANES, depth, b, b0 + lane, c, to);
                }
            }
            for (; r + ROWS <= rows; r += ROWS) {
                for (int lane = firstLane; lane < width; lane += 2 * V) {
                    int to = r * LANES + lane;
                    VectorLaneProducts.products12x2(a, a0 + r * LANES, depth, b, b0 + lane, c, to);
                }
            }
        }
        for (; MANY_REGISTERS && r + ROWS <= rows; r += ROWS) {
            for (int lane = firstLane; lane < width; lane += 2 * V) {
                int from = a0 + r * aStride;
                int to = r * LANES + lane;
                VectorTallProducts.products12x2(a, from, aStride, depth, b, b0 + lane, c, to);
            }
        }
        for (; r < rows; r += GROUP) {
            for (int lane = firstLane; lane < width; lane += 2 * V) {
                int from = a0 + r * aStride;
                VectorProducts.products4x2(a, from, aStride, depth, b, b0 + lane, c, r * LANES + lane);
            }
        }
    }

    @Override
    public void addWeighted(float[] x, int x0, int columns, int[] depth, float[] w, float[] y, int y0, int lanes) {
        int lane = 0;
        int paired = columns / (2 * V) * (2 * V);
        int tall = MANY_REGISTERS ? TILE * fourteens(lanes) : 0;
        for (; lane < tall; lane += TILE) {
            int terms = longest(depth, lane, TILE);
            for (int c = 0; c < paired; c += 2 * V) {
                VectorLaneProducts.addWeighted14x2(x, x0 + c, terms, w, lane, y, y0 + lane * LANES + c);
            }
        }
        for (; MANY_REGISTERS && lane + ROWS <= lanes; lane += ROWS) {
            int terms = longest(depth, lane, ROWS);
            for (int c = 0; c < paired; c += 2 * V) {
                VectorLaneProducts.addWeighted12x2(x, x0 + c, terms, w, lane, y, y0 + lane * LANES + c);
            }
        }
        for (; lane < lanes; lane += 4) {
            int terms = longest(depth, lane, 4);
            for (int c = 0; c < paired; c += 2 * V) {
                VectorProducts.addWeighted4x2(x, x0 + c, terms, w, lane, y, y0 + lane * LANES + c);
            }
        }
        for (lane = 0; paired < columns && lane < lanes; lane += 8) {
            int terms = longest(depth, lane, 8);
            VectorProducts.addWeighted8x1(x, x0 + paired, terms, w, lane, y, y0 + lane * LANES + paired);
        }
    }

    @Override
    public void addProducts(
            float[] x, int x0, int columns, int depth, float[] w, int w0, float[] y, int y0, int lanes) {
        int lane = 0;
        int paired = columns / (2 * V) * (2 * V);
        int tall = MANY_REGISTERS ? TILE * fourteens(lanes) : 0;
        for (; lane < tall; lane += TILE) {
            for (int c = 0; c < paired; c += 2 * V) {
                VectorLaneProducts.addWeighted14x2(x, x0 + c, depth, w, w0 + lane, y, y0 + lane * LANES + c);
            }
        }
        for (; MANY_REGISTERS && lane + ROWS <= lanes; lane += ROWS) {
            for (int c = 0; c < paired; c += 2 * V) {
                VectorLaneProducts.addWeighted12x2(x, x0 + c, depth, w, w0 + lane, y, y0 + lane * LANES + c);
            }
        }
        for (; lane < lanes; lane += 4) {
            for (int c = 0; c < paired; c += 2 * V) {
                VectorProducts.addWeighted4x2(x, x0 + c, depth, w, w0 + lane, y, y0 + lane * LANES + c);
            }
        }
        for (lane = 0; paired < columns && lane < lanes; lane += 8) {
            VectorProducts.addWeighted8x1(x, x0 + paired, depth, w, w0 + lane, y, y0 + lane * LANES + paired);
        }
    }

    @Override
    public void addRows(
            float[] a,
            int a0,
            int aStride,
            int rows,
            int depth,
            float[] b,
            int b0,
            float[] part,
            float[] c,
            int c0,
            int width) {
        int r = 0;
        if (MANY_REGISTERS && aStride == LANES) {
            int tall = TILE * fourteens(rows);
            for (; r < tall; r += TILE) {
                for (int lane = 0; lane < width; lane += 2 * V) {
                    int to = c0 + r * LANES + lane;
                    VectorLaneProducts.addRows14x2(a, a0 + r * LANES, depth, b, b0 + lane, c, to);
                }
            }
            for (; r + ROWS <= rows; r += ROWS) {
                for (int lane = 0; lane < width; lane += 2 * V) {
                    int to = c0 + r * LANES + lane;
                    VectorLaneProducts.addRows12x2(a, a0 + r * LANES, depth, b, b0 + lane, c, to);
                }
            }
        }
        for (; MANY_REGISTERS && r + ROWS <= rows; r += ROWS) {
            for (int lane = 0; lane < width; lane += 2 * V) {
                int from = a0 + r * aStride;
                int to = c0 + r * LANES + lane;
                VectorTallProducts.addRows12x2(a, from, aStride, depth, b, b0 + lane, c, to);
            }
        }
        for (; r < rows; r += GROUP) {
            for (int lane = 0; lane < width; lane += 2 * V) {
                int to = c0 + r * LANES + lane;
                VectorPanels.add4x2(a, a0 + r * aStride, aStride, 1, depth, b, b0 + lane, LANES, c, to);
            }
        }
    }

    @Override
    public void addTile(float[] a, int a0, boolean byTerms, int rows, int depth, float[] b, int b0, float[] c, int c0) {
        for (int lane = 0; lane < HALF; lane += 2 * V) {
            if (MANY_REGISTERS && rows > TILE - GROUP + 2) {
                if (byTerms) {
                    VectorPanels.byTerms14x2(a, a0, depth, b, b0 + lane, c, c0 + lane);
                } else {
                    VectorPanels.byRows14x2(a, a0, depth, b, b0 + lane, c, c0 + lane);
                }
                continue;
            }
            int row = byTerms ? 1 : TERMS;
            int term = byTerms ? SQUARE : 1;
            for (int r = 0; r < rows; r += GROUP) {
                VectorPanels.add4x2(a, a0 + r * row, row, term, depth, b, b0 + lane, HALF, c, c0 + r * LANES + lane);
            }
        }
    }

    @Override
    public void copyRows(MemorySegment x, long at, long stride, int rows, int columns, float[] y, int y0, int yStride) {
        int c = 0;
        for (; c + 8 * V <= columns; c += 8 * V) {
            VectorRows.copy8(x, at + c * (long) Float.BYTES, stride, rows, y, y0 + c, yStride);
        }
        for (; c + 4 * V <= columns; c += 4 * V) {
            VectorRows.copy4(x, at + c * (long) Float.BYTES, stride, rows, y, y0 + c, yStride);
        }
        for (; c + 2 * V <= columns; c += 2 * V) {
            VectorRows.copy2(x, at + c * (long) Float.BYTES, stride, rows, y, y0 + c, yStride);
        }
        for (; c < columns; c += V) {
            VectorRows.copy1(x, at + c * (long) Float.BYTES, stride, rows, y, y0 + c, yStride);
        }
    }

    @Override
    public void copyHalves(MemorySegment x, long at, long stride, int rows, float[] y, int y0, int y1) {
        for (int c = 0; c < HALF; c += 2 * V) {
            long from = at + c * (long) Float.BYTES;
            long half = HALF * (long) Float.BYTES;
            VectorRows.copy2And2(x, from, half, stride, rows, y, y0 + c, y1 - y0, HALF);
        }
    }

    @Override
    public void writeRows(float[] x, int x0, int rows, MemorySegment y, long at, long stride) {
        for (int c = 0; c < LANES; c += 4 * V) {
            VectorRows.write4(x, x0 + c, rows, y, at + c * (long) Float.BYTES, stride);
        }
    }

    @Override
    public void logitGradients(
            float[] s, float[] dp, int firstRow, int rows, float[] lse, float[] delta, int firstLane, int width) {
        for (int lane = firstLane; lane < width; lane += 2 * V) {
            VectorGradients.logitGradients2(s, dp, firstRow, rows, lse, delta, lane);
        }
    }

    /** How many groups of fourteen of {@code rows} leave the fewest to groups of four when those of twelve are taken too. */
    private static int fourteens(int rows) {
        int best = 0;
        for (int count = 2; rows % GROUP == 0 && TILE * count <= rows; count += 2) {
            best = (rows - TILE * count) % ROWS < (rows - TILE * best) % ROWS ? count : best;
        }
        return best;
    }

    private static int longest(int[] depth, int lane, int lanes) {
        int longest = 0;
        for (int i = lane; i < lane + lanes; i++) {
            longest = Math.max(longest, depth[i]);
        }
        return longest;
    }

    @Override
    public boolean addBias(float[] x, float scale, float[] s, int from, int to, int width) {
        boolean masked = false;
        for (int lane = 0; lane < width; lane += V) {
            masked |= VectorLogits.addBias1(x, scale, s, from, to, lane);
        }
        return masked;
    }

    @Override
    public void addHiding(float[] x, float scale, float[] s, int from, int to, int width) {
        for (int lane = 0; lane < width; lane += V) {
            VectorLogits.addHiding1(x, scale, s, from, to, lane);
        }
    }

    @Override
    public boolean addFactors(
            float[] f, int high0, int low0, int low, int key, float scale, float[] s, int rows, int width) {
        boolean masked = false;
        for (int r = 0; r < rows; ) {
            int p = high0 + (key + r) / low * LANES;
            int first = (key + r) % low;
            int run = Math.min(rows - r, low - first);
            for (int lane = 0; lane < width; lane += V) {
                int q = low0 + first * LANES + lane;
                masked |= VectorLogits.addFactors1(f, p + lane, q, scale, s, r * LANES + lane, run);
            }
            r += run;
        }
        return masked;
    }

    @Override
    public void maxima(float[] s, int rows, float[] max, int width) {
        for (int lane = 0; lane < width; lane += 2 * V) {
            VectorLogits.maxima2(s, rows, max, lane);
        }
    }

    @Override
    public boolean raise(float[] max, float[] running, int lane0, float[] shift, float[] decay, int width) {
        boolean moved = false;
        for (int lane = 0; lane < width; lane += V) {
            moved |= VectorLogits.raise1(max, running, lane0, shift, decay, lane);
        }
        return moved;
    }

    @Override
    public void subtract(float[] s, int rows, float[] shift, int width) {
        for (int lane = 0; lane < width; lane += V) {
            VectorLogits.subtract1(s, rows, shift, lane);
        }
    }

    @Override
    public boolean exponentials(float[] s, int rows, float[] shift, float[] sum, int width) {
        boolean within = true;
        for (int lane = 0; lane < width; lane += 2 * V) {
            within &= VectorLogits.exponentials2(s, rows, shift, sum, lane);
        }
        return within;
    }

    @Override
    public void mask(float[] s, int from, int to, int key, int[] begin, int[] end, int lane0, int width) {
        for (int lane = 0; lane < width; lane += V) {
            VectorLogits.mask1(s, from, to, key, begin, end, lane0, lane);
        }
    }

    @Override
    public void dropKeys(
            float[] s, int rows, int key, int[] first, int[] second, int threshold, float factor, int width) {
        for (int lane = 0; lane < width; lane += V) {
            VectorDropout.dropKeys1(s, rows, key, first, second, threshold, factor, lane);
        }
    }

    @Override
    public void drawRows(
            float[] scales,
            int from,
            int to,
            int key,
            int[] first,
            int[] second,
            int threshold,
            float factor,
            int width) {
        for (int lane = 0; lane < width; lane += V) {
            VectorDropout.drawRows1(scales, from, to, key, first, second, threshold, factor, lane);
        }
    }

    @Override
    public float max(float[] x, int x0, int count) {
        int whole = count - count % (2 * V);
        return Math.max(VectorLogits.max(x, x0, x0 + whole), TileLoops.super.max(x, x0 + whole, count - whole));
    }

    @Override
    public boolean isFinite(float[] x, int x0, int count) {
        int whole = count - count % V;
        return VectorLogits.isFinite(x, x0, x0 + whole) && TileLoops.super.isFinite(x, x0 + whole, count - whole);
    }

    @Override
    public void scale(float[] y, int y0, int columns, float[] factor, int lanes) {
        for (int lane = 0; lane < lanes; lane++) {
            VectorLogits.scaleRow(y, y0 + lane * columns, columns, factor[lane]);
        }
    }

    @Override
    public void add(float[] x, float[] c, int c0, int rows) {
        for (int i = 0; i < rows * LANES; i += V) {
            FloatVector.fromArray(SPECIES, x, i)
                    .add(FloatVector.fromArray(SPECIES, c, c0 + i))
                    .intoArray(c, c0 + i);
        }
    }

    @Override
    public void toLanes(float[] x, int lanes, int columns, int stride, float factor, float[] y, int y0, int yStride) {
        float[] factors = new float[V];
        Arrays.fill(factors, factor);
        for (int column = 0; column < columns; column += V) {
            VectorTransposes.transpose(x, column, stride, lanes, factors, 0, y, y0 + column * yStride, yStride, V);
        }
    }

    @Override
    public void addRowProducts(
            float[] x,
            int x0,
            int xStride,
            int rows,
            float[] w,
            int w0,
            int wStride,
            int depth,
            float[] y,
            int y0,
            int yStride,
            int columns) {
        int r = 0;
        int paired = columns / (2 * V) * (2 * V);
        for (; r + 4 <= rows; r += 4) {
            int c = 0;
            while (FOUR_WIDE && c + 4 * V <= columns) {
                int to = y0 + r * yStride + c;
                VectorRows.add4x4(x, x0 + r * xStride, xStride, w, w0 + c, wStride, depth, y, to, yStride);
                c += 4 * V;
            }
            for (; c < paired; c += 2 * V) {
                int to = y0 + r * yStride + c;
                VectorRows.add4x2(x, x0 + r * xStride, xStride, w, w0 + c, wStride, depth, y, to, yStride);
            }
            for (int one = r; paired < columns && one < r + 4; one++) {
                addRow(x, x0 + one * xStride, w, w0, wStride, depth, y, y0 + one * yStride, paired, columns);
            }
        }
        for (; r < rows; r++) {
            addRow(x, x0 + r * xStride, w, w0, wStride, depth, y, y0 + r * yStride, 0, columns);
        }
    }

    private static void addRow(
            float[] x, int x0, float[] w, int w0, int wStride, int depth, float[] y, int y0, int from, int columns) {
        int c = from;
        for (; c + 4 * V <= columns; c += 4 * V) {
            VectorRows.add1x4(x, x0, w, w0 + c, wStride, depth, y, y0 + c);
        }
        for (; c < columns; c += V) {
            VectorRows.add1x1(x, x0, w, w0 + c, wStride, depth, y, y0 + c);
        }
    }

    @Override
    public double sum(float[] x, int x0, int count) {
        return VectorSums.of(x, x0, count);
    }

    @Override
    public double sumOfProducts(float[] x, int x0, float[] y, int y0, int count) {
        return VectorSums.ofProducts(x, x0, y, y0, count);
    }

    @Override
    public void normalise(
            float[] x, int x0, int columns, double epsilon, float[] gamma, float[] beta, float[] centered) {
        if (VectorNorms.WIDE) {
            VectorNorms.normalise(x, x0, columns, epsilon, gamma, beta);
        } else {
            ScalarNorms.normalise(this, x, x0, columns, epsilon, gamma, beta, centered);
        }
    }

    @Override
    public void normaliseGradient(
            float[] x, int at, int columns, double epsilon, float[] gamma, float[] dy, float[] dx) {
        if (VectorNorms.WIDE) {
            VectorNorms.gradient(x, at, columns, epsilon, gamma, dy, dx);
        } else {
            ScalarNorms.gradient(this, x, at, columns, epsilon, gamma, dy, dx);
        }
    }

    @Override
    public void activate(Activation f, float[] y, int y0, int count) {
        int whole = count - count % V;
        switch (f) {
            case GELU -> VectorActivations.gelu(y, y0, y0 + whole);
            case GELU_TANH -> VectorActivations.geluTanh(y, y0, y0 + whole);
            default -> whole = 0;
        }
        ScalarActivations.apply(f, y, y0 + whole, count - whole);
    }

    @Override
    public void activateGradient(Activation f, float[] z, float[] dy, int count) {
        int whole = count - count % V;
        switch (f) {
            case RELU -> VectorActivations.reluGradient(z, dy, whole);
            case GELU -> VectorActivations.geluGradient(z, dy, whole);
            case GELU_TANH -> VectorActivations.geluTanhGradient(z, dy, whole);
            default -> whole = 0;
        }
        ScalarActivations.applyGradient(f, z, dy, whole, count - whole);
    }

    @Override
    public void exponentials(float[] x, int count, float shift) {
        int whole = count - count % V;
        VectorActivations.exponentials(x, whole, shift);
        ScalarActivations.exponentials(x, whole, count - whole, shift);
    }
}
