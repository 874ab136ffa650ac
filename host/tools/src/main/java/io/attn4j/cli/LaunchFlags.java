package io.attn4j.cli;

import io.attn4j.bench.LaunchFolder;
import io.attn4j.engine.Engines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.error.ShellWord;
import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Flags of {@code explain} that write launches down, and describe the device that they are for. */
final class LaunchFlags {
    private static final DeviceType DEFAULT_TYPE = DeviceType.GPU;
    private static final int DEFAULT_UNITS = 132;
    private static final String DEFAULT_LOCAL = "48KB";
    private static final int DEFAULT_GROUP = 1024;

    @Option(
            names = "--launches",
            paramLabel = "DIR",
            description =
                    "Also write what the engine opencl would launch to this folder, with sources, arguments, seeded "
                            + "inputs and the fp64 result, for tests/gpu/cuda_exports.py. No device is used: --device-name, "
                            + "--device-type, --compute-units, --local-memory and --group-size describe one.")
    private Path launches;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the inputs written (default: 1).")
    private Long seed;

    @Option(names = "--device-type", paramLabel = "TYPE", description = "Its type, cpu or gpu (default: gpu).")
    private String type;

    @Option(
            names = "--device-name",
            paramLabel = "NAME",
            description =
                    "Its name as a driver reports it, such as 'NVIDIA H100 80GB HBM3'; chooses the device-config, "
                            + "with its first word as the vendor (default: the type).")
    private String name;

    @Option(
            names = "--compute-units",
            paramLabel = "N",
            description = "Its compute units (default: " + DEFAULT_UNITS + ").")
    private Integer units;

    @Option(
            names = "--local-memory",
            paramLabel = "BYTES",
            description = "Its local memory for a group (default: " + DEFAULT_LOCAL + ").")
    private String local;

    @Option(
            names = "--group-size",
            paramLabel = "N",
            description = "Largest number of work-items in a group (default: " + DEFAULT_GROUP + ").")
    private Integer group;

    /**
     * Folder to write launches to, or null.
     *
     * @throws InvalidInputException when it holds something else
     */
    LaunchFolder folder() {
        return launches == null ? null : new LaunchFolder(launches);
    }

    /** Seed of the inputs. */
    long seed() {
        return seed == null ? 1 : seed;
    }

    /**
     * Refuses a description without launches, or an incomplete one.
     *
     * @throws InvalidInputException with the flag
     */
    void check() {
        if (launches == null && !described().isEmpty()) {
            throw new InvalidInputException(
                    described().getFirst().split(" ", 2)[0],
                    "no --launches",
                    "--launches DIR, whose device it describes",
                    "adding --launches launches");
        }
        if (type != null && !type.matches("cpu|gpu")) {
            throw new InvalidInputException("--device-type", type, "cpu or gpu", "--device-type gpu");
        }
        positive("--compute-units", units);
        positive("--group-size", group);
    }

    private static void positive(String flag, Integer value) {
        if (value != null && value < 1) {
            throw new InvalidInputException(flag, value, "a number from 1", "leaving it out");
        }
    }

    /** The device described; memory is without limit, since nothing is allocated. */
    GraphDevice device() {
        DeviceType kind = type == null ? DEFAULT_TYPE : DeviceType.valueOf(type.toUpperCase(Locale.ROOT));
        String called = name == null ? kind.toString() : name;
        long most = group == null ? DEFAULT_GROUP : group;
        return new GraphDevice(
                Engines.OPENCL,
                0,
                "opencl",
                called,
                called.split(" ", 2)[0],
                "described",
                kind,
                "",
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                ByteCount.parse("--local-memory", local == null ? DEFAULT_LOCAL : local),
                most,
                new long[] {most, most, most},
                units == null ? DEFAULT_UNITS : units,
                false,
                true);
    }

    /** The flags as given, for a command that repeats this one. */
    String repro() {
        return "--launches DIR " + String.join(" ", described());
    }

    private List<String> described() {
        List<String> given = new ArrayList<>();
        add("--seed", seed, given);
        add("--device-type", type, given);
        add("--device-name", name, given);
        add("--compute-units", units, given);
        add("--local-memory", local, given);
        add("--group-size", group, given);
        return given;
    }

    private static void add(String flag, Object value, List<String> into) {
        if (value != null) {
            into.add(flag + " " + ShellWord.of(value));
        }
    }
}
