package io.attn4j.kernels.centroid;

import static io.attn4j.kernels.step.SampleStep.view;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelChoices;
import io.attn4j.kernels.step.SampleStep;
import io.attn4j.kernels.step.StepFamily;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.plan.View;
import io.attn4j.plan.centroid.CentroidDelta;
import io.attn4j.plan.centroid.CentroidDeltaGradient;
import io.attn4j.plan.centroid.CentroidStep;
import io.attn4j.plan.centroid.ClusterMeans;
import io.attn4j.plan.centroid.FarthestPoints;
import io.attn4j.plan.centroid.NearestCentroids;
import io.attn4j.plan.centroid.NearestMask;
import java.util.List;

/** Starts, neighbourhoods and updates of centroids. */
public final class CentroidTasks implements StepFamily<CentroidStep> {
    @Override
    public StepTasks<?> tasks(CentroidStep step, DeviceArrays arrays, KernelChoices choices, GraphDevice device) {
        return switch (step) {
            case CentroidDelta delta -> new CentroidDeltaTasks(delta, arrays, device);
            case ClusterMeans means -> new ClusterMeansTasks(means, arrays, device);
            case FarthestPoints points -> new FarthestPointsTasks(points, arrays, device);
            case NearestCentroids nearest -> new NearestCentroidsTasks(nearest, arrays, device);
            case NearestMask mask -> new NearestMaskTasks(mask, arrays, device);
            case CentroidDeltaGradient gradient -> new CentroidDeltaGradientTasks(gradient, arrays, device);
        };
    }

    @Override
    public List<SampleStep<CentroidStep>> samples() {
        View x = view("x", 1, 1, 4, 2);
        View u = view("u", 1, 1, 2, 2);
        View y = view("y", 1, 1, 2, 2);
        CentroidDelta delta = new CentroidDelta(
                "s",
                CentroidDelta.Mode.ROWS,
                1,
                1,
                view("o", 1, 1, 2, 2),
                view("lse", 1, 1, 2, 1),
                u,
                view("residual", 1, 1, 2, 2),
                y);
        return List.of(
                SampleStep.of(delta),
                SampleStep.of(new CentroidDeltaGradient(
                        "s",
                        delta,
                        view("dy", 1, 1, 2, 2),
                        view("outputGradient", 1, 1, 2, 2),
                        view("lseGradient", 1, 1, 2, 1))),
                SampleStep.of(new ClusterMeans("s", x, view("assignment", 1, 1, 1, 4), u, y)),
                SampleStep.of(new FarthestPoints("s", x, null, view("distances", 1, 1, 1, 4), y)),
                SampleStep.of(new NearestCentroids("s", x, u, null, view("nearest", 1, 1, 1, 4))),
                SampleStep.of(new NearestMask("s", x, u, 1, null, view("mask", 1, 1, 2, 4))));
    }
}
