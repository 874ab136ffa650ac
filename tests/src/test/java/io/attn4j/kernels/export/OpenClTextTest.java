package io.attn4j.kernels.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The same kernel comes out the same, whatever order its declarations were generated in. */
class OpenClTextTest {
    private static String kernel(String declarations) {
        return """
                #pragma OPENCL EXTENSION cl_khr_fp64 : enable\s\s
                #pragma OPENCL EXTENSION cl_khr_fp16 : enable\s\s
                __kernel void k(__global uchar *a)
                {
                """ + declarations + """
                  // BLOCK 0
                  i_2  =  get_global_id(0);
                  __private float ul_10[16];
                }
                """;
    }

    @Test
    void declarationsAreSortedAndTheRestKeepsItsPlace() {
        String one = OpenClText.normalise(kernel("  int i_10, i_2;\n  float f_3, f_1;\n"));
        String other = OpenClText.normalise(kernel("  float f_1, f_3;\n  int i_2, i_10;\n"));
        assertThat(one).isEqualTo(other).isEqualTo("""
                __kernel void k(__global uchar *a)
                {
                  float f_1, f_3;
                  int i_2, i_10;
                  // BLOCK 0
                  i_2  =  get_global_id(0);
                  __private float ul_10[16];
                }
                """);
    }

    @Test
    void longDeclarationsAreWrapped() {
        String text = OpenClText.normalise(
                kernel("  int i_13, i_12, i_11, i_10, i_9, i_8, i_7, i_6, i_5, i_4, i_3, i_2, i_1;\n"));
        assertThat(text)
                .contains("  int i_1, i_2, i_3, i_4, i_5, i_6, i_7, i_8, i_9, i_10, i_11, i_12;\n  int i_13;\n");
    }

    @Test
    void pragmasStayWhereTheExtensionIsUsed() {
        assertThat(OpenClText.normalise(kernel("  double d_1;\n")))
                .contains("cl_khr_fp64")
                .doesNotContain("cl_khr_fp16");
    }
}
