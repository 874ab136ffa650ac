package io.attn4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.model.LanguageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on training: its model file is one, and it has every key with its default. */
class DocumentedModelTest {
    private static final Path PAGE = Path.of(System.getProperty("attn4j.root"), "docs", "training.md");

    @TempDir
    private Path directory;

    private RunConfig documented() throws IOException {
        Matcher json = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(json.find()).isTrue();
        return RunConfig.read(Files.writeString(directory.resolve("m.json"), json.group(1)));
    }

    @Test
    void theModelFileIsOne() throws IOException {
        RunConfig config = documented();
        assertThat(new LanguageModel(config.model()).parameterCount()).isEqualTo(889_600);
        assertThat(config.model().attention().mechanism()).isEqualTo("centroid");
    }

    @Test
    void thePageHasEveryKey() throws IOException {
        String page = Files.readString(PAGE);
        RunConfig config = documented();
        Set<String> missing = new TreeSet<>(config.model().json().keySet());
        missing.addAll(config.training().json().keySet());
        missing.addAll(Set.of("mechanism", "options", "rank", "kv_heads", "scale", "weights", "shared"));
        missing.addAll(Set.of("views", "pooling", "token_dropout", "ngrams", "buckets"));
        missing.removeIf(key -> page.contains("`" + key + "`"));
        assertThat(missing).isEmpty();
    }

    @Test
    void theDefaultsAreThoseOfThePage() throws IOException {
        String page = Files.readString(PAGE).replaceAll("\\s+", " ");
        TrainingConfig training = RunConfig.read(Files.writeString(
                        directory.resolve("least.json"), "{\"layers\": 1, \"width\": 8, \"heads\": 2, \"window\": 4}"))
                .training();
        training.json().forEach((key, value) -> {
            Matcher given = Pattern.compile("`" + key + "` \\(([^)]*)\\)").matcher(page);
            assertThat(given.find()).as(key).isTrue();
            String text = given.group(1);
            boolean said = value instanceof String || value instanceof Boolean
                    ? text.contains("`" + value + "`") || text.equals(value.toString())
                    : Pattern.compile("[0-9][0-9.e-]*")
                            .matcher(text)
                            .results()
                            .anyMatch(number -> Double.parseDouble(number.group()) == ((Number) value).doubleValue());
            assertThat(said).as(key + " " + value + " in " + text).isTrue();
        });
    }
}
