package io.attn4j.cpu.optimizer;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.optimizer.SquaredSum;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** The sum of squares in fp64: of blocks, then of their sums, in order. */
final class SquaredSumLoops {
    private static final int BLOCK = OptimizerLoops.BLOCK;

    private SquaredSumLoops() {}

    static void execute(SquaredSum step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices before = Matrices.of(step.before(), arrays);
        int count = step.x().columns();
        double[] sums = new double[Math.ceilDiv(count, BLOCK)];
        pool.run(sums.length, (worker, block) -> {
            float[] values = new float[Math.min(BLOCK, count - block * BLOCK)];
            x.read(0, 0, 0, block * BLOCK, 1, values.length, values, 0, values.length);
            double even = 0;
            double odd = 0;
            int c = 0;
            for (; c + 1 < values.length; c += 2) {
                even += (double) values[c] * values[c];
                odd += (double) values[c + 1] * values[c + 1];
            }
            for (; c < values.length; c++) {
                even += (double) values[c] * values[c];
            }
            sums[block] = even + odd;
        });
        double sum = before == null ? 0 : before.get(0, 0, 0, 0);
        for (double block : sums) {
            sum += block;
        }
        Matrices.of(step.y(), arrays).set(0, 0, 0, 0, (float) sum);
    }
}
