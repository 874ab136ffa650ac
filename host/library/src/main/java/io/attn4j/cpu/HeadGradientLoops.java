package io.attn4j.cpu;

import io.attn4j.plan.View;
import io.attn4j.plan.head.HeadGate;
import io.attn4j.plan.head.HeadGateGradient;
import io.attn4j.plan.head.HeadMixGradient;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Gradients of what runs across heads. */
final class HeadGradientLoops {
    private HeadGradientLoops() {}

    /**
     * The gradient of a mix in parts of some rows each, whose sums are added up in order: fp32 over blocks of {@value
     * #BLOCK} columns of a row, fp64 beyond. Parts depend on the sizes alone.
     */
    static final class MixGradient {
        private static final int LANES = TileLoops.LANES;
        private static final int BLOCK = 128;
        private static final int MOST_PARTS = 64;

        private final HeadMixGradient step;
        private final Matrices x;
        private final Matrices dy;
        private final Matrices dm;
        private final int rowsPerPart;
        private final double[][] sums;

        MixGradient(HeadMixGradient step, Map<String, MemorySegment> arrays) {
            this.step = step;
            x = new Matrices(arrays.get(step.x().buffer().name()), rowsOfHeads(step.x()));
            dy = new Matrices(
                    arrays.get(step.dy().buffer().name()),
                    rowsOfHeads(step.dy()).transposed());
            dm = Matrices.of(step.dm(), arrays);
            int rows = Math.multiplyExact(step.x().batch(), step.x().rows());
            rowsPerPart = Math.ceilDiv(rows, MOST_PARTS);
            sums = new double[Math.ceilDiv(rows, rowsPerPart)][];
        }

        /** Rows and heads exchanged: a matrix of heads by columns for each row. */
        private static View rowsOfHeads(View x) {
            return new View(
                    x.buffer(),
                    x.offset(),
                    x.batch(),
                    x.rows(),
                    x.heads(),
                    x.columns(),
                    x.batchStride(),
                    x.rowStride(),
                    x.headStride(),
                    x.columnStride());
        }

        int parts() {
            return sums.length;
        }

        /** Sums of the rows of one part. */
        void addPart(TileLoops loops, int part) {
            int heads = step.x().heads();
            int mixed = step.dy().heads();
            int columns = step.x().columns();
            double[] total = new double[heads * mixed];
            float[] left = new float[(heads + TileLoops.GROUP) * BLOCK];
            float[] right = new float[BLOCK * LANES];
            float[] zeros = new float[heads + TileLoops.GROUP];
            float[] products = new float[(heads + TileLoops.GROUP) * LANES];
            int end = Math.min(step.x().batch() * step.x().rows(), (part + 1) * rowsPerPart);
            for (int row = part * rowsPerPart; row < end; row++) {
                int b = row / step.x().rows();
                int i = row % step.x().rows();
                for (int j = 0; j < columns; j += BLOCK) {
                    int depth = Math.min(BLOCK, columns - j);
                    x.read(b, i, 0, j, heads, depth, left, 0, BLOCK);
                    for (int g = 0; g < mixed; g += LANES) {
                        int used = Math.min(LANES, mixed - g);
                        dy.read(b, i, j, g, depth, used, right, 0, LANES);
                        int width = loops.width(used);
                        loops.products(left, 0, BLOCK, 0, heads, depth, right, 0, zeros, products, 0, width);
                        for (int h = 0; h < heads; h++) {
                            Sums.add(1, products, h * LANES, total, h * mixed + g, used);
                        }
                    }
                }
            }
            sums[part] = total;
        }

        /** Adds the parts up. */
        void store() {
            int mixed = step.dy().heads();
            double[] total = new double[step.x().heads() * mixed];
            for (double[] part : sums) {
                Sums.add(part, 0, total, total.length);
            }
            float[] row = new float[mixed];
            for (int h = 0; h < step.x().heads(); h++) {
                Sums.round(total, h * mixed, row);
                dm.writeRow(row, 0, 0, h);
            }
        }
    }

    static void gate(HeadGateGradient step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        HeadGate gate = step.gate();
        Matrices z = Matrices.of(gate.z(), arrays);
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices dy = Matrices.of(step.dy(), arrays);
        Matrices dx = Matrices.of(step.dx(), arrays);
        Matrices dz = Matrices.of(step.dz(), arrays);
        int heads = step.x().heads();
        int columns = x.columns();
        RowLoops.run(pool, gate.z(), step.flops(), (b, zero, from, to) -> {
            float[] logits = new float[z.columns()];
            double[] gates = new double[heads];
            double[] dg = new double[heads];
            float[] row = new float[columns];
            float[] slope = new float[columns];
            for (int i = from; i < to; i++) {
                z.readRow(b, 0, i, logits);
                HeadLoops.gates(gate, logits, gates);
                for (int h = 0; h < heads; h++) {
                    // A head that is left out gives 0 even where it holds NaN.
                    if (gates[h] == 0) {
                        Arrays.fill(slope, 0);
                        dg[h] = 0;
                    } else {
                        dy.readRow(b, h, i, slope);
                        if (dz != null) {
                            x.readRow(b, h, i, row);
                            dg[h] = Sums.ofProducts(slope, row, columns);
                        }
                        for (int c = 0; c < columns; c++) {
                            slope[c] = (float) (gates[h] * slope[c]);
                        }
                    }
                    dx.writeRow(slope, b, h, i);
                }
                if (dz != null) {
                    logits(gate, gates, dg, logits);
                    dz.writeRow(logits, b, 0, i);
                }
            }
        });
    }

    /** Gradient of the logits of one row from that of its gates. */
    private static void logits(HeadGate gate, double[] gates, double[] dg, float[] dz) {
        int heads = gates.length;
        if (gate.kind() == HeadGate.Kind.SIGMOID) {
            for (int h = 0; h < heads; h++) {
                dz[h] = (float) (dg[h] * gates[h] * (1 - gates[h]));
            }
            return;
        }
        int shared = gate.kind() == HeadGate.Kind.MIXTURE ? gate.shared() : 0;
        double always = softmax(gates, dg, 0, shared, dz);
        double routed = softmax(gates, dg, shared, heads, dz);
        if (shared > 0) {
            // gates of a part sum to twice its balance times the heads that it takes
            double first = Arrays.stream(gates, 0, shared).sum() / (2 * shared);
            double second = Arrays.stream(gates, shared, heads).sum() / (2 * gate.top());
            double difference = second * always - first * routed;
            dz[heads] = (float) difference;
            dz[heads + 1] = (float) -difference;
        }
    }

    /** {@code dz_h = g_h (dg_h - sum g dg / sum g)} over {@code from <= h < to}; returns {@code sum g dg}. */
    private static double softmax(double[] gates, double[] dg, int from, int to, float[] dz) {
        double total = 0;
        double sum = 0;
        for (int h = from; h < to; h++) {
            total += gates[h];
            sum += gates[h] * dg[h];
        }
        for (int h = from; h < to; h++) {
            dz[h] = gates[h] == 0 ? 0 : (float) (gates[h] * (dg[h] - sum / total));
        }
        return sum;
    }
}
