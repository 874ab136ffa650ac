package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueListTest {

    @Test
    void readsListsAndRanges() {
        assertThat(ValueList.numbers("--seq-q", "8")).containsExactly(8);
        assertThat(ValueList.numbers("--seq-q", "1,8")).containsExactly(1, 8);
        assertThat(ValueList.numbers("--seq-q", "3..6")).containsExactly(3, 4, 5, 6);
        assertThat(ValueList.numbers("--seq-q", "64..4096*2")).containsExactly(64, 128, 256, 512, 1024, 2048, 4096);
        assertThat(ValueList.numbers("--seq-q", "64..300*2,7")).containsExactly(64, 128, 256, 7);
        assertThat(ValueList.numbers("--seq-q", "10..30+10")).containsExactly(10, 20, 30);
        assertThat(ValueList.numbers("--seq-q", "2147483646..2147483647")).isEqualTo(List.of(2147483646, 2147483647));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "8,",
                "x",
                "0",
                "-1",
                "1.5",
                "8..4",
                "1..8*1",
                "1..8*",
                "1..8+0",
                "..8",
                "8..",
                "99999999999",
                "1..20000"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> ValueList.numbers("--seq-q", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("--seq-q: got " + text);
    }

    @Test
    void readsByteCounts() {
        assertThat(ByteCount.parse("--memory-budget", "1000")).isEqualTo(1000);
        assertThat(ByteCount.parse("--memory-budget", "512MB")).isEqualTo(512L << 20);
        assertThat(ByteCount.parse("--memory-budget", "2GiB")).isEqualTo(2L << 30);
        assertThat(ByteCount.parse("--memory-budget", "3k")).isEqualTo(3072);
        assertThat(ByteCount.format(512L << 20)).isEqualTo("512.0 MiB");
        assertThat(ByteCount.format(1023)).isEqualTo("1023 B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MB", "0", "-1MB", "1.5GB", "99999999999999TB"})
    void refusesOtherByteCounts(String text) {
        assertThatThrownBy(() -> ByteCount.parse("--memory-budget", text)).isInstanceOf(InvalidInputException.class);
    }
}
