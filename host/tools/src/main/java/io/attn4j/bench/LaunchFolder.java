package io.attn4j.bench;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonLine;
import io.attn4j.file.WholeFile;
import io.attn4j.graph.RecordedLaunches;
import io.attn4j.graph.RecordedLaunches.ToDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder that holds the launches of a case, for a program that runs them without attn4j.
 *
 * <p>{@code launches.json}, written last, says what the other files are:
 * <ul>
 *   <li>{@code format} 1, {@code case_id}, {@code seed}, {@code flops} and {@code bytes} by the mechanism's model, and {@code
 *       record}: the fields of a result record that are known beforehand
 *   <li>{@code build_options} of the OpenCL C compiler
 *   <li>{@code arrays}: {@code id}, {@code dtype} (f32, i32), {@code elements}, {@code header_bytes} before element 0 in
 *       device memory, of which the last four hold the number of elements; {@code to_device} (never, once, always), {@code
 *       to_host}, and {@code file} with the elements, little-endian and without header, or null for what holds nothing
 *       beforehand, which outputs do
 *   <li>{@code tasks} in order: {@code name}, {@code entry}, {@code source} (a file of OpenCL C), {@code arguments} (null for
 *       the four reserved ones, {@code {"array": id}}, or a scalar as {@code {"i32": 64}}), {@code global} and {@code local}
 *       sizes, and {@code local_bytes}, which are part of the source
 *   <li>{@code expected}: {@code array} to compare, its {@code dtype} (f32; f16 and bf16 in pairs, which the array has as i32) and
 *       {@code shape}, {@code file} with the reference in fp64, {@code
 *       rows} of each head that it has (null for all), and the limits {@code rms_limit} and {@code max_limit}, both over the
 *       RMS of the reference
 * </ul>
 */
public final class LaunchFolder {
    /** Version of the layout. */
    static final int FORMAT = 1;

    private static final String INDEX = "launches.json";
    private static final String EXPECTED = "expected.bin";

    private final Path folder;
    private final List<Path> written = new ArrayList<>();

    /**
     * A folder to write to: a new or an empty one, or one with launches, which are replaced.
     *
     * @throws InvalidInputException when it holds something else
     */
    public LaunchFolder(Path folder) {
        this.folder = folder;
        if (Files.exists(folder) && !Files.exists(folder.resolve(INDEX)) && !files().isEmpty()) {
            throw new InvalidInputException(
                    "--launches", folder + ", which holds other files", "a new or an empty folder", "another one");
        }
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException failure) {
            throw new InvalidInputException(
                    "--launches", folder + ", which cannot be read", "a folder to write to", "another one");
        }
    }

    /** Writes all files and returns them. */
    List<Path> write(
            Map<String, Object> head,
            RecordedLaunches launches,
            Map<String, Object> expected,
            CaseReference reference) {
        clear();
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("format", FORMAT);
        index.putAll(head);
        index.put("build_options", launches.buildOptions());
        index.put("arrays", launches.arrays().stream().map(this::write).toList());
        index.put("tasks", launches.tasks().stream().map(this::write).toList());
        write(EXPECTED, reference.littleEndian());
        expected.put("file", EXPECTED);
        index.put("expected", expected);
        write(INDEX, text(JsonLine.of(index) + "\n"));
        return List.copyOf(written);
    }

    /** Takes earlier launches away, the index first: what a failure leaves behind is then not taken for launches. */
    private void clear() {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve(INDEX));
            for (Path file : files()) {
                if (file.toString().matches(".*\\.(bin|cl)")) {
                    Files.delete(file);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(folder + ": launches cannot be written; " + failure, failure);
        }
    }

    private Map<String, Object> write(RecordedLaunches.Array array) {
        // an output goes up once to be poisoned, which is up to those who launch
        boolean holds = array.toDevice() == ToDevice.ALWAYS || (array.toDevice() == ToDevice.ONCE && !array.toHost());
        String file = array.id() + ".bin";
        if (holds) {
            write(file, array.elements());
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", array.id());
        entry.put("dtype", array.dtype());
        entry.put("elements", array.elements().byteSize() / Float.BYTES);
        entry.put("header_bytes", array.headerBytes());
        entry.put("to_device", array.toDevice().name().toLowerCase(Locale.ROOT));
        entry.put("to_host", array.toHost());
        entry.put("file", holds ? file : null);
        return entry;
    }

    private Map<String, Object> write(RecordedLaunches.Task task) {
        if (!written.contains(folder.resolve(task.file()))) {
            write(task.file(), text(task.source()));
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", task.name());
        entry.put("entry", task.entry());
        entry.put("source", task.file());
        entry.put(
                "arguments",
                task.arguments().stream().map(LaunchFolder::argument).toList());
        entry.put("global", task.global());
        entry.put("local", task.local());
        entry.put("local_bytes", task.localBytes());
        return entry;
    }

    private static Map<String, Object> argument(Object argument) {
        return switch (argument) {
            case null -> null;
            case String array -> Map.of("array", array);
            case Float value -> Map.of("f32", value.doubleValue());
            case Double value -> Map.of("f64", value);
            case Long value -> Map.of("i64", value);
            case Number value -> Map.of("i32", value.intValue());
            default -> throw new IllegalStateException("not an argument: " + argument);
        };
    }

    private void write(String file, MemorySegment content) {
        Path path = folder.resolve(file);
        WholeFile.write(path, List.of(content));
        written.add(path);
    }

    private static MemorySegment text(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
    }
}
