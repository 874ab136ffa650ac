package io.attn4j.reference;

import io.attn4j.plan.Addition;
import io.attn4j.plan.CentroidDelta;
import io.attn4j.plan.ClusterMeans;
import io.attn4j.plan.CoreAttention;
import io.attn4j.plan.FarthestPoints;
import io.attn4j.plan.HeadGate;
import io.attn4j.plan.HeadMix;
import io.attn4j.plan.LayerNorm;
import io.attn4j.plan.MatrixProduct;
import io.attn4j.plan.NearestCentroids;
import io.attn4j.plan.NearestMask;
import io.attn4j.plan.PastAttention;
import io.attn4j.plan.PastRecurrence;
import io.attn4j.plan.PastStates;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Probabilities;
import io.attn4j.plan.Rearrange;
import io.attn4j.plan.Scores;
import io.attn4j.plan.SegmentPool;
import io.attn4j.plan.SelectRows;
import io.attn4j.plan.SoftmaxMerge;
import io.attn4j.plan.SquaredNorms;
import io.attn4j.plan.Step;
import io.attn4j.plan.WeightedSum;
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

    private void step(Step step) {
        switch (step) {
            case CoreAttention s -> CoreSteps.attention(s, arrays);
            case Scores s -> CoreSteps.scores(s, arrays);
            case Probabilities s -> CoreSteps.probabilities(s, arrays);
            case WeightedSum s -> CoreSteps.weightedSum(s, arrays);
            case SoftmaxMerge s -> CoreSteps.merge(s, arrays);
            case MatrixProduct s -> MatrixSteps.product(s, arrays);
            case Addition s -> RowSteps.addition(s, arrays);
            case Rearrange s -> RowSteps.rearrange(s, arrays);
            case LayerNorm s -> RowSteps.layerNorm(s, arrays);
            case SquaredNorms s -> RowSteps.squaredNorms(s, arrays);
            case SelectRows s -> RowSteps.selectRows(s, arrays);
            case HeadGate s -> HeadSteps.gate(s, arrays);
            case HeadMix s -> HeadSteps.mix(s, arrays);
            case SegmentPool s -> PoolSteps.pool(s, arrays);
            case FarthestPoints s -> CentroidSteps.farthestPoints(s, arrays);
            case NearestCentroids s -> CentroidSteps.nearestCentroids(s, arrays);
            case ClusterMeans s -> CentroidSteps.clusterMeans(s, arrays);
            case NearestMask s -> CentroidSteps.nearestMask(s, arrays);
            case CentroidDelta s -> CentroidSteps.delta(s, arrays);
            case PastStates s -> PastSteps.states(s, arrays);
            case PastAttention s -> PastSteps.attention(s, arrays);
            case PastRecurrence s -> PastSteps.recurrence(s, arrays);
        }
    }
}
