package io.attn4j.device;

import io.attn4j.InvalidInputException;
import io.attn4j.graph.GraphDevice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the device-config of a device: of the device itself, else of its family, else of its type, else the generic one. */
public final class DeviceConfigs {
    private static final String FOLDER = "device-configs/";

    private static final List<String> NAMES = List.of(
            "amd-alveo-u250",
            "generic",
            "generic-cpu",
            "generic-fpga",
            "generic-gpu",
            "intel-pac-arria10",
            "nvidia-h200",
            "pocl-cpu");

    private DeviceConfigs() {}

    /**
     * A device-config and why it is the one.
     *
     * @param config the device-config
     * @param reasons one line for each level that was looked at
     */
    public record Selection(DeviceConfig config, List<String> reasons) {
        public Selection {
            reasons = List.copyOf(reasons);
        }
    }

    /** Names of the device-configs that come with attn4j, in alphabetical order; each is a file {@code NAME.json}. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The device-config for {@code device}.
     *
     * @param userFile a file that takes the place of ours whatever the device, or null
     * @throws InvalidInputException when the user's file cannot be read or is not a device-config
     */
    public static Selection select(GraphDevice device, Path userFile) {
        if (userFile != null) {
            return new Selection(read(userFile), List.of("given with --device-config"));
        }
        List<DeviceConfig> configs = all();
        List<String> reasons = new ArrayList<>();
        for (DeviceConfig.Level level : DeviceConfig.Level.values()) {
            String word = level.name().toLowerCase(Locale.ROOT);
            for (DeviceConfig config : configs) {
                if (config.match().level() == level && config.match().fits(device)) {
                    reasons.add(word + ": " + config.file() + " fits " + device.name() + " (" + device.type() + ", "
                            + device.platform() + ")");
                    return new Selection(config, reasons);
                }
            }
            reasons.add(word + ": none fits");
        }
        throw new IllegalStateException("device-configs without a generic one");
    }

    private static List<DeviceConfig> all() {
        List<DeviceConfig> configs = new ArrayList<>();
        for (String name : NAMES) {
            configs.add(named(name));
        }
        return configs;
    }

    /** The device-config {@code name} of those that come with attn4j. */
    public static DeviceConfig named(String name) {
        String file = FOLDER + name + ".json";
        try (InputStream in = DeviceConfigs.class.getResourceAsStream("/io/attn4j/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("no device-config " + name);
            }
            return new DeviceConfigReader(file, "default").read(in.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(file + ": " + failure.getMessage(), failure);
        }
    }

    /**
     * A device-config of the user's.
     *
     * @throws InvalidInputException when it cannot be read or is not a device-config
     */
    public static DeviceConfig read(Path file) {
        byte[] json;
        try {
            json = Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new InvalidInputException(
                    "device-config", file + ", which cannot be read", "a readable file", "ls -l " + file);
        }
        return new DeviceConfigReader(file.toString(), "user").read(json);
    }
}
