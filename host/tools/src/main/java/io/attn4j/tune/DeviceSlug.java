package io.attn4j.tune;

import io.attn4j.graph.GraphDevice;
import java.util.Locale;

/** The name of a device's files: the same whenever a driver reports the same device. */
final class DeviceSlug {
    private static final int LONGEST = 60;

    private DeviceSlug() {}

    /** Letters and digits of the device's name in lower case, everything else as single hyphens. */
    static String of(GraphDevice device) {
        String words = device.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String slug = words.substring(0, Math.min(LONGEST, words.length())).replaceAll("^-|-$", "");
        return slug.isEmpty() ? "device" : slug;
    }
}
