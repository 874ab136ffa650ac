package io.attn4j.kernels.step;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelRole;
import io.attn4j.graph.TuningSpace;
import io.attn4j.plan.Strategy;
import io.attn4j.plan.View;
import java.util.List;

/** Launches of kernels without local memory, of which each work-item computes a row, a part of one, or an element. */
public final class RowLaunch {
    private static final int GROUP = 64;
    private static final int GPU_LANES = 32;

    /** Elements that one work-item of a GPU computes at most. */
    static final int ELEMENTS = 8;

    /** Work-items that a compute unit of a GPU holds. */
    private static final long GPU_WORK_ITEMS = 2048;

    /** Floats that a GPU reads at once. */
    private static final int SECTOR = 8;

    private RowLaunch() {}

    /** A launch in groups of 64 work-items, or as many as the device allows. */
    public static TaskGrid of(String task, GraphDevice device) {
        int group = (int) Math.min(GROUP, Math.min(device.maxWorkGroupSize(), device.maxWorkItems()[0]));
        return new TaskGrid(task, device, group, 0).decidedBy(KernelRole.ROWS);
    }

    /** Sizes of groups to try. */
    public static List<TuningSpace> tuningSpaces() {
        return List.of(new TuningSpace(KernelRole.ROWS, Strategy.ROWS).with("local", 1, 4, 16, 32, 64, 128, 256));
    }

    /**
     * Work-items that share a row of {@code columns}, neighbours taking neighbouring columns: one where a core runs
     * through the row by itself, else a power of two up to 32, so that a GPU reads whole memory lines at once.
     */
    public static int lanes(GraphDevice device, int columns) {
        if (device.type() == DeviceType.CPU) {
            return 1;
        }
        int lanes = 1;
        while (lanes < columns && lanes < GPU_LANES) {
            lanes *= 2;
        }
        return lanes;
    }

    /**
     * Work-items that share a row of {@code view} where each element is computed by itself. On a CPU one for a whole row, as
     * long as there are rows for all of its cores. On a GPU one for each column, or for up to {@value #ELEMENTS} of them where
     * there are more than the device holds at once: finding out where a row lies takes longer than an element.
     */
    public static int elementLanes(GraphDevice device, View view) {
        long rows = (long) view.batch() * view.heads() * view.rows();
        int columns = view.columns();
        if (device.type() == DeviceType.CPU) {
            return rows >= GROUP ? 1 : columns;
        }
        long held = GPU_WORK_ITEMS * Math.max(1, device.computeUnits());
        int each = (int) Math.clamp(rows * columns / held, 1, ELEMENTS);
        // whole sectors of a memory line
        return Math.min(columns, Math.ceilDiv(columns, each * SECTOR) * SECTOR);
    }
}
