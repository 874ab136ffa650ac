package io.attn4j.device;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.JsonTree;
import io.attn4j.graph.DeviceType;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.plan.Strategy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads one device-config strictly: every defect is one line that names file, field, value, rule and remedy. */
final class DeviceConfigReader {
    private static final Set<String> FIELDS =
            Set.of("description", "match", "source", "limits", "peaks", "kernels", "fpga", "evidence");
    private static final Set<DeviceType> TYPES = EnumSet.complementOf(EnumSet.of(DeviceType.OTHER));

    private final String file;
    private final DeviceConfig.Source source;

    /**
     * Reads for the file of that name.
     *
     * @param source default or user, where the file does not say {@code tuned} itself; a file given by hand
     *     is always {@code user}
     */
    DeviceConfigReader(String file, DeviceConfig.Source source) {
        this.file = file;
        this.source = source;
    }

    DeviceConfig read(byte[] json) {
        Map<String, Object> root = object("file", JsonTree.parse(file + ": file", json), FIELDS);
        return new DeviceConfig(
                file,
                source(root.get("source")),
                text("description", root.get("description")),
                match(root.get("match")),
                limits(root.get("limits")),
                root.containsKey("peaks") ? peaks(root.get("peaks")) : null,
                kernels(root.get("kernels")),
                fpga(root.get("fpga")),
                root.containsKey("evidence") ? evidence(root.get("evidence")) : null);
    }

    private DeviceConfig.Source source(Object value) {
        if (value == null) {
            return source;
        }
        DeviceConfig.Source said = oneOf("source", value, EnumSet.allOf(DeviceConfig.Source.class));
        return said == DeviceConfig.Source.DEFAULT ? source : said;
    }

