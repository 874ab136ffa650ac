package io.attn4j.kernels.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Local arrays have sizes that are multiples of 16 bytes: they follow one another without gaps, and next to one of another size
 * NVIDIA's compiler reads an element at a time instead of four.
 */
class ExportedLocalArraysTest {
    private static final Pattern ARRAY = Pattern.compile("__local\\s+(int|float)\\s+(\\w+)\\[([0-9]+)];");
    private static final int ELEMENTS = 4;

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.export.ExportedTexts#names")
    void takeMultiplesOfSixteenBytes(String name) {
        String text = ExportedTexts.of(name);
        assertThat(unaligned(text)).as(name).isEmpty();
        // none is declared in another way, but for sizes that are set with the kernel
        assertThat(text.split("__local\\s+[a-z]+\\s+\\w+\\s*\\[[^A-Z]", -1).length)
                .as(name)
                .isEqualTo(ARRAY.matcher(text).results().count() + 1);
    }

    @Test
    void findsAnArrayOfAnotherSize() {
        assertThat(unaligned("__local int adi_1[38];\n__local float adf_2[2176];"))
                .containsExactly("adi_1[38]");
    }

    private static List<String> unaligned(String text) {
        List<String> found = new ArrayList<>();
        Matcher array = ARRAY.matcher(text);
        while (array.find()) {
            if (Integer.parseInt(array.group(3)) % ELEMENTS != 0) {
                found.add(array.group(2) + "[" + array.group(3) + "]");
            }
        }
        return found;
    }
}
