package io.attn4j.cpu;

import io.attn4j.cpu.centroid.CentroidLoops;
import io.attn4j.cpu.core.CoreLoops;
import io.attn4j.cpu.core.KeptAttention;
import io.attn4j.cpu.core.QueryKeyGradient;
import io.attn4j.cpu.head.HeadLoops;
import io.attn4j.cpu.loss.LossLoops;
import io.attn4j.cpu.matrix.KeptProduct;
import io.attn4j.cpu.matrix.MatrixLoops;
import io.attn4j.cpu.matrix.SummedProduct;
import io.attn4j.cpu.optimizer.OptimizerLoops;
import io.attn4j.cpu.past.PastLoops;
import io.attn4j.cpu.pool.PoolLoops;
import io.attn4j.cpu.row.RowLoops;
import io.attn4j.cpu.step.Fingerprint;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.cpu.tile.LoopChoice;
import io.attn4j.cpu.tile.TileLoops;
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
import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * {@link CpuKernels} on a {@link WorkerPool}: attention and matrix products on {@link TileLoops}, the other steps, which
 * take little of a plan's time, as plain loops.
 *
 * <p>Every sum is formed in an order that depends on the request alone, so results are bitwise equal for any number of
 * threads, and for a batch and its parts. Scratch belongs to a worker, and is kept for the next call. It does not grow with the
 * sequence length, but for a worker's copy of some columns of the right-hand factor of a product: 2 MiB, and 256 bytes a term
 * where these are more than 8,192, at most 16 MiB.
 */
final class TiledCpuKernels implements CpuKernels {
    private final LoopChoice choice;
    private final WorkerPool pool;
    private final CoreLoops core;
    private final MatrixLoops matrix;

    TiledCpuKernels(LoopChoice choice, int threads) {
        this.choice = choice;
        pool = new WorkerPool(threads);
        core = new CoreLoops(choice, pool);
        matrix = new MatrixLoops(choice, pool);
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
    public long fingerprint(MemorySegment data) {
        return Fingerprint.of(data, pool);
    }

    @Override
    public void execute(Step step, Map<String, MemorySegment> arrays) {
        switch (step) {
            case CoreStep s -> core.execute(s, arrays);
            case KeptAttention s -> core.execute(s, arrays);
            case QueryKeyGradient s -> core.execute(s, arrays);
            case MatrixStep s -> matrix.execute(s, arrays);
            case KeptProduct s -> matrix.execute(s, arrays);
            case SummedProduct s -> {
                if (!matrix.execute(s, arrays)) {
                    execute(s.product(), arrays);
                    execute(s.sum(), arrays);
                }
            }
            case RowStep s -> RowLoops.execute(s, arrays, choice.loops(), pool);
            case HeadStep s -> HeadLoops.execute(s, arrays, choice, pool);
            case PoolStep s -> PoolLoops.execute(s, arrays, pool);
            case CentroidStep s -> CentroidLoops.execute(s, arrays, pool);
            case PastStep s -> PastLoops.execute(s, arrays, choice, pool);
            case LossStep s -> LossLoops.execute(s, arrays, choice, pool);
            case OptimizerStep s -> OptimizerLoops.execute(s, arrays, choice.loops(), pool);
            default -> throw new IllegalArgumentException("step: got " + step + "; needs one of a known family");
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
