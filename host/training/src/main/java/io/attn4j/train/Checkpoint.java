package io.attn4j.train;

import io.attn4j.error.InvalidInputException;
import io.attn4j.error.ShellWord;
import io.attn4j.file.FileBytes;
import io.attn4j.file.JsonLine;
import io.attn4j.file.JsonTree;
import io.attn4j.file.TensorFile;
import io.attn4j.file.TensorFiles;
import io.attn4j.file.WholeFile;
import io.attn4j.model.JsonFields;
import io.attn4j.system.Unfinished;
import io.attn4j.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A saved step of a run: the folder {@code step-<number>} with {@code model.safetensors} (parameters), {@code
 * optimizer.safetensors} (AdamW's moments) and {@code state.json}.
 *
 * <p>It is written under another name, forced to the disk and renamed, so that a folder of that name is whole.
 *
 * @param folder where it lies
 * @param state what {@code state.json} says
 */
public record Checkpoint(Path folder, State state) {
    static final String MODEL = "model.safetensors";
    static final String OPTIMIZER = "optimizer.safetensors";
    private static final String STATE = "state.json";
    private static final String PART = ".part";
    private static final Pattern NAME = Pattern.compile("step-[0-9]{8,15}");

    /**
     * What a run needs beside its arrays to go on.
     *
     * @param step steps done
     * @param seed of parameters and batches
     * @param config the configuration
     * @param trainingSha256 of the text that is trained on
     * @param validationSha256 of the text that is held out
     */
    public record State(long step, long seed, RunConfig config, String trainingSha256, String validationSha256) {
        private static final long FORMAT = 1;

        private static State read(Path file) throws IOException {
            JsonFields json = JsonFields.of(
                    file.toString(),
                    JsonTree.parse(
                            file.toString(),
                            FileBytes.read(file, RunConfig.MOST_BYTES, "a state of a run", "another run")));
            long format = json.wholeNumber("format", 0, Long.MAX_VALUE, null);
            if (format != FORMAT) {
                throw json.invalid("format", format, "" + FORMAT + ", which this version reads");
            }
            State state = new State(
                    json.wholeNumber("step", 0, Long.MAX_VALUE, null),
                    json.wholeNumber("seed", Long.MIN_VALUE, Long.MAX_VALUE, null),
                    RunConfig.of(
                            file + " configuration",
                            json.object("configuration").all()),
                    json.text("training_sha256", null),
                    json.text("validation_sha256", null));
            json.end();
            return state;
        }

        private String json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("format", FORMAT);
            json.put("step", step);
            json.put("seed", seed);
            json.put("configuration", config.json());
            json.put("training_sha256", trainingSha256);
            json.put("validation_sha256", validationSha256);
            return JsonLine.of(json) + "\n";
        }
    }

    /**
     * The last checkpoint of a run, or the one that {@code path} is.
     *
     * @throws InvalidInputException when there is none
     */
    public static Checkpoint last(Path path) {
        Path folder = Files.isRegularFile(path.resolve(STATE)) ? path : newest(path);
        if (folder == null) {
            throw new InvalidInputException(
                    "model", path, "a run with a checkpoint, step-*", "attn4j train --out " + ShellWord.of(path));
        }
        try {
            return new Checkpoint(folder, State.read(folder.resolve(STATE)));
        } catch (IOException failure) {
            throw new UncheckedIOException(folder + ": not read; " + failure, failure);
        }
    }

    /** Whether {@code run} has a checkpoint. */
    public static boolean isIn(Path run) {
        return newest(run) != null;
    }

    private static Path newest(Path run) {
        List<Path> all = all(run);
        return all.isEmpty() ? null : all.getLast();
    }

    /** Whole checkpoints of a run, in the order of their steps. */
    private static List<Path> all(Path run) {
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(run)) {
            return folders.filter(folder ->
                            NAME.matcher(folder.getFileName().toString()).matches()
                                    && Files.isRegularFile(folder.resolve(STATE)))
                    .sorted(Comparator.comparingLong(folder ->
                            Long.parseLong(folder.getFileName().toString().substring("step-".length()))))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(run + ": not read; " + failure, failure);
        }
    }

    /** Its parameters; the caller closes the file. */
    public TensorFile parameters() {
        return TensorFiles.read(folder.resolve(MODEL));
    }

    /** Its moments; the caller closes the file. */
    public TensorFile moments() {
        return TensorFiles.read(folder.resolve(OPTIMIZER));
    }

    /**
     * Writes a checkpoint whole or not at all, and deletes old ones.
     *
     * @param run the run's folder, which exists
     * @param keep how many are kept, from 1
     * @throws UncheckedIOException when the system fails to write; older checkpoints are then as they were
     */
    static Checkpoint write(
            Path run, State state, Map<String, Tensor> parameters, Map<String, Tensor> moments, int keep) {
        Path folder = run.resolve(String.format("step-%08d", state.step()));
        Path part = run.resolve("." + folder.getFileName() + PART);
        try (Unfinished unfinished = started(part)) {
            TensorFiles.write(part.resolve(MODEL), parameters);
            TensorFiles.write(part.resolve(OPTIMIZER), moments);
            WholeFile.write(
                    part.resolve(STATE),
                    List.of(MemorySegment.ofArray(state.json().getBytes(StandardCharsets.UTF_8))));
            for (String name : List.of(MODEL, OPTIMIZER, STATE)) {
                force(part.resolve(name), StandardOpenOption.WRITE);
            }
            force(part, StandardOpenOption.READ);
            delete(folder);
            unfinished.moveTo(folder, StandardCopyOption.ATOMIC_MOVE);
            force(run, StandardOpenOption.READ);
            List<Path> all = all(run);
            for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
                if (!old.equals(folder)) {
                    delete(old);
                }
            }
            return new Checkpoint(folder, state);
        } catch (IOException failure) {
            throw new UncheckedIOException(folder + ": not written; " + failure, failure);
        }
    }

    private static Unfinished started(Path part) throws IOException {
        delete(part);
        return Unfinished.folder(part);
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        } catch (IOException failure) {
            if (!Files.isDirectory(path)) {
                throw failure;
            }
            // some systems open no directories
        }
    }

    /** Deletes a folder of files; it loses what makes it a checkpoint first. */
    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Files.deleteIfExists(folder.resolve(STATE));
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }
}
