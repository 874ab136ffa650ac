package io.attn4j.tune;

import io.attn4j.device.DeviceConfig;
import io.attn4j.device.DeviceConfigWriter;
import io.attn4j.device.DeviceConfigs;
import io.attn4j.engine.Engine;
import io.attn4j.error.InvalidInputException;
import io.attn4j.file.WholeFile;
import io.attn4j.graph.GraphDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where tuning keeps its evidence, and where the device-config goes that it writes. */
final class TuningFiles {
    private TuningFiles() {}

    /** Folder for evidence: {@code results/tuning} of a source tree, else next to the user's device-configs. */
    static Path evidence(GraphDevice device, Engine engine) {
        String root = System.getProperty("attn4j.root");
        Path folder =
                root == null ? userFolder("--evidence").resolveSibling("tuning") : Path.of(root, "results", "tuning");
        return folder.resolve(name(device, engine) + ".jsonl");
    }

    private static Path userFolder(String flag) {
        return DeviceConfigs.userFolder()
                .orElseThrow(() -> new InvalidInputException(
                        "HOME", "none", "a home directory for what is tuned", flag + " FILE"));
    }

    /** Kernels that were exported are there on every engine, but not the other way round. */
    private static String name(GraphDevice device, Engine engine) {
        return DeviceSlug.of(device) + (engine.exportedOnly() ? "" : "-" + engine.id());
    }

    /** An evidence file, relative to the source tree where it lies in it. */
    static String relative(Path evidence) {
        String root = System.getProperty("attn4j.root");
        Path file = evidence.toAbsolutePath().normalize();
        Path tree = root == null ? null : Path.of(root).toAbsolutePath().normalize();
        return (tree != null && file.startsWith(tree) ? tree.relativize(file) : file).toString();
    }

    /** Where the device-config goes: the folder that later runs look into, and a name in it that no device-config made by hand has. */
    static Path config(GraphDevice device, Engine engine) {
        Path sources = DeviceConfigs.sourceFolder();
        Path folder = sources == null ? userFolder("--write") : sources;
        String name = name(device, engine);
        Path file = folder.resolve(name + ".json");
        boolean byHand = Files.exists(file) && !DeviceConfigs.isTuned(file);
        return byHand ? folder.resolve(name + "-tuned.json") : file;
    }

    /** Writes a device-config, whole or not at all. */
    static void write(Path file, DeviceConfig config) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(file + ": not written; " + failure, failure);
        }
        byte[] json = DeviceConfigWriter.json(config).getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, List.of(MemorySegment.ofArray(json)));
    }
}
