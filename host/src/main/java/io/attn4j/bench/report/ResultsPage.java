package io.attn4j.bench.report;

import io.attn4j.bench.ResultRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code results/README.md}: tables and figures of every file of raw records. The same records give the same text. */
final class ResultsPage {
    private static final Map<String, String> TITLES = Map.of(
            "time", "time against N",
            "memory", "device memory against N",
            "roofline", "roofline",
            "speedup", "speed-up over standard attention",
            "peers", "speed-up over peers",
            "error", "error against element type");

    private final StringBuilder text = new StringBuilder();
    private final Set<String> kindsDrawn = new LinkedHashSet<>();

    private ResultsPage() {}

    /**
     * The page.
     *
     * @param files raw records
     * @param figures the figures of each file by its name
     * @param handWritten names of files and directories beside the page that are linked rather than generated
     */
    static String of(List<RawFile> files, Map<String, List<Figure>> figures, List<String> handWritten) {
        ResultsPage page = new ResultsPage();
        page.introduction(handWritten);
        for (RawFile file : files) {
            page.section(file, figures.get(file.name()));
        }
        page.missing();
        return page.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void introduction(List<String> handWritten) {
        line("# Results");
        line("");
        line("`./attn4j report` makes this page and its figures from the records in [raw](raw) and from nothing else;");
        line("`./attn4j report --check` holds them against the records.");
        line("");
        line(
                "A record is one case on one engine: a JSON object per line, with device, versions, commit, every sample,");
        line("the check against the fp64 reference, and in `repro` the command that measures it again.");
        line("");
        line("| column | meaning |");
        line("|---|---|");
        line(
                "| median, MAD | median of the samples, and their median absolute deviation over it; end to end, host clock |");
        line("| kernels | kernel time by the device's clock |");
        line("| GFLOP/s | FLOPs of the mechanism's model over the median |");
        line("| roofline | share of min(peak GFLOP/s, intensity x peak GB/s) |");
        line("| memory | most device memory held at once; the engines on the host's memory count none |");
        line("| error | RMS error over RMS of the fp64 reference |");
        line("| tile, group | queries x keys of a kernel's tile, and work-items of its group |");
        line(
                "| parts | pieces that a request larger than the memory was split into; the model's predictions beside them |");
        line("| rows checked | rows held against the reference, where not all were |");
        line("| vs X | how many times as fast as engine X on the same case: its median over this one |");
        for (String name : handWritten) {
            line("");
            line(
                    switch (name) {
                        case "claims.md" -> "[claims.md](claims.md): what attn4j claims, each value with its record.";
                        case "failures" -> "[failures](failures): what was tried and did not work.";
                        default -> "[" + name + "](" + name + ")";
                    });
        }
    }

    private void section(RawFile file, List<Figure> figures) {
        line("");
        line("## " + file.stem());
        line("");
        line("From [raw/" + file.name() + "](raw/" + file.name() + "), "
                + file.records().size() + " records.");
        line("");
        facts(file);
        line("");
        table(file);
        repro(file);
        notes(file);
        figures(file, figures);
    }

    private void facts(RawFile file) {
        line("| | |");
        line("|---|---|");
        fact(file, "processor", record -> text(record, "cpu"));
        fact(file, "system", record -> text(record, "os"));
        fact(file, "JDK", record -> text(record, "jdk"));
        fact(file, "TornadoVM", record -> text(record, "tornado_version"));
        fact(file, "commit", ResultsPage::commit);
        fact(file, "measured on", record -> date(text(record, "timestamp_utc")));
        fact(file, "peaks", ResultsPage::peaks);
        Map<String, Set<String>> enginesByDevice = new LinkedHashMap<>();
        for (ResultRecord record : file.records()) {
            if (record.get("device_name") != null) {
                enginesByDevice
                        .computeIfAbsent(device(record), device -> new LinkedHashSet<>())
                        .add("`" + record.get("engine") + "`");
            }
        }
        enginesByDevice.forEach(
                (device, engines) -> line("| " + String.join(", ", engines) + " | " + cell(device) + " |"));
    }

    private void fact(RawFile file, String name, Function<ResultRecord, String> value) {
        List<String> values = file.records().stream()
                .map(value)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (!values.isEmpty()) {
            line("| " + name + " | " + cell(String.join("; ", values)) + " |");
        }
    }

    private static String commit(ResultRecord record) {
        String commit = text(record, "commit");
        return commit == null
                ? null
                : "`" + commit.substring(0, Math.min(12, commit.length())) + "`"
                        + (Boolean.TRUE.equals(record.get("dirty")) ? " with changes" : "");
    }

    private static String date(String timestamp) {
        return timestamp == null ? null : timestamp.replaceAll("T.*", "");
    }

    private static String peaks(ResultRecord record) {
        return record.get("peak_gflops") == null
                ? null
                : format("%.0f GFLOP/s, ", record.get("peak_gflops"))
                        + format("%.1f GB/s, ", record.get("peak_gbs"))
                        + record.get("peak_source");
    }

    private static String device(ResultRecord record) {
        String driver = text(record, "driver_version");
        return record.get("device_name")
                + (driver == null || driver.isBlank() ? "" : ", driver " + driver)
                + (record.get("config_file") == null
                        ? ""
                        : ", " + record.get("config_file") + " (" + record.get("config_source") + ")");
    }

    private void table(RawFile file) {
        List<String> peers = Peers.in(file);
        List<Map<String, String>> rows = new ArrayList<>();
        for (ResultRecord record : file.records()) {
            if ("ok".equals(record.get("status")) && !"skipped".equals(record.get("check"))) {
                rows.add(row(file, record, peers));
            }
        }
        if (rows.isEmpty()) {
            line("No case of this file ran.");
            return;
        }
        List<String> columns = rows.getFirst().keySet().stream()
                .filter(column -> rows.stream().anyMatch(row -> row.get(column) != null))
                .toList();
        line(columns.stream().collect(Collectors.joining(" | ", "| ", " |")));
        line(columns.stream()
                .map(column ->
                        column.equals("case") || column.equals("engine") || column.equals("check") ? "---" : "---:")
                .collect(Collectors.joining("|", "|", "|")));
        for (Map<String, String> row : rows) {
            line(columns.stream()
                    .map(column -> row.get(column) == null ? "" : cell(row.get(column)))
                    .collect(Collectors.joining(" | ", "| ", " |")));
        }
    }

    private static Map<String, String> row(RawFile file, ResultRecord record, List<String> peers) {
        Double median = (Double) record.get("median_ns");
        Map<String, String> row = new LinkedHashMap<>();
        row.put("case", "`" + record.get("case_id") + "`");
        row.put("engine", "`" + record.get("engine") + "`" + threads(file, record));
        row.put("median, ms", format("%.3f", scaled(median, 1e6)));
        row.put(
                "MAD, %",
                median == null || record.get("mad_ns") == null
                        ? null
                        : format("%.1f", 100 * (Double) record.get("mad_ns") / median));
        row.put("kernels, ms", format("%.3f", scaled((Double) record.get("kernel_ns"), 1e6)));
        row.put("GFLOP/s", format("%.1f", record.get("gflops")));
        row.put("roofline, %", format("%.1f", record.get("roofline_pct")));
        row.put("memory, MiB", memory(record));
        row.put("tile, group", tile(record));
        row.put("parts", Peers.whole(record) ? null : record.get("parts").toString());
        row.put("predicted, ms", format("%.3f", scaled((Double) record.get("predicted_ns"), 1e6)));
        row.put("without overlap, ms", format("%.3f", scaled((Double) record.get("sequential_ns"), 1e6)));
        row.put(
                "rows checked",
                record.get("checked_rows") == null
                        ? null
                        : record.get("checked_rows").toString());
        row.put("error", format("%.1e", record.get("rms_rel_err")));
        Map<String, Double> medians = Peers.of(file, record);
        for (String peer : peers) {
            Double ofPeer = medians.get(peer);
            row.put(
                    "vs " + peer,
                    median == null || ofPeer == null || peer.equals(record.get("engine"))
                            ? null
                            : format("%.2fx", ofPeer / median));
        }
        row.put("check", "passed".equals(record.get("check")) ? null : (String) record.get("check"));
        return row;
    }

    /** The number of threads, in files that hold several for one engine. */
    private static String threads(RawFile file, ResultRecord record) {
        Set<Object> units = new LinkedHashSet<>();
        for (ResultRecord other : file.records()) {
            if (other.get("engine").equals(record.get("engine")) && other.get("compute_units") != null) {
                units.add(other.get("compute_units"));
            }
        }
        return units.size() < 2 || record.get("compute_units") == null ? "" : " x" + record.get("compute_units");
    }

    /** Rows and columns of the kernel's tile, and work-items of a group. */
    private static String tile(ResultRecord record) {
        String tile = record.get("tile_q") == null
                ? ""
                : record.get("tile_q") + (record.get("tile_k") == null ? "" : "x" + record.get("tile_k"));
        String group =
                record.get("local_x") == null ? "" : record.get("local_x").toString();
        return tile.isEmpty() && group.isEmpty() ? null : tile + ", " + group;
    }

    private static String memory(ResultRecord record) {
        Long bytes = (Long) record.get("device_peak_bytes");
        return bytes == null || bytes == 0 ? null : format("%.1f", bytes / (double) (1 << 20));
    }

    /** The command behind the rows, with CASE and ENGINE in place of theirs where that is all that differs. */
    private void repro(RawFile file) {
        Set<String> commands = new LinkedHashSet<>();
        for (ResultRecord record : file.measured()) {
            commands.add(text(record, "repro")
                    .replace((String) record.get("case_id"), "CASE")
                    .replaceFirst("--engine " + record.get("engine") + "(?![\\w-])", "--engine ENGINE"));
        }
        if (!commands.isEmpty()) {
            line("");
            line("A row again: "
                    + commands.stream().map(command -> "`" + command + "`").collect(Collectors.joining(" or ")));
        }
    }

    private void notes(RawFile file) {
        Map<String, Set<String>> casesByReason = new LinkedHashMap<>();
        for (ResultRecord record : file.records()) {
            boolean broken = "failed".equals(record.get("check")) || "mistrusted".equals(record.get("check"));
            if (!"ok".equals(record.get("status")) || broken) {
                String state =
                        "ok".equals(record.get("status")) ? "check " + record.get("check") : text(record, "status");
                String reason = record.get("reason") == null ? "" : ": " + record.get("reason");
                casesByReason
                        .computeIfAbsent("`" + record.get("engine") + "` " + state + reason, key -> new TreeSet<>())
                        .add("`" + record.get("case_id") + "`");
            }
        }
        if (!casesByReason.isEmpty()) {
            line("");
            casesByReason.forEach((reason, cases) -> line("- " + cell(reason) + " ("
                    + (cases.size() > 3 ? cases.size() + " cases" : String.join(", ", cases)) + ")"));
        }
    }

    private void figures(RawFile file, List<Figure> figures) {
        for (Figure figure : figures) {
            kindsDrawn.add(Figures.kind(file, figure));
            String path = "figures/" + figure.name();
            line("");
            line("![" + figure.title() + "](" + path + ".svg)");
            line("");
            line("*" + figure.title() + "*, from [raw/" + file.name() + "](raw/" + file.name() + "); [PNG](" + path
                    + ".png)");
        }
    }

    private void missing() {
        List<String> missing = Figures.NEEDED.keySet().stream()
                .filter(kind -> !kindsDrawn.contains(kind))
                .toList();
        if (!missing.isEmpty()) {
            line("");
            line("## Figures without records");
            line("");
            missing.forEach(kind -> line("- " + TITLES.get(kind) + ": needs " + Figures.NEEDED.get(kind)));
        }
    }

    private static String text(ResultRecord record, String field) {
        return (String) record.get(field);
    }

    private static Double scaled(Double value, double unit) {
        return value == null ? null : value / unit;
    }

    private static String format(String pattern, Object value) {
        return value == null ? null : String.format(Locale.ROOT, pattern, value);
    }

    private static String cell(String value) {
        return value.replace("|", "\\|").replaceAll("\\s*[\\r\\n]+\\s*", "; ");
    }
}
