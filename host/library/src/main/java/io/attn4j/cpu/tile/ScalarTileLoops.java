package io.attn4j.cpu.tile;

/** {@link TileLoops} in plain Java, shaped so that the JIT compiler can vectorise the loops over lanes by itself. */
public final class ScalarTileLoops implements TileLoops {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int width(int used) {
        return Math.min(LANES, (used + 7) & -8);
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
        for (int r = firstRow; r < rows; r++) {
            int at = r * LANES + firstLane;
            fill(c, at, width - firstLane, 0);
            addProducts(a, a0 + r * aStride, 1, depth, b, b0 + firstLane, LANES, c, at, width - firstLane);
        }
    }

    @Override
    public void addWeighted(float[] x, int x0, int columns, int[] depth, float[] w, float[] y, int y0, int lanes) {
        float[] sum = new float[columns];
        for (int lane = 0; lane < lanes; lane++) {
            fill(sum, 0, columns, 0);
            addProducts(w, lane, LANES, depth[lane], x, x0, LANES, sum, 0, columns);
            addScaled(1, sum, 0, y, y0 + lane * LANES, columns);
        }
    }

    @Override
    public void addProducts(
            float[] x, int x0, int columns, int depth, float[] w, int w0, float[] y, int y0, int lanes) {
        float[] sum = new float[columns];
        for (int lane = 0; lane < lanes; lane++) {
            fill(sum, 0, columns, 0);
            addProducts(w, w0 + lane, LANES, depth, x, x0, LANES, sum, 0, columns);
            addScaled(1, sum, 0, y, y0 + lane * LANES, columns);
        }
    }

    @Override
    public void logitGradients(
            float[] s, float[] dp, int firstRow, int rows, float[] lse, float[] delta, int firstLane, int width) {
        for (int r = firstRow; r < rows; r++) {
            logitGradient(s, dp, r * LANES + firstLane, lse[r], delta[r], width - firstLane);
        }
    }

