package io.attn4j.train;

import io.attn4j.file.JsonLine;
import io.attn4j.file.JsonTree;
import io.attn4j.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The log of a run, {@code log.jsonl}: a line for each step, and one for each evaluation. */
public final class TrainingLog implements AutoCloseable {
    private static final String FILE = "log.jsonl";

    private final Path file;
    private final Writer writer;
    private final double seconds;

    private TrainingLog(Path file, Writer writer, double seconds) {
        this.file = file;
        this.writer = writer;
        this.seconds = seconds;
    }

    /**
     * Opens the log of a run; what it says of steps after {@code step} is taken away, as they will be done again.
     *
     * @param step steps done
     */
    public static TrainingLog open(Path run, long step) {
        Path file = run.resolve(FILE);
        try {
            double[] seconds = new double[1];
            if (Files.exists(file)) {
                byte[] kept = kept(file, step, seconds).getBytes(StandardCharsets.UTF_8);
                WholeFile.write(file, List.of(MemorySegment.ofArray(kept)));
            }
            return new TrainingLog(
                    file,
                    Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    seconds[0]);
        } catch (IOException failure) {
            throw new UncheckedIOException(file + ": not written; " + failure, failure);
        }
    }

    private static String kept(Path file, long step, double[] seconds) throws IOException {
        List<String> lines = new ArrayList<>();
        // a damaged line may hold bytes that are no letters
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            if (line.endsWith("}")
                    && JsonTree.parse(file.toString(), line.getBytes(StandardCharsets.UTF_8))
                            instanceof Map<?, ?> record
                    && record.get("step") instanceof Long number
                    && number <= step) {
                lines.add(line + "\n");
                if (record.get("seconds") instanceof Number time) {
                    seconds[0] = Math.max(seconds[0], time.doubleValue());
                }
            }
        }
        return String.join("", lines);
    }

    /** Seconds of training that it tells of already. */
    public double seconds() {
        return seconds;
    }

    /** Appends a record. */
    public void write(Map<String, ?> record) {
        try {
            writer.write(JsonLine.of(record) + "\n");
            writer.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(file + ": not written; " + failure, failure);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(file + ": not written; " + failure, failure);
        }
    }
}
