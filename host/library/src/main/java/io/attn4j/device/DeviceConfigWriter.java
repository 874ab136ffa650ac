package io.attn4j.device;

import io.attn4j.file.JsonLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A device-config as the JSON that {@link DeviceConfigs} reads, laid out for people. */
public final class DeviceConfigWriter {
    private DeviceConfigWriter() {}

    /** The file's text; {@link DeviceConfig#file} is not part of it. */
    public static String json(DeviceConfig config) {
        List<String> fields = new ArrayList<>();
        fields.add("\"description\": " + JsonLine.of(config.description()));
        fields.add("\"match\": " + JsonLine.of(match(config.match())));
        fields.add("\"source\": " + JsonLine.of(config.source().toString()));
        if (!config.limits().isEmpty()) {
            fields.add("\"limits\": " + JsonLine.of(new TreeMap<>(config.limits())));
        }
        if (config.peaks() != null) {
            fields.add("\"peaks\": " + JsonLine.of(peaks(config.peaks())));
        }
        List<Map<String, Object>> kernels = new ArrayList<>();
        config.kernels().forEach(choice -> {
            Map<String, Object> kernel = new LinkedHashMap<>();
            kernel.put("role", choice.role().toString());
            kernel.put("strategy", choice.strategy().toString());
            kernel.put("constants", new TreeMap<>(choice.constants()));
            kernels.add(kernel);
        });
        fields.add("\"kernels\": " + lines(kernels, "    ", "  "));
        if (!config.fpga().isEmpty()) {
            fields.add("\"fpga\": " + JsonLine.of(new TreeMap<>(config.fpga())));
        }
        if (config.evidence() != null) {
            fields.add("\"evidence\": " + evidence(config.evidence()));
        }
        return "{\n  " + String.join(",\n  ", fields) + "\n}\n";
    }

    private static Map<String, Object> match(DeviceConfig.Match match) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("level", match.level().toString());
        fields.put("engine", match.engine());
        fields.put("type", Objects.toString(match.type(), null));
        fields.put("vendor", text(match.vendor()));
        fields.put("platform", text(match.platform()));
        fields.put("device", text(match.device()));
        fields.values().removeIf(Objects::isNull);
        return fields;
    }

    private static String text(Pattern pattern) {
        return pattern == null ? null : pattern.pattern();
    }

    private static Map<String, Object> peaks(Peaks peaks) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("gflops", peaks.gflops());
        fields.put("gbs", peaks.gbs());
        fields.put("source", peaks.source().toString());
        fields.put("reference", peaks.reference());
        return fields;
    }

    private static String evidence(TuningEvidence evidence) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("engine", evidence.engine());
        fields.put("driver", evidence.driver());
        fields.put("commit", evidence.commit());
        fields.put("date", evidence.date());
        fields.put("records", evidence.records());
        fields.put("timer", evidence.timer().toString());
        fields.put("untuned", evidence.untuned());
        fields.put("searched", evidence.searched());
        fields.put("ratio_untuned", evidence.ratioUntuned());
        fields.put("ratio_generic", evidence.ratioGeneric());
        fields.values().removeIf(Objects::isNull);
        List<Map<String, Object>> cases = new ArrayList<>();
        evidence.cases().forEach(measured -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("case", measured.id());
            line.put("generic_ns", measured.genericNs() == null ? null : Math.round(measured.genericNs()));
            line.put("untuned_ns", Math.round(measured.untunedNs()));
            line.put("tuned_ns", Math.round(measured.tunedNs()));
            line.values().removeIf(Objects::isNull);
            cases.add(line);
        });
        String scalars = fields.entrySet().stream()
                .map(field -> "    " + JsonLine.of(field.getKey()) + ": " + JsonLine.of(field.getValue()))
                .collect(Collectors.joining(",\n"));
        return "{\n" + scalars + ",\n    \"cases\": " + lines(cases, "      ", "    ") + "\n  }";
    }

    private static String lines(List<Map<String, Object>> objects, String indent, String closing) {
        return objects.stream()
                .map(JsonLine::of)
                .collect(Collectors.joining(",\n" + indent, "[\n" + indent, "\n" + closing + "]"));
    }
}
