package io.attn4j.engine;

import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.error.Warnings;
import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphBackend;
import io.attn4j.graph.GraphDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The engines by id, and the choice of one.
 *
 * <p>In addition to attn4j's own there are those that a {@link ServiceLoader} finds as {@link Engine}: peers to measure
 * against. They run when asked for by id or with all engines, and {@link #AUTO} never takes one.
 */
public final class Engines {
    /** The id that stands for the fastest usable engine. */
    public static final String AUTO = "auto";

    /** Kernels compiled by TornadoVM at run time. */
    public static final String TORNADO = GraphBackend.TORNADO;

    /** Kernels exported as OpenCL C, through an OpenCL driver. */
    public static final String OPENCL = GraphBackend.OPENCL;

    /** Multi-threaded Java with vectors. */
    public static final String CPU = "cpu";

    /** The kernels' Java itself, with checks. */
    public static final String SIMULATOR = GraphBackend.SIMULATOR;

    /** Plain fp64 loops. */
    public static final String REFERENCE = "reference";

    private static final List<String> ACCELERATED = List.of(TORNADO, OPENCL);

    private static final List<String> IDS = List.of(TORNADO, OPENCL, CPU, SIMULATOR, REFERENCE);

    private Engines() {}

    /** Every engine id, attn4j's own fastest first, then those found on the class path; not all are usable everywhere. */
    public static List<String> ids() {
        List<String> ids = new ArrayList<>(IDS);
        ids.addAll(peers());
        return List.copyOf(ids);
    }

    /** Whether {@code id} is one of attn4j's own engines rather than a peer. */
    public static boolean own(String id) {
        return IDS.contains(id);
    }

    /**
     * Ids of the engines found on the class path.
     *
     * @throws IllegalStateException when one takes an id that is taken
     */
    public static List<String> peers() {
        List<String> ids = new ArrayList<>();
        for (Engine found : ServiceLoader.load(Engine.class)) {
            if (found.id().equals(AUTO) || IDS.contains(found.id()) || ids.contains(found.id())) {
                throw new IllegalStateException("engine: got a second " + found.id() + ", "
                        + found.getClass().getName() + "; needs an id of its own; try another class path");
            }
            ids.add(found.id());
        }
        return ids;
    }

    /**
     * A new engine, whether usable or not; the caller closes it.
     *
     * @throws InvalidInputException when there is no such id
     */
    public static Engine create(String id) {
        return switch (id) {
            case CPU -> new CpuEngine();
            case REFERENCE -> new ReferenceEngine();
            case TORNADO, OPENCL, SIMULATOR -> new GraphEngine(id);
            default -> peer(id);
        };
    }

    private static Engine peer(String id) {
        List<String> known = ids();
        for (Engine found : ServiceLoader.load(Engine.class)) {
            if (found.id().equals(id)) {
                return found;
            }
        }
        throw new InvalidInputException("engine", id, "auto or one of " + String.join(", ", known), "--engine " + AUTO);
    }

    /**
     * The engine {@code id}, or for {@code auto} the fastest usable one: {@code tornado}, then {@code opencl}, each on a
     * device that is not a CPU, then {@code cpu}, which is faster on a CPU than they are. Where a driver is installed and its
     * device cannot be used, {@link Warnings} say so.
     *
     * @throws InvalidInputException when there is no such id
     * @throws UnsupportedRequestException when the engine asked for by id cannot be used here
     */
    public static EngineChoice choose(String id) {
        if (!id.equals(AUTO)) {
            Engine engine = create(id);
            Availability availability = availability(engine);
            if (!availability.usable()) {
                engine.close();
                throw new UnsupportedRequestException(
                        "engine: got " + id + "; needs " + availability.reason() + "; try " + availability.remedy());
            }
            return new EngineChoice(engine, -1, List.of(id + ": asked for; " + availability.reason()));
        }
        List<String> reasons = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String candidate : ACCELERATED) {
            Engine engine = create(candidate);
            Availability availability = availability(engine);
            if (!availability.usable()) {
                reasons.add(
                        candidate + ": refused; needs " + availability.reason() + " (" + availability.remedy() + ")");
                if (engine.installed()) {
                    faults.add(reasons.getLast());
                }
            } else {
                GraphDevice device = accelerator(engine.devices());
                if (device != null) {
                    reasons.addFirst(candidate + ": chosen; runs on " + device.name());
                    return new EngineChoice(engine, device.index(), reasons);
                }
                reasons.add(candidate + ": refused; only CPU devices, on which the cpu engine is faster");
            }
            engine.close();
        }
        Engine cpu = create(CPU);
        faults.forEach(fault -> Warnings.say(fault + "; computing on the engine cpu"));
        reasons.addFirst("cpu: chosen; " + cpu.availability().reason());
        return new EngineChoice(cpu, -1, reasons);
    }

    private static Availability availability(Engine engine) {
        try {
            return engine.availability();
        } catch (RuntimeException | Error failure) {
            engine.close();
            throw failure;
        }
    }

    private static GraphDevice accelerator(List<GraphDevice> devices) {
        for (GraphDevice device : devices) {
            if (device.type() != DeviceType.CPU) {
                return device;
            }
        }
        return null;
    }
}
