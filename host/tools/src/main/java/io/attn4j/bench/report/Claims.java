package io.attn4j.bench.report;

import io.attn4j.bench.ResultRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks the values that {@code claims.md} quotes against the records that it names.
 *
 * <p>Claims are in Markdown tables with the columns {@link #COLUMNS}. A line above a table links the file of its records and
 * quotes the commands that measure them, with CASE and ENGINE for those of a row: {@code From [x.jsonl](raw/x.jsonl):
 * `./attn4j bench --case CASE --engine ENGINE --seed 1`}. Other text is free. The value is a number with its unit, which must be
 * the record's within half of the last digit, or a bound: {@code at least 1.25x}. {@code engine} may be followed by
 * {@code field=value} to distinguish records that differ in a field. {@code divided by} names what differs in the record whose
 * field the value is a ratio to: a file, a case, an engine, a field, {@code field=value}. Where a file has several runs of a case
 * the median of their values counts.
 */
final class Claims {
    static final List<String> COLUMNS = List.of("claim", "value", "case", "engine", "field", "divided by");

    private static final Pattern SOURCE = Pattern.compile("\\]\\(raw/([^)/]+\\.jsonl)\\)");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern VALUE =
            Pattern.compile("(at least |at most )?([0-9][0-9,]*(?:\\.[0-9]+)?(?:e[-+]?[0-9]+)?) ?([^0-9 ].*)?");
    private static final Pattern CELLS = Pattern.compile("(?<!\\\\)\\|");

    /** Fields that no two records of one claim may differ in. */
    private static final List<String> SAME_SETTING =
            List.of("seed", "device_name", "cpu", "compute_units", "acc_dtype", "config_file", "parts");

    private static final Map<String, Double> TIMES = Map.of("ns", 1.0, "us", 1e-3, "µs", 1e-3, "ms", 1e-6, "s", 1e-9);
    private static final Map<String, Double> BYTES = Map.of(
            "B", 1.0, "KiB", 1.0 / (1 << 10), "MiB", 1.0 / (1 << 20), "GiB", 1.0 / (1 << 30), "MB", 1e-6, "GB", 1e-9);
    private static final Map<String, Double> RATIOS = Map.of("x", 1.0, "%", 100.0);

    private final List<RawFile> files;
    private String file = "";
    private Set<String> commands = Set.of();

    private Claims(List<RawFile> files) {
        this.files = files;
    }

    /** Claims that the records do not bear out, one line each. */
    static List<String> problems(String markdown, List<RawFile> files) {
        Claims claims = new Claims(files);
        List<String> problems = new ArrayList<>();
        boolean inTable = false;
        int found = 0;
        int number = 0;
        for (String line : markdown.split("\\R", -1)) {
            number++;
            if (!line.startsWith("|")) {
                inTable = false;
                claims.source(line);
                continue;
            }
            List<String> cells = cells(line);
            if (cells.equals(COLUMNS)) {
                inTable = true;
            } else if (inTable && !cells.stream().allMatch(cell -> cell.matches(":?-+:?"))) {
                found++;
                String problem = claims.problem(cells);
                if (problem != null) {
                    problems.add("claims.md line " + number + ": " + problem);
                }
            }
        }
        if (found == 0) {
            problems.add("claims.md: got no claim; needs a table with the columns | " + String.join(" | ", COLUMNS)
                    + " |; try adding one");
        }
        return problems;
    }

    /** Takes the file and the commands of a line that links records. */
    private void source(String line) {
        Matcher link = SOURCE.matcher(line);
        if (link.find()) {
            file = link.group(1);
            commands = QUOTED.matcher(line)
                    .results()
                    .map(quoted -> quoted.group(1))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    private static List<String> cells(String line) {
        String[] parts = CELLS.split(line.strip(), -1);
        return Arrays.stream(parts, 1, Math.max(1, parts.length - 1))
                .map(String::strip)
                .toList();
    }

    private String problem(List<String> cells) {
        if (cells.size() != COLUMNS.size()) {
            return "got " + cells.size() + " cells; needs " + COLUMNS.size() + "; try " + String.join(" | ", COLUMNS);
        }
        Map<String, String> claim = new LinkedHashMap<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            claim.put(COLUMNS.get(i), cells.get(i).replace("`", ""));
        }
        try {
            return problem(claim);
        } catch (Unfounded unfounded) {
            return unfounded.getMessage();
        }
    }

    /** A claim that no record can be found for, or whose value is no value. */
    private static final class Unfounded extends Exception {
        private static final long serialVersionUID = 1L;

        Unfounded(String message) {
            super(message);
        }
    }

    /** Which records a claim or its divisor speaks of. */
    private record Selection(String file, String caseId, String engine, String field, Map<String, String> fields) {

        Selection changedBy(String text) {
            String otherFile = file;
            String otherCase = caseId;
            String otherEngine = engine;
            String otherField = field;
            Map<String, String> otherFields = new LinkedHashMap<>(fields);
            for (String word : words(text)) {
                if (word.endsWith(".jsonl")) {
                    otherFile = word;
                } else if (word.contains("/")) {
                    otherCase = word;
                } else if (word.contains("=")) {
                    otherFields.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
                } else if (word.contains("_")) {
                    otherField = word;
                } else {
                    otherEngine = word;
                }
            }
            return new Selection(otherFile, otherCase, otherEngine, otherField, otherFields);
        }

        private boolean has(ResultRecord record) {
            return record.get("case_id").equals(caseId)
                    && record.get("engine").equals(engine)
                    && fields.entrySet().stream()
                            .allMatch(field -> field.getValue()
                                    .equals(String.valueOf(record.values().get(field.getKey()))));
        }

        @Override
        public String toString() {
            return caseId + " on " + engine + (fields.isEmpty() ? "" : " " + fields) + " in " + file;
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private String problem(Map<String, String> claim) throws Unfounded {
        Matcher value = VALUE.matcher(claim.get("value"));
        if (!value.matches()) {
            return "got the value " + claim.get("value") + "; needs a number with its unit; try 1.25x";
        }
        Selection selection =
                new Selection(file, claim.get("case"), "", claim.get("field"), Map.of()).changedBy(claim.get("engine"));
        boolean ratio = !claim.get("divided by").isEmpty();
        double recorded = recorded(selection);
        if (ratio) {
            recorded /= recorded(selection.changedBy(claim.get("divided by")));
        }
        recorded *= unit(selection.field(), ratio, value.group(3));
        BigDecimal quoted = new BigDecimal(value.group(2).replace(",", ""));
        boolean holds = switch (Objects.requireNonNullElse(value.group(1), "")) {
            case "at least " -> recorded >= quoted.doubleValue();
            case "at most " -> recorded <= quoted.doubleValue();
            default ->
                Math.abs(recorded - quoted.doubleValue())
                        <= 0.5000001 * quoted.ulp().doubleValue();
        };
        return holds
                ? null
                : "got " + claim.get("value") + "; needs what the record says, " + (float) recorded
                        + "; try correcting the value or measuring again";
    }

    private double recorded(Selection selection) throws Unfounded {
        String field = selection.field();
        if (!ResultRecord.FIELDS.contains(field)) {
            throw new Unfounded("got the field " + field + "; needs a field of a record; try median_ns or gflops");
        }
        RawFile source = files.stream()
                .filter(candidate -> candidate.name().equals(selection.file()))
                .findFirst()
                .orElseThrow(() -> new Unfounded("got the file " + selection.file() + "; needs one in raw/; try "
                        + String.join(", ", files.stream().map(RawFile::name).toList())));
        List<ResultRecord> records =
                source.measured().stream().filter(selection::has).toList();
        if (records.isEmpty()) {
            throw new Unfounded("got no record of " + selection
                    + "; needs one that passed its check and was measured; try measuring it");
        }
        for (String setting : SAME_SETTING) {
            if (records.stream().map(record -> record.get(setting)).distinct().count() > 1) {
                throw new Unfounded("got records of " + selection + " that differ in " + setting
                        + "; needs one setting; try " + setting + "=VALUE after the engine");
            }
        }
        List<Double> values = new ArrayList<>();
        for (ResultRecord record : records) {
            String command = RawFile.command(record);
            if (!commands.contains(command)) {
                throw new Unfounded("got " + (commands.isEmpty() ? "no command" : String.join(" or ", commands))
                        + " above the table; needs what measured " + selection + "; try `" + command + "`");
            }
            if (!(record.get(field) instanceof Number number)) {
                throw new Unfounded(
                        "got no number in " + field + " of " + selection + "; needs one; try another field");
            }
            values.add(number.doubleValue());
        }
        values.sort(null);
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    /** What a recorded number is multiplied by to be in the quoted unit. */
    private static double unit(String field, boolean ratio, String quoted) throws Unfounded {
        String unit = quoted == null ? "" : quoted.strip();
        Map<String, Double> known = ratio
                ? RATIOS
                : field.endsWith("_ns")
                        ? TIMES
                        : field.endsWith("_bytes")
                                ? BYTES
                                : switch (field) {
                                    case "gflops", "peak_gflops" -> Map.of("GFLOP/s", 1.0, "TFLOP/s", 1e-3);
                                    case "gbs", "peak_gbs" -> Map.of("GB/s", 1.0);
                                    case "roofline_pct" -> Map.of("%", 1.0);
                                    case "tokens_per_s" -> Map.of("tokens/s", 1.0);
                                    default -> Map.of("", 1.0);
                                };
        if (!known.containsKey(unit)) {
            throw new Unfounded("got the unit '" + unit + "'; needs "
                    + String.join(", ", known.keySet().stream().sorted().toList()) + "; try one of those");
        }
        return known.get(unit);
    }
}
