package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.file.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's example of packed documents, as it is typed, but for the number of steps. */
class DocumentedPackingTest {
    private static final Path ROOT = Path.of(System.getProperty("attn4j.root"));

    @TempDir
    private Path directory;

    @Test
    void theExampleRuns() throws IOException {
        Matcher block = Pattern.compile("### Packed documents.*?```\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("docs/training.md")));
        assertThat(block.find()).isTrue();
        List<String> commands = block.group(1).lines().toList();
        assertThat(commands).hasSize(3);
        assertThat(run(commands.get(0)).code()).isZero();
        CommandLineRun train = run(commands.get(1), "--stop-at", "2", "--set", "training.evaluate_windows=2");
        assertThat(train.code()).as(train.err()).isZero();
        CommandLineRun evaluate = run(commands.get(2), "-o", "json");
        assertThat(evaluate.code()).as(evaluate.err()).isZero();
        Map<?, ?> record = (Map<?, ?>)
                ((List<?>) JsonTree.parse("record", evaluate.out().getBytes(StandardCharsets.UTF_8))).getFirst();
        assertThat((Long) record.get("bytes")).as("of 100 windows of 512").isBetween(40_000L, 51_200L);
        assertThat((Double) record.get("bits_per_byte")).isBetween(5.0, 9.0);
    }

    private CommandLineRun run(String command, String... more) {
        List<String> words = new ArrayList<>();
        for (String word : command.replaceFirst("^\\./attn4j ", "").split(" ")) {
            boolean ours = word.startsWith("listops/") || word.equals("run");
            boolean out = word.equals("listops") && words.getLast().equals("--out");
            words.add(
                    word.startsWith("examples/")
                            ? ROOT.resolve(word).toString()
                            : ours || out ? directory.resolve(word).toString() : word);
        }
        words.addAll(Arrays.asList(more));
        return CommandLineRun.of(words.toArray(String[]::new));
    }
}
