package io.attn4j.reference;

import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.centroid.CentroidStep;
import io.attn4j.plan.core.CoreStep;
import io.attn4j.plan.head.HeadStep;
import io.attn4j.plan.loss.LossStep;
import io.attn4j.plan.matrix.MatrixStep;
import io.attn4j.plan.optimizer.OptimizerStep;
import io.attn4j.plan.past.PastStep;
import io.attn4j.plan.pool.PoolStep;
import io.attn4j.plan.row.RowStep;
import io.attn4j.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The fp64 reference of plans: executes each step as its equation says, element by element.
 *
 * <p>It says what a lowering means, free of rounding; every engine's kernels and loops are checked against it step by step.
 * Written to be read, not to be fast.
 */
public final class PlanReference {
    private final Fp64Arrays arrays;

    private PlanReference(Fp64Arrays arrays) {
        this.arrays = arrays;
    }

    /**
     * Executes {@code plan}.
     *
     * @param given inputs and weights by name
     * @return all arrays by name, as they are afterwards; NaN where nothing was written
     */
    public static Map<String, double[]> execute(Plan plan, Map<String, double[]> given) {
        PlanReference reference = new PlanReference(new Fp64Arrays(plan, given));
        plan.steps().forEach(reference::step);
        return reference.arrays.byName();
    }

    /**
     * Executes {@code plan} over the tensors of a request.
     *
     * @param inputs tensors by name, of which those are read that are arrays of the plan
     * @param outputs arrays to fill, by the names of the plan's
     */
    public static void execute(Plan plan, Map<String, Tensor> inputs, Map<String, double[]> outputs) {
        Map<String, double[]> given = new HashMap<>();
        inputs.forEach((name, tensor) -> {
            if (plan.buffers().containsKey(name)) {
                float[] values = tensor.toFloats();
                double[] wide = new double[values.length];
                Arrays.setAll(wide, i -> values[i]);
                given.put(name, wide);
            }
        });
        Map<String, double[]> arrays = execute(plan, given);
        outputs.forEach((name, to) -> System.arraycopy(arrays.get(name), 0, to, 0, to.length));
    }

    /**
     * Executes one step.
     *
     * @param arrays its operands by name, each as long as its array; results are written into them
     */
    public static void execute(Step step, Map<String, double[]> arrays) {
        new PlanReference(new Fp64Arrays(arrays)).step(step);
    }

    private void step(Step step) {
        switch (step) {
            case CoreStep core -> CoreSteps.execute(core, arrays);
            case MatrixStep matrix -> MatrixSteps.execute(matrix, arrays);
            case RowStep row -> RowSteps.execute(row, arrays);
            case HeadStep head -> HeadSteps.execute(head, arrays);
            case PoolStep pool -> PoolSteps.execute(pool, arrays);
            case CentroidStep centroid -> CentroidSteps.execute(centroid, arrays);
            case PastStep past -> PastSteps.execute(past, arrays);
            case LossStep loss -> LossSteps.execute(loss, arrays);
            case OptimizerStep optimizer -> OptimizerSteps.execute(optimizer, arrays);
            default -> throw new IllegalArgumentException("step: got " + step + "; needs one of a known family");
        }
    }
}
