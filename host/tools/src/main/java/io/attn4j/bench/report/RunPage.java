package io.attn4j.bench.report;

import io.attn4j.bench.ResultRecord;
import io.attn4j.bench.Status;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code results/runs/RUN.md}: tables and figures of one file of raw records. The same records give the same text. */
final class RunPage {
    private final Page head = new Page();
    private final Page page = new Page();
    private final RawFile file;

    private RunPage(RawFile file) {
        this.file = file;
    }

    /**
     * The page.
     *
     * @param figures those of each of the file's devices
     */
    static String of(RawFile file, Map<DeviceRun, List<Figure>> figures) {
        RunPage made = new RunPage(file);
        made.head.line("# " + file.stem() + ", "
                + figures.keySet().stream().map(DeviceRun::device).collect(Collectors.joining("; ")));
        made.head.paragraph("[All results](../README.md). From [raw/" + file.name() + "](../raw/" + file.name() + "), "
                + file.records().size() + " records.");
        made.facts();
        made.repro();
        figures.forEach(made::section);
        return made.head.toString() + made.page.meanings() + made.page;
    }

    private void section(DeviceRun run, List<Figure> figures) {
        RunTables tables = new RunTables(run);
        String on = ", " + run.device();
        if (run.records().stream().noneMatch(RunTables::checked)) {
            page.paragraph("No case ran on " + run.device() + ".");
        } else if (run.records().stream().allMatch(record -> record.get("median_ns") == null)) {
            page.paragraph("## Checks" + on);
            page.paragraph(
                    "Results compared with the fp64 reference, without times: checks that passed, of all. Records do not"
                            + " name the strategy of kernels; it follows from tile and group.");
            page.table(run.device(), tables.checks());
        } else if (run.onCard()) {
            card(run, tables);
        } else {
            page.paragraph("## Times" + on);
            page.table(run.device(), tables.times());
        }
        remarks(run);
        if (!figures.isEmpty()) {
            page.paragraph("## Figures" + on);
            figures.forEach(
                    figure -> page.paragraph("![" + figure.title() + on + "](../figures/" + figure.path() + ".svg)"));
        }
    }

    private void card(DeviceRun run, RunTables tables) {
        List<Map<String, String>> times = tables.times();
        if (!times.isEmpty()) {
            page.paragraph("## Kernels of attn4j, " + run.device());
            page.paragraph(
                    "Speeds follow from kernel time alone. Transfers over PCIe have columns of their own, and the"
                            + " median includes them and the launches.");
            page.table(run.device(), times);
        }
        for (String accumulation : List.of("f32", DeviceRun.TF32)) {
            if (!run.peers(accumulation).isEmpty()) {
                boolean rounds = accumulation.equals(DeviceRun.TF32);
                page.paragraph("## attn4j and PyTorch" + (rounds ? " with TF32" : "") + ", " + run.device());
                page.paragraph(
                        "Compared by kernel time: PyTorch's tensors stay on the device, while attn4j's median includes"
                                + " transfers over PCIe. PyTorch's time runs from event to event and includes gaps between its"
                                + " kernels, which count most in small cases; attn4j's is the sum of its kernels."
                                + (rounds
                                        ? " These engines may round operands of matrix products to TF32; attn4j computes in fp32."
                                        : "")
                                + " In parentheses: how many times as fast attn4j is.");
                page.table(run.device(), tables.comparison(accumulation));
            }
        }
    }

