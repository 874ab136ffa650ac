package io.attn4j.portable.opencl;

import java.util.Locale;

/** What kind of device an OpenCL driver reports; the word of exports' targets and of texts is {@link #toString}. */
public enum OpenClDeviceType {
    /** A processor. */
    CPU,
    /** A graphics card. */
    GPU,
    /** An accelerator, as FPGAs are reported. */
    FPGA,
    /** None of these. */
    OTHER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
