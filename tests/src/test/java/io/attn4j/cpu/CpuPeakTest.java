package io.attn4j.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuPeakTest {
    @Test
    void measuresArithmeticAndMemory() {
        CpuPeak peak = CpuPeak.measure(1);
        assertThat(peak.kind()).startsWith("vector");
        assertThat(peak.threads()).isEqualTo(1);
        // A core of any machine that this runs on lies between these.
        assertThat(peak.gflops()).isBetween(1.0, 2000.0);
        assertThat(peak.gbs()).isBetween(0.1, 2000.0);
    }
}
