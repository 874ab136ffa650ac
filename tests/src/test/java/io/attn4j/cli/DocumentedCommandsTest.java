package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Commands in pages for people name verbs and options that there are. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of(System.getProperty("attn4j.root"));

    /** A command up to the end of the line, of inline code, or of its comment. */
    private static final Pattern COMMAND = Pattern.compile("\\./attn4j +([a-z][a-z-]*)([^`\\n#|]*)");

    private static final Pattern OPTION = Pattern.compile("(?<=\\s)(--[a-z][a-z-]*)");

    /** The launcher's own verb, and what it passes on to JMH and Maven. */
    private static final List<String> OF_THE_LAUNCHER = List.of("test", "bench --jmh");

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(
                ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md"), ROOT.resolve("examples/README.md")));
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    @Test
    void commandsHaveVerbsAndOptionsThatExist() throws IOException {
        List<String> wrong = new ArrayList<>();
        int found = 0;
        for (Path page : pages()) {
            Matcher commands = COMMAND.matcher(Files.readString(page));
            while (commands.find()) {
                found++;
                String command = commands.group().strip();
                String verb = commands.group(1);
                if (OF_THE_LAUNCHER.stream().anyMatch(own -> (command + " ").startsWith("./attn4j " + own + " "))) {
                    continue;
                }
                if (!Main.names().contains(verb)) {
                    wrong.add(ROOT.relativize(page) + ": " + command);
                    continue;
                }
                String help = CommandLineRun.of(verb, "--help").out();
                OPTION.matcher(commands.group(2))
                        .results()
                        .map(match -> match.group(1))
                        .filter(option -> !Pattern.compile("\\B" + option + "\\b(?!-)")
                                .matcher(help)
                                .find())
                        .forEach(option -> wrong.add(ROOT.relativize(page) + ": " + option + " in " + command));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(found).as("commands found").isGreaterThan(50);
    }
}