    private void facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", distinct(record -> record.text("cpu")));
        facts.put("system", distinct(record -> record.text("os")));
        facts.put("JDK", distinct(record -> record.text("jdk")));
        facts.put("TornadoVM", distinct(record -> record.text("tornado_version")));
        facts.put("commit", distinct(RunPage::commit));
        facts.put("measured on", distinct(record -> date(record.text("timestamp_utc"))));
        facts.put("peaks", distinct(RunPage::peaks));
        Map<String, Set<String>> enginesByDevice = new LinkedHashMap<>();
        for (ResultRecord record : file.records()) {
            if (record.get("device_name") != null) {
                enginesByDevice
                        .computeIfAbsent(device(record), device -> new LinkedHashSet<>())
                        .add(RunTables.code(record.text("engine")));
            }
        }
        head.line("").line("| | |").line("|---|---|");
        facts.values().removeIf(String::isEmpty);
        facts.forEach((name, value) -> head.line("| " + name + " | " + Page.cell(value) + " |"));
        enginesByDevice.forEach(
                (device, engines) -> head.line("| " + String.join(", ", engines) + " | " + Page.cell(device) + " |"));
    }

    private String distinct(Function<ResultRecord, String> value) {
        return file.records().stream()
                .map(value)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String commit(ResultRecord record) {
        String commit = record.text("commit");
        return commit == null
                ? null
                : RunTables.code(commit.substring(0, Math.min(12, commit.length())))
                        + (Boolean.TRUE.equals(record.get("dirty")) ? " with changes" : "");
    }

    private static String date(String timestamp) {
        return timestamp == null ? null : timestamp.replaceAll("T.*", "");
    }

    private static String peaks(ResultRecord record) {
        return record.get("peak_gflops") == null
                ? null
                : Page.format("%.0f GFLOP/s, ", record.get("peak_gflops"))
                        + Page.format("%.1f GB/s, ", record.get("peak_gbs"))
                        + record.get("peak_source");
    }

    private static String device(ResultRecord record) {
        String driver = record.text("driver_version");
        return record.get("device_name")
                + (driver == null || driver.isBlank() ? "" : ", driver " + driver)
                + (record.get("config_file") == null
                        ? ""
                        : ", " + record.get("config_file") + " (" + record.get("config_source") + ")");
    }

    /** The command behind the rows, with CASE and ENGINE in place of theirs where that is all that differs. */
    private void repro() {
        Set<String> commands = new TreeSet<>();
        for (ResultRecord record : file.records()) {
            if (RunTables.checked(record)) {
                commands.add(RunTables.code(RawFile.command(record)));
            }
        }
        if (!commands.isEmpty()) {
            head.paragraph("To measure a row again: " + String.join(" or ", commands));
        }
    }

    /** What failed, with its errors, and what could not run: engines by cases and reason. */
    private void remarks(DeviceRun run) {
        Map<String, Set<String>> casesByReason = new LinkedHashMap<>();
        Map<String, Set<String>> enginesByReason = new LinkedHashMap<>();
        for (ResultRecord record : run.records()) {
            if (record.wrong() || !record.is(Status.OK)) {
                String reason =
                        (record.is(Status.OK) ? "check " + record.get("check") + errors(record) : record.text("status"))
                                + (record.get("reason") == null ? "" : ": " + record.get("reason"));
                casesByReason
                        .computeIfAbsent(reason, key -> new TreeSet<>())
                        .add(RunTables.code(record.text("case_id")));
                enginesByReason
                        .computeIfAbsent(reason, key -> new LinkedHashSet<>())
                        .add(RunTables.code(record.text("engine")));
            }
        }
        if (!casesByReason.isEmpty()) {
            page.paragraph("Without a speed on " + run.device() + ":").line("");
        }
        casesByReason.forEach((reason, cases) -> page.line("- " + String.join(", ", enginesByReason.get(reason)) + " "
                + Page.cell(reason) + " ("
                + (cases.size() > 3 ? cases.size() + " cases" : String.join(", ", cases)) + ")"));
    }

    private static String errors(ResultRecord record) {
        return record.get("rms_rel_err") == null || record.get("max_rel_err") == null
                ? ""
                : Page.format(", error %.2e rms", record.get("rms_rel_err"))
                        + Page.format(" / %.2e max", record.get("max_rel_err")) + ", limit " + record.get("limit");
    }
}
