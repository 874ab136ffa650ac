package io.attn4j.bench.report;

import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The pages and figures of a directory of results, from {@code raw/*.jsonl}: {@code README.md}, one page for each file in
 * {@code runs/}, and {@code figures/}. What people write there, {@code claims.md} and {@code failures/}, is linked and, where it
 * quotes records, checked against them.
 */
public final class Report {
    private static final List<String> HAND_WRITTEN = List.of("claims.md", "failures");
    private static final List<String> DIRECTORIES = List.of("runs", "figures");

    private final Path results;
    private final List<RawFile> files;
    private final Map<String, Generated> generated = new TreeMap<>();

    /**
     * Reads the records.
     *
     * @param results the directory that holds {@code raw/}
     * @throws InvalidInputException when there are no records, or one is defective
     */
    public Report(Path results) {
        this.results = results;
        files = RawFile.all(results);
        Map<DeviceRun, List<Figure>> all = new LinkedHashMap<>();
        for (RawFile file : files) {
            Map<DeviceRun, List<Figure>> ofFile = new LinkedHashMap<>();
            List<DeviceRun> runs = DeviceRun.of(file);
            for (DeviceRun run : runs) {
                String folder = runs.size() == 1 ? "" : "/" + run.machine().toLowerCase(Locale.ROOT);
                ofFile.put(run, Figures.of(run, file.stem() + folder.replaceAll("[^a-z0-9/]+", "-")));
            }
            add("runs/" + file.stem() + ".md", RunPage.of(file, ofFile));
            all.putAll(ofFile);
        }
        List<String> handWritten = HAND_WRITTEN.stream()
                .filter(name -> Files.exists(results.resolve(name)))
                .toList();
        add("README.md", FrontPage.of(all, handWritten));
        all.values().forEach(figures -> figures.forEach(this::add));
    }

    /**
     * A file that follows from records.
     *
     * @param content its bytes
     * @param isIn whether a file of those bytes is up to date
     */
    private record Generated(Supplier<byte[]> content, Predicate<byte[]> isIn) {}

    private void add(String name, String page) {
        byte[] content = page.getBytes(StandardCharsets.UTF_8);
        generated.put(name, new Generated(() -> content, present -> Arrays.equals(content, present)));
    }

    private void add(Figure figure) {
        generated.put(
                "figures/" + figure.path() + ".svg",
                new Generated(() -> draw(figure), present -> FigureWriter.shows(figure, present)));
    }

    private static byte[] draw(Figure figure) {
        try {
            return FigureWriter.svg(figure);
        } catch (LinkageError | InternalError noFonts) {
            throw new UnsupportedRequestException("fonts: got none that Java can draw with (" + noFonts.getMessage()
                    + "); needs fontconfig and a font; try apt-get install fontconfig fonts-dejavu-core");
        }
    }

    /**
     * Writes the pages, draws figures that are not up to date, and removes those whose records have gone.
     *
     * @return the files written or removed
     * @throws UnsupportedRequestException when this machine has no fonts to draw with
     */
    public List<Path> write() {
        List<Path> changed = new ArrayList<>();
        try {
            for (String name : outdated()) {
                Path file = results.resolve(name);
                Files.createDirectories(file.getParent());
                WholeFile.write(
                        file,
                        List.of(MemorySegment.ofArray(
                                generated.get(name).content().get())));
                changed.add(file);
            }
            for (Path left : superfluous()) {
                Files.delete(left);
                changed.add(left);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(results + ": not written; " + failure, failure);
        }
        return changed;
    }

    private List<String> outdated() throws IOException {
        List<String> outdated = new ArrayList<>();
        for (Map.Entry<String, Generated> wanted : generated.entrySet()) {
            Path file = results.resolve(wanted.getKey());
            if (!Files.exists(file) || !wanted.getValue().isIn().test(Files.readAllBytes(file))) {
                outdated.add(wanted.getKey());
            }
        }
        return outdated;
    }

    /** Pages and drawings in the directories of generated ones that no record makes. */
    private List<Path> superfluous() throws IOException {
        List<Path> superfluous = new ArrayList<>();
        for (String directory : DIRECTORIES) {
            if (Files.isDirectory(results.resolve(directory))) {
                try (Stream<Path> present = Files.walk(results.resolve(directory))) {
                    present.filter(file -> file.toString().matches(".*\\.(md|svg|png)"))
                            .filter(file -> !generated.containsKey(name(file)))
                            .sorted()
                            .forEach(superfluous::add);
                }
            }
        }
        return superfluous;
    }

    private String name(Path file) {
        return results.relativize(file).toString().replace('\\', '/');
    }

    /** What is not as the records give it, one line each: pages, figures, claims. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        try {
            for (String name : outdated()) {
                problems.add(
                        name + ": got " + (Files.exists(results.resolve(name)) ? "another content" : "no such file")
                                + "; needs what raw/ gives; try attn4j report");
            }
            for (Path left : superfluous()) {
                problems.add(name(left) + ": got a file without records; needs none; try attn4j report");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(results + ": not read; " + failure, failure);
        }
        problems.addAll(claimProblems());
        return problems;
    }

    /** Claims of {@code claims.md} that the records do not bear out, one line each; none where there is no such file. */
    public List<String> claimProblems() {
        Path claims = results.resolve("claims.md");
        if (!Files.exists(claims)) {
            return List.of();
        }
        try {
            return Claims.problems(Files.readString(claims), files);
        } catch (IOException failure) {
            throw new UncheckedIOException(claims + ": not read; " + failure, failure);
        }
    }
}
