package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.attn4j.file.JsonLine;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.OptionSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random model files, trained for some steps, evaluated and used: a fixed seed for some seconds, or {@code
 * -Dattn4j.fuzz.minutes=N} from {@code -Dattn4j.fuzz.seed=S} on. Whatever the file says, an input error takes one line;
 * what trains has finite losses, goes on from a checkpoint to the same bytes, and generates with its caches what it generates
 * without. A failure prints the seed that repeats it alone.
 */
class RandomRunsTest {
    private static final long FIRST_SEED = Long.getLong("attn4j.fuzz.seed", 70_000);
    private static final double MINUTES = Double.parseDouble(System.getProperty("attn4j.fuzz.minutes", "0"));
    private static final int SEEDS = 60;
    private static final int STEPS = 4;

    private static final String WORDS =
            "Call me Ishmael. Some years ago, having little money, I thought I would sail. ";

    @TempDir
    private Path directory;

    /** A run of one seed. */
    private final class Scenario {
        private final SplittableRandom random;
        private final Path folder;
        private final boolean classifies;

        Scenario(long seed) {
            random = new SplittableRandom(seed);
            folder = directory.resolve("run-" + seed);
            classifies = random.nextInt(3) == 0;
        }

        /** Hours of runs would fill a disk. */
        void delete() throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }

        private int among(int... values) {
            return values[random.nextInt(values.length)];
        }

        private boolean one(int of) {
            return random.nextInt(of) == 0;
        }

        /** What is wrong; null where nothing is. */
        String problem() throws IOException {
            Files.createDirectories(folder);
            Path model = Files.writeString(folder.resolve("m.json"), JsonLine.of(model()));
            Path data = classifies ? documents("data.tsv", 12) : text("data.txt", 60);
            Path validation = classifies ? documents("held.tsv", 5) : text("held.txt", 20);
            String train = "train --model " + model + " --data " + data + " --validation " + validation + " --seed 3";
            CommandLineRun whole = run(train + " --out " + folder.resolve("whole"));
            if (whole.code() != 0) {
                return refusal(whole);
            }
            String log = Files.readString(folder.resolve("whole/log.jsonl"));
            if (log.contains("NaN") || log.contains("Infinity")) {
                return "log: " + log;
            }
            CommandLineRun half = run(train + " --stop-at 2 --out " + folder.resolve("parts"));
            CommandLineRun rest = run(train + " --resume --out " + folder.resolve("parts"));
            if (half.code() != 0 || rest.code() != 0) {
                return "resumed: " + half.err() + rest.err();
            }
            String last = "step-%08d".formatted(STEPS);
            try (Stream<Path> files = Files.list(folder.resolve("whole").resolve(last))) {
                for (Path file : files.toList()) {
                    Path again = folder.resolve("parts").resolve(last).resolve(file.getFileName());
                    if (Files.mismatch(file, again) >= 0) {
                        return "resumed: another " + file.getFileName();
                    }
                }
            }
            String run = folder.resolve("whole").toString();
            CommandLineRun evaluated = run("evaluate --model " + run + " --data " + validation + " -o json");
            if (evaluated.code() != 0) {
                return "evaluate: " + evaluated.err();
            }
            return classifies ? classified(run) : generated(run);
        }

        private String classified(String run) throws IOException {
            Path in = Files.writeString(folder.resolve("in.txt"), WORDS + "\n" + WORDS.substring(30) + "\nI\n");
            CommandLineRun answers = run("classify --model " + run + " --in " + in);
            if (answers.code() != 0) {
                return "classify: " + answers.err();
            }
            List<String> lines = answers.out().lines().toList();
            return lines.size() == 3 && lines.stream().allMatch(line -> line.contains("\"label\""))
                    ? null
                    : "classify: " + answers.out();
        }

        private String generated(String run) {
            String generate = "generate --model " + run + " --temperature 0 --tokens 24";
            List<String> texts = new ArrayList<>();
            for (String cache : new String[] {"", " --no-cache"}) {
                CommandLineRun made = CommandLineRun.of(
                        Stream.concat(Arrays.stream((generate + cache).split(" ")), Stream.of("--prompt", "I th"))
                                .toArray(String[]::new));
                if (made.code() != 0) {
                    return "generate" + cache + ": " + made.err();
                }
                texts.add(made.out());
            }
            return texts.get(0).equals(texts.get(1)) ? null : "generate: " + texts;
        }

        private Path text(String name, int times) throws IOException {
            return Files.writeString(folder.resolve(name), WORDS.repeat(times));
        }