    private static void logitGradient(float[] s, float[] dp, int at, float lse, float delta, int count) {
        for (int i = at; i < at + count; i++) {
            float x = s[i] - lse;
            x = x > 0 ? 0 : x;
            float rounded = x + Exp2.ROUND;
            float f = x - (rounded - Exp2.ROUND);
            float p = Exp2.C5;
            p = Math.fma(p, f, Exp2.C4);
            p = Math.fma(p, f, Exp2.C3);
            p = Math.fma(p, f, Exp2.C2);
            p = Math.fma(p, f, Exp2.C1);
            p = Math.fma(p, f, 1);
            float y = Float.intBitsToFloat(Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(rounded) << 23));
            float gradient = y * (dp[i] - delta);
            s[i] = x < -126 ? 0 : y;
            dp[i] = x < -126 ? 0 : gradient;
        }
    }

    @Override
    public boolean addBias(float[] x, float scale, float[] s, int from, int to, int width) {
        boolean masked = false;
        for (int r = from; r < to; r++) {
            for (int i = r * LANES; i < r * LANES + width; i++) {
                float deep = Exp2.DEEP_SLOPE * x[i] * scale + Exp2.DEEP_OFFSET;
                deep = s[i] + (deep < Exp2.DEEPEST ? Exp2.DEEPEST : deep);
                float sum = x[i] * scale < Exp2.DEEP ? deep : Math.fma(x[i], scale, s[i]);
                s[i] = x[i] == Float.NEGATIVE_INFINITY ? x[i] : sum;
                masked |= x[i] == Float.NEGATIVE_INFINITY;
            }
        }
        return masked;
    }

    @Override
    public boolean addFactors(
            float[] f, int high0, int low0, int low, int key, float scale, float[] s, int rows, int width) {
        boolean masked = false;
        for (int r = 0; r < rows; r++) {
            int p = high0 + (key + r) / low * LANES;
            int q = low0 + (key + r) % low * LANES;
            for (int lane = 0; lane < width; lane++) {
                float x = f[p + lane] * f[q + lane];
                int at = r * LANES + lane;
                s[at] = x == Float.NEGATIVE_INFINITY ? x : Math.fma(x, scale, s[at]);
                masked |= x == Float.NEGATIVE_INFINITY;
            }
        }
        return masked;
    }

    @Override
    public void maxima(float[] s, int rows, float[] max, int width) {
        fill(max, 0, width, Float.NEGATIVE_INFINITY);
        for (int r = 0; r < rows; r++) {
            raise(s, r * LANES, max, width);
        }
    }

    @Override
    public boolean raise(float[] max, float[] running, int lane0, float[] shift, float[] decay, int width) {
        boolean moved = false;
        for (int lane = 0; lane < width; lane++) {
            float old = running[lane0 + lane];
            float rounded = Math.abs(max[lane]) < 0x1p22f ? max[lane] + Exp2.ROUND - Exp2.ROUND : max[lane];
            float now = rounded > old + SLACK ? rounded : old;
            float steps = now == old ? 0 : old - now;
            running[lane0 + lane] = now;
            shift[lane] = now == Float.NEGATIVE_INFINITY ? 0 : now;
            decay[lane] = steps < -126 ? 0 : Float.intBitsToFloat((127 + (int) steps) << 23);
            moved |= steps != 0;
        }
        return moved;
    }

    @Override
    public void subtract(float[] s, int rows, float[] shift, int width) {
        for (int r = 0; r < rows; r++) {
            for (int lane = 0; lane < width; lane++) {
                s[r * LANES + lane] -= shift[lane];
            }
        }
    }

    @Override
    public boolean exponentials(float[] s, int rows, float[] shift, float[] sum, int width) {
        fill(sum, 0, width, 0);
        int[] peak = new int[LANES];
        for (int r = 0; r < rows; r++) {
            exponential(s, r * LANES, shift, sum, peak, width);
        }
        boolean within = true;
        for (int lane = 0; lane < width; lane++) {
            within &= peak[lane] <= Exp2.ROUND_BITS + (int) SLACK;
        }
        return within;
    }

    @Override
    public void mask(float[] s, int from, int to, int key, int[] begin, int[] end, int lane0, int width) {
        for (int r = from; r < to; r++) {
            for (int lane = 0; lane < width; lane++) {
                if (key + r < begin[lane0 + lane] || key + r >= end[lane0 + lane]) {
                    s[r * LANES + lane] = Float.NEGATIVE_INFINITY;
                }
            }
        }
    }

    @Override
    public void scale(float[] y, int y0, int columns, float[] factor, int lanes) {
        for (int lane = 0; lane < lanes; lane++) {
            for (int c = 0; c < columns; c++) {
                y[y0 + lane * columns + c] *= factor[lane];
            }
        }
    }

    @Override
    public void add(float[] x, float[] c, int c0, int rows) {
        addScaled(1, x, 0, c, c0, rows * LANES);
    }

    @Override
    public void toLanes(float[] x, int lanes, int columns, int stride, float factor, float[] y, int y0, int yStride) {
        for (int c = 0; c < columns; c++) {
            for (int lane = 0; lane < lanes; lane++) {
                y[y0 + c * yStride + lane] = factor * x[lane * stride + c];
            }
        }
    }

    private static void fill(float[] x, int x0, int count, float value) {
        for (int i = 0; i < count; i++) {
            x[x0 + i] = value;
        }
    }

    /** {@code c[i] += sum_{t < depth} a[t] * b[t][i]}, term by term, with {@code a[t]} at {@code a0 + t * step}. */
    private static void addProducts(
            float[] a, int a0, int step, int depth, float[] b, int b0, int bStride, float[] c, int c0, int width) {
        int t = 0;
        for (; t + 8 <= depth; t += 8) {
            addScaled8(a, a0 + t * step, step, b, b0 + t * bStride, bStride, c, c0, width);
        }
        for (; t < depth; t++) {
            addScaled(a[a0 + t * step], b, b0 + t * bStride, c, c0, width);
        }
    }

    /** Eight terms of {@link #addProducts}: a sum is loaded and stored once for all of them. */
    private static void addScaled8(
            float[] a, int a0, int step, float[] b, int b0, int bStride, float[] c, int c0, int width) {
        float x0 = a[a0];
        float x1 = a[a0 + step];
        float x2 = a[a0 + 2 * step];
        float x3 = a[a0 + 3 * step];
        float x4 = a[a0 + 4 * step];
        float x5 = a[a0 + 5 * step];
        float x6 = a[a0 + 6 * step];
        float x7 = a[a0 + 7 * step];
        for (int i = 0; i < width; i++) {
            float sum = Math.fma(x0, b[b0 + i], c[c0 + i]);
            sum = Math.fma(x1, b[b0 + i + bStride], sum);
            sum = Math.fma(x2, b[b0 + i + 2 * bStride], sum);
            sum = Math.fma(x3, b[b0 + i + 3 * bStride], sum);
            sum = Math.fma(x4, b[b0 + i + 4 * bStride], sum);
            sum = Math.fma(x5, b[b0 + i + 5 * bStride], sum);
            sum = Math.fma(x6, b[b0 + i + 6 * bStride], sum);
            c[c0 + i] = Math.fma(x7, b[b0 + i + 7 * bStride], sum);
        }
    }

    private static void addScaled(float factor, float[] x, int x0, float[] y, int y0, int count) {
        for (int i = 0; i < count; i++) {
            y[y0 + i] = Math.fma(factor, x[x0 + i], y[y0 + i]);
        }
    }

    private static void raise(float[] x, int x0, float[] max, int count) {
        for (int i = 0; i < count; i++) {
            max[i] = x[x0 + i] > max[i] ? x[x0 + i] : max[i];
        }
    }

    /** The power of two in one row; the method is {@link VectorTileLoops#exponentials}'s. */
    private static void exponential(float[] s, int s0, float[] shift, float[] sum, int[] peak, int count) {
        for (int i = 0; i < count; i++) {
            float x = s[s0 + i];
            float round = Exp2.ROUND - shift[i];
            float rounded = x + round;
            int bits = Float.floatToRawIntBits(rounded);
            peak[i] = Math.max(peak[i], bits);
            float f = x - (rounded - round);
            float p = Exp2.C5;
            p = Math.fma(p, f, Exp2.C4);
            p = Math.fma(p, f, Exp2.C3);
            p = Math.fma(p, f, Exp2.C2);
            p = Math.fma(p, f, Exp2.C1);
            p = Math.fma(p, f, 1);
            float y = Float.intBitsToFloat(Float.floatToRawIntBits(p) + (bits << 23));
            y = x < shift[i] - 126 ? 0 : y;
            s[s0 + i] = y;
            sum[i] += y;
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
        for (int r = 0; r < rows; r++) {
            int from = x0 + r * xStride;
            int t = 0;
            for (; t + 4 <= depth; t += 4) {
                addFour(x, from + t, w, w0 + t * wStride, wStride, y, y0 + r * yStride, columns);
            }
            for (; t < depth; t++) {
                addScaled(x[from + t], w, w0 + t * wStride, y, y0 + r * yStride, columns);
            }
        }
    }

    private static void addFour(float[] x, int x0, float[] w, int w0, int wStride, float[] y, int y0, int columns) {
        float a0 = x[x0];
        float a1 = x[x0 + 1];
        float a2 = x[x0 + 2];
        float a3 = x[x0 + 3];
        int w1 = w0 + wStride;
        int w2 = w1 + wStride;
        int w3 = w2 + wStride;
        for (int c = 0; c < columns; c++) {
            float sum = Math.fma(a0, w[w0 + c], y[y0 + c]);
            sum = Math.fma(a1, w[w1 + c], sum);
            sum = Math.fma(a2, w[w2 + c], sum);
            y[y0 + c] = Math.fma(a3, w[w3 + c], sum);
        }
    }
}
