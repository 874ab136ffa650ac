package io.attn4j.portable.simulator;

import io.attn4j.portable.GraphExecutor;
import io.attn4j.portable.PortableDevice;
import io.attn4j.portable.RecordedGraph;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A device that runs the kernels' own Java, work-item by work-item in a fixed order, and looks for what would go wrong on
 * a real one; see {@link SimulatorFault.Kind}. Immutable.
 *
 * <p>It has memory of its own, so that a transfer that a graph lacks is missed here as well.
 */
public final class SimulatorDevice implements PortableDevice {
    private final boolean checked;
    private final Consumer<SimulatorReport> reports;

    /** A device that checks every access. */
    public SimulatorDevice() {
        this(report -> {});
    }

    /** A device that checks every access, and reports each execution. */
    public SimulatorDevice(Consumer<SimulatorReport> reports) {
        this(true, Objects.requireNonNull(reports, "reports"));
    }

    private SimulatorDevice(boolean checked, Consumer<SimulatorReport> reports) {
        this.checked = checked;
        this.reports = reports;
    }

    /**
     * The same device without the checks that need a history of each element: races and uninitialised reads. Bounds,
     * barriers and grids are still checked, and counts are the same.
     */
    public SimulatorDevice unchecked() {
        return new SimulatorDevice(false, reports);
    }

    @Override
    public String engine() {
        return SIMULATOR;
    }

    @Override
    public GraphExecutor open(RecordedGraph graph) {
        return new SimulatorExecutor(graph, checked, reports, SimulatorExecutor.LAST_EPOCH);
    }

    @Override
    public String toString() {
        return checked ? "simulator" : "simulator without checks";
    }
}