        private Path documents(String name, int count) throws IOException {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < count; i++) {
                int from = random.nextInt(WORDS.length() - 1);
                String text = WORDS.substring(from) + WORDS.repeat(random.nextInt(3));
                lines.append(i % 2 == 0 ? "sea" : "land")
                        .append('\t')
                        .append(text)
                        .append('\n');
            }
            return Files.writeString(folder.resolve(name), lines);
        }

        private Map<String, Object> model() {
            Map<String, Object> model = new LinkedHashMap<>();
            int heads = among(1, 2, 3);
            int window = among(8, 12, 16, 24, 31);
            model.put("task", classifies ? "classification" : "language-model");
            model.put("layers", among(1, 1, 2));
            model.put("width", heads * among(2, 4, 6));
            model.put("heads", heads);
            model.put("window", window);
            if (one(3)) {
                model.put("mlp", among(4, 7, 16));
            }
            if (one(3)) {
                model.put("activation", List.of("gelu", "gelu-tanh", "relu").get(random.nextInt(3)));
            }
            if (one(4)) {
                model.put("dropout", 0.2);
            }
            if (one(5)) {
                model.put("attention_dropout", 0.1);
            }
            if (classifies) {
                if (one(3)) {
                    model.put("views", among(2, 3));
                }
                if (one(3)) {
                    model.put("pooling", "attention");
                }
                if (one(4)) {
                    model.put("token_dropout", 0.2);
                }
                if (one(3)) {
                    model.put("ngrams", List.of(2, among(3, 4)));
                    model.put("buckets", 64);
                }
            } else if (one(4)) {
                model.put("tied_head", true);
            }
            model.put("attention", attention());
            Map<String, Object> training = new LinkedHashMap<>();
            int batch = among(1, 2, 3);
            training.put("batch", batch);
            training.put("steps", STEPS);
            training.put("evaluate_every", among(1, 2, 3));
            training.put("save_every", 2);
            training.put("keep", among(1, 3));
            if (one(3)) {
                training.put("warmup", among(1, 2));
            }
            if (batch == 2 && one(3)) {
                training.put("accumulate", 2);
            }
            model.put("training", training);
            return model;
        }

        private Map<String, Object> attention() {
            List<Mechanism> all = Mechanisms.all().stream()
                    .filter(each -> !each.id().equals("block"))
                    .toList();
            Mechanism mechanism = all.get(random.nextInt(all.size()));
            Map<String, Object> attention = new LinkedHashMap<>();
            attention.put("mechanism", mechanism.id());
            Map<String, Object> options = usual(mechanism.id());
            for (int i = random.nextInt(3); i > 0 && !mechanism.options().isEmpty(); i--) {
                OptionSpec spec = mechanism
                        .options()
                        .get(random.nextInt(mechanism.options().size()));
                options.put(
                        spec.name(),
                        spec.words().isEmpty()
                                ? (Object) among(1, 2, 3, 4)
                                : spec.words().get(random.nextInt(spec.words().size())));
            }
            if (!options.isEmpty()) {
                attention.put("options", options);
            }
            boolean ranked = List.of("linformer", "collaborative").contains(mechanism.id());
            if (ranked ? !one(8) : one(8)) {
                attention.put("rank", among(1, 2, 4));
            }
            return attention;
        }

        /** Options that most models give. */
        private Map<String, Object> usual(String mechanism) {
            Map<String, Object> options = new LinkedHashMap<>();
            if (mechanism.equals("centroid")) {
                options.put("centroids", among(1, 2, 3));
                if (!classifies) {
                    options.put("chunk", among(3, 4, 6));
                }
            } else if (mechanism.equals("linformer") && !classifies) {
                options.put("causal-form", one(2) ? "past-only" : "block");
            }
            return options;
        }
    }

    private static CommandLineRun run(String commandLine) {
        return CommandLineRun.of(commandLine.split(" "));
    }

    /** A refusal is one line and the exit code of wrong input or of what an engine cannot. */
    private static String refusal(CommandLineRun run) {
        String message = run.err().lines().filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
        boolean plain = run.code() == 2 || run.code() == 3;
        return plain && message.lines().count() == 1 && message.contains("got ")
                ? null
                : "exit code " + run.code() + ": " + message;
    }

    @Test
    void trainWhatTheyAccept() {
        long end = System.nanoTime() + (long) (MINUTES * 60e9);
        int trained = 0;
        for (long seed = FIRST_SEED; MINUTES == 0 ? seed < FIRST_SEED + SEEDS : System.nanoTime() < end; seed++) {
            Scenario scenario = new Scenario(seed);
            String problem;
            try {
                problem = scenario.problem();
                trained += Files.exists(scenario.folder.resolve("parts")) ? 1 : 0;
                if (problem == null) {
                    scenario.delete();
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (RuntimeException | Error thrown) {
                problem = thrown.toString();
            }
            if (problem != null) {
                fail(problem + "\n" + scenario.folder.resolve("m.json") + ": " + text(scenario)
                        + "; repeat with ./attn4j test -Dtest=RandomRunsTest -Dattn4j.fuzz.minutes=0.01"
                        + " -Dattn4j.fuzz.seed=" + seed);
            }
        }
        assertThat(trained).isPositive();
    }

    private static String text(Scenario scenario) {
        try {
            return Files.readString(scenario.folder.resolve("m.json"), StandardCharsets.UTF_8);
        } catch (IOException gone) {
            return gone.toString();
        }
    }
}
