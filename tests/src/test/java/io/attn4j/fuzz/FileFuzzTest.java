package io.attn4j.fuzz;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.bench.RecordReader;
import io.attn4j.bench.Records;
import io.attn4j.data.Corpus;
import io.attn4j.device.DeviceConfigs;
import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonTree;
import io.attn4j.file.TensorFile;
import io.attn4j.file.TensorFiles;
import io.attn4j.fuzz.FileFuzzer.Finding;
import io.attn4j.fuzz.FileFuzzer.Format;
import io.attn4j.model.LanguageModel;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.train.Checkpoint;
import io.attn4j.train.RunConfig;
import io.attn4j.train.Trainer;
import io.attn4j.train.TrainingLog;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every reader of files against damaged ones: {@value #MUTATIONS} mutations of a fixed seed in all, shared out among the
 * formats.
 *
 * <pre>
 * ./attn4j test -Dtest=FileFuzzTest -Dattn4j.fuzz.minutes=60                                    other seeds, for an hour
 * ./attn4j test -Dtest=FileFuzzTest -Dattn4j.fuzz.format=npy -Dattn4j.fuzz.seed=1234          one mutation again
 * </pre>
 *
 * <p>That it finds what it should is shown by readers with a planted fault each ({@link #findsPlantedFaults}): a header's
 * length, a shape or an offset taken at its word, a missing key, recursion, a loop that does not end, and native memory for
 * what a header promises.
 */
class FileFuzzTest {
    private static final int MUTATIONS = 10_500;
    private static final int PLANTED_MUTATIONS = 10_000;
    private static final long FIRST_SEED = 1;
    private static final long TIMEOUT_SECONDS = 20;

    private static final String MODEL = """
            {"layers": 1, "width": 8, "heads": 2, "window": 16, "attention": {"mechanism": "standard"},
             "training": {"batch": 2, "steps": 12, "warmup": 2, "save_every": 5, "keep": 1, "learning_rate": 0.5}}
            """;

    @TempDir
    private static Path directory;

    private static final List<Format> FORMATS = new ArrayList<>();

    @BeforeAll
    static void makeValidFiles() throws IOException {
        if (!FORMATS.isEmpty()) {
            return;
        }
        Path tensors = directory.resolve("valid.safetensors");
        Map<String, Tensor> several = new LinkedHashMap<>();
        several.put("q", RandomTensors.normal(1, 2, 3, 4));
        several.put("lengths", Tensor.ofInts(new int[] {3, 2}, 2));
        several.put("half", Tensor.rounded(DType.F16, new float[] {1, 2, 3}, 3));
        TensorFiles.write(tensors, several);
        FORMATS.add(new Format(
                "safetensors", ".safetensors", List.of(Files.readAllBytes(tensors)), FileFuzzTest::readTensors));

        Path npy = directory.resolve("valid.npy");
        TensorFiles.write(npy, Map.of("q", RandomTensors.normal(1, 2, 3, 4)));
        byte[] first = Files.readAllBytes(npy);
        FORMATS.add(new Format("npy", ".npy", List.of(first, second(first)), FileFuzzTest::readTensors));

        byte[] records = Records.lines(
                        Records.measured("standard/fwd/f32/B1/H1/N8/L8/D8", "cpu", 100, 110, 120),
                        Records.passed("standard/fwd/f32/B1/H1/N8/L8/D8", "opencl"))
                .getBytes(StandardCharsets.UTF_8);
        FORMATS.add(new Format("records", ".jsonl", List.of(records), (file, opened) -> RecordReader.read(file)));

        List<byte[]> configs = new ArrayList<>();
        for (String name : List.of("generic.json", "nvidia-h100.json", "generic-fpga.json")) {
            configs.add(Files.readAllBytes(Path.of(System.getProperty("attn4j.root"), "device-configs", name)));
        }
        FORMATS.add(new Format("device-config", ".json", configs, (file, opened) -> DeviceConfigs.read(file)));

        FORMATS.add(new Format(
                "model",
                ".json",
                List.of(MODEL.getBytes(StandardCharsets.UTF_8)),
                (file, opened) -> RunConfig.read(file)));
        addCheckpoint();
    }

    /** The same file with a header of version 2, whose length has four bytes. */
    private static byte[] second(byte[] first) {
        byte[] made = new byte[first.length + 2];
        System.arraycopy(first, 0, made, 0, 10);
        System.arraycopy(first, 10, made, 12, first.length - 10);
        made[6] = 2;
        return made;
    }

    /** A checkpoint of which one file is damaged at a time, and the log of its run. */
    private static void addCheckpoint() throws IOException {
        Path model = Files.writeString(directory.resolve("model.json"), MODEL);
        Path text = Files.writeString(directory.resolve("text.txt"), "Call me Ishmael. Some years ago. ".repeat(8));
        Corpus corpus = Corpus.read(text);
        Path run = Files.createDirectory(directory.resolve("run"));
        RunConfig config = RunConfig.read(model);
        try (Trainer trainer = Trainer.start(config, 1, corpus, corpus, 1)) {
            trainer.step();
            trainer.save(run);
        }
        Path folder = Checkpoint.last(run).folder();
        for (String part : List.of("state.json", "model.safetensors", "optimizer.safetensors")) {
            byte[] valid = Files.readAllBytes(folder.resolve(part));
            FORMATS.add(new Format("checkpoint-" + part, ".part", List.of(valid), (file, opened) -> {
                Files.write(folder.resolve(part), Files.readAllBytes(file));
                try {
                    readCheckpoint(run, opened);
                } finally {
                    Files.write(folder.resolve(part), valid);
                }
            }));
        }
        byte[] log = "{\"step\":1,\"loss\":5.5,\"gradient_norm\":1.0}\n{\"step\":2,\"loss\":5.25}\n"
                .getBytes(StandardCharsets.UTF_8);
        Path logged = Files.createDirectory(directory.resolve("logged"));
        FORMATS.add(new Format("log", ".jsonl", List.of(log), (file, opened) -> {
            Files.write(logged.resolve("log.jsonl"), Files.readAllBytes(file));
            TrainingLog.open(logged, 1).close();
        }));
    }

    private static void readTensors(Path file, Runnable opened) {
        try (TensorFile read = TensorFiles.read(file)) {
            opened.run();
            for (Tensor tensor : read.tensors().values()) {
                if (tensor.segment().byteSize() > 0) {
                    // every byte that it says it has is there
                    tensor.segment().get(ValueLayout.JAVA_BYTE, tensor.segment().byteSize() - 1);
                }
            }
        }
        try (TensorFile read = TensorFiles.read(List.of(file.toString()), name -> false)) {
            opened.run();
            read.others().values().forEach(other -> other.data().byteSize());
        }
    }

    /** As {@code generate} and {@code train --resume} read one. */
    private static void readCheckpoint(Path run, Runnable opened) {
        Checkpoint checkpoint = Checkpoint.last(run);
        try (TensorFile parameters = checkpoint.parameters();
                TensorFile moments = checkpoint.moments()) {
            opened.run();
            LanguageModel model = new LanguageModel(checkpoint.state().config().model());
            model.check("parameters", parameters.types());
            moments.types();
        }
    }

    static Stream<Format> formats() throws IOException {
        makeValidFiles();
        String only = System.getProperty("attn4j.fuzz.format");
        return FORMATS.stream().filter(format -> only == null || format.name().equals(only));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void readsOrRefusesWithOneLine(Format format) throws IOException, InterruptedException {
        Long seed = Long.getLong("attn4j.fuzz.seed");
        long minutes = Long.getLong("attn4j.fuzz.minutes", 0);
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes) / FORMATS.size();
        long from = seed == null ? FIRST_SEED : seed;
        long to = seed == null ? FIRST_SEED + Math.ceilDiv(MUTATIONS, FORMATS.size()) : seed + 1;
        if (seed == null && minutes > 0) {
            from = System.nanoTime();
            to = Long.MAX_VALUE;
        }
        List<Finding> findings = new ArrayList<>();
        try (FileFuzzer fuzzer = new FileFuzzer(directory, TIMEOUT_SECONDS)) {
            fuzzer.requireValid(format);
            for (long at = from; at < to && findings.size() < 5 && (minutes == 0 || System.nanoTime() < end); at++) {
                fuzzer.run(format, at).ifPresent(findings::add);
            }
        }
        assertThat(findings).isEmpty();
    }

    /** A reader with a planted fault, and words of what is found. */
    private record Planted(String fault, Format format, String found) {

        @Override
        public String toString() {
            return fault;
        }
    }

    static Stream<Planted> planted() throws IOException {
        makeValidFiles();
        Format safetensors = FORMATS.get(0);
        Format npy = FORMATS.get(1);
        Format model = FORMATS.get(4);
        return Stream.of(
                new Planted(
                        "the header's length is allocated",
                        with(safetensors, (file, opened) -> {
                            byte[] bytes = Files.readAllBytes(file);
                            long header = length(bytes);
                            if (header < 0 || header > 100_000_000) {
                                throw new InvalidInputException("header", header, "less", "another");
                            }
                            byte[] allocated = new byte[(int) header];
                            if (allocated.length > bytes.length - Long.BYTES) {
                                throw new InvalidInputException("header", header, "less", "another");
                            }
                        }),
                        "allocates"),
                new Planted(
                        "the header's length is not compared with the file's",
                        with(safetensors, (file, opened) -> {
                            byte[] bytes = Files.readAllBytes(file);
                            Objects.checkFromIndexSize(Long.BYTES, (int) length(bytes), bytes.length);
                        }),
                        "IndexOutOfBounds"),
                new Planted(
                        "a key that is not there is used",
                        with(model, (file, opened) -> {
                            Map<?, ?> json = (Map<?, ?>) JsonTree.parse("model", Files.readAllBytes(file));
                            requireNonNull(json.get("layers"));
                        }),
                        "NullPointerException"),
                new Planted(
                        "what should be a number is taken for one",
                        with(model, (file, opened) -> {
                            if (JsonTree.parse("model", Files.readAllBytes(file)) instanceof Map<?, ?> json) {
                                Long layers = (Long) json.get("layers");
                                assertThat(layers == null || layers != 17).isTrue();
                            }
                        }),
                        "ClassCastException"),
                new Planted(
                        "nesting is followed by recursion",
                        with(model, (file, opened) -> depth(Files.readAllBytes(file), 0, new long[400])),
                        "StackOverflowError|allocates"),
                new Planted(
                        "native memory is taken for what a header promises",
                        with(npy, (file, opened) -> {
                            String header = Files.readString(file, StandardCharsets.ISO_8859_1);
                            int shape = header.indexOf("'shape': (");
                            if (shape >= 0) {
                                String digits = header.substring(shape + 10).replaceAll("[^0-9].*(?s:.*)", "");
                                long rows = digits.isEmpty() || digits.length() > 10 ? 1 : Long.parseLong(digits);
                                try (Arena arena = Arena.ofConfined()) {
                                    arena.allocate(Math.min(rows, 1 << 22) * 48);
                                    opened.run();
                                }
                            }
                        }),
                        "native memory"),
                new Planted(
                        "a loop waits for a quote that may never come",
                        with(model, (file, opened) -> {
                            byte[] bytes = Files.readAllBytes(file);
                            int at = 0;
                            while (bytes.length > 0
                                    && bytes[Math.min(at, bytes.length - 1)] != '}'
                                    && !Thread.currentThread().isInterrupted()) {
                                at = Math.min(at + 1, bytes.length);
                            }
                        }),
                        "does not end"));
    }

    private static Format with(Format format, FileFuzzer.Reader reader) {
        return new Format(format.name(), format.ending(), format.valid(), reader);
    }

    private static long length(byte[] bytes) {
        return bytes.length < Long.BYTES
                ? 0
                : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static int depth(byte[] bytes, int at, long[] weight) {
        if (at >= bytes.length || bytes[at] != '[' && at + 1 == bytes.length) {
            return at;
        }
        long[] kept = weight.clone();
        return bytes[at] == '[' ? depth(bytes, at + 1, kept) : bytes[at] == ']' ? at : skip(bytes, at + 1);
    }

    private static int skip(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '[') {
            at++;
        }
        return at < bytes.length ? depth(bytes, at, new long[16]) : at;
    }

    /** A reader with a planted fault is found out, and the seed that is printed shows the fault again. */
    @ParameterizedTest
    @MethodSource("planted")
    void findsPlantedFaults(Planted planted) throws IOException, InterruptedException {
        try (FileFuzzer fuzzer = new FileFuzzer(directory, 2)) {
            Optional<Finding> found = Optional.empty();
            for (long seed = FIRST_SEED; seed < PLANTED_MUTATIONS && found.isEmpty(); seed++) {
                found = fuzzer.run(planted.format(), seed);
            }
            assertThat(found).as(planted.fault()).isPresent();
            Finding finding = found.get();
            assertThat(finding.what()).containsPattern(planted.found());
            assertThat(finding.toString()).contains("-Dattn4j.fuzz.seed=" + finding.seed());
            assertThat(fuzzer.run(planted.format(), finding.seed())
                            .orElseThrow()
                            .content())
                    .isEqualTo(finding.content());
        }
    }
}
