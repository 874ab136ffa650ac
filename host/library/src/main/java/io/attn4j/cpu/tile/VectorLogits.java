package io.attn4j.cpu.tile;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What attention does with logits between its two products, on one or two vectors of lanes over all keys of a block. */
final class VectorLogits {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INT_SPECIES = SPECIES.withLanes(int.class);
    private static final int V = SPECIES.length();
    private static final int LANES = TileLoops.LANES;
    private static final float SLACK = TileLoops.SLACK;

    private VectorLogits() {}

    /** {@link TileLoops#raise} of one vector of lanes. */
    static boolean raise1(float[] max, float[] running, int lane0, float[] shift, float[] decay, int lane) {
        FloatVector old = FloatVector.fromArray(SPECIES, running, lane0 + lane);
        FloatVector block = FloatVector.fromArray(SPECIES, max, lane);
        FloatVector rounded = block.add(Exp2.ROUND).sub(Exp2.ROUND);
        // Beyond this all floats are integers and the trick above fails.
        rounded = rounded.blend(block, block.abs().compare(VectorOperators.GE, 0x1p22f));
        VectorMask<Float> moves = rounded.compare(VectorOperators.GT, old.add(SLACK));
        FloatVector now = old.blend(rounded, moves);
        FloatVector steps = old.sub(now);
        FloatVector factor = steps.add(Exp2.ROUND)
                .reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, 23)
                .add(Float.floatToRawIntBits(1f))
                .reinterpretAsFloats()
                .blend(0, steps.compare(VectorOperators.LT, -126));
        now.intoArray(running, lane0 + lane);
        now.blend(0, now.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY)).intoArray(shift, lane);
        FloatVector.broadcast(SPECIES, 1).blend(factor, moves).intoArray(decay, lane);
        return moves.anyTrue();
    }

    /** {@link TileLoops#addBias} of one vector of lanes. */
    static boolean addBias1(float[] x, float scale, float[] s, int from, int to, int lane) {
        FloatVector scales = FloatVector.broadcast(SPECIES, scale);
        FloatVector masked = FloatVector.zero(SPECIES);
        for (int r = from; r < to; r++) {
            int at = r * LANES + lane;
            FloatVector bias = FloatVector.fromArray(SPECIES, x, at);
            VectorMask<Float> hidden = bias.eq(Float.NEGATIVE_INFINITY);
            FloatVector scaled = bias.mul(scales);
            FloatVector before = FloatVector.fromArray(SPECIES, s, at);
            FloatVector sum = bias.fma(scales, before);
            VectorMask<Float> deep = scaled.lt(Exp2.DEEP);
            if (deep.anyTrue()) {
                FloatVector drawn = bias.mul(Exp2.DEEP_SLOPE).mul(scales).add(Exp2.DEEP_OFFSET);
                drawn = drawn.blend(Exp2.DEEPEST, drawn.lt(Exp2.DEEPEST));
                sum = sum.blend(before.add(drawn), deep);
            }
            sum.blend(Float.NEGATIVE_INFINITY, hidden).intoArray(s, at);
            masked = masked.blend(1, hidden);
        }
        return masked.compare(VectorOperators.NE, 0).anyTrue();
    }

    /** {@link TileLoops#addHiding} of one vector of lanes. */
    static void addHiding1(float[] x, float scale, float[] s, int from, int to, int lane) {
        FloatVector scales = FloatVector.broadcast(SPECIES, scale);
        for (int r = from; r < to; r++) {
            int at = r * LANES + lane;
            FloatVector bias = FloatVector.fromArray(SPECIES, x, at);
            bias.fma(scales, FloatVector.fromArray(SPECIES, s, at))
                    .blend(Float.NEGATIVE_INFINITY, bias.eq(Float.NEGATIVE_INFINITY))
                    .intoArray(s, at);
        }
    }

    /** {@link TileLoops#addFactors} of one vector of lanes and keys that share the first factor. */
    static boolean addFactors1(float[] f, int p0, int q0, float scale, float[] s, int s0, int rows) {
        FloatVector scales = FloatVector.broadcast(SPECIES, scale);
        FloatVector p = FloatVector.fromArray(SPECIES, f, p0);
        FloatVector masked = FloatVector.zero(SPECIES);
        for (int r = 0; r < rows; r++) {
            int at = s0 + r * LANES;
            FloatVector bias = p.mul(FloatVector.fromArray(SPECIES, f, q0 + r * LANES));
            VectorMask<Float> hidden = bias.eq(Float.NEGATIVE_INFINITY);
            bias.fma(scales, FloatVector.fromArray(SPECIES, s, at))
                    .blend(Float.NEGATIVE_INFINITY, hidden)
                    .intoArray(s, at);
            masked = masked.blend(1, hidden);
        }
        return masked.compare(VectorOperators.NE, 0).anyTrue();
    }

    /** {@link TileLoops#exponentials} of two vectors of lanes. */
    static boolean exponentials2(float[] s, int rows, float[] shift, float[] sum, int lane) {
        FloatVector shift0 = FloatVector.fromArray(SPECIES, shift, lane);
        FloatVector shift1 = FloatVector.fromArray(SPECIES, shift, lane + V);
        FloatVector round0 = FloatVector.broadcast(SPECIES, Exp2.ROUND).sub(shift0);
        FloatVector round1 = FloatVector.broadcast(SPECIES, Exp2.ROUND).sub(shift1);
        FloatVector least0 = shift0.sub(126);
        FloatVector least1 = shift1.sub(126);
        FloatVector sum0 = FloatVector.zero(SPECIES);
        FloatVector sum1 = FloatVector.zero(SPECIES);
        IntVector peak = IntVector.broadcast(INT_SPECIES, Integer.MIN_VALUE);
        for (int r = 0; r < rows; r++) {
            int at = r * LANES + lane;
            FloatVector x0 = FloatVector.fromArray(SPECIES, s, at);
            VectorMask<Float> tiny0 = x0.lt(least0);
            FloatVector rounded0 = x0.add(round0);
            peak = peak.lanewise(VectorOperators.MAX, rounded0.reinterpretAsInts());
            FloatVector f0 = x0.sub(rounded0.sub(round0));
            FloatVector p0 = FloatVector.broadcast(SPECIES, Exp2.C5);
            p0 = p0.fma(f0, FloatVector.broadcast(SPECIES, Exp2.C4));
            p0 = p0.fma(f0, FloatVector.broadcast(SPECIES, Exp2.C3));
            p0 = p0.fma(f0, FloatVector.broadcast(SPECIES, Exp2.C2));
            p0 = p0.fma(f0, FloatVector.broadcast(SPECIES, Exp2.C1));
            p0 = p0.fma(f0, FloatVector.broadcast(SPECIES, 1));
            FloatVector y0 = p0.reinterpretAsInts()
                    .add(rounded0.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
                    .reinterpretAsFloats()
                    .blend(0, tiny0);
            y0.intoArray(s, at);
            sum0 = sum0.add(y0);
            FloatVector x1 = FloatVector.fromArray(SPECIES, s, at + V);
            VectorMask<Float> tiny1 = x1.lt(least1);
            FloatVector rounded1 = x1.add(round1);
            peak = peak.lanewise(VectorOperators.MAX, rounded1.reinterpretAsInts());
            FloatVector f1 = x1.sub(rounded1.sub(round1));
            FloatVector p1 = FloatVector.broadcast(SPECIES, Exp2.C5);
            p1 = p1.fma(f1, FloatVector.broadcast(SPECIES, Exp2.C4));
            p1 = p1.fma(f1, FloatVector.broadcast(SPECIES, Exp2.C3));
            p1 = p1.fma(f1, FloatVector.broadcast(SPECIES, Exp2.C2));
            p1 = p1.fma(f1, FloatVector.broadcast(SPECIES, Exp2.C1));
            p1 = p1.fma(f1, FloatVector.broadcast(SPECIES, 1));
            FloatVector y1 = p1.reinterpretAsInts()
                    .add(rounded1.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
                    .reinterpretAsFloats()
                    .blend(0, tiny1);
            y1.intoArray(s, at + V);
            sum1 = sum1.add(y1);
        }
        sum0.intoArray(sum, lane);
        sum1.intoArray(sum, lane + V);
        return !peak.compare(VectorOperators.GT, Exp2.ROUND_BITS + (int) SLACK).anyTrue();
    }

    /** {@link TileLoops#subtract} of one vector of lanes. */
    static void subtract1(float[] s, int rows, float[] shift, int lane) {
        FloatVector shifts = FloatVector.fromArray(SPECIES, shift, lane);
        for (int r = 0; r < rows; r++) {
            int at = r * LANES + lane;
            FloatVector.fromArray(SPECIES, s, at).sub(shifts).intoArray(s, at);
        }
    }

    /**
     * {@link TileLoops#maxima} of two vectors of lanes.
     *
     * <p>A float maximum is six instructions for the sake of NaN and -0. As signed integers the bits of floats are in
     * order where one is positive, and in reversed order where both are negative: so the integer maximum is right if it
     * is not negative, and otherwise the integer minimum is.
     */
    static void maxima2(float[] s, int rows, float[] max, int lane) {
        IntVector high0 = IntVector.broadcast(INT_SPECIES, Integer.MIN_VALUE);
        IntVector high1 = high0;
        IntVector low0 = IntVector.broadcast(INT_SPECIES, Integer.MAX_VALUE);
        IntVector low1 = low0;
        for (int r = 0; r < rows; r++) {
            int at = r * LANES + lane;
            IntVector s0 = FloatVector.fromArray(SPECIES, s, at).reinterpretAsInts();
            IntVector s1 = FloatVector.fromArray(SPECIES, s, at + V).reinterpretAsInts();
            high0 = high0.lanewise(VectorOperators.MAX, s0);
            high1 = high1.lanewise(VectorOperators.MAX, s1);
            low0 = low0.lanewise(VectorOperators.MIN, s0);
            low1 = low1.lanewise(VectorOperators.MIN, s1);
        }
        high0.blend(low0, high0.lt(0)).reinterpretAsFloats().intoArray(max, lane);
        high1.blend(low1, high1.lt(0)).reinterpretAsFloats().intoArray(max, lane + V);
    }

    /** {@link TileLoops#mask} of one vector of lanes. */
    static void mask1(float[] s, int from, int to, int key, int[] begin, int[] end, int lane0, int lane) {
        IntVector begins = IntVector.fromArray(INT_SPECIES, begin, lane0 + lane);
        IntVector ends = IntVector.fromArray(INT_SPECIES, end, lane0 + lane);
        for (int r = from; r < to; r++) {
            int at = r * LANES + lane;
            VectorMask<Integer> hidden =
                    begins.compare(VectorOperators.GT, key + r).or(ends.compare(VectorOperators.LE, key + r));
            FloatVector.fromArray(SPECIES, s, at)
                    .blend(Float.NEGATIVE_INFINITY, hidden.cast(SPECIES))
                    .intoArray(s, at);
        }
    }

    /** {@link TileLoops#max} of whole pairs of vectors. */
    static float max(float[] x, int from, int to) {
        FloatVector max0 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector max1 = max0;
        for (int i = from; i < to; i += 2 * V) {
            max0 = max0.max(FloatVector.fromArray(SPECIES, x, i));
            max1 = max1.max(FloatVector.fromArray(SPECIES, x, i + V));
        }
        return max0.max(max1).reduceLanes(VectorOperators.MAX);
    }

    /** {@link TileLoops#isFinite} of whole vectors: zero times anything else is NaN, and so is the sum. */
    static boolean isFinite(float[] x, int from, int to) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector sum = zero;
        for (int i = from; i < to; i += V) {
            sum = FloatVector.fromArray(SPECIES, x, i).fma(zero, sum);
        }
        return !sum.compare(VectorOperators.NE, 0).anyTrue();
    }

    /** {@link TileLoops#scale} of one lane. */
    static void scaleRow(float[] y, int y0, int columns, float factor) {
        FloatVector factors = FloatVector.broadcast(SPECIES, factor);
        for (int c = y0; c < y0 + columns; c += V) {
            FloatVector.fromArray(SPECIES, y, c).mul(factors).intoArray(y, c);
        }
    }
}
