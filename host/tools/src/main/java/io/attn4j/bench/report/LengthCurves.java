package io.attn4j.bench.report;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonTree;
import io.attn4j.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What mechanisms take and reach by the length of documents: lines of a file of records, each with {@code mechanism}, {@code
 * window} and at least one of {@code seconds_per_document}, the time that training takes for a document, and {@code
 * accuracy}.
 */
public final class LengthCurves {
    private LengthCurves() {}

    /**
     * Draws {@code time-by-length.svg}, and {@code accuracy-by-length.svg} where a record has an accuracy.
     *
     * @param records a file of JSON lines
     * @param folder where figures go; made if absent
     * @return the files
     * @throws InvalidInputException when there is no such file, or a line of it is no such record
     */
    public static List<Path> draw(Path records, Path folder) {
        List<Path> files = new ArrayList<>();
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(folder + ": not made; " + failure, failure);
        }
        for (Figure figure : figures(records)) {
            Path file = folder.resolve(figure.path() + ".svg");
            WholeFile.write(file, List.of(MemorySegment.ofArray(FigureWriter.svg(figure))));
            files.add(file);
        }
        return files;
    }

    /** The figures of a file of records. */
    static List<Figure> figures(Path records) {
        List<Map<?, ?>> lines = read(records);
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(
                "time-by-length",
                "Time of a training step for each document",
                device(lines, "seconds_per_document"),
                Figure.Kind.GROWTH,
                "length of the document",
                "seconds",
                List.of(),
                series(lines, "seconds_per_document", seconds -> seconds)));
        List<Figure.Series> accuracies = series(lines, "accuracy", share -> 100 * share);
        if (!accuracies.isEmpty()) {
            figures.add(new Figure(
                    "accuracy-by-length",
                    "Accuracy of classifiers",
                    device(lines, "accuracy"),
                    Figure.Kind.SPEED,
                    "length at which documents are cut",
                    "percent of documents held out",
                    List.of(),
                    accuracies));
        }
        return figures;
    }

    /** Where the first record with a field comes from. */
    private static String device(List<Map<?, ?>> lines, String field) {
        return lines.stream()
                .filter(line -> line.containsKey(field))
                .findFirst()
                .map(line -> line.get("device") instanceof String device ? device : "")
                .orElse("");
    }

    private static List<Map<?, ?>> read(Path records) {
        if (!Files.isRegularFile(records)) {
            throw new InvalidInputException("--lengths", records, "a file of records", "another path");
        }
        List<Map<?, ?>> lines = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(records)) {
                if (JsonTree.parse(records.toString(), line.getBytes(StandardCharsets.UTF_8))
                                instanceof Map<?, ?> record
                        && record.get("mechanism") instanceof String
                        && record.get("window") instanceof Number) {
                    lines.add(record);
                } else {
                    throw new InvalidInputException(
                            records.toString(), line, "records with mechanism and window", "another file");
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(records + ": not read; " + failure, failure);
        }
        if (lines.isEmpty()) {
            throw new InvalidInputException("--lengths", records + " without records", "some", "another file");
        }
        return lines;
    }

    private static List<Figure.Series> series(List<Map<?, ?>> lines, String field, UnaryOperator<Double> shown) {
        Map<String, List<Double>> x = new LinkedHashMap<>();
        Map<String, List<Double>> y = new LinkedHashMap<>();
        for (Map<?, ?> line : lines) {
            if (line.get(field) instanceof Number value && line.get("window") instanceof Number window) {
                String mechanism = String.valueOf(line.get("mechanism"));
                x.computeIfAbsent(mechanism, name -> new ArrayList<>()).add(window.doubleValue());
                y.computeIfAbsent(mechanism, name -> new ArrayList<>()).add(shown.apply(value.doubleValue()));
            }
        }
        return x.keySet().stream()
                .map(name -> new Figure.Series(name, x.get(name), y.get(name)))
                .toList();
    }
}
