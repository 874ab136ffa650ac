package io.attn4j.train;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonLine;
import io.attn4j.file.WholeFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs that differ in some keys of a model file: every combination of the values that a JSON object lists for each key, such
 * as {@code {"training.schedule": ["none", "cosine"], "training.clip": [0, 1]}}, dots between nested keys.
 *
 * @param points the runs, the last key's values first
 */
public record Sweep(List<Point> points) {
    private static final int MOST = 10_000;
    private static final String FILE = "sweep.jsonl";

    /**
     * One run.
     *
     * @param name of its folder, {@code run-<number>}
     * @param values what it has for the keys that differ
     * @param config its configuration
     */
    public record Point(String name, Map<String, Object> values, RunConfig config) {}

    /**
     * Reads a sweep.
     *
     * @param model the model file
     * @param overrides other values for its keys in all runs, {@code key=value}
     * @throws InvalidInputException when a file is none, or a configuration is refused
     */
    public static Sweep read(Path sweep, Path model, List<String> overrides) {
        if (!(RunConfig.tree(sweep) instanceof Map<?, ?> keys) || keys.isEmpty()) {
            throw new InvalidInputException(
                    "--sweep", sweep, "an object of lists of values", "{\"training.clip\": [0, 1]}");
        }
        List<Map<String, Object>> combinations = new ArrayList<>(List.of(Map.of()));
        keys.forEach((key, values) -> {
            if (!(values instanceof List<?> list) || list.isEmpty()) {
                throw new InvalidInputException("--sweep " + key, JsonLine.of(values), "a list of values", "[0, 1]");
            }
            List<Map<String, Object>> longer = new ArrayList<>();
            for (Map<String, Object> combination : combinations) {
                for (Object value : list) {
                    Map<String, Object> more = new LinkedHashMap<>(combination);
                    more.put((String) key, value);
                    longer.add(more);
                }
            }
            if (longer.size() > MOST) {
                throw new InvalidInputException("--sweep", longer.size() + " runs", "at most " + MOST, "fewer values");
            }
            combinations.clear();
            combinations.addAll(longer);
        });
        List<Point> points = new ArrayList<>();
        for (Map<String, Object> values : combinations) {
            Object json = RunConfig.override(RunConfig.tree(model), overrides);
            values.forEach((key, value) -> RunConfig.set(json, key, value));
            String name = String.format("run-%02d", points.size() + 1);
            points.add(new Point(
                    name,
                    values,
                    RunConfig.of(
                            model + ", " + values, json, model.toAbsolutePath().getParent())));
        }
        return new Sweep(List.copyOf(points));
    }

    /**
     * Does one of the runs.
     *
     * @return what came out of it, for a row of a table; a loss that is not finite ends the run and is in the row
     */
    public static Map<String, Object> row(
            Trainer trainer, Path folder, TrainingRun.Limits limits, TrainingRun.Watcher watcher) {
        Map<String, Object> row = new LinkedHashMap<>();
        String end;
        Evaluation.Result evaluation = null;
        double seconds = 0;
        try {
            TrainingRun.Summary summary = new TrainingRun(trainer, folder, limits, watcher).run();
            end = summary.end().toString();
            evaluation = summary.evaluation();
            seconds = summary.seconds();
        } catch (ArithmeticException notFinite) {
            end = "loss not finite";
        }
        row.put("step", trainer.done());
        if (trainer.config().classifies() || trainer.config().answers()) {
            row.put("validation_accuracy", evaluation == null ? null : rounded(evaluation.accuracy()));
        }
        if (trainer.config().classifies()) {
            row.put(
                    "validation_macro_f1",
                    evaluation == null ? null : rounded(evaluation.confusion().macroF1()));
        } else {
            row.put("validation_bits_per_byte", evaluation == null ? null : rounded(evaluation.bitsPerByte()));
        }
        row.put(
                "best_loss",
                trainer.best().step() == 0
                        ? null
                        : Math.round(1e4 * trainer.best().loss()) / 1e4);
        row.put("seconds", Math.round(10 * seconds) / 10.0);
        row.put("stopped", end);
        return row;
    }

    private static double rounded(double value) {
        return Math.round(1e4 * value) / 1e4;
    }

    /** Writes the rows so far to {@code sweep.jsonl}. */
    public static void write(Path folder, List<Map<String, Object>> rows) throws IOException {
        StringBuilder lines = new StringBuilder();
        rows.forEach(row -> lines.append(JsonLine.of(row)).append('\n'));
        WholeFile.write(
                folder.resolve(FILE),
                List.of(MemorySegment.ofArray(lines.toString().getBytes(StandardCharsets.UTF_8))));
    }
}
