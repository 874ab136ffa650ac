package io.attn4j.portable.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.portable.OnPortableRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read off OpenCL C about the arrays that a kernel writes. */
@OnPortableRuntime
class WrittenParametersTest {
    private static final Set<String> ONLY_READ = Set.of("shape", "sizes", "scalars");
    private static final Set<String> OUTPUTS_OF_FUSED_ATTENTION = Set.of("o", "lse");

    @TestFactory
    List<DynamicTest> tellsInputsFromOutputsInEveryExport() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String row : resource("manifest.tsv").lines().skip(1).toList()) {
            String[] cells = row.split("\t", -1);
            tests.add(DynamicTest.dynamicTest(cells[1], () -> {
                String source = resource(cells[1]);
                List<String> names = names(source, cells[2]);
                WrittenParameters parameters = WrittenParameters.of(source, cells[2]);
                boolean writes = false;
                for (int i = 4; i < names.size(); i++) {
                    String name = names.get(i);
                    writes |= parameters.mayWrite(i);
                    if (ONLY_READ.contains(name)) {
                        assertThat(parameters.mayWrite(i)).as(name).isFalse();
                    }
                    if (cells[1].startsWith("FusedAttention.")) {
                        assertThat(parameters.mayWrite(i))
                                .as(name)
                                .isEqualTo(OUTPUTS_OF_FUSED_ATTENTION.contains(name));
                    }
                }
                assertThat(writes).as("a kernel writes something").isTrue();
            }));
        }
        return tests;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*((__global int *) ul_1)  =  i_2;",
                "i_2  =  atomic_add((volatile __global int *) ul_1, i_3);",
                "ul_1  =  (ulong) p; *((__global int *) ul_1)  =  i_2;",
                "p[0]  =  i_2;",
                "vstore4(v_2, 0, (__global float *) ul_1);",
                "ul_4  =  ul_1 + l_2;\n  *((__global int *) ul_4)  =  i_2;",
                "*((__global int *) ul_4)  =  i_2;\n  ul_4  =  ul_1;",
                "__global int *q = (__global int *) ul_1;",
            })
    void whateverIsNotKnownToReadIsTakenForAWrite(String line) {
        assertThat(mayWrite(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i_2  =  *((__global int *) ul_1);",
                "ul_4  =  ul_1 + 16L;\n  i_2  =  *((__global int *) ul_4);",
                "*((__global int *) ul_9)  =  i_2;",
                "// *((__global int *) ul_1)  =  i_2;",
            })
    void loadsAreKnownToRead(String line) {
        assertThat(mayWrite(line)).isFalse();
    }

    private static boolean mayWrite(String line) {
        String source = "__kernel void k(__global uchar *p, __private int n)\n{\n  ulong ul_1, ul_4;\n"
                + "  ul_1  =  (ulong) p;\n  " + line + "\n  return;\n}\n";
        return WrittenParameters.of(source, "k").mayWrite(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7})
    void aParameterThatIsNotFoundIsTakenForWritten(int parameter) {
        assertThat(WrittenParameters.of("__kernel void other() {}", "k").mayWrite(parameter))
                .isTrue();
    }

    private static List<String> names(String source, String entry) {
        int from = source.indexOf(entry + "(") + entry.length() + 1;
        List<String> names = new ArrayList<>();
        for (String parameter :
                source.substring(from, source.indexOf(')', from)).split(",", -1)) {
            names.add(parameter.replaceAll(".*[ *]", ""));
        }
        return names;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = WrittenParametersTest.class
                .getClassLoader()
                .getResourceAsStream(OpenClSettings.EXPORTS_ROOT + "/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
