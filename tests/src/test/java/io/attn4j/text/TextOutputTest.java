package io.attn4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextOutputTest {

    /** What has come out after each byte. */
    private static List<String> steps(String text, String... stops) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TextOutput output = new TextOutput(out, List.of(stops));
        List<String> steps = new ArrayList<>();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            output.accept(each);
            steps.add(out.toString(StandardCharsets.UTF_8));
        }
        output.end();
        steps.add(out.toString(StandardCharsets.UTF_8) + (output.stopped() ? "|" : ""));
        return steps;
    }

    @Test
    void wholeCharactersComeOut() {
        assertThat(steps("aé€😀b"))
                .containsExactly("a", "a", "aé", "aé", "aé", "aé€", "aé€", "aé€", "aé€", "aé€😀", "aé€😀b", "aé€😀b");
    }

    @Test
    void whatMayBeAStopWaits() {
        assertThat(steps("xabacababz", "abab"))
                .containsExactly("x", "x", "x", "x", "xabac", "xabac", "xabac", "xabac", "xabac", "xabac", "xabac|");
        assertThat(steps("xaba", "abab")).containsExactly("x", "x", "x", "x", "xaba");
        assertThat(steps("one\n\ntwo", "\n\n", "w").getLast()).isEqualTo("one|");
        assertThat(steps("one\ntwo", "\n\n", "w").getLast()).isEqualTo("one\nt|");
        assertThat(steps("é", "é")).containsExactly("", "", "|");
    }

    /** Any bytes come out as they went in, and never more is held back than a character or a stop. */
    @Test
    void bytesPassUnchanged() {
        Random random = new Random(1);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = new byte[random.nextInt(12)];
            for (int i = 0; i < bytes.length; i++) {
                int[] kinds = {0x20, 0x80, 0xBF, 0xC3, 0xE2, 0xF0, 0xF8, 0xFF};
                bytes[i] = (byte) kinds[random.nextInt(kinds.length)];
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            TextOutput output = new TextOutput(out, List.of());
            for (int i = 0; i < bytes.length; i++) {
                output.accept(bytes[i]);
                assertThat(i + 1 - out.size()).isBetween(0, 3);
            }
            output.end();
            assertThat(out.toByteArray()).isEqualTo(bytes);
        }
    }
}
