package io.attn4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.engine.Engines;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages for people point to what is there, and sources to sections that exist. */
class DocumentsTest {
    private static final Path ROOT = Path.of(System.getProperty("attn4j.root"));

    /** How a source names the page; in two parts, so that this file does not. */
    private static final String PAGE = "docs/" + "equations.md";

    private static final Pattern SECTIONS = Pattern.compile(Pattern.quote(PAGE)
            + ", sections? ([0-9]+(?:\\.[0-9]+)?)(?:, ([0-9]+(?:\\.[0-9]+)?))*(?: (?:and|to) ([0-9]+(?:\\.[0-9]+)?))?");

    private static final Pattern FENCE = Pattern.compile("^(```|~~~).*?^\\1", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} (.+?)\\s*$", Pattern.MULTILINE);
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");

    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)`");

    /** Of the JDK and of TornadoVM. */
    private static final Set<String> NOT_OURS =
            Set.of("DataRange", "IllegalStateException", "KernelContext", "MemorySegment", "NullPointerException");

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String name : List.of(
                "README.md",
                "CONTRIBUTING.md",
                "CHANGELOG.md",
                "SECURITY.md",
                "examples/README.md",
                "results/README.md",
                "results/claims.md",
                "results/failures/README.md")) {
            pages.add(ROOT.resolve(name));
        }
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        Matcher links = LINK.matcher(prose(page));
        while (links.find()) {
            String link = links.group(1);
            if (link.matches("[a-z]+:.*")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path target =
                    parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
            if (!Files.exists(target) || parts.length == 2 && !anchors(target).contains(parts[1])) {
                broken.add(link);
            }
        }
        assertThat(broken).as("links of " + ROOT.relativize(page)).isEmpty();
    }

    /** Text outside of code. */
    private static String prose(Path page) throws IOException {
        String text = FENCE.matcher(Files.readString(page)).replaceAll("");
        return CODE.matcher(text).replaceAll("");
    }

    /** Anchors of a page: those it sets itself, and those that GitHub makes of headings. */
    private static Set<String> anchors(Path page) throws IOException {
        String text = FENCE.matcher(Files.readString(page)).replaceAll("");
        Set<String> anchors = new HashSet<>();
        ANCHOR.matcher(text).results().forEach(match -> anchors.add(match.group(1)));
        Map<String, Integer> seen = new HashMap<>();
        HEADING.matcher(text).results().forEach(match -> {
            String anchor = match.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        });
        return anchors;
    }

    /** Pages name classes by their simple names, as {@code `LikeThis`}. */
    @Test
    void classesThatPagesNameExist() throws IOException {
        Set<String> known = new HashSet<>(NOT_OURS);
        for (Path source : sources()) {
            known.add(source.getFileName().toString().replace(".java", ""));
        }
        List<String> unknown = new ArrayList<>();
        for (Path page : pages().toList()) {
            CLASS.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""))
                    .results()
                    .map(match -> match.group(1))
                    .filter(name -> !known.contains(name))
                    .forEach(name -> unknown.add(ROOT.relativize(page) + ": " + name));
        }
        assertThat(unknown).isEmpty();
    }

    /** The page has a table of layers, and the picture is drawn from the text next to it. */
    @Test
    void thePictureOfTheArchitectureHasEveryLayerAndEngine() throws IOException {
        Path folder = ROOT.resolve("docs");
        String page = Files.readString(folder.resolve("architecture.md"));
        String layers = page.substring(page.indexOf("\n| layer |"), page.indexOf("\n\n", page.indexOf("\n| layer |")));
        List<String> drawn = Pattern.compile("^\\| ([a-z][^|]*?) \\|", Pattern.MULTILINE)
                .matcher(layers)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !name.equals("layer"))
                .collect(Collectors.toCollection(ArrayList::new));
        assertThat(drawn).hasSizeGreaterThan(5);
        drawn.addAll(Engines.ids());
        assertThat(Files.readString(folder.resolve("architecture.dot"))).contains(drawn);
        assertThat(Files.readString(folder.resolve("architecture.svg"))).contains(drawn);
    }

    @Test
    void sectionsOfTheEquationsThatSourcesNameExist() throws IOException {
        Set<String> known = anchors(ROOT.resolve(PAGE));
        List<String> wrong = new ArrayList<>();
        int named = 0;
        for (Path source : sources()) {
            String text = Files.readString(source).replaceAll("\\s*\\R\\s*(\\*|//)?\\s*", " ");
            Matcher sections = SECTIONS.matcher(text);
            int references = 0;
            while (sections.find()) {
                references++;
                for (String section :
                        sections.group().replaceAll("^.*sections? ", "").split(", | and | to ", -1)) {
                    if (!known.contains("section-" + section.replace('.', '-'))) {
                        wrong.add(ROOT.relativize(source) + ": section " + section);
                    }
                }
            }
            if (references != text.split(Pattern.quote(PAGE), -1).length - 1) {
                wrong.add(ROOT.relativize(source) + ": names the page without \", section N\"");
            }
            named += references;
        }
        assertThat(wrong).isEmpty();
        assertThat(named).as("references found").isGreaterThan(20);
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("examples", "host", "tests", "tornado-kernels")) {
            Files.walkFileTree(ROOT.resolve(module), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    // what other tests build comes and goes
                    return folder.endsWith("target") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(".java")) {
                        sources.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return sources;
    }
}
