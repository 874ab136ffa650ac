package io.attn4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The name of a processor in records: tests/peers/pytorch/test_bench_peers.py has the same cases. */
class MachineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AMD EPYC | 25 | 17 | AMD EPYC, family 25 model 17",
                "AMD EPYC | 26 | 2 | AMD EPYC, family 26 model 2",
                "Intel(R) Xeon(R) Processor | 6 | 143 | Intel(R) Xeon(R) Processor, family 6 model 143",
                "AMD EPYC 9654 96-Core Processor | 25 | 17 | AMD EPYC 9654 96-Core Processor"
            })
    void aNameThatSaysLittleHasFamilyAndModel(String name, String family, String model, String expected) {
        String text =
                "processor\t: 0\ncpu family\t: %s\nmodel\t\t: %s\nmodel name\t: %s\n\nprocessor\t: 1\nmodel name\t: other\n"
                        .formatted(family, model, name);
        assertThat(Machine.cpuModel(text)).isEqualTo(expected);
        assertThat(Machine.cpuModel("model name\t: " + name + "\n")).isEqualTo(name);
    }
}
