package io.attn4j.bench.report;

import io.attn4j.InvalidInputException;
import io.attn4j.UnsupportedRequestException;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The page and figures of a directory of results: {@code README.md} and {@code figures/}, from {@code raw/*.jsonl}. What people
 * write there, {@code claims.md} and {@code failures/}, is linked and, where it quotes records, held against them.
 */
public final class Report {
    private static final List<String> HAND_WRITTEN = List.of("claims.md", "failures");
    private static final List<String> FORMATS = List.of(".svg", ".png");

    private final Path results;
    private final List<RawFile> files;
    private final Map<String, List<Figure>> figures = new LinkedHashMap<>();

    /**
     * Reads the records.
     *
     * @param results the directory that holds {@code raw/}
     * @throws InvalidInputException when there are no records, or one is defective
     */
    public Report(Path results) {
        this.results = results;
        files = RawFile.all(results);
        files.forEach(file -> figures.put(file.name(), Figures.of(file)));
    }

    private Stream<Figure> allFigures() {
        return figures.values().stream().flatMap(List::stream);
    }

    private String page() {
        return ResultsPage.of(
                files,
                figures,
                HAND_WRITTEN.stream()
                        .filter(name -> Files.exists(results.resolve(name)))
                        .toList());
    }

    private Path drawn(Figure figure, String format) {
        return results.resolve("figures").resolve(figure.name() + format);
    }

    /**
     * Writes the page, draws figures that are not up to date, and removes those whose records have gone.
     *
     * @return the files written or removed
     * @throws UnsupportedRequestException when this machine has no fonts to draw with
     */
    public List<Path> write() {
        List<Path> changed = new ArrayList<>();
        try {
            Files.createDirectories(results.resolve("figures"));
            for (Figure figure : allFigures().toList()) {
                for (String format : FORMATS) {
                    Path file = drawn(figure, format);
                    if (!upToDate(figure, file)) {
                        replace(file, draw(figure, format));
                        changed.add(file);
                    }
                }
            }
            for (Path left : superfluous()) {
                Files.delete(left);
                changed.add(left);
            }
            Path page = results.resolve("README.md");
            byte[] text = page().getBytes(StandardCharsets.UTF_8);
            if (!Files.exists(page) || !Arrays.equals(Files.readAllBytes(page), text)) {
                replace(page, text);
                changed.add(page);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(results + ": not written; " + failure, failure);
        }
        return changed;
    }

    private static byte[] draw(Figure figure, String format) {
        try {
            return format.equals(".svg") ? FigureWriter.svg(figure) : FigureWriter.png(figure);
        } catch (LinkageError | InternalError noFonts) {
            throw new UnsupportedRequestException("fonts: got none that Java can draw with (" + noFonts.getMessage()
                    + "); needs fontconfig and a font; try apt-get install fontconfig fonts-dejavu-core");
        }
    }

    private static void replace(Path file, byte[] content) {
        WholeFile.write(file, List.of(MemorySegment.ofArray(content)));
    }

    private static boolean upToDate(Figure figure, Path file) throws IOException {
        return Files.exists(file) && FigureWriter.shows(figure, Files.readAllBytes(file));
    }

    private List<Path> superfluous() throws IOException {
        Path directory = results.resolve("figures");
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        Set<Path> wanted = new LinkedHashSet<>();
        allFigures().forEach(figure -> FORMATS.forEach(format -> wanted.add(drawn(figure, format))));
        try (Stream<Path> present = Files.list(directory)) {
            return present.filter(file -> FORMATS.stream().anyMatch(file.toString()::endsWith))
                    .filter(file -> !wanted.contains(file))
                    .sorted()
                    .toList();
        }
    }

    /** What is not as the records give it, one line each: page, figures, claims. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        try {
            Path page = results.resolve("README.md");
            if (!Files.exists(page) || !Files.readString(page).equals(page())) {
                problems.add("README.md: got another text; needs what raw/ gives; try attn4j report");
            }
            for (Figure figure : allFigures().toList()) {
                for (String format : FORMATS) {
                    Path file = drawn(figure, format);
                    if (!upToDate(figure, file)) {
                        problems.add("figures/" + file.getFileName() + ": got "
                                + (Files.exists(file) ? "a drawing of other records" : "no such file")
                                + "; needs what raw/ gives; try attn4j report");
                    }
                }
            }
            for (Path left : superfluous()) {
                problems.add("figures/" + left.getFileName() + ": got a figure without records; needs none; "
                        + "try attn4j report");
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
