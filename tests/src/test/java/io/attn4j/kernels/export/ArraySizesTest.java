package io.attn4j.kernels.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts that differ in array sizes alone become one, with a name for each size that differs. */
class ArraySizesTest {
    private static String text(int first, int second) {
        return """
                __kernel void k(__global uchar *a)
                {
                  __local float adf_5[%d];
                  __private float ul_20[%d];
                  __private int ul_22[16];
                  i_2  =  ul_20[3];
                }
                """.formatted(first, second);
    }

    @Test
    void sizesThatDifferAreNamed() {
        List<String> texts = List.of(text(64, 128), text(64, 256));
        assertThat(ArraySizes.differing(texts)).containsExactly("ul_20");
        assertThat(texts)
                .extracting(text -> ArraySizes.named(text, List.of("ul_20")))
                .allSatisfy(named -> assertThat(named)
                        .contains("adf_5[64];", "ul_20[UL_20_SIZE];", "ul_22[16];", "i_2  =  ul_20[3];"));
        assertThat(ArraySizes.definitions(texts.getLast(), List.of("ul_20"))).isEqualTo("UL_20_SIZE=256");
    }

    @Test
    void textsThatDifferElsewhereHaveNothingInCommon() {
        String other = text(64, 128).replace("ul_20[3];", "ul_20[4];");
        assertThat(ArraySizes.named(other)).isNotEqualTo(ArraySizes.named(text(64, 128)));
        assertThat(ArraySizes.named(text(8, 16))).isEqualTo(ArraySizes.named(text(64, 128)));
    }
}
