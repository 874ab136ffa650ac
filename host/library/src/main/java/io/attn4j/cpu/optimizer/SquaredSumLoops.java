package io.attn4j.cpu.optimizer;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.TileLoops;
import io.attn4j.plan.optimizer.SquaredSum;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** The sum of squares in fp64: of blocks, then of their sums, in order. */
final class SquaredSumLoops {
    private static final int BLOCK = OptimizerLoops.BLOCK;

    private SquaredSumLoops() {}

    static void execute(SquaredSum step, Map<String, MemorySegment> arrays, TileLoops loops, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices before = Matrices.of(step.before(), arrays);
        int count = step.x().columns();
        double[] sums = new double[Math.ceilDiv(count, BLOCK)];
        pool.run(sums.length, (worker, block) -> {
            int length = Math.min(BLOCK, count - block * BLOCK);
            float[] values = pool.scratch(worker).floats(0, BLOCK);
            x.read(0, 0, 0, block * BLOCK, 1, length, values, 0, length);
            sums[block] = loops.sumOfProducts(values, 0, values, 0, length);
        });
        double sum = before == null ? 0 : before.get(0, 0, 0, 0);
        for (double block : sums) {
            sum += block;
        }
        Matrices.of(step.y(), arrays).set(0, 0, 0, 0, (float) sum);
    }
}
