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
 * TornadoVM 5.2 merges two branches that each end in a loop wrongly: the value of the second one is copied once more after
 * both, so that it also replaces the first one's. Nothing but the generated text shows it, and where both have the same value
 * nothing is lost.
 */
class ExportedMergesTest {
    private static final Pattern COPY = Pattern.compile("\\s*(\\w+)\\s+=\\s+(\\w+);\\s*");

    @ParameterizedTest
    @MethodSource("io.attn4j.kernels.export.ExportedTexts#names")
    void keepTheValueOfEitherBranch(String name) {
        String text = ExportedTexts.of(name);
        assertThat(overwritten(text)).as(name).isEmpty();
    }

    @Test
    void findsAMergeThatIsWrong() {
        String wrong = """
                if(b_1)
                {
                  f_3  =  f_2;
                }  // B4
                else
                {
                  f_3  =  f_4;
                }  // B4
                // BLOCK 13 MERGES [8 12 ]
                f_3  =  f_4;
                ul_5  =  ul_6 + 16L;
                """;
        assertThat(overwritten(wrong)).containsExactly("f_3  =  f_4;");
        assertThat(overwritten(wrong.replace("[8 12 ]\nf_3  =  f_4;", "[8 12 ]")))
                .isEmpty();
        assertThat(overwritten(wrong.replace("f_3  =  f_2;", "f_3  =  f_4;"))).isEmpty();
    }

    /** Copies at the start of a merge to variables that a branch before it has set to something else as its last act. */
    private static List<String> overwritten(String text) {
        List<String> lines = text.lines().toList();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).contains(" MERGES ")) {
                continue;
            }
            for (int at = i + 1; at < lines.size(); at++) {
                Matcher copy = COPY.matcher(lines.get(at));
                if (!copy.matches()) {
                    break;
                }
                if (hasAnotherValue(lines.subList(0, i), copy.group(1), copy.group(2))) {
                    found.add(lines.get(at).strip());
                }
            }
        }
        return found;
    }

    private static boolean hasAnotherValue(List<String> before, String variable, String value) {
        boolean closing = false;
        for (int at = before.size() - 1; at >= 0; at--) {
            String line = before.get(at).strip();
            Matcher copy = COPY.matcher(line);
            if (line.startsWith("}")) {
                closing = true;
            } else if (!copy.matches()) {
                closing = false;
            } else if (closing
                    && copy.group(1).equals(variable)
                    && !copy.group(2).equals(value)) {
                return true;
            }
        }
        return false;
    }
}
