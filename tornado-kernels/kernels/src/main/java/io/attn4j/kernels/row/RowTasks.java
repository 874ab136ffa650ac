package io.attn4j.kernels.row;

import static io.attn4j.kernels.step.SampleStep.view;

import io.attn4j.graph.GraphDevice;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.KernelChoices;
import io.attn4j.kernels.step.SampleStep;
import io.attn4j.kernels.step.StepFamily;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Storage;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.Dropout;
import io.attn4j.plan.row.Fill;
import io.attn4j.plan.row.HeadScale;
import io.attn4j.plan.row.HeadScaleGradient;
import io.attn4j.plan.row.KeepRanges;
import io.attn4j.plan.row.LayerNorm;
import io.attn4j.plan.row.LayerNormGradient;
import io.attn4j.plan.row.Narrow;
import io.attn4j.plan.row.Product;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.plan.row.RowProducts;
import io.attn4j.plan.row.RowSeeds;
import io.attn4j.plan.row.RowStep;
import io.attn4j.plan.row.ScatterRows;
import io.attn4j.plan.row.SelectRows;
import io.attn4j.plan.row.SquaredNorms;
import io.attn4j.plan.row.Sum;
import io.attn4j.plan.row.Widen;
import java.util.List;

/** Steps on rows and elements: one task each. */
public final class RowTasks implements StepFamily<RowStep> {
    /** Terms of a sum that is split over work-items on any device. */
    private static final int SPLIT_TERMS = 64;

    @Override
    public StepTasks<?> tasks(RowStep step, DeviceArrays arrays, KernelChoices choices, GraphDevice device) {
        return switch (step) {
            case Addition addition -> new AdditionTasks(addition, arrays, device);
            case LayerNorm norm -> new LayerNormTasks(norm, arrays, device);
            case Rearrange rearrange -> new RearrangeTasks(rearrange, arrays, device);
            case SelectRows select -> new SelectRowsTasks(select, arrays, device);
            case SquaredNorms norms -> new SquaredNormsTasks(norms, arrays, device);
            case Fill fill -> new FillTasks(fill, arrays, device);
            case HeadScale scale -> new HeadScaleTasks(scale, arrays, device);
            case HeadScaleGradient gradient -> new HeadScaleGradientTasks(gradient, arrays, device);
            case KeepRanges keep -> new KeepRangesTasks(keep, arrays, device);
            case LayerNormGradient gradient -> new LayerNormGradientTasks(gradient, arrays, device);
            case Product product -> new ProductTasks(product, arrays, device);
            case RowProducts products -> new RowProductsTasks(products, arrays, device);
            case ScatterRows scatter -> new ScatterRowsTasks(scatter, arrays, device);
            case RowSeeds seeds -> new RowSeedsTasks(seeds, arrays, device);
            case Dropout dropout -> new DropoutTasks(dropout, arrays, device);
            case Sum sum -> new SumTasks(sum, arrays, device);
            case Widen widen -> new WidenTasks(widen, arrays, device);
            case Narrow narrow -> new NarrowTasks(narrow, arrays, device);
        };
    }

    @Override
    public List<Long> scratch(RowStep step, KernelChoices choices, GraphDevice device) {
        long blocks = step instanceof Sum sum ? SumTasks.scratch(sum, device) : 0;
        return blocks == 0 ? List.of() : List.of(blocks);
    }

    private static View packed(Storage storage) {
        return View.contiguous(new Buffer("packed", Buffer.Kind.INTERMEDIATE, 2, storage), 1, 1, 1, 2);
    }

    @Override
    public List<SampleStep<RowStep>> samples() {
        LayerNorm norm = new LayerNorm(
                "s",
                view("x", 1, 1, 2, 2),
                view("gamma", 1, 1, 1, 2),
                view("beta", 1, 1, 1, 2),
                1,
                view("y", 1, 1, 2, 2));
        return List.of(
                SampleStep.of(new Addition("s", view("a", 1, 1, 2, 2), view("x", 1, 1, 2, 2), view("y", 1, 1, 2, 2))),
                SampleStep.of(norm),
                SampleStep.of(new Rearrange("s", view("x", 1, 1, 2, 2), new float[] {1}, view("y", 1, 1, 2, 2))),
                SampleStep.of(new SelectRows("s", view("x", 1, 1, 2, 2), new int[] {0}, view("y", 1, 1, 1, 2))),
                SampleStep.of(new SquaredNorms("s", view("x", 1, 1, 2, 2), 1, view("y", 1, 1, 2, 1))),
                SampleStep.of(new Fill("s", 0, view("y", 1, 1, 2, 2))),
                SampleStep.of(
                        new HeadScale("s", view("x", 1, 1, 2, 2), view("w", 1, 1, 1, 1), 1, view("y", 1, 1, 2, 2))),
                SampleStep.of(new HeadScaleGradient(
                        "s", view("dy", 1, 1, 2, 2), view("x", 1, 1, 2, 2), 1, view("y", 1, 1, 2, 1))),
                SampleStep.of(new KeepRanges(
                        "s", view("x", 1, 1, 2, 2), KeyRanges.rectangular(1, 2, 2, true, null), view("y", 1, 1, 2, 2))),
                SampleStep.of(new LayerNormGradient(
                        "s", norm, view("dy", 1, 1, 2, 2), view("dx", 1, 1, 2, 2), view("products", 1, 1, 2, 2))),
                SampleStep.of(new Product("s", view("a", 1, 1, 2, 2), view("x", 1, 1, 2, 2), 1, view("y", 1, 1, 2, 2))),
                SampleStep.of(new RowProducts(
                        "s",
                        view("a", 1, 1, 2, 2),
                        view("x", 1, 1, 2, 2),
                        view("minus", 1, 1, 2, 1),
                        view("y", 1, 1, 2, 1))),
                SampleStep.of(new ScatterRows("s", view("x", 1, 1, 1, 2), new int[] {0}, view("y", 1, 1, 2, 2))),
                SampleStep.of(new RowSeeds("s", view("key", 1, 1, 1, RowSeeds.WORDS), 1, view("seeds", 1, 1, 2, 2))),
                SampleStep.of(new Dropout(
                        "s", view("x", 1, 1, 2, 2), view("seeds", 1, 1, 2, 2), 0.5f, view("y", 1, 1, 2, 2))),
                SampleStep.of(new Sum("s", view("x", 1, 1, SPLIT_TERMS, 2), view("y", 1, 1, 1, 2))),
                SampleStep.of(new Widen("s", packed(Storage.F16), view("y", 1, 1, 1, 2))),
                SampleStep.of(new Widen("s", packed(Storage.BF16), view("y", 1, 1, 1, 2))),
                SampleStep.of(new Narrow("s", view("x", 1, 1, 1, 2), packed(Storage.F16))),
                SampleStep.of(new Narrow("s", view("x", 1, 1, 1, 2), packed(Storage.BF16))));
    }
}
