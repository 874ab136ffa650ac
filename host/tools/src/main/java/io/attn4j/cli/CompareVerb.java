package io.attn4j.cli;

import io.attn4j.bench.RecordReader;
import io.attn4j.bench.regression.CaseComparison;
import io.attn4j.bench.regression.CaseComparison.Change;
import io.attn4j.bench.regression.ComparisonRules;
import io.attn4j.bench.regression.Metric;
import io.attn4j.bench.regression.RunComparison;
import io.attn4j.bench.regression.Shift;
import io.attn4j.bench.regression.Verdict;
import io.attn4j.error.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attn4j compare}: records of two builds side by side. */
@Command(
        description = "Compare two files of records; exit code 4 when a case became slower or wrong.",
        footer = {
            "",
            "A change counts if it is larger than max(threshold, 3 x MAD, spread between",
            "runs), a Mann-Whitney test on medians of blocks of samples finds it, and the",
            "fastest samples show it too. Several runs of each build, joined with cat, show",
            "the spread between runs: three a side are a good choice."
        })
final class CompareVerb implements Verb {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "BASE", description = "Records to compare with (JSON lines).")
    private Path base;

    @Parameters(index = "1", paramLabel = "NEW", description = "Records that may have changed.")
    private Path changed;

    @Option(
            names = "--threshold",
            paramLabel = "SHARE",
            description = "Smallest change worth a verdict (default: ${DEFAULT-VALUE}).")
    private double threshold = ComparisonRules.DEFAULT.threshold();

    @Option(
            names = "--alpha",
            paramLabel = "P",
            description = "Level of significance of the test (default: ${DEFAULT-VALUE}).")
    private double alpha = ComparisonRules.DEFAULT.alpha();

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "Time to compare: median (end to end, default) or kernel (one value per record).")
    private String metric = "median";

    @Option(names = "--cross-device", description = "Compare although devices, processors or drivers differ.")
    private boolean crossDevice;

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    CompareVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        output.check();
        ComparisonRules rules =
                new ComparisonRules(share("--threshold", threshold), share("--alpha", alpha), metric(), crossDevice);
        RunComparison comparison = RunComparison.of(RecordReader.read(base), RecordReader.read(changed), rules);
        output.write(
                terminal,
                comparison.cases().stream().map(CompareVerb::record).toList(),
                comparison.cases().stream().map(CompareVerb::tableRow).toList());
        output.remarks(terminal, remarks(comparison), List.of());
        return comparison.count(Verdict.REGRESSION) > 0 ? ExitCode.REGRESSION : ExitCode.OK;
    }

    private static double share(String flag, double value) {
        if (!(value > 0 && value < 1)) {
            throw new InvalidInputException(flag, value, "a number between 0 and 1", "leaving it out");
        }
        return value;
    }

    private Metric metric() {
        return switch (metric) {
            case "median" -> Metric.MEDIAN;
            case "kernel" -> Metric.KERNEL;
            default -> throw new InvalidInputException("--metric", metric, "median or kernel", "--metric median");
        };
    }

    private static Map<String, Object> record(CaseComparison compared) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("case_id", compared.caseId());
        record.put("engine", compared.engine());
        record.put("device_name", compared.device());
        record.put("verdict", name(compared.verdict()));
        record.put("reason", compared.reason());
        record.put("base_records", compared.baseRecords());
        record.put("new_records", compared.newRecords());
        record.put("base_median_ns", compared.baseNs());
        record.put("new_median_ns", compared.newNs());
        record.put("ratio", of(compared, change -> change.shift().ratio()));
        record.put("ratio_low", of(compared, change -> change.shift().low()));
        record.put("ratio_high", of(compared, change -> change.shift().high()));
        record.put("fastest_ratio", of(compared, Change::fastest));
        record.put("band", of(compared, Change::band));
        record.put("machine_drift", of(compared, Change::drift));
        record.put("p_value", of(compared, change -> change.shift().p()));
        record.put("base_blocks", of(compared, Change::baseBlocks));
        record.put("new_blocks", of(compared, Change::newBlocks));
        return record;
    }

    /** A part of what the times say, null where they say nothing. */
    private static <T> T of(CaseComparison compared, Function<Change, T> part) {
        return compared.change() == null ? null : part.apply(compared.change());
    }

    private static Map<String, Object> tableRow(CaseComparison compared) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("case", compared.caseId());
        row.put("engine", compared.engine());
        row.put("base", milliseconds(compared.baseNs()));
        row.put("new", milliseconds(compared.newNs()));
        row.put("change", of(compared, change -> percent(change.shift().ratio())));
        row.put("interval", of(compared, change -> interval(change.shift())));
        row.put("band", format("%.1f %%", of(compared, change -> 100 * change.band())));
        row.put("p", format("%.1e", of(compared, change -> change.shift().p())));
        row.put("verdict", name(compared.verdict()) + (compared.reason() == null ? "" : ": " + compared.reason()));
        return row;
    }

    private List<String> remarks(RunComparison comparison) {
        List<String> remarks = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            counts.add(comparison.count(verdict) + " " + name(verdict));
        }
        remarks.add(String.join(", ", counts));
        double drift = comparison.cases().stream()
                .map(CaseComparison::change)
                .filter(Objects::nonNull)
                .mapToDouble(Change::drift)
                .max()
                .orElse(1);
        if (drift > 1 + threshold) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "the machine itself changed by up to %.2fx between the two, as its roofline and most cases show: only "
                            + "larger changes count; measure the two builds in turns",
                    drift));
        }
        if (!comparison.oneRun().isEmpty()) {
            remarks.add("one run a side and few cases (" + String.join(", ", comparison.oneRun())
                    + "): the spread between runs is unknown; several runs of each build in one file make it known");
        }
        remarks.addAll(only("only in the base: ", comparison.onlyBase()));
        remarks.addAll(only("only in the new records: ", comparison.onlyNew()));
        return remarks;
    }

    /** A line for each case, with its engines. */
    private static List<String> only(String where, List<RunComparison.Unmatched> unmatched) {
        Map<String, List<String>> enginesByCase = new LinkedHashMap<>();
        unmatched.forEach(one -> enginesByCase
                .computeIfAbsent(one.caseId(), id -> new ArrayList<>())
                .add(one.engine()));
        List<String> lines = new ArrayList<>();
        enginesByCase.forEach((id, engines) -> lines.add(where + id + " on " + String.join(", ", engines)));
        return lines;
    }

    private static String name(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String interval(Shift shift) {
        return shift.low() == null ? null : percent(shift.low()) + " to " + percent(shift.high());
    }

    private static String percent(double ratio) {
        return format("%+.1f %%", 100 * (ratio - 1));
    }

    private static String milliseconds(Double nanoseconds) {
        return nanoseconds == null ? null : format("%.3f ms", nanoseconds / 1e6);
    }

    private static String format(String pattern, Object value) {
        return value == null ? null : String.format(Locale.ROOT, pattern, value);
    }
}
