package io.attn4j.graph;

import java.util.Locale;

/** What kind of device runs task graphs; the word that device-configs, records and texts use is {@link #toString}. */
public enum DeviceType {
    /** A processor: cores that run through rows by themselves, without local memory of their own. */
    CPU,
    /** A graphics card. */
    GPU,
    /** A field-programmable gate array, or another accelerator. */
    FPGA,
    /** A device that its driver calls neither. */
    OTHER,
    /** No device: the kernels' Java is run. */
    SIMULATOR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
