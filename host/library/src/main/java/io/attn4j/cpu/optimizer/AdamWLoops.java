package io.attn4j.cpu.optimizer;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.optimizer.AdamW;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Updates of parameters in fp32, block by block, in loops that the JIT compiler turns into vectors. */
final class AdamWLoops {
    private static final int BLOCK = OptimizerLoops.BLOCK / 4;

    private AdamWLoops() {}

    static void execute(AdamW step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices gradients = Matrices.of(step.gradient(), arrays);
        Matrices parameters = Matrices.of(step.parameter(), arrays);
        Matrices firsts = Matrices.of(step.first(), arrays);
        Matrices seconds = Matrices.of(step.second(), arrays);
        Matrices scalars = Matrices.of(step.scalars(), arrays);
        Matrices scales = Matrices.of(step.scale(), arrays);
        float scale = scales == null ? 1 : scales.get(0, 0, 0, 0);
        float rate = scalars.get(0, 0, 0, 0);
        float correction1 = 1 / scalars.get(0, 0, 0, 1);
        float correction2 = 1 / scalars.get(0, 0, 0, 2);
        int count = step.parameter().columns();
        float beta1 = (float) step.beta1();
        float rest1 = (float) (1 - step.beta1());
        float beta2 = (float) step.beta2();
        float rest2 = (float) (1 - step.beta2());
        float epsilon = (float) step.epsilon();
        float decay = (float) step.decay();
        pool.run(Math.ceilDiv(count, BLOCK), (worker, block) -> {
            int from = block * BLOCK;
            int length = Math.min(BLOCK, count - from);
            float[] gradient =
                    read(gradients, from, length, pool.scratch(worker).floats(0, BLOCK));
            float[] parameter =
                    read(parameters, from, length, pool.scratch(worker).floats(1, BLOCK));
            float[] first = read(firsts, from, length, pool.scratch(worker).floats(2, BLOCK));
            float[] second = read(seconds, from, length, pool.scratch(worker).floats(3, BLOCK));
            for (int c = 0; c < length; c++) {
                float g = scale * gradient[c];
                float m = beta1 * first[c] + rest1 * g;
                float v = beta2 * second[c] + rest2 * (g * g);
                float size = (float) Math.sqrt(v * correction2) + epsilon;
                first[c] = m;
                second[c] = v;
                parameter[c] -= rate * (m * correction1 / size + decay * parameter[c]);
            }
            parameters.write(parameter, 0, length, 1, length, 0, 0, 0, from);
            firsts.write(first, 0, length, 1, length, 0, 0, 0, from);
            seconds.write(second, 0, length, 1, length, 0, 0, 0, from);
        });
    }

    private static float[] read(Matrices x, int from, int length, float[] values) {
        x.read(0, 0, 0, from, 1, length, values, 0, length);
        return values;
    }
}
