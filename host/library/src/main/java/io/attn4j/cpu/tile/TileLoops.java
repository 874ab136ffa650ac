package io.attn4j.cpu.tile;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import io.attn4j.cpu.step.Sums;
import io.attn4j.plan.matrix.Activation;
import io.attn4j.plan.row.DropoutBits;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The inner loops of the cpu kernels, over scratch in which a matrix row is {@value #LANES} floats, one per lane.
 *
 * <p>In attention a lane is a query: no loop reduces across lanes, and a mask or a running maximum is an elementwise
 * operation. All loops work on the first {@code width} lanes, a result of {@link #width}. Implementations keep no state.
 */
public interface TileLoops {
    /** Floats in one row of every lane matrix. */
    int LANES = 64;

    /** Half of the lanes. */
    int HALF = LANES / 2;

    /** A multiple of the side of the squares in which matrices are transposed. */
    int SQUARE = 16;

    /** Rows of the left factor that a product handles at a time; row counts are rounded up to a multiple of it. */
    int GROUP = 4;

    /** Rows of a {@link #addTile}; they have room for {@link #SQUARE}. */
    int TILE = 14;

    /** Most terms of a {@link #addTile}. */
    int TERMS = 128;

    /** Floats in a line of the processor's cache: by so many scratch is longer than what it holds, for {@link #first}. */
    int LINE = 16;

    /** How far, in powers of two, a logit may lie above the running maximum. */
    float SLACK = 6;

    /** What runs, e.g. {@code vector (512 bit)}. */
    String name();

    /**
     * Where in an array, below {@link #LINE}, a matrix should begin for its vectors not to cross lines of the cache; to be asked for
     * once a task, for the garbage collector may have moved the array.
     */
    default int first(float[] array) {
        return 0;
    }

    /** The number of lanes to work on so that the first {@code used} are covered; at most {@link #LANES}. */
    int width(int used);

    /**
     * {@code c[r][lane] = sum_{t < depth} a[r][t] * b[t][lane]} for {@code firstRow <= r < rows}, the first a
     * multiple of {@link #GROUP}, with row r of {@code a} at {@code a0 + r * aStride}. Writes rows up to the next multiple of
     * {@link #GROUP}, and of the lanes those from {@code firstLane}, a multiple of {@link #HALF}, on.
     */
    void products(
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
            int width);

    /**
     * {@code y[lane][c] += sum_{t < depth[lane]} w[t][lane] * x[t][c]} for {@code c < columns}, a multiple of {@value #SQUARE} up to
     * {@link #LANES}, with rows of {@code x}, from {@code x0} on, and of {@code y} {@link #LANES} floats apart. The sum is formed
     * first, then added. Works on lanes up to the next multiple of 8, and may add more terms, up to the largest depth; the
     * weights of those are 0.
     */
    void addWeighted(float[] x, int x0, int columns, int[] depth, float[] w, float[] y, int y0, int lanes);

    /**
     * {@code y[lane][c] += sum_{t < depth} w[t][lane] * x[t][c]} as {@link #addWeighted} does, with one depth for all lanes and
     * row 0 of {@code w} at {@code w0}.
     */
    void addProducts(float[] x, int x0, int columns, int depth, float[] w, int w0, float[] y, int y0, int lanes);

    /**
     * {@code c[r][lane] += sum_{t < depth} a[r][t] * b[t][lane]} for {@code r < rows}, rounded up to a multiple of
     * {@link #GROUP}: {@link #products}, whose results are formed first, then added. Rows of {@code a} are {@code aStride}
     * floats. What is beyond {@code rows} in {@code c} may change. {@code part}, as large as {@code c}, may be written.
     */
    default void addRows(
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
        products(a, a0, aStride, 0, rows, depth, b, b0, part, 0, width);
        for (int r = 0; r < rows; r++) {
            for (int lane = r * LANES; lane < r * LANES + width; lane++) {
                c[c0 + lane] += part[lane];
            }
        }
    }

    /**
     * {@code c[r][lane] += sum_{t < depth} a[r][t] * b[t][lane]} for {@code r < rows <= } {@link #TILE} and {@code lane < }
     * {@link #HALF}. The sum is formed first, then added; {@code depth} is at most {@link #TERMS}. Rows of {@code b} are {@link #HALF}
     * floats, of {@code c} {@link #LANES}. May read and change what is beyond {@code rows} in {@code a} and {@code c}, up to
     * {@link #SQUARE}.
     *
     * @param byTerms whether element (r, t) of {@code a} is at {@code a0 + t * SQUARE + r}, and not at {@code a0 + r * TERMS + t}
     */
    default void addTile(
            float[] a, int a0, boolean byTerms, int rows, int depth, float[] b, int b0, float[] c, int c0) {
        float[] sum = new float[HALF];
        for (int r = 0; r < rows; r++) {
            Arrays.fill(sum, 0);
            for (int t = 0; t < depth; t++) {
                float x = a[byTerms ? a0 + t * SQUARE + r : a0 + r * TERMS + t];
                for (int lane = 0; lane < HALF; lane++) {
                    sum[lane] = Math.fma(x, b[b0 + t * HALF + lane], sum[lane]);
                }
            }
            for (int lane = 0; lane < HALF; lane++) {
                c[c0 + r * LANES + lane] += sum[lane];
            }
        }
    }

    /**
     * Copies {@code rows} rows of {@code columns} floats, a multiple of {@link #SQUARE}, that are {@code stride} bytes apart.
     *
     * @param x native memory
     * @param at byte of row 0
     */
    default void copyRows(
            MemorySegment x, long at, long stride, int rows, int columns, float[] y, int y0, int yStride) {
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(x, JAVA_FLOAT_UNALIGNED, at + r * stride, y, y0 + r * yStride, columns);
        }
    }

    /**
     * Copies {@code rows} rows of {@link #LANES} floats that are {@code stride} bytes apart in halves: their first {@link #HALF}
     * floats one after another to {@code y0}, the others to {@code y1}.
     *
     * @param x native memory
     * @param at byte of row 0
     */
    default void copyHalves(MemorySegment x, long at, long stride, int rows, float[] y, int y0, int y1) {
        copyRows(x, at, stride, rows, HALF, y, y0, HALF);
        copyRows(x, at + (long) HALF * Float.BYTES, stride, rows, HALF, y, y1, HALF);
    }

    /**
     * Copies {@code rows} rows of {@link #LANES} floats to where they are {@code stride} bytes apart.
     *
     * @param y native memory
     * @param at byte of row 0
     */
    default void writeRows(float[] x, int x0, int rows, MemorySegment y, long at, long stride) {
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(x, x0 + r * LANES, y, JAVA_FLOAT_UNALIGNED, at + r * stride, LANES);
        }
    }

    /**
     * Probabilities and gradients of logits in base 2: {@code s[r][lane] = p = 2^min(0, s[r][lane] - lse[r])}, 0 below 2^-126,
     * and {@code dp[r][lane] = p * (dp[r][lane] - delta[r])}, 0 where p is 0 whatever stood there; for rows
     * {@code firstRow <= r < rows} and lanes {@code firstLane <= lane < width}, {@code firstLane} a multiple of {@link #HALF}.
     */
    void logitGradients(
            float[] s, float[] dp, int firstRow, int rows, float[] lse, float[] delta, int firstLane, int width);

    /** As {@link #addWeighted} with one depth, but a weight of zero adds nothing even where {@code x} is NaN or infinite. */
    default void addWeightedSkippingZeros(
            float[] x, int x0, int columns, int depth, float[] w, float[] y, int y0, int lanes) {
        for (int lane = 0; lane < lanes; lane++) {
            for (int c = 0; c < columns; c++) {
                float sum = 0;
                for (int t = 0; t < depth; t++) {
                    float weight = w[t * LANES + lane];
                    if (weight != 0) {
                        sum = Math.fma(x[x0 + t * LANES + c], weight, sum);
                    }
                }
                y[y0 + lane * LANES + c] += sum;
            }
        }
    }

    /**
     * {@code s[r][lane] += scale * x[r][lane]} for {@code from <= r < to}, with the product as {@link Exp2#bias} has it. Where x
     * is negative infinity, s is so too, whatever it was, for what a hidden key holds may be NaN; true when there was such an x.
     */
    boolean addBias(float[] x, float scale, float[] s, int from, int to, int width);

    /** As {@link #addBias} with the plain product. */
    default void addHiding(float[] x, float scale, float[] s, int from, int to, int width) {
        for (int r = from; r < to; r++) {
            for (int i = r * LANES; i < r * LANES + width; i++) {
                s[i] = x[i] == Float.NEGATIVE_INFINITY ? x[i] : Math.fma(x[i], scale, s[i]);
            }
        }
    }

    /**
     * As {@link #addBias} with {@code x[r][lane] = f[high0 + j / low][lane] * f[low0 + j % low][lane]} and
     * {@code j = key + r}; {@code high0} and {@code low0} count floats.
     */
    boolean addFactors(float[] f, int high0, int low0, int low, int key, float scale, float[] s, int rows, int width);

    /** {@code max[lane] = max_r s[r][lane]}; NaN may or may not show in the maximum. */
    void maxima(float[] s, int rows, float[] max, int width);

    /**
     * Moves the running maxima up to a block's, rounded to an integer, where {@code round(max) > running + SLACK}: a sum need
     * not be scaled down while its terms stay small powers of two. {@code shift} is the new one, 0 where it is -inf, and
     * {@code decay} is 2^(old - new), 1 where nothing moved. True when a lane moved.
     */
    boolean raise(float[] max, float[] running, int lane0, float[] shift, float[] decay, int width);

    /** {@code s[r][lane] -= shift[lane]}. */
    void subtract(float[] s, int rows, float[] shift, int width);

    /**
     * {@code s[r][lane] = 2^(s[r][lane] - shift[lane])} and {@code sum[lane] = sum_r s[r][lane]} of the results, which are 0
     * below 2^-126. {@code shift} is an integer below {@link Exp2#LARGE} in magnitude. NaN stays NaN.
     *
     * @return whether all rounded {@code s - shift} are at most {@link #SLACK}, the condition of {@link #raise}; if not, some
     *     results may be wrong by overflow
     */
    boolean exponentials(float[] s, int rows, float[] shift, float[] sum, int width);

    /** {@code s[r][lane] = -inf} unless {@code begin[lane] <= key + r < end[lane]}, for rows {@code from <= r < to}. */
    void mask(float[] s, int from, int to, int key, int[] begin, int[] end, int lane0, int width);

    /**
     * Dropout of weights whose lanes are rows: {@code s[r][lane] *= factor} where column {@code key + r} of the lane's row stays,
     * else 0 ({@link DropoutBits}).
     *
     * @param first first seed of each lane's row
     * @param second second seed of each lane's row
     */
    default void dropKeys(
            float[] s, int rows, int key, int[] first, int[] second, int threshold, float factor, int width) {
        for (int r = 0; r < rows; r++) {
            for (int lane = 0; lane < width; lane++) {
                s[r * LANES + lane] *= DropoutBits.keeps(key + r, first[lane], second[lane], threshold) * factor;
            }
        }
    }

    /**
     * Dropout of weights whose lanes are keys: {@code scales[r][lane] = factor} where column {@code key + lane} of row r stays,
     * else 0, for rows {@code from <= r < to}.
     *
     * @param first first seed of each row, that of row {@code from} first
     * @param second second seed of each row, likewise
     */
    default void drawRows(
            float[] scales,
            int from,
            int to,
            int key,
            int[] first,
            int[] second,
            int threshold,
            float factor,
            int width) {
        for (int r = from; r < to; r++) {
            for (int lane = 0; lane < width; lane++) {
                int keeps = DropoutBits.keeps(key + lane, first[r - from], second[r - from], threshold);
                scales[r * LANES + lane] = keeps * factor;
            }
        }
    }

    /** {@code y[lane][c] *= factor[lane]} for {@code c < columns}, a multiple of {@value #SQUARE}. */
    void scale(float[] y, int y0, int columns, float[] factor, int lanes);

    /** {@code c[r][lane] += x[r][lane]}, for all lanes. */
    void add(float[] x, float[] c, int c0, int rows);

    /**
     * {@code y[c][lane] = factor * x[lane][c]} for all lanes and {@code c < columns}; row {@code lane} of {@code x} at
     * {@code lane * stride}, {@code stride} a multiple of {@value #SQUARE} not below {@code columns}. Destroys {@code x}.
     */
    default void toLanes(float[] x, int columns, int stride, float factor, float[] y, int y0) {
        toLanes(x, LANES, columns, stride, factor, y, y0, LANES);
    }

    /**
     * As {@link #toLanes} for the first {@code lanes}, a multiple of {@value #SQUARE}, with row c of {@code y} at {@code y0 + c *
     * yStride}; may write rows up to a multiple of {@value #SQUARE}.
     */
    void toLanes(float[] x, int lanes, int columns, int stride, float factor, float[] y, int y0, int yStride);

    /**
     * {@code y[r][c] += sum_{t < depth} x[r][t] * w[t][c]} for {@code r < rows} and {@code c < columns}, a multiple of {@link
     * #SQUARE}; terms are added to y one after another, fused. Rows r of {@code x} and {@code y} begin at {@code x0 + r *
     * xStride} and {@code y0 + r * yStride}, row t of {@code w} at {@code w0 + t * wStride}.
     */
    void addRowProducts(
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
            int columns);

    /** Whether no {@code x[i]}, {@code x0 <= i < x0 + count}, is infinite or NaN. */
    default boolean isFinite(float[] x, int x0, int count) {
        float zero = 0;
        for (int i = x0; i < x0 + count; i++) {
            zero += x[i] * 0;
        }
        return zero == 0;
    }

    /** The largest of {@code count} elements, negative infinity of none; NaN where one is NaN. */
    default float max(float[] x, int x0, int count) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = x0; i < x0 + count; i++) {
            max = Math.max(max, x[i]);
        }
        return max;
    }

    /** {@link Sums#of}. */
    default double sum(float[] x, int x0, int count) {
        return Sums.of(x, x0, count);
    }

    /** {@link Sums#ofProducts}. */
    default double sumOfProducts(float[] x, int x0, float[] y, int y0, int count) {
        return Sums.ofProducts(x, x0, y, y0, count);
    }

    /**
     * {@code x[x0 + c] = gamma[c] (x[x0 + c] - mean) / sqrt(variance + epsilon) + beta[c]} for {@code c < columns}, in fp64.
     *
     * @param centered room for a row
     */
    default void normalise(
            float[] x, int x0, int columns, double epsilon, float[] gamma, float[] beta, float[] centered) {
        ScalarNorms.normalise(this, x, x0, columns, epsilon, gamma, beta, centered);
    }

    /**
     * The gradient of {@link #normalise} for one row: {@code x} becomes the row without its mean and with variance 1, {@code dx} that by
     * the row, and {@code dy} that by gamma, {@code dy x}. Sums are fp64.
     *
     * @param at where the row begins in {@code x}, {@code dy} and {@code dx}
     */
    default void normaliseGradient(
            float[] x, int at, int columns, double epsilon, float[] gamma, float[] dy, float[] dx) {
        ScalarNorms.gradient(this, x, at, columns, epsilon, gamma, dy, dx);
    }

    /** {@code y[i] = f(y[i])} for {@code y0 <= i < y0 + count}. */
    default void activate(Activation f, float[] y, int y0, int count) {
        ScalarActivations.apply(f, y, y0, count);
    }

    /** {@code dy[i] *= f'(z[i])} for {@code i < count}. */
    default void activateGradient(Activation f, float[] z, float[] dy, int count) {
        ScalarActivations.applyGradient(f, z, dy, 0, count);
    }

    /** {@code x[i] = e^(x[i] - shift)} for {@code i < count}: at most about 1; 0 where below the smallest normal number. */
    default void exponentials(float[] x, int count, float shift) {
        ScalarActivations.exponentials(x, 0, count, shift);
    }
}
