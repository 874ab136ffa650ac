package io.attn4j.kernels;

import io.attn4j.kernels.centroid.CentroidTasks;
import io.attn4j.kernels.core.CoreTasks;
import io.attn4j.kernels.head.HeadTasks;
import io.attn4j.kernels.loss.LossTasks;
import io.attn4j.kernels.matrix.MatrixTasks;
import io.attn4j.kernels.optimizer.OptimizerTasks;
import io.attn4j.kernels.past.PastTasks;
import io.attn4j.kernels.pool.PoolTasks;
import io.attn4j.kernels.row.RowTasks;
import io.attn4j.kernels.step.StepFamily;
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
import java.util.List;

/** The families of steps that have kernels. */
public final class StepFamilies {
    private static final CoreTasks CORE = new CoreTasks();
    private static final MatrixTasks MATRIX = new MatrixTasks();
    private static final RowTasks ROW = new RowTasks();
    private static final HeadTasks HEAD = new HeadTasks();
    private static final PoolTasks POOL = new PoolTasks();
    private static final CentroidTasks CENTROID = new CentroidTasks();
    private static final PastTasks PAST = new PastTasks();
    private static final LossTasks LOSS = new LossTasks();
    private static final OptimizerTasks OPTIMIZER = new OptimizerTasks();

    private StepFamilies() {}

    /** All of them. */
    public static List<StepFamily<?>> all() {
        return List.of(CORE, MATRIX, ROW, HEAD, POOL, CENTROID, PAST, LOSS, OPTIMIZER);
    }

    /**
     * The family of {@code step}. A new family is added here and to {@link #all}.
     *
     * @throws IllegalArgumentException when it has none
     */
    @SuppressWarnings("unchecked")
    public static <F extends Step> StepFamily<F> of(F step) {
        StepFamily<?> family = switch (step) {
            case CoreStep _ -> CORE;
            case MatrixStep _ -> MATRIX;
            case RowStep _ -> ROW;
            case HeadStep _ -> HEAD;
            case PoolStep _ -> POOL;
            case CentroidStep _ -> CENTROID;
            case PastStep _ -> PAST;
            case LossStep _ -> LOSS;
            case OptimizerStep _ -> OPTIMIZER;
            default -> throw new IllegalArgumentException("step: got " + step + "; needs one of a known family");
        };
        return (StepFamily<F>) family;
    }
}
