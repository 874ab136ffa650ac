package io.attn4j.cpu.head;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.LoopChoice;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.View;
import io.attn4j.plan.head.HeadMixGradient;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * The gradient of a mix in parts of some rows each, whose sums are added up in order: fp32 over blocks of {@value
 * #BLOCK} columns of a row, fp64 beyond. Parts depend on the sizes alone.
 */
final class HeadMixGradientLoops {
    private static final int LANES = TileLoops.LANES;
    private static final int BLOCK = 128;
    private static final int MOST_PARTS = 64;

    private final HeadMixGradient step;
    private final Matrices x;
    private final Matrices dy;
    private final Matrices dm;
    private final int rowsPerPart;
    private final double[][] sums;

    private HeadMixGradientLoops(HeadMixGradient step, Map<String, MemorySegment> arrays) {
        this.step = step;
        x = new Matrices(arrays.get(step.x().buffer().name()), rowsOfHeads(step.x()));
        dy = new Matrices(
                arrays.get(step.dy().buffer().name()), rowsOfHeads(step.dy()).transposed());
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

    static void execute(HeadMixGradient step, Map<String, MemorySegment> arrays, LoopChoice choice, WorkerPool pool) {
        HeadMixGradientLoops gradient = new HeadMixGradientLoops(step, arrays);
        choice.run(pool, step.flops(), gradient.sums.length, (loops, worker, task) -> gradient.addPart(loops, task));
        gradient.store();
    }

    /** Sums of the rows of one part. */
    private void addPart(TileLoops loops, int part) {
        int heads = step.x().heads();
        int mixed = step.dy().heads();
        int columns = step.x().columns();
        double[] total = new double[heads * mixed];
        float[] left = new float[(heads + TileLoops.GROUP) * BLOCK];
        float[] right = new float[BLOCK * LANES];
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
                    loops.products(left, 0, BLOCK, 0, heads, depth, right, 0, products, 0, width);
                    for (int h = 0; h < heads; h++) {
                        Sums.add(1, products, h * LANES, total, h * mixed + g, used);
                    }
                }
            }
        }
        sums[part] = total;
    }

    /** Adds the parts up. */
    private void store() {
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
