package io.attn4j.tune;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonLine;
import io.attn4j.file.JsonTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A JSONL file with a line for every candidate that was measured, written as soon as it is, so that an interrupted search
 * resumes where it stopped. A line counts for a later search on the same device, driver and kernel code with the same cases
 * and the same incumbent.
 */
final class EvidenceLog {
    /** Version of the lines. */
    static final int SCHEMA_VERSION = 1;

    private static final long MOST_BYTES = 1L << 30;

    /** Fields that tell whether a line is about the current race. */
    private static final List<String> KEY = List.of(
            "engine",
            "device_name",
            "platform",
            "driver_version",
            "timer",
            "code_sha256",
            "cases",
            "incumbent",
            "candidate");

    private final Path file;
    private final Map<String, Object> origin;
    private final Map<List<Object>, Map<String, Object>> known = new HashMap<>();

    /**
     * Reads what the file holds; a last line that was cut off in writing is taken away.
     *
     * @param file written to by {@link #add}; made with its folder where it is not there
     * @param origin what every line says: device, driver, commit
     * @param fresh whether what the file holds is left out of account; it stays in the file
     * @throws InvalidInputException when a line is not a JSON object or the file cannot be written
     */
    EvidenceLog(Path file, Map<String, Object> origin, boolean fresh) {
        this.file = file;
        this.origin = new LinkedHashMap<>(origin);
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(Objects.requireNonNull(folder));
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                // it is read, cut and appended to, which a pipe or a device cannot be
                throw new InvalidInputException(
                        "--evidence", file + ", which is no regular file", "a file that can be written", "another one");
            }
            if (Files.exists(file)) {
                requireSize();
                dropTornLine();
                if (!fresh) {
                    read();
                }
            }
            Files.write(file, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new InvalidInputException(
                    "--evidence", file + ", which fails with " + failure, "a file that can be written", "another one");
        }
    }

    private void requireSize() throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new InvalidInputException(
                    "--evidence", file + " of " + Files.size(file) + " bytes", "at most " + MOST_BYTES, "another one");
        }
    }

    private void dropTornLine() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end < bytes.length) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(end);
            }
        }
    }

    private void read() throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String where = file + " line " + (i + 1);
            if (!(JsonTree.parse(where, lines.get(i).getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> object)) {
                throw new InvalidInputException(
                        where, lines.get(i), "a JSON object", "--fresh with another --evidence");
            }
            Map<String, Object> line = new LinkedHashMap<>();
            object.forEach((name, value) -> line.put((String) name, value));
            known.put(key(line), line);
        }
    }

    private static List<Object> key(Map<String, Object> line) {
        List<Object> key = new ArrayList<>();
        KEY.forEach(field -> key.add(line.get(field)));
        return key;
    }

    /** The file's line about the same race, or null. */
    Map<String, Object> find(Map<String, Object> race) {
        Map<String, Object> line = new LinkedHashMap<>(origin);
        line.putAll(race);
        return known.get(key(line));
    }

    /**
     * Appends a line.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    void add(Map<String, Object> measured) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("schema_version", SCHEMA_VERSION);
        line.put("timestamp_utc", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        line.putAll(origin);
        line.putAll(measured);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
            ByteBuffer text = ByteBuffer.wrap((JsonLine.of(line) + "\n").getBytes(StandardCharsets.UTF_8));
            while (text.hasRemaining()) {
                channel.write(text);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(file + ": not written; " + failure, failure);
        }
        known.put(key(line), line);
    }
}
