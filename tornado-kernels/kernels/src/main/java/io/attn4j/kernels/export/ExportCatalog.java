package io.attn4j.kernels.export;

import io.attn4j.kernels.core.CoreTasks;
import io.attn4j.kernels.core.FusedAttention;
import io.attn4j.kernels.core.NaiveAttention;
import io.attn4j.kernels.linformer.SequenceProjection;
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
        final FloatArray[] f = new FloatArray[8];
        final IntArray[] i = new IntArray[2];

        Arguments() {
            Arrays.setAll(f, _ -> new FloatArray(16));
            Arrays.setAll(i, _ -> new IntArray(32));
        }
    }

    /** Name of the task that {@link Entry#task} appends. */
    static final String TASK = "kernel";

    private ExportCatalog() {}

    /** All entries, in the order of the manifest. */
    public static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (int dim : CoreTasks.capacities("lanes")) {
            entries.add(new Entry(
                    FusedAttention.class,
                    "forwardLanes",
                    List.of(dim),
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
                            x.i[0],
                            x.i[1],
                            x.f[5],
                            x.f[6],
                            x.f[7],
                            dim)));
        }
        for (int dim : CoreTasks.capacities("tiled")) {
            int rows = CoreTasks.tiledRows(dim);
            int keys = CoreTasks.tiledKeys(dim);
            entries.add(new Entry(
                    FusedAttention.class,
                    "forwardTiled",
                    List.of(dim, rows, keys),
                    FusedAttention.tiledWorkGroup(rows),
                    (g, x) -> g.task(
                            TASK,
                            FusedAttention::forwardTiled,
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
                            dim,
                            rows,
                            keys)));
        }
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
                        x.i[0],
                        x.i[1],
                        x.f[4],
                        x.f[5])));
        entries.add(new Entry(
                NaiveAttention.class,
                "forwardSoftmax",
                List.of(),
                64,
                (g, x) -> g.task(TASK, NaiveAttention::forwardSoftmax, x.ctx, x.i[0], x.f[0], x.f[1])));
        entries.add(new Entry(
                NaiveAttention.class,
                "forwardWeightedSum",
                List.of(),
                64,
                (g, x) -> g.task(
                        TASK, NaiveAttention::forwardWeightedSum, x.ctx, x.f[0], x.f[1], x.i[0], x.i[1], x.f[2])));
        entries.add(new Entry(
                SequenceProjection.class,
                "forwardLanes",
                List.of(),
                1,
                (g, x) ->
                        g.task(TASK, SequenceProjection::forwardLanes, x.ctx, x.f[0], x.f[1], x.i[0], x.i[1], x.f[2])));
        entries.add(new Entry(
                SequenceProjection.class,
                "forwardTiled",
                List.of(),
                64,
                (g, x) ->
                        g.task(TASK, SequenceProjection::forwardTiled, x.ctx, x.f[0], x.f[1], x.i[0], x.i[1], x.f[2])));
        entries.add(new Entry(
                SequenceProjection.class,
                "forwardMeanPool",
                List.of(),
                64,
                (g, x) -> g.task(TASK, SequenceProjection::forwardMeanPool, x.ctx, x.f[0], x.i[0], x.i[1], x.f[1])));
        return entries;
    }
}
