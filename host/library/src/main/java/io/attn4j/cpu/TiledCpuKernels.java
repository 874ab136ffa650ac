package io.attn4j.cpu;

import io.attn4j.plan.Step;
import io.attn4j.plan.centroid.CentroidDelta;
import io.attn4j.plan.centroid.ClusterMeans;
import io.attn4j.plan.centroid.FarthestPoints;
import io.attn4j.plan.centroid.NearestCentroids;
import io.attn4j.plan.centroid.NearestMask;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.Probabilities;
import io.attn4j.plan.core.Scores;
import io.attn4j.plan.core.SoftmaxMerge;
import io.attn4j.plan.core.WeightedSum;
import io.attn4j.plan.head.HeadGate;
import io.attn4j.plan.head.HeadMix;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastKeyGradient;
import io.attn4j.plan.past.PastQueryGradient;
import io.attn4j.plan.past.PastRecurrence;
import io.attn4j.plan.past.PastStates;
import io.attn4j.plan.past.PastStatesGradient;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.LayerNorm;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.plan.row.SelectRows;
import io.attn4j.plan.row.SquaredNorms;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * {@link CpuKernels} on a {@link WorkerPool}: attention and matrix products on {@link TileLoops}, the other steps, which
 * take little of a plan's time, as plain loops.
 *
 * <p>Every sum is formed in an order that depends on the problem alone, so results are bitwise equal for any number of
 * threads, and for a batch and its parts. Scratch of attention and products belongs to a worker, is independent of the
 * sequence length, and is kept for the next call.
 */
final class TiledCpuKernels implements CpuKernels {
    private final LoopChoice choice;
    private final WorkerPool pool;
    private final AttentionTile[] attention;
    private final ProductTile[] products;

    TiledCpuKernels(LoopChoice choice, int threads) {
        this.choice = choice;
        pool = new WorkerPool(threads);
        attention = new AttentionTile[threads];
        products = new ProductTile[threads];
        for (int i = 0; i < threads; i++) {
            attention[i] = new AttentionTile();
            products[i] = new ProductTile();
        }
    }

    @Override
    public String description() {
        return choice.description(threads());
    }

    @Override
    public int threads() {
        return pool.threads();
    }

    @Override
    public void execute(Step step, Map<String, MemorySegment> arrays) {
        switch (step) {
            case CoreAttention core -> attend(CoreOperands.of(core, arrays));
            case MatrixProduct product -> multiply(ProductTile.Product.of(product, arrays));
            case Scores scores -> ScoreLoops.scores(scores, arrays, pool);
            case Probabilities probabilities -> ScoreLoops.probabilities(probabilities, arrays, pool);
            case WeightedSum sum -> ScoreLoops.weightedSum(sum, arrays, pool);
            case HeadMix mix -> HeadLoops.mix(mix, arrays, pool);
            case HeadGate gate -> HeadLoops.gate(gate, arrays, pool);
            case Rearrange rearrange -> ElementLoops.rearrange(rearrange, arrays, pool);
            case Addition addition -> ElementLoops.add(addition, arrays, pool);
            case SelectRows select -> ElementLoops.selectRows(select, arrays, pool);
            case SegmentPool segments -> PoolLoops.pool(segments, arrays, pool);
            case SoftmaxMerge merge -> MergeLoops.merge(merge, arrays, pool);
            case LayerNorm norm -> NormLoops.layerNorm(norm, arrays, pool);
            case SquaredNorms norms -> NormLoops.squaredNorms(norms, arrays, pool);
            case FarthestPoints points -> CentroidLoops.farthestPoints(points, arrays, pool);
            case NearestCentroids nearest -> CentroidLoops.nearestCentroids(nearest, arrays, pool);
            case ClusterMeans means -> CentroidLoops.clusterMeans(means, arrays, pool);
            case NearestMask mask -> CentroidLoops.nearestMask(mask, arrays, pool);
            case CentroidDelta delta -> CentroidLoops.delta(delta, arrays, pool);
            case PastStates states -> PastLoops.states(states, arrays, pool);
            case PastAttention past -> PastLoops.attention(past, arrays, pool);
            case PastRecurrence recurrence -> PastLoops.recurrence(recurrence, arrays, pool);
            case PastQueryGradient gradient -> PastGradientLoops.query(gradient, arrays, pool);
            case PastKeyGradient gradient -> PastGradientLoops.key(gradient, arrays, pool);
            case PastStatesGradient gradient -> PastGradientLoops.states(gradient, arrays, pool);
            default -> throw new IllegalArgumentException("step: got " + step + "; needs one of a known family");
        }
    }

    private void attend(CoreOperands core) {
        int heads = core.step().a().heads();
        int rows = AttentionTile.rowsPerTask(core.step(), threads());
        int perHead = Math.ceilDiv(core.step().a().rows(), rows);
        int all = Math.multiplyExact(core.step().a().batch(), heads);
        // Tasks of one head follow one another, for they read the same keys and values. Its later rows, which see more
        // keys under a causal mask, go first, so that the call does not end on a long task.
        double flops = 2.0 * all * core.step().a().rows() * core.step().b().rows() * (core.keyDim() + core.valueDim());
        run(flops, Math.multiplyExact(perHead, all), (loops, worker, task) -> {
            int head = task / perHead;
            int row = (perHead - 1 - task % perHead) * rows;
            attention[worker].run(loops, core, head / heads, head % heads, row, rows);
        });
    }

    private void multiply(ProductTile.Product product) {
        ProductTile.Cut cut = ProductTile.Cut.of(product, threads());
        run(
                product.step().flops(),
                cut.tasks(product),
                (loops, worker, task) -> products[worker].run(loops, product, cut, task));
    }

    /** One task of a call, with the loops that the call runs. */
    private interface Task {
        void run(TileLoops loops, int worker, int task);
    }

    private void run(double flops, int tasks, Task body) {
        TileLoops loops = choice.next(flops);
        long start = System.nanoTime();
        pool.run(tasks, (worker, task) -> body.run(loops, worker, task));
        choice.spent(System.nanoTime() - start);
    }

    @Override
    public void close() {
        pool.close();
    }
}
