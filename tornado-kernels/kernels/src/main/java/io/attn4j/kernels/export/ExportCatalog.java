package io.attn4j.kernels.export;

import io.attn4j.kernels.centroid.CentroidDeltaKernel;
import io.attn4j.kernels.centroid.CentroidInitialisation;
import io.attn4j.kernels.centroid.Neighbourhoods;
import io.attn4j.kernels.core.CoreAttentionTasks;
import io.attn4j.kernels.core.FusedAttention;
import io.attn4j.kernels.core.GradientOperands;
import io.attn4j.kernels.core.KeyGradientKernel;
import io.attn4j.kernels.core.KeyGradientTiled;
import io.attn4j.kernels.core.NaiveAttention;
import io.attn4j.kernels.core.ProbabilitiesGradientKernel;
import io.attn4j.kernels.core.QueryGradientKernel;
import io.attn4j.kernels.core.QueryGradientTiled;
import io.attn4j.kernels.core.SoftmaxMergeGradientKernel;
import io.attn4j.kernels.core.SoftmaxMergeKernel;
import io.attn4j.kernels.head.HeadGateKernel;
import io.attn4j.kernels.head.HeadMixKernel;
import io.attn4j.kernels.matrix.MatrixProductKernel;
import io.attn4j.kernels.past.PastAttentionTasks;
import io.attn4j.kernels.past.PastOnlyAttention;
import io.attn4j.kernels.past.PastOnlyLanes;
import io.attn4j.kernels.peak.PeakKernels;
import io.attn4j.kernels.pool.SegmentPoolKernel;
import io.attn4j.kernels.row.AdditionKernel;
import io.attn4j.kernels.row.LayerNormKernel;
import io.attn4j.kernels.row.RearrangeKernel;
import io.attn4j.kernels.row.SquaredNormsKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Every kernel with every choice of template constants that is exported. A new kernel is added here. */
public final class ExportCatalog {
    /**
     * One kernel to export.
     *
     * @param kernelClass class that holds the kernel
     * @param method name of the kernel method
     * @param constants template constants in parameter order
     * @param localSize work-items of a group; the generated text does not depend on it
     * @param task appends the kernel to a graph as task {@code kernel}, with distinct arrays of {@link Arguments}
     */
    public record Entry(
            Class<?> kernelClass,
            String method,
            List<Integer> constants,
            int localSize,
            BiConsumer<TaskGraph, Arguments> task) {}

    /** Small arrays to compile kernels with; every parameter gets its own. */
    static final class Arguments {
        final KernelContext ctx = new KernelContext();
        final FloatArray[] f = new FloatArray[12];
        final IntArray[] i = new IntArray[3];

        Arguments() {
            Arrays.setAll(f, _ -> new FloatArray(16));
            Arrays.setAll(i, _ -> new IntArray(64));
        }
    }

    /** Name of the task that {@link Entry#task} appends. */
    static final String TASK = "kernel";

    private ExportCatalog() {}

