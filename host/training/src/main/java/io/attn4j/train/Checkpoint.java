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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A saved step of a run: the folder {@code step-<number>} with {@code model.safetensors} (parameters), {@code
 * optimizer.safetensors} (what the optimizer keeps of them), {@code state.json}, and the tokenizer if there is one. {@code best}
 * is one more, of the evaluation with the lowest loss so far.
 *
 * <p>It is written under another name, forced to the disk and renamed, so that a folder of that name is whole.
 *
 * @param folder where it lies
 * @param state what {@code state.json} says
 * @param damaged newer ones that cannot be read, each with the reason
 */
public record Checkpoint(Path folder, State state, List<String> damaged) {
    /** The name of the checkpoint with the lowest loss. */
    public static final String BEST = "best";

    /** The name of the tokenizer in a checkpoint. */
    public static final String TOKENIZER = "tokenizer.json";

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
     * @param tokens targets that the steps had
     * @param trainingSha256 of the text that is trained on
     * @param validationSha256 of the text that is held out
     * @param best the evaluation with the lowest loss
     */
    public record State(
            long step,
            long seed,
            RunConfig config,
            long tokens,
            String trainingSha256,
            String validationSha256,
            Best best) {
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
                            json.object("configuration").all(),
                            file.toAbsolutePath().getParent()),
                    json.wholeNumber("tokens", 0, Long.MAX_VALUE, 0L),
                    json.text("training_sha256", null),
                    json.text("validation_sha256", null),
                    Best.read(json.object("best")));
            json.object("versions").all();
            json.end();
            return state;
        }

        private String json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("format", FORMAT);
            json.put("step", step);
            json.put("seed", seed);
            json.put("configuration", config.json());
            json.put("tokens", tokens);
            json.put("training_sha256", trainingSha256);
            json.put("validation_sha256", validationSha256);
            json.put("best", best.json());
            json.put("versions", versions());
            return JsonLine.of(json) + "\n";
        }

        /** What wrote the checkpoint; not read again. */
        private static Map<String, Object> versions() {
            String own = Checkpoint.class.getPackage().getImplementationVersion();
            Map<String, Object> versions = new LinkedHashMap<>();
            versions.put("attn4j", own == null ? "unknown" : own);
            versions.put("java", Runtime.version().toString());
            return versions;
        }
    }

    /**
     * The evaluation with the lowest loss so far.
     *
     * @param step its step; 0 for none yet
     * @param loss its loss in nats; infinite for none yet
     * @param since evaluations after it
     */
    public record Best(long step, double loss, int since) {
        static final Best NONE = new Best(0, Double.POSITIVE_INFINITY, 0);

        private static Best read(JsonFields json) {
            Best best = json.has("step")
                    ? new Best(
                            json.wholeNumber("step", 1, Long.MAX_VALUE, null),
                            json.number("loss", 0, Double.MAX_VALUE, null),
                            json.integer("since", 0, null))
                    : NONE;
            json.end();
            return best;
        }

        private Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            if (step > 0) {
                json.put("step", step);
                json.put("loss", loss);
                json.put("since", (long) since);
            }
            return json;
        }

        /** After one more evaluation. */
        Best after(long at, double found) {
            return found < loss ? new Best(at, found, 0) : new Best(step, loss, since + 1);
        }
    }

    /**
     * The last checkpoint of a run that can be read, or the one that {@code path} is.
     *
     * @throws InvalidInputException when there is none, or the one that was asked for is damaged
     */
    public static Checkpoint last(Path path) {
        if (Files.isRegularFile(path.resolve(STATE))) {
            return asked(path);
        }
        restoreBest(path);
        List<String> damaged = new ArrayList<>();
        for (Path folder : all(path).reversed()) {
            try {
                return new Checkpoint(folder, checked(folder), List.copyOf(damaged));
            } catch (InvalidInputException | UncheckedIOException broken) {
                damaged.add(folder + ": " + broken.getMessage());
            }
        }
        throw new InvalidInputException(
                "model",
                damaged.isEmpty() ? path : "damaged checkpoints only, " + damaged.getFirst(),
                "a run with a checkpoint, step-*",
                "attn4j train --out " + ShellWord.of(path));
    }

    /** The checkpoint {@code folder}, and where it is damaged, which one to take. */
    private static Checkpoint asked(Path folder) {
        try {
            return new Checkpoint(folder, checked(folder), List.of());
        } catch (InvalidInputException | UncheckedIOException broken) {
            Path run = folder.toAbsolutePath().getParent();
            List<Path> others = new ArrayList<>(all(run));
            for (Path other : others.reversed()) {
                if (!other.toAbsolutePath().equals(folder.toAbsolutePath()) && isGood(other)) {
                    throw new InvalidInputException(
                            "model",
                            folder + ", " + broken.getMessage(),
                            "a whole checkpoint",
                            other + ", the last good one");
                }
            }
            throw broken;
        }
    }

    private static boolean isGood(Path folder) {
        try {
            return checked(folder).step() >= 0;
        } catch (InvalidInputException | UncheckedIOException broken) {
            return false;
        }
    }

    /** The state of a checkpoint whose files have the right headers and lengths. */
    private static State checked(Path folder) {
        State state;
        try {
            state = State.read(folder.resolve(STATE));
        } catch (IOException failure) {
            throw new UncheckedIOException(folder + ": not read; " + failure, failure);
        }
        for (String name : List.of(MODEL, OPTIMIZER)) {
            TensorFiles.read(folder.resolve(name)).close();
        }
        return state;
    }

    /** The last good checkpoint of a run in words, for the message of a failure. */
    static String lastGood(Path run) {
        for (Path folder : all(run).reversed()) {
            if (isGood(folder)) {
                return folder.toString();
            }
        }
        return "none";
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
        Checkpoint written = write(run, String.format("step-%08d", state.step()), state, parameters, moments);
        try {
            List<Path> all = all(run);
            for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
                if (!old.equals(written.folder())) {
                    delete(old);
                }
            }
            return written;
        } catch (IOException failure) {
            throw new UncheckedIOException(run + ": old checkpoints not deleted; " + failure, failure);
        }
    }

    /** Writes the checkpoint {@link #BEST} in place of the one before. */
    static Checkpoint writeBest(Path run, State state, Map<String, Tensor> parameters, Map<String, Tensor> moments) {
        restoreBest(run);
        return write(run, BEST, state, parameters, moments);
    }

    /** After a kill between the deletion of the old best checkpoint and the renaming of the new one: renames it. */
    private static void restoreBest(Path run) {
        Path part = run.resolve("." + BEST + PART);
        try {
            if (!Files.isRegularFile(run.resolve(BEST).resolve(STATE))
                    && Files.isRegularFile(part.resolve(STATE))
                    && isGood(part)) {
                delete(run.resolve(BEST));
                Files.move(part, run.resolve(BEST), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(part + ": not renamed; " + failure, failure);
        }
    }

    private static Checkpoint write(
            Path run, String name, State state, Map<String, Tensor> parameters, Map<String, Tensor> moments) {
        Path folder = run.resolve(name);
        Path part = run.resolve("." + folder.getFileName() + PART);
        try (Unfinished unfinished = started(part)) {
            TensorFiles.write(part.resolve(MODEL), parameters);
            TensorFiles.write(part.resolve(OPTIMIZER), moments);
            List<String> names = new ArrayList<>(List.of(MODEL, OPTIMIZER, STATE));
            if (state.config().tokenizer() != null) {
                Files.copy(state.config().tokenizer(), part.resolve(TOKENIZER));
                names.add(TOKENIZER);
            }
            WholeFile.write(
                    part.resolve(STATE),
                    List.of(MemorySegment.ofArray(state.json().getBytes(StandardCharsets.UTF_8))));
            for (String file : names) {
                force(part.resolve(file), StandardOpenOption.WRITE);
            }
            force(part, StandardOpenOption.READ);
            delete(folder);
            unfinished.moveTo(folder, StandardCopyOption.ATOMIC_MOVE);
            force(run, StandardOpenOption.READ);
            return new Checkpoint(folder, state, List.of());
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
