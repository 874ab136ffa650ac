package io.attn4j.cli;

import io.attn4j.bench.Machine;
import io.attn4j.error.InvalidInputException;
import io.attn4j.model.AttentionConfig;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.ModelConfig;
import io.attn4j.text.DecodingSpeed;
import io.attn4j.train.RunConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options and work of {@code attn4j generate --bench}. */
final class DecodingBench {
    /** Parameters beyond it are not made: logits of every pair of positions grow with the square of the context. */
    private static final long MOST_BYTES = 1L << 30;

    private static final int LAYERS = 4;
    private static final int WIDTH = 128;
    private static final int HEADS = 4;

    @Option(
            names = "--bench",
            required = true,
            description =
                    "Measure tokens a second and bytes of caches, with random weights: of every mechanism, or of --model.")
    private boolean asked;

    @Option(
            names = "--contexts",
            split = ",",
            paramLabel = "N",
            description = "With --bench: contexts (default: 256,1024,4096,16384).")
    private List<Integer> contexts = List.of(256, 1024, 4096, 16_384);

    @Option(
            names = "--mechanisms",
            split = ",",
            paramLabel = "NAME",
            description = "With --bench: some of its mechanisms (default: all).")
    private List<String> mechanisms = List.of();

    /** The mechanisms measured, of the sizes that docs/training.md trains. */
    static Map<String, AttentionConfig> forms() {
        Map<String, AttentionConfig> forms = new LinkedHashMap<>();
        forms.put("standard", AttentionConfig.of("standard", 0, Map.of()));
        forms.put("standard-grouped", new AttentionConfig("standard", Map.of(), null, 1, 0, Map.of(), List.of()));
        forms.put("linformer-past-only", AttentionConfig.of("linformer", 64, Map.of("causal-form", "past-only")));
        forms.put("linformer-block", AttentionConfig.of("linformer", 8, Map.of("causal-form", "block", "block", "32")));
        forms.put("synthesizer-dense", AttentionConfig.of("synthesizer", 32, Map.of()));
        for (String mode : List.of("random", "factorized-dense", "factorized-random")) {
            forms.put("synthesizer-" + mode, AttentionConfig.of("synthesizer", 0, Map.of("mode", mode)));
        }
        forms.put("centroid", AttentionConfig.of("centroid", 0, Map.of("centroids", "8", "chunk", "32")));
        forms.put("collaborative", AttentionConfig.of("collaborative", 64, Map.of()));
        return forms;
    }

    /** Measures, prints, and returns the exit code. */
    int run(Terminal terminal, Path model, int threads, boolean fullForward, String format) {
        OutputFormat output = OutputFormat.of(format);
        for (int context : contexts) {
            if (context < 1 || context > 1 << 20) {
                throw new InvalidInputException(
                        "--contexts", context, "numbers from 1 to " + (1 << 20), "--contexts 1024");
            }
        }
        Map<String, ModelConfig> models = models(model);
        List<Map<String, Object>> records = new ArrayList<>();
        models.forEach((name, config) -> {
            for (int context : contexts) {
                terminal.progress(name + ", context " + context);
                Map<String, Object> record = record(name, config, context, threads, fullForward);
                if (output == OutputFormat.JSONL) {
                    terminal.progressDone();
                    terminal.out().print(Rows.render(List.of(record), output));
                    terminal.out().flush();
                }
                records.add(record);
            }
        });
        terminal.progressDone();
        if (output != OutputFormat.JSONL) {
            terminal.out().print(Rows.render(output == OutputFormat.MD ? table(records) : records, output));
        }
        return ExitCode.OK;
    }

    private Map<String, ModelConfig> models(Path model) {
        Map<String, ModelConfig> models = new LinkedHashMap<>();
        if (model != null) {
            RunConfig run = RunConfig.read(model);
            if (run.classifies()) {
                throw new InvalidInputException(
                        "model", model + ", a classifier", "a language model", "a model file without task");
            }
            ModelConfig config = run.model();
            models.put(config.attention().mechanism(), config);
        } else {
            forms().forEach((name, attention) -> models.put(
                    name,
                    new ModelConfig(
                            256, LAYERS, WIDTH, HEADS, 4 * WIDTH, 1, attention, "gelu", false, ModelConfig.GAIN)));
        }
        for (String name : mechanisms) {
            if (!models.containsKey(name)) {
                throw new InvalidInputException(
                        "--mechanisms", name, String.join(", ", models.keySet()), "leaving it out for all");
            }
        }
        if (!mechanisms.isEmpty()) {
            models.keySet().retainAll(mechanisms);
        }
        return models;
    }

    private static Map<String, Object> record(
            String name, ModelConfig given, int context, int threads, boolean fullForward) {
        ModelConfig config = new ModelConfig(
                given.vocabulary(),
                given.layers(),
                given.width(),
                given.heads(),
                given.mlp(),
                context,
                given.attention(),
                given.activation(),
                given.tied(),
                given.gain());
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("kind", "decode");
        record.put("name", name);
        record.put("layers", config.layers());
        record.put("width", config.width());
        record.put("heads", config.heads());
        record.put("context", context);
        record.put("threads", threads);
        long parameters = new LanguageModel(config).parameterCount();
        record.put("parameters", parameters);
        if (parameters * Float.BYTES > MOST_BYTES) {
            record.put("skipped", "parameters of more than " + (MOST_BYTES >> 20) + " MiB");
            return record;
        }
        DecodingSpeed speed = DecodingSpeed.of(config, threads, fullForward);
        record.put("loops", speed.loops());
        record.put("ns_per_token", speed.nsPerToken());
        record.put("tokens_per_s", 1e9 / speed.nsPerToken());
        record.put("cache_bytes", speed.cacheBytes());
        record.put("allocated_bytes_per_token", speed.allocatedBytesPerToken());
        if (fullForward) {
            record.put("full_forward_ns", speed.fullForwardNs());
            record.put("full_forward_tokens_per_s", 1e9 / speed.fullForwardNs());
        }
        record.put("attn4j", Machine.version());
        record.put("jdk", Runtime.version().toString());
        return record;
    }

    private static List<Map<String, Object>> table(List<Map<String, Object>> records) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Map<String, Object> record : records) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("model", record.get("name"));
            row.put("context", record.get("context"));
            row.put("tokens/s", whole(record.get("tokens_per_s")));
            row.put("caches", bytes(record.get("cache_bytes")));
            row.put("B allocated/token", whole(record.get("allocated_bytes_per_token")));
            row.put("tokens/s without", whole(record.get("full_forward_tokens_per_s")));
            row.put("", record.getOrDefault("skipped", ""));
            rows.add(row);
        }
        return rows;
    }

    private static Object whole(Object value) {
        return value instanceof Double number ? (Object) Math.round(number) : "-";
    }

    private static Object bytes(Object value) {
        return value instanceof Long number ? (number + 1023) / 1024 + " KiB" : "-";
    }
}
