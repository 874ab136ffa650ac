package io.attn4j.bench.report;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonTree;
import io.attn4j.file.WholeFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How losses fell in runs of training, from their {@code log.jsonl}: bits for each byte against steps and against seconds, in
 * training (means of a hundredth of the run each) and on the text that was held out.
 */
public final class TrainingCurves {
    private static final String LOG = "log.jsonl";
    private static final int POINTS = 100;

    private TrainingCurves() {}

    /** One loss of a log. */
    private record Point(double step, double seconds, double bits) {}

    /** The losses of a run. */
    private record Run(String name, List<Point> training, List<Point> held) {}

    /**
     * Draws {@code loss-by-step.svg} and {@code loss-by-seconds.svg}.
     *
     * @param logs folders of runs, or their logs
     * @param folder where figures go; made if absent
     * @return the files
     * @throws InvalidInputException when there is no such log, or one without steps
     */
    public static List<Path> draw(List<Path> logs, Path folder) {
        List<Run> runs = logs.stream().map(TrainingCurves::read).toList();
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(folder + ": not made; " + failure, failure);
        }
        List<Path> files = new ArrayList<>();
        for (boolean bySeconds : new boolean[] {false, true}) {
            String name = bySeconds ? "loss-by-seconds" : "loss-by-step";
            List<Figure.Series> series = new ArrayList<>();
            for (Run run : runs) {
                add(run.name(), run.training(), bySeconds, series);
                add(run.name() + ", held out", run.held(), bySeconds, series);
            }
            Figure figure = new Figure(
                    name,
                    "Loss of training against " + (bySeconds ? "seconds" : "steps"),
                    runs.size() == 1 ? runs.getFirst().name() : runs.size() + " runs",
                    Figure.Kind.CURVES,
                    bySeconds ? "seconds" : "steps",
                    "bits per byte",
                    List.of(),
                    series);
            Path file = folder.resolve(name + ".svg");
            WholeFile.write(file, List.of(MemorySegment.ofArray(FigureWriter.svg(figure))));
            files.add(file);
        }
        return files;
    }

    private static void add(String name, List<Point> points, boolean bySeconds, List<Figure.Series> series) {
        if (!points.isEmpty()) {
            series.add(new Figure.Series(
                    name,
                    points.stream()
                            .map(point -> bySeconds ? point.seconds() : point.step())
                            .toList(),
                    points.stream().map(Point::bits).toList()));
        }
    }

    private static Run read(Path log) {
        Path file = Files.isDirectory(log) ? log.resolve(LOG) : log;
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException("--curves", log, "a run with a " + LOG, "attn4j train --out " + log);
        }
        List<Point> training = new ArrayList<>();
        List<Point> held = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (JsonTree.parse(file.toString(), line.getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> record
                        && record.get("step") instanceof Number step
                        && record.get("seconds") instanceof Number seconds) {
                    add(record.get("bits_per_byte"), step, seconds, training);
                    add(record.get("validation_bits_per_byte"), step, seconds, held);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(file + ": not read; " + failure, failure);
        }
        if (training.isEmpty()) {
            throw new InvalidInputException("--curves", file + " without steps", "a log of training", "another run");
        }
        Path named = file.toAbsolutePath().getParent();
        return new Run(
                file.getFileName().toString().equals(LOG) && named.getFileName() != null
                        ? named.getFileName().toString()
                        : file.getFileName().toString(),
                means(training),
                held);
    }

    private static void add(Object bits, Number step, Number seconds, List<Point> into) {
        if (bits instanceof Number number) {
            into.add(new Point(step.doubleValue(), seconds.doubleValue(), number.doubleValue()));
        }
    }

    /** Means of as many losses as make {@link #POINTS} of them. */
    private static List<Point> means(List<Point> points) {
        int width = Math.ceilDiv(points.size(), POINTS);
        List<Point> means = new ArrayList<>();
        for (int from = 0; from < points.size(); from += width) {
            List<Point> some = points.subList(from, Math.min(points.size(), from + width));
            means.add(new Point(
                    some.stream().mapToDouble(Point::step).average().orElseThrow(),
                    some.stream().mapToDouble(Point::seconds).average().orElseThrow(),
                    some.stream().mapToDouble(Point::bits).average().orElseThrow()));
        }
        return means;
    }
}
