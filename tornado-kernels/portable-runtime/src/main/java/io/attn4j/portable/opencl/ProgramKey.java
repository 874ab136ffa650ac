package io.attn4j.portable.opencl;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * All that a compiled program depends on.
 *
 * @param source OpenCL C
 * @param options compiler options
 * @param target device, its version, driver, platform and its version, and whether an object is kept or a program
 */
record ProgramKey(String source, String options, String target) {

    static ProgramKey of(String source, String options, OpenClDeviceInfo device) {
        String target = String.join(
                "\n",
                device.name(),
                device.openClVersion(),
                device.driverVersion(),
                device.platform(),
                device.platformVersion(),
                ProgramMaker.keepsObjects(device) ? "object" : "program");
        return new ProgramKey(source, options, target);
    }

    /** Every part with its length before it, so that no two keys have the same bytes. */
    byte[] bytes() {
        return (target.length() + "\n" + target + "\n" + options.length() + "\n" + options + "\n" + source)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A file name; different keys may share one, so what the file holds is compared. */
    String fileName() {
        // checksums rather than a digest: a security provider costs 20 ms to start
        byte[] bytes = bytes();
        CRC32 first = new CRC32();
        first.update(bytes);
        CRC32C second = new CRC32C();
        second.update(bytes);
        return HexFormat.of().toHexDigits(first.getValue() << 32 | second.getValue()) + ".clbin";
    }
}
