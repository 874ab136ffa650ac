package io.attn4j.cpu.optimizer;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.optimizer.Sgd;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** Updates of parameters in fp32, block by block, in loops that the JIT compiler turns into vectors. */
final class SgdLoops {
    private static final int BLOCK = OptimizerLoops.BLOCK / 4;

    private SgdLoops() {}

    static void execute(Sgd step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices gradients = Matrices.of(step.gradient(), arrays);
        Matrices parameters = Matrices.of(step.parameter(), arrays);
        Matrices velocities = Matrices.of(step.velocity(), arrays);
        Matrices scales = Matrices.of(step.scale(), arrays);
        float scale = scales == null ? 1 : scales.get(0, 0, 0, 0);
        float rate = Matrices.of(step.rate(), arrays).get(0, 0, 0, 0);
        float momentum = (float) step.momentum();
        // what of the gradient and of the velocity the step takes
        float ofGradient = velocities == null || step.nesterov() ? 1 : 0;
        float ofVelocity = step.nesterov() ? momentum : 1;
        float decay = (float) step.decay();
        int count = step.parameter().columns();
        pool.run(Math.ceilDiv(count, BLOCK), (worker, block) -> {
            int from = block * BLOCK;
            int length = Math.min(BLOCK, count - from);
            float[] gradient =
                    read(gradients, from, length, pool.scratch(worker).floats(0, BLOCK));
            float[] parameter =
                    read(parameters, from, length, pool.scratch(worker).floats(1, BLOCK));
            if (velocities == null) {
                for (int c = 0; c < length; c++) {
                    parameter[c] -= rate * (scale * gradient[c] + decay * parameter[c]);
                }
            } else {
                float[] velocity =
                        read(velocities, from, length, pool.scratch(worker).floats(2, BLOCK));
                for (int c = 0; c < length; c++) {
                    float g = scale * gradient[c] + decay * parameter[c];
                    float v = momentum * velocity[c] + g;
                    velocity[c] = v;
                    parameter[c] -= rate * (ofGradient * g + ofVelocity * v);
                }
                velocities.write(velocity, 0, length, 1, length, 0, 0, 0, from);
            }
            parameters.write(parameter, 0, length, 1, length, 0, 0, 0, from);
        });
    }

    private static float[] read(Matrices x, int from, int length, float[] values) {
        x.read(0, 0, 0, from, 1, length, values, 0, length);
        return values;
    }
}
