package io.attn4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.engine.Engines;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Mechanisms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** README.md says what the code does. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("attn4j.root"));

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    @Test
    void quotesTheExamplesThatAreRun() throws IOException {
        String source = Files.readString(ROOT.resolve("tests/src/test/java/io/attn4j/ReadmeExample.java"));
        Matcher marks = Pattern.compile("// README begin\\R(.*?)\\R *// README end", Pattern.DOTALL)
                .matcher(source);
        int examples = 0;
        for (; marks.find(); examples++) {
            assertThat(readme()).contains("```java\n" + marks.group(1).stripIndent() + "\n```");
        }
        assertThat(examples).isEqualTo(2);
    }

    @Test
    void namesEveryEngine() throws IOException {
        assertThat(readme())
                .contains(Engines.ids().stream().map(id -> "| `" + id + "` |").toList());
    }

    /** Mechanisms of the library, not those that another jar adds. */
    @Test
    void hasARowForEveryMechanism() throws IOException {
        String table = readme().lines().filter(line -> line.startsWith("| `")).collect(Collectors.joining("\n"));
        for (Mechanism mechanism : Mechanisms.all()) {
            Class<?> of = mechanism.getClass();
            if (of.getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .equals(Mechanism.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation())) {
                assertThat(table).contains("| `" + mechanism.id() + "` |");
            }
        }
    }

    @Test
    void linksToFilesThatAreThere() throws IOException {
        Matcher links = Pattern.compile("\\]\\(([^):#]+)\\)").matcher(readme());
        while (links.find()) {
            assertThat(ROOT.resolve(links.group(1))).exists();
        }
    }
}