    /** All entries, in the order of the manifest. */
    public static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (int[] dims : CoreAttentionTasks.lanesCapacities()) {
            int keyDim = dims[0];
            int valueDim = dims[1];
            entries.add(new Entry(
                    FusedAttention.class,
                    "forwardLanes",
                    List.of(keyDim, valueDim),
                    1,
                    (g, x) -> g.task(
                            TASK,
                            FusedAttention::forwardLanes,
                            x.ctx,
                            x.f[0],
                            x.f[1],
                            x.f[2],
                            x.f[3],
                            x.f[4],
                            x.f[5],
                            x.f[6],
                            x.i[0],
                            x.i[1],
                            x.f[7],
                            x.f[8],
                            x.f[9],
                            keyDim,
                            valueDim)));
        }
        for (int dim : CoreAttentionTasks.tiledCapacities()) {
            for (int[] tile : CoreAttentionTasks.tiledTiles(dim)) {
                int rows = tile[0];
                int keys = tile[1];
                entries.add(new Entry(
                        FusedAttention.class,
                        "forwardTiled",
                        List.of(dim, rows, keys),
                        FusedAttention.TILED_GROUP,
                        (g, x) -> g.task(
                                TASK,
                                FusedAttention::forwardTiled,
                                x.ctx,
                                x.f[0],
                                x.f[1],
                                x.f[2],
                                x.f[3],
                                x.f[4],
                                x.f[5],
                                x.f[6],
                                x.i[0],
                                x.i[1],
                                x.f[7],
                                x.f[8],
                                x.f[9],
                                dim,
                                rows,
                                keys)));
            }
        }
        entries.add(new Entry(
                FusedAttention.class,
                "forwardJoined",
                List.of(),
                64,
                (g, x) -> g.task(TASK, FusedAttention::forwardJoined, x.ctx, x.f[0], x.f[1], x.i[0], x.f[2], x.f[3])));
        entries.add(new Entry(
                NaiveAttention.class,
                "forwardScores",
                List.of(),
                64,
                (g, x) -> g.task(
                        TASK,
                        NaiveAttention::forwardScores,
                        x.ctx,
                        x.f[0],
                        x.f[1],
                        x.f[2],
                        x.f[3],
                        x.f[4],
                        x.f[5],
                        x.i[0],
                        x.i[1],
                        x.f[6],
                        x.f[7])));
        entries.add(new Entry(
                NaiveAttention.class,
                "forwardSoftmax",
                List.of(),
                64,
                (g, x) -> g.task(TASK, NaiveAttention::forwardSoftmax, x.ctx, x.i[0], x.i[1], x.f[0], x.f[1])));
        entries.add(new Entry(
                NaiveAttention.class,
                "forwardWeightedSum",
                List.of(),
                64,
                (g, x) -> g.task(
                        TASK, NaiveAttention::forwardWeightedSum, x.ctx, x.f[0], x.f[1], x.i[0], x.i[1], x.f[2])));
        coreGradients(entries);
        matrix(entries);
        layout(entries);
        pooling(entries);
        merging(entries);
        normalization(entries);
        additions(entries);
        centroids(entries);
        pastOnly(entries);
        norms(entries);
        gates(entries);
        headMixing(entries);
        entries.add(new Entry(
                PeakKernels.class,
                "multiplyAdds",
                List.of(),
                128,
                (g, x) -> g.task(TASK, PeakKernels::multiplyAdds, x.ctx, x.f[0], x.i[0], x.f[1])));
        entries.add(new Entry(
                PeakKernels.class,
                "copy",
                List.of(),
                128,
                (g, x) -> g.task(TASK, PeakKernels::copy, x.ctx, x.f[0], x.i[0], x.f[1])));
        return entries;
    }

    private static void coreGradients(List<Entry> entries) {
        for (int[] dims : GradientOperands.lanesCapacities()) {
            int keyDim = dims[0];
            int valueDim = dims[1];
            entries.add(new Entry(
                    QueryGradientKernel.class,
                    "backwardLanes",
                    List.of(keyDim, valueDim),
                    1,
                    (g, x) -> g.task(
                            TASK,
                            QueryGradientKernel::backwardLanes,
                            x.ctx,
                            x.f[0],
                            x.f[1],
                            x.f[2],
                            x.f[3],
                            x.f[4],
                            x.f[5],
                            x.f[6],
                            x.i[0],
                            x.i[1],
                            x.f[7],
                            x.f[8],
                            x.f[9],
                            x.f[10],
                            keyDim,
                            valueDim)));
            entries.add(new Entry(
                    QueryGradientKernel.class,
                    "backwardFactorLanes",
                    List.of(keyDim, valueDim),
                    1,
                    (g, x) -> g.task(
                            TASK,
                            QueryGradientKernel::backwardFactorLanes,
                            x.ctx,
                            x.f[0],
                            x.f[1],
                            x.f[2],
                            x.f[3],
                            x.f[4],
                            x.f[5],
                            x.f[6],
                            x.i[0],
                            x.i[1],
                            x.f[7],
                            x.f[8],
                            x.f[9],
                            x.f[10],
                            keyDim,
                            valueDim)));
            entries.add(new Entry(
                    KeyGradientKernel.class,
                    "backwardLanes",
                    List.of(keyDim, valueDim),
                    1,
                    (g, x) -> g.task(
                            TASK,
                            KeyGradientKernel::backwardLanes,
                            x.ctx,
                            x.f[0],
                            x.f[1],
                            x.f[2],
                            x.f[3],
                            x.f[4],
                            x.f[5],
                            x.f[6],
                            x.i[0],
                            x.i[1],
                            x.f[7],
                            x.f[8],
                            x.f[9],
                            x.f[10],
                            keyDim,
                            valueDim)));
            entries.add(new Entry(
                    KeyGradientKernel.class,
                    "backwardBiasLanes",
                    List.of(keyDim, valueDim),
                    1,
                    (g, x) -> g.task(
                            TASK,
                            KeyGradientKernel::backwardBiasLanes,
                            x.ctx,
                            x.f[0],
                            x.f[1],
                            x.f[2],
                            x.f[3],
                            x.f[4],
                            x.f[5],
                            x.f[6],
                            x.i[0],
                            x.i[1],
                            x.f[7],
                            x.f[8],
                            x.f[9],
                            x.f[10],
                            keyDim,
                            valueDim)));
        }
        for (int dim : GradientOperands.tiledColumns()) {
            entries.add(new Entry(
                    QueryGradientTiled.class,
                    "backwardTiled",
                    List.of(dim),
                    QueryGradientTiled.GROUP,
                    (g, x) -> g.task(
                            TASK,
                            QueryGradientTiled::backwardTiled,
                            x.ctx,
                            x.f[0],
                            x.f[1],
                            x.f[2],
                            x.f[3],
                            x.f[4],
                            x.f[5],
                            x.f[6],
                            x.i[0],
                            x.i[1],
                            x.f[7],
                            x.f[8],
                            x.f[9],
                            x.f[10],
                            dim)));
            entries.add(new Entry(
                    KeyGradientTiled.class,
                    "backwardTiled",
                    List.of(dim),
                    KeyGradientTiled.GROUP,
                    (g, x) -> g.task(
                            TASK,
                            KeyGradientTiled::backwardTiled,
                            x.ctx,
                            x.f[0],
                            x.f[1],
                            x.f[2],
                            x.f[3],
                            x.f[4],
                            x.f[5],
                            x.f[6],
                            x.i[0],
                            x.i[1],
                            x.f[7],
                            x.f[8],
                            x.f[9],
                            x.f[10],
                            dim)));
        }
        entries.add(new Entry(
                QueryGradientTiled.class,
                "backwardFactorTiles",
                List.of(),
                QueryGradientTiled.GROUP,
                (g, x) -> g.task(
                        TASK,
                        QueryGradientTiled::backwardFactorTiles,
                        x.ctx,
                        x.f[0],
                        x.f[1],
                        x.f[2],
                        x.f[3],
                        x.f[4],
                        x.f[5],
                        x.f[6],
                        x.i[0],
                        x.i[1],
                        x.f[7],
                        x.f[8],
                        x.f[9],
                        x.f[10])));
        entries.add(new Entry(
                KeyGradientTiled.class,
                "backwardBiasTiles",
                List.of(),
                KeyGradientTiled.GROUP,
                (g, x) -> g.task(
                        TASK,
                        KeyGradientTiled::backwardBiasTiles,
                        x.ctx,
                        x.f[0],
                        x.f[1],
                        x.f[2],
                        x.f[3],
                        x.f[4],
                        x.f[5],
                        x.f[6],
                        x.i[0],
                        x.i[1],
                        x.f[7],
                        x.f[8],
                        x.f[9],
                        x.f[10])));
        entries.add(new Entry(
                QueryGradientKernel.class,
                "backwardStatistics",
                List.of(),
                64,
                (g, x) ->
                        g.task(TASK, QueryGradientKernel::backwardStatistics, x.ctx, x.f[0], x.f[1], x.i[0], x.f[2])));
        entries.add(new Entry(
                KeyGradientKernel.class,
                "backwardJoined",
                List.of(),
                64,
                (g, x) -> g.task(
                        TASK, KeyGradientKernel::backwardJoined, x.ctx, x.f[0], x.i[0], x.f[1], x.f[2], x.f[3])));
        entries.add(new Entry(
                ProbabilitiesGradientKernel.class,
                "backwardRows",
                List.of(),
                64,
                (g, x) -> g.task(
                        TASK,
                        ProbabilitiesGradientKernel::backwardRows,
                        x.ctx,
                        x.f[0],
                        x.f[1],
                        x.i[0],
                        x.i[1],
                        x.f[2])));
        entries.add(new Entry(
                ProbabilitiesGradientKernel.class,
                "backwardGroups",
                List.of(),
                ProbabilitiesGradientKernel.GROUP,
                (g, x) -> g.task(
                        TASK,
                        ProbabilitiesGradientKernel::backwardGroups,
                        x.ctx,
                        x.f[0],
                        x.f[1],
                        x.i[0],
                        x.i[1],
                        x.f[2])));
        entries.add(new Entry(
                SoftmaxMergeGradientKernel.class,
                "backwardLogSums",
                List.of(),
                64,
                (g, x) -> g.task(
                        TASK,
                        SoftmaxMergeGradientKernel::backwardLogSums,
                        x.ctx,
                        x.f[0],
                        x.f[1],
                        x.f[2],
                        x.f[3],
                        x.f[4],
                        x.f[5],
                        x.f[6],
                        x.f[7],
                        x.i[0],
                        x.f[8],
                        x.f[9])));
        entries.add(new Entry(
                SoftmaxMergeGradientKernel.class,
                "backwardOutputs",
                List.of(),
                64,
                (g, x) -> g.task(
                        TASK,
                        SoftmaxMergeGradientKernel::backwardOutputs,
                        x.ctx,
                        x.f[0],
                        x.f[1],
                        x.f[2],
                        x.f[3],
                        x.i[0],
                        x.f[4],
                        x.f[5])));
    }

    private static void matrix(List<Entry> entries) {
        entries.add(new Entry(
                MatrixProductKernel.class,
                "forwardLanes",
                List.of(),
                1,
                (g, x) -> g.task(
                        TASK,
                        MatrixProductKernel::forwardLanes,
                        x.ctx,
                        x.f[0],
                        x.f[1],
                        x.f[2],
                        x.f[3],
                        x.i[0],
                        x.i[1],
                        x.f[4],
                        x.f[5])));
        entries.add(new Entry(
                MatrixProductKernel.class,
                "forwardTiled",
                List.of(),
                MatrixProductKernel.TILED_GROUP,
                (g, x) -> g.task(
                        TASK,
                        MatrixProductKernel::forwardTiled,
                        x.ctx,
                        x.f[0],
                        x.f[1],
                        x.f[2],
                        x.f[3],
                        x.i[0],
                        x.i[1],
                        x.f[4],
                        x.f[5])));
        entries.add(new Entry(
                MatrixProductKernel.class,
                "forwardSums",
                List.of(),
                64,
                (g, x) -> g.task(
                        TASK,
                        MatrixProductKernel::forwardSums,
                        x.ctx,
                        x.f[0],
                        x.f[1],
                        x.f[2],
                        x.i[0],
                        x.f[3],
                        x.f[4])));
    }

    private static void layout(List<Entry> entries) {
        entries.add(new Entry(
                RearrangeKernel.class,
                "forwardRows",
                List.of(),
                64,
                (g, x) -> g.task(TASK, RearrangeKernel::forwardRows, x.ctx, x.f[0], x.f[1], x.i[0], x.f[2])));
    }

    private static void pooling(List<Entry> entries) {
        entries.add(new Entry(
                SegmentPoolKernel.class,
                "forwardMean",
                List.of(),
                64,
                (g, x) -> g.task(TASK, SegmentPoolKernel::forwardMean, x.ctx, x.f[0], x.i[0], x.i[1], x.f[1])));
        entries.add(new Entry(
                SegmentPoolKernel.class,
                "forwardValidMean",
                List.of(),
                64,
                (g, x) -> g.task(TASK, SegmentPoolKernel::forwardValidMean, x.ctx, x.f[0], x.i[0], x.i[1], x.f[1])));
        entries.add(new Entry(
                SegmentPoolKernel.class,
                "forwardMax",
                List.of(),
                64,
                (g, x) -> g.task(TASK, SegmentPoolKernel::forwardMax, x.ctx, x.f[0], x.i[0], x.i[1], x.f[1])));
        entries.add(new Entry(
                SegmentPoolKernel.class,
                "forwardWeighted",
                List.of(),
                64,
                (g, x) -> g.task(
                        TASK, SegmentPoolKernel::forwardWeighted, x.ctx, x.f[0], x.f[1], x.i[0], x.i[1], x.f[2])));
    }

    private static void merging(List<Entry> entries) {
        entries.add(new Entry(
                SoftmaxMergeKernel.class,
                "forwardOutputs",
                List.of(),
                64,
                (g, x) -> g.task(
                        TASK,
                        SoftmaxMergeKernel::forwardOutputs,
                        x.ctx,
                        x.f[0],
                        x.f[1],
                        x.f[2],
                        x.f[3],
                        x.i[0],
                        x.f[4])));
        entries.add(new Entry(
                SoftmaxMergeKernel.class,
                "forwardLogSums",
                List.of(),
                64,
                (g, x) -> g.task(TASK, SoftmaxMergeKernel::forwardLogSums, x.ctx, x.f[0], x.f[1], x.i[0], x.f[2])));
    }

    private static void normalization(List<Entry> entries) {
        entries.add(new Entry(
                LayerNormKernel.class,
                "forwardRows",
                List.of(),
                64,
                (g, x) -> g.task(
                        TASK, LayerNormKernel::forwardRows, x.ctx, x.f[0], x.f[1], x.f[2], x.i[0], x.f[3], x.f[4])));
        entries.add(new Entry(
                LayerNormKernel.class,
                "forwardGroups",
                List.of(),
                128,
                (g, x) -> g.task(
                        TASK, LayerNormKernel::forwardGroups, x.ctx, x.f[0], x.f[1], x.f[2], x.i[0], x.f[3], x.f[4])));
    }

    private static void pastOnly(List<Entry> entries) {
        entries.add(new Entry(
                PastOnlyAttention.class,
                "forwardStates",
                List.of(),
                64,
                (g, x) -> g.task(
                        TASK,
                        PastOnlyAttention::forwardStates,
                        x.ctx,
                        x.f[0],
                        x.f[1],
                        x.f[2],
                        x.i[0],
                        x.i[1],
                        x.f[3],
                        x.f[4])));
        entries.add(new Entry(
                PastOnlyLanes.class,
                "forwardStates",
                List.of(),
                64,
                (g, x) -> g.task(
                        TASK,
                        PastOnlyLanes::forwardStates,
                        x.ctx,
                        x.f[0],
                        x.f[1],
                        x.f[2],
                        x.i[0],
                        x.i[1],
                        x.f[3],
                        x.f[4])));
        for (int capacity : PastAttentionTasks.capacities()) {
            entries.add(new Entry(
                    PastOnlyAttention.class,
                    "forwardChunks",
                    List.of(capacity),
                    1,
                    (g, x) -> g.task(
                            TASK,
                            PastOnlyAttention::forwardChunks,
                            x.ctx,
                            x.f[0],
                            x.f[1],
                            x.f[2],
                            x.f[3],
                            x.f[4],
                            x.f[5],
                            x.f[6],
                            x.i[0],
                            x.i[1],
                            x.f[7],
                            x.f[8],
                            x.f[9],
                            capacity)));
            entries.add(new Entry(
                    PastOnlyLanes.class,
                    "forwardChunks",
                    List.of(capacity),
                    1,
                    (g, x) -> g.task(
                            TASK,
                            PastOnlyLanes::forwardChunks,
                            x.ctx,
                            x.f[0],
                            x.f[1],
                            x.f[2],
                            x.f[3],
                            x.f[4],
                            x.f[5],
                            x.f[6],
                            x.i[0],
                            x.i[1],
                            x.f[7],
                            x.f[8],
                            x.f[9],
                            capacity)));
            entries.add(new Entry(
                    PastOnlyAttention.class,
                    "forwardRows",
                    List.of(capacity),
                    1,
                    (g, x) -> g.task(
                            TASK,
                            PastOnlyAttention::forwardRows,
                            x.ctx,
                            x.f[0],
                            x.f[1],
                            x.f[2],
                            x.f[3],
                            x.f[4],
                            x.i[0],
                            x.i[1],
                            x.f[5],
                            x.f[6],
                            x.f[7],
                            x.f[8],
                            x.f[9],
                            capacity)));
        }
    }

    private static void centroids(List<Entry> entries) {
        entries.add(new Entry(
                CentroidDeltaKernel.class,
                "forwardElements",
                List.of(),
                64,
                (g, x) -> g.task(
                        TASK,
                        CentroidDeltaKernel::forwardElements,
                        x.ctx,
                        x.f[0],
                        x.f[1],
                        x.f[2],
                        x.f[3],
                        x.i[0],
                        x.f[4],
                        x.f[5])));
        entries.add(new Entry(
                CentroidInitialisation.class,
                "forwardSelect",
                List.of(),
                64,
                (g, x) -> g.task(TASK, CentroidInitialisation::forwardSelect, x.ctx, x.f[0], x.i[0], x.i[1], x.f[1])));
        entries.add(new Entry(
                CentroidInitialisation.class,
                "forwardFarthest",
                List.of(),
                64,
                (g, x) -> g.task(
                        TASK, CentroidInitialisation::forwardFarthest, x.ctx, x.f[0], x.i[0], x.i[1], x.f[1], x.f[2])));
        entries.add(new Entry(
                Neighbourhoods.class,
                "forwardNearest",
                List.of(),
                64,
                (g, x) -> g.task(TASK, Neighbourhoods::forwardNearest, x.ctx, x.f[0], x.f[1], x.i[0], x.i[1], x.f[2])));
        entries.add(new Entry(
                Neighbourhoods.class,
                "forwardMeans",
                List.of(),
                64,
                (g, x) -> g.task(TASK, Neighbourhoods::forwardMeans, x.ctx, x.f[0], x.f[1], x.f[2], x.i[0], x.f[3])));
        entries.add(new Entry(
                Neighbourhoods.class,
                "forwardDistances",
                List.of(),
                64,
                (g, x) ->
                        g.task(TASK, Neighbourhoods::forwardDistances, x.ctx, x.f[0], x.f[1], x.i[0], x.i[1], x.f[2])));
        entries.add(new Entry(
                Neighbourhoods.class,
                "forwardMask",
                List.of(),
                64,
                (g, x) -> g.task(TASK, Neighbourhoods::forwardMask, x.ctx, x.i[0], x.i[1], x.f[0])));
    }

    private static void additions(List<Entry> entries) {
        entries.add(new Entry(
                AdditionKernel.class,
                "forwardElements",
                List.of(),
                64,
                (g, x) -> g.task(TASK, AdditionKernel::forwardElements, x.ctx, x.f[0], x.f[1], x.i[0], x.f[2])));
    }

    private static void norms(List<Entry> entries) {
        entries.add(new Entry(
                SquaredNormsKernel.class,
                "forwardSquared",
                List.of(),
                64,
                (g, x) -> g.task(TASK, SquaredNormsKernel::forwardSquared, x.ctx, x.f[0], x.i[0], x.f[1], x.f[2])));
    }

    private static void gates(List<Entry> entries) {
        entries.add(new Entry(
                HeadGateKernel.class,
                "forwardSigmoid",
                List.of(),
                64,
                (g, x) -> g.task(TASK, HeadGateKernel::forwardSigmoid, x.ctx, x.f[0], x.i[0], x.f[1])));
        entries.add(new Entry(
                HeadGateKernel.class,
                "forwardSoftmax",
                List.of(),
                64,
                (g, x) -> g.task(TASK, HeadGateKernel::forwardSoftmax, x.ctx, x.f[0], x.i[0], x.f[1])));
        entries.add(new Entry(
                HeadGateKernel.class,
                "forwardMixture",
                List.of(),
                64,
                (g, x) -> g.task(TASK, HeadGateKernel::forwardMixture, x.ctx, x.f[0], x.i[0], x.f[1])));
        entries.add(new Entry(
                HeadGateKernel.class,
                "forwardProduct",
                List.of(),
                64,
                (g, x) -> g.task(TASK, HeadGateKernel::forwardProduct, x.ctx, x.f[0], x.i[0], x.f[1])));
    }

    private static void headMixing(List<Entry> entries) {
        entries.add(new Entry(
                HeadMixKernel.class,
                "forwardLanes",
                List.of(),
                64,
                (g, x) -> g.task(TASK, HeadMixKernel::forwardLanes, x.ctx, x.f[0], x.f[1], x.i[0], x.f[2])));
        entries.add(new Entry(
                HeadMixKernel.class,
                "forwardElements",
                List.of(),
                64,
                (g, x) -> g.task(TASK, HeadMixKernel::forwardElements, x.ctx, x.f[0], x.f[1], x.i[0], x.f[2])));
    }
}
