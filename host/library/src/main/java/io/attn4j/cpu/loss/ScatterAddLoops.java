package io.attn4j.cpu.loss;

import io.attn4j.cpu.step.Matrices;
import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.Sums;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.loss.ScatterAdd;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** Sums of rows by id, in fp64: positions are put in order by counting, then each table row sums its own. */
final class ScatterAddLoops {
    private ScatterAddLoops() {}

    static void execute(ScatterAdd step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        Matrices x = Matrices.of(step.x(), arrays);
        Matrices y = Matrices.of(step.y(), arrays);
        int rows = step.x().rows();
        int[] ids = ids(step, Matrices.of(step.ids(), arrays));
        int[] ends = new int[step.y().rows()];
        int[] order = new int[ids.length];
        sort(ids, ends, order);
        double work = 2.0 * step.x().elements() + step.y().elements();
        ParallelRows.run(pool, step.y(), work, (b, h, from, to) -> {
            float[] row = new float[x.columns()];
            double[] sums = new double[row.length];
            for (int v = from; v < to; v++) {
                Arrays.fill(sums, 0);
                for (int k = v == 0 ? 0 : ends[v - 1]; k < ends[v]; k++) {
                    x.readRow(order[k] / rows, 0, order[k] % rows, row);
                    Sums.add(1, row, 0, sums, 0, row.length);
                }
                Sums.round(sums, 0, row);
                y.writeRow(row, 0, 0, v);
            }
        });
    }

    /** The id of each position, -1 where it is no row. */
    private static int[] ids(ScatterAdd step, Matrices ids) {
        int[] all = new int[step.positions()];
        for (int p = 0; p < all.length; p++) {
            float id = ids.get(p / step.x().rows(), 0, p % step.x().rows(), 0);
            all[p] = LossLoops.isIndex(id, step.y().rows()) ? (int) id : -1;
        }
        return all;
    }

    /** Positions in the order of their ids, those of row v before {@code ends[v]}; stable. */
    private static void sort(int[] ids, int[] ends, int[] order) {
        for (int id : ids) {
            if (id >= 0) {
                ends[id]++;
            }
        }
        int before = 0;
        for (int v = 0; v < ends.length; v++) {
            int count = ends[v];
            ends[v] = before;
            before += count;
        }
        for (int p = 0; p < ids.length; p++) {
            if (ids[p] >= 0) {
                order[ends[ids[p]]++] = p;
            }
        }
    }
}
