package io.attn4j.device;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is configured for a device, a family or a type of devices.
 *
 * @param file where it is, such as {@code device-configs/pocl-cpu.json}
 * @param source where it comes from
 * @param description one line
 * @param match the devices it is for
 * @param limits limits to respect in addition to those that the driver reports, by name; a smaller one holds
 * @param peaks the device's roof, or null when the file states none
 * @param kernels the kernel of each role
 * @param fpga TornadoVM's settings for the FPGA flow by key, empty for other devices
 * @param evidence the measurements that the kernels were chosen by, or null where none were made
 */
public record DeviceConfig(
        String file,
        Source source,
        String description,
        Match match,
        Map<String, Long> limits,
        Peaks peaks,
        List<KernelChoice> kernels,
        Map<String, String> fpga,
        TuningEvidence evidence) {

    public DeviceConfig {
        limits = Map.copyOf(limits);
        kernels = List.copyOf(kernels);
        fpga = Map.copyOf(fpga);
    }

    /** File, level and source in a few words, and what tuning gained. */
    public String describe() {
        return file + " (" + match.level() + " level, " + source
                + (evidence == null
                        ? ""
                        : String.format(
                                Locale.ROOT, ", %.2fx as fast as %s", evidence.ratioUntuned(), evidence.untuned()))
                + ")";
    }

    /** This device-config as of another source. */
    DeviceConfig withSource(Source other) {
        return new DeviceConfig(file, other, description, match, limits, peaks, kernels, fpga, evidence);
    }

    /** Where a device-config comes from; files and records have the word of {@link #toString}. */
    public enum Source {
        /** Shipped with attn4j, by data sheets and measurements of others. */
        DEFAULT,
        /** Written by {@code attn4j tune}. */
        TUNED,
        /** Given by the user. */
        USER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How narrow a device-config is; of several that fit, the narrowest is used. */
    public enum Level {
        /** One product. */
        DEVICE,
        /** Products that are alike, such as all devices of one platform. */
        FAMILY,
        /** All devices of a type. */
        TYPE,
        /** Any device. */
        GENERIC;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The devices a device-config is for. Patterns are regular expressions, found anywhere and in any case; null fits all.
     *
     * @param level how narrow it is
     * @param engine engine id that it is for alone, or null for all
     * @param type kind of device that it is for alone, or null for all
     * @param vendor pattern of the vendor as the driver reports it
     * @param platform pattern of the platform
     * @param device pattern of the device name
     */
    public record Match(Level level, String engine, DeviceType type, Pattern vendor, Pattern platform, Pattern device) {

        boolean fits(GraphDevice candidate) {
            return (engine == null || engine.equals(candidate.engine()))
                    && (type == null || type == candidate.type())
                    && (vendor == null || vendor.matcher(candidate.vendor()).find())
                    && (platform == null
                            || platform.matcher(candidate.platform()).find())
                    && (device == null || device.matcher(candidate.name()).find());
        }
    }
}