    private TuningEvidence evidence(Object value) {
        Map<String, Object> evidence = object(
                "evidence",
                value,
                Set.of(
                        "engine",
                        "driver",
                        "commit",
                        "date",
                        "records",
                        "timer",
                        "untuned",
                        "searched",
                        "ratio_untuned",
                        "ratio_generic",
                        "cases"));
        if (!(evidence.get("cases") instanceof List<?> list) || list.isEmpty()) {
            throw invalid("evidence.cases", evidence.get("cases"), "an array of measured cases", "attn4j tune");
        }
        List<TuningEvidence.Case> cases = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String field = "evidence.cases[" + i + "]";
            Map<String, Object> measured =
                    object(field, list.get(i), Set.of("case", "generic_ns", "untuned_ns", "tuned_ns"));
            cases.add(new TuningEvidence.Case(
                    text(field + ".case", measured.get("case")),
                    positiveOrUnknown(field + ".generic_ns", measured.get("generic_ns")),
                    positive(field + ".untuned_ns", measured.get("untuned_ns")),
                    positive(field + ".tuned_ns", measured.get("tuned_ns"))));
        }
        return new TuningEvidence(
                text("evidence.engine", evidence.get("engine")),
                evidence.get("driver") == null ? null : text("evidence.driver", evidence.get("driver")),
                evidence.get("commit") == null ? null : text("evidence.commit", evidence.get("commit")),
                text("evidence.date", evidence.get("date")),
                text("evidence.records", evidence.get("records")),
                oneOf("evidence.timer", evidence.get("timer"), EnumSet.allOf(TuningEvidence.Timer.class)),
                text("evidence.untuned", evidence.get("untuned")),
                text("evidence.searched", evidence.get("searched")),
                positive("evidence.ratio_untuned", evidence.get("ratio_untuned")),
                positiveOrUnknown("evidence.ratio_generic", evidence.get("ratio_generic")),
                cases);
    }

    private Double positiveOrUnknown(String field, Object value) {
        return value == null ? null : (Double) positive(field, value);
    }

    private DeviceConfig.Match match(Object value) {
        Map<String, Object> match =
                object("match", value, Set.of("level", "engine", "type", "vendor", "platform", "device"));
        return new DeviceConfig.Match(
                oneOf("match.level", match.get("level"), EnumSet.allOf(DeviceConfig.Level.class)),
                match.containsKey("engine") ? text("match.engine", match.get("engine")) : null,
                match.containsKey("type") ? oneOf("match.type", match.get("type"), TYPES) : null,
                pattern("match.vendor", match.get("vendor")),
                pattern("match.platform", match.get("platform")),
                pattern("match.device", match.get("device")));
    }

    private Pattern pattern(String field, Object value) {
        if (value == null) {
            return null;
        }
        try {
            return Pattern.compile(text(field, value), Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException notAPattern) {
            throw invalid(field, value, "a regular expression", "correcting it");
        }
    }

    private Map<String, Long> limits(Object value) {
        Map<String, Long> limits = new LinkedHashMap<>();
        if (value != null) {
            object("limits", value, Set.of("local_memory_bytes", "work_group_size"))
                    .forEach((name, limit) -> limits.put(name, (long) positive("limits." + name, limit)));
        }
        return limits;
    }

    private Peaks peaks(Object value) {
        Map<String, Object> peaks = object("peaks", value, Set.of("gflops", "gbs", "source", "reference"));
        return new Peaks(
                positive("peaks.gflops", peaks.get("gflops")),
                positive("peaks.gbs", peaks.get("gbs")),
                oneOf("peaks.source", peaks.get("source"), EnumSet.allOf(Peaks.Source.class)),
                text("peaks.reference", peaks.get("reference")));
    }

    private List<KernelChoice> kernels(Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw invalid("kernels", value, "an array with a kernel for each role", "copying one of ours");
        }
        List<KernelChoice> choices = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String field = "kernels[" + i + "]";
            Map<String, Object> kernel = object(field, list.get(i), Set.of("role", "strategy", "constants"));
            Map<String, Integer> constants = new HashMap<>();
            if (kernel.containsKey("constants")) {
                object(field + ".constants", kernel.get("constants"), null).forEach((name, constant) -> {
                    double number = positive(field + ".constants." + name, constant);
                    if (number != (int) number) {
                        throw invalid(field + ".constants." + name, constant, "a whole number", "rounding it");
                    }
                    constants.put(name, (int) number);
                });
            }
            choices.add(new KernelChoice(
                    oneOf(field + ".role", kernel.get("role"), EnumSet.allOf(KernelRole.class)),
                    oneOf(field + ".strategy", kernel.get("strategy"), EnumSet.allOf(Strategy.class)),
                    constants));
        }
        return choices;
    }

    private Map<String, String> fpga(Object value) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (value != null) {
            object("fpga", value, null).forEach((name, setting) -> settings.put(name, text("fpga." + name, setting)));
        }
        return settings;
    }

    private Map<String, Object> object(String field, Object value, Set<String> allowed) {
        if (!(value instanceof Map<?, ?> map)) {
            throw invalid(field, value, "an object", "copying one of ours");
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((key, element) -> object.put((String) key, element));
        for (String key : object.keySet()) {
            if (object.get(key) == null) {
                throw invalid(field + "." + key, "null", "a value", "leaving it out");
            }
            if (allowed != null && !allowed.contains(key)) {
                throw invalid(
                        field,
                        "the key " + key,
                        "only " + String.join(", ", allowed.stream().sorted().toList()),
                        "leaving it out");
            }
        }
        return object;
    }

    private String text(String field, Object value) {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw invalid(field, value, "a text", "adding one");
    }

    /** The value whose word that is. */
    private <E extends Enum<E>> E oneOf(String field, Object value, Set<E> allowed) {
        for (E each : allowed) {
            if (each.toString().equals(value)) {
                return each;
            }
        }
        throw invalid(
                field,
                value,
                "one of "
                        + String.join(
                                ", ",
                                allowed.stream().map(Enum::toString).sorted().toList()),
                "one of those");
    }

    private double positive(String field, Object value) {
        if (value instanceof Number number && number.doubleValue() > 0 && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw invalid(field, value, "a number above 0", "correcting it");
    }

    private InvalidInputException invalid(String field, Object got, String needs, String attempt) {
        return new InvalidInputException(file + ": " + field, got == null ? "nothing" : got, needs, attempt);
    }
}
