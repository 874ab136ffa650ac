package io.attn4j.cpu.row;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.row.LayerNormGradient;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Gradients of normalised rows, sums in fp64. */
final class LayerNormGradientLoops {
    private LayerNormGradientLoops() {}

    static void execute(LayerNormGradient step, Map<String, MemorySegment> arrays, TileLoops loops, WorkerPool pool) {
        Matrices x = Matrices.of(step.norm().x(), arrays);
        Matrices gammas = Matrices.of(step.norm().gamma(), arrays);
        Matrices dy = Matrices.of(step.dy(), arrays);
        Matrices dx = Matrices.of(step.dx(), arrays);
        Matrices products = Matrices.of(step.products(), arrays);
        int columns = x.columns();
        float[] gamma = gammas.copy(0, 0);
        int block = RowLoops.rowsAtOnce(columns);
        ParallelRows.run(pool, step.dy(), step.flops(), (scratch, b, h, from, to) -> {
            float[] normal = scratch.floats(0, block * columns);
            float[] slope = scratch.floats(1, block * columns);
            float[] scaled = scratch.floats(2, block * columns);
            for (int i = from; i < to; i += block) {
                int rows = Math.min(block, to - i);
                x.read(b, h, i, 0, rows, columns, normal, 0, columns);
                dy.read(b, h, i, 0, rows, columns, slope, 0, columns);
                for (int at = 0; at < rows * columns; at += columns) {
                    loops.normaliseGradient(normal, at, columns, step.norm().epsilon(), gamma, slope, scaled);
                }
                if (dx != null) {
                    dx.write(scaled, 0, columns, rows, columns, b, h, i, 0);
                }
                if (products != null) {
                    products.write(slope, 0, columns, rows, columns, b, h, i, 0);
                }
            }
        });
    }
}
