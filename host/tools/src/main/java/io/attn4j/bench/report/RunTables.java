package io.attn4j.bench.report;

import io.attn4j.bench.Check;
import io.attn4j.bench.Pass;
import io.attn4j.bench.ResultRecord;
import io.attn4j.bench.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rows of the tables that one device's records give. */
final class RunTables {
    private static final Pattern LIMIT = Pattern.compile("([0-9.eE-]+) rms / ([0-9.eE-]+) max");

    private final DeviceRun run;

    RunTables(DeviceRun run) {
        this.run = run;
    }

    /** Whether a record has a result that was checked. */
    static boolean checked(ResultRecord record) {
        return record.is(Status.OK) && !record.is(Check.SKIPPED);
    }

    /** One row for each record that was checked; on a card those of attn4j only. */
    List<Map<String, String>> times() {
        return run.records().stream()
                .filter(record -> checked(record) && (!run.onCard() || DeviceRun.ours(record)))
                .map(this::times)
                .toList();
    }

    private Map<String, String> times(ResultRecord record) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("case", code(record.text("case_id")));
        row.put("engine", code(record.text("engine")) + threads(record));
        if (run.onCard()) {
            row.put("kernels, ms", time(record, "kernel_ns"));
            kernels(record, row);
            row.put("to device, ms", time(record, "h2d_ns"));
            row.put("to host, ms", time(record, "d2h_ns"));
            median(record, row);
        } else {
            median(record, row);
            row.put("kernels, ms", time(record, "kernel_ns"));
            kernels(record, row);
            row.put("roofline, %", run.time(record) == null ? null : Page.format("%.1f", record.get("roofline_pct")));
        }
        row.put("memory, MiB", memory(record));
        row.put("tile, group", tile(record));
        row.put("parts", DeviceRun.whole(record) ? null : record.get("parts").toString());
        row.put("predicted, ms", time(record, "predicted_ns"));
        row.put("without overlap, ms", time(record, "sequential_ns"));
        row.put("rows checked", Page.format("%d", record.get("checked_rows")));
        row.put("error", Page.format("%.1e", record.get("rms_rel_err")));
        if (!run.onCard()) {
            Map<String, Double> times = run.peerTimes(record, record.text("acc_dtype"));
            times.remove(record.text("engine"));
            for (String peer : run.peers("f32")) {
                row.put(
                        "vs " + peer,
                        run.time(record) == null || times.get(peer) == null
                                ? null
                                : ratio(times.get(peer) / run.time(record)));
            }
        }
        row.put("check", record.wrong() ? record.text("check") : null);
        return row;
    }

    /** Milliseconds of a field; null where the check did not pass. */
    private static String time(ResultRecord record, String field) {
        return record.is(Check.PASSED) ? Page.milliseconds(record.number(field)) : null;
    }

    private static void median(ResultRecord record, Map<String, String> row) {
        String median = time(record, "median_ns");
        row.put("median, ms", median);
        row.put(
                "MAD, %",
                median == null || record.get("mad_ns") == null
                        ? null
                        : Page.format("%.1f", 100 * record.number("mad_ns") / record.number("median_ns")));
    }

    private void kernels(ResultRecord record, Map<String, String> row) {
        row.put("GFLOP/s", Page.format("%.1f", run.gflops(record)));
        row.put("of peak, %", run.onCard() ? ofPeak(run, record) : null);
    }

    /** GFLOP/s over the device's peak, in per cent; null where no peak is known. */
    static String ofPeak(DeviceRun run, ResultRecord record) {
        return run.gflops(record) == null || record.get("peak_gflops") == null
                ? null
                : Page.format("%.1f", 100 * run.gflops(record) / record.number("peak_gflops"));
    }

    static String code(String text) {
        return "`" + text + "`";
    }

    static String ratio(double ratio) {
        return Page.format("%.2fx", ratio);
    }

    /** The number of threads, in files that hold several for one engine. */
    private String threads(ResultRecord record) {
        Set<Object> units = new LinkedHashSet<>();
        for (ResultRecord other : run.records()) {
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
        Double bytes = record.number("device_peak_bytes");
        return bytes == null || bytes == 0 ? null : Page.format("%.1f", bytes / (1 << 20));
    }

    /**
     * Times of attn4j's engines next to those of the peers of that accumulation, one row for each case and engine of attn4j; a
     * peer's time comes with how many times as fast attn4j is. Where one ran several times the least time counts.
     */
    List<Map<String, String>> comparison(String accumulation) {
        Map<String, List<ResultRecord>> byCase = DeviceRun.groups(run.records(), record -> record.text("case_id"));
        Collection<String> peers = run.peers(accumulation);
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<ResultRecord> ofCase : byCase.values()) {
            if (ofCase.stream().noneMatch(record -> peers.contains(record.text("engine")))) {
                continue;
            }
            Map<String, Double> ours = new LinkedHashMap<>();
            ofCase.stream()
                    .filter(record -> DeviceRun.ours(record) && run.time(record) != null)
                    .forEach(record -> ours.merge(record.text("engine"), run.time(record), Math::min));
            if (ours.isEmpty()) {
                ours.put(null, null);
            }
            ours.forEach((engine, time) -> {
                Map<String, String> row = new LinkedHashMap<>();
                row.put("case", code(ofCase.getFirst().text("case_id")));
                row.put("attn4j", engine == null ? null : code(engine));
                row.put("kernels, ms", Page.milliseconds(time));
                peers.forEach(peer -> row.put(code(peer), peer(ofCase, peer, time)));
                rows.add(row);
            });
        }
        return rows;
    }

    private String peer(List<ResultRecord> ofCase, String peer, Double ours) {
        List<ResultRecord> ofPeer = ofCase.stream()
                .filter(record -> record.get("engine").equals(peer))
                .toList();
        return ofPeer.stream()
                .map(run::time)
                .filter(Objects::nonNull)
                .min(Double::compare)
                .map(time -> Page.milliseconds(time) + (ours == null ? "" : " (" + ratio(time / ours) + ")"))
                .orElseGet(() -> ofPeer.stream().anyMatch(ResultRecord::wrong) ? "failed" : null);
    }

    /** Checks that passed, of all, by mechanism and mask, with a column for each strategy of kernels. */
    List<Map<String, String>> checks() {
        Map<String, String> strategies = strategies();
        Map<String, List<ResultRecord>> groups = DeviceRun.groups(
                run.records().stream().filter(RunTables::checked).toList(),
                record -> record.get("mechanism") + "/" + record.get("pass") + "/" + CaseLabel.mask(record));
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<ResultRecord> group : groups.values()) {
            Map<String, String> row = new LinkedHashMap<>();
            String pass = group.getFirst().text("pass");
            row.put(
                    "mechanism",
                    group.getFirst().text("mechanism") + (pass.equals(Pass.FORWARD.id()) ? "" : " " + pass));
            row.put("mask", CaseLabel.mask(group.getFirst()));
            for (String strategy : new LinkedHashSet<>(strategies.values())) {
                List<ResultRecord> same = group.stream()
                        .filter(record -> strategies.get(setting(record)).equals(strategy))
                        .toList();
                long wrong = same.stream().filter(ResultRecord::wrong).count();
                row.put(strategy, same.isEmpty() ? null : (same.size() - wrong) + " of " + same.size());
            }
            row.put("error", Page.format("%.1e", largest(group, record -> known(record.number("rms_rel_err")))));
            row.put("of limit, %", Page.format("%.0f", largest(group, RunTables::ofLimit)));
            rows.add(row);
        }
        return rows;
    }

    private static String setting(ResultRecord record) {
        return record.text("engine") + " " + record.text("run_id");
    }

    /**
     * Engine and strategy of each run of one engine, as records have no field for the latter: tiles of one work-item are
     * {@code lanes}, others {@code tiled}; kernels of a run without any are {@code naive}.
     */
    private Map<String, String> strategies() {
        Map<String, String> strategies = new LinkedHashMap<>();
        for (ResultRecord record : run.records()) {
            boolean tiles = record.get("tile_q") != null;
            boolean kernels = record.get("local_x") != null;
            String strategy = tiles ? record.get("local_x").equals(1L) ? " lanes" : " tiled" : kernels ? " naive" : "";
            strategies.merge(
                    setting(record), code(record.text("engine")) + strategy, (before, now) -> tiles ? now : before);
        }
        return strategies;
    }

    private static Double largest(List<ResultRecord> records, ToDoubleFunction<ResultRecord> value) {
        return records.stream().mapToDouble(value).max().orElseThrow();
    }

    private static double known(Double value) {
        return value == null ? Double.POSITIVE_INFINITY : value;
    }

    /** The larger of both errors over its limit, in per cent. */
    static double ofLimit(ResultRecord record) {
        Matcher limit = LIMIT.matcher(Objects.requireNonNullElse(record.text("limit"), ""));
        return limit.matches()
                ? 100
                        * Math.max(
                                known(record.number("rms_rel_err")) / Double.parseDouble(limit.group(1)),
                                known(record.number("max_rel_err")) / Double.parseDouble(limit.group(2)))
                : Double.POSITIVE_INFINITY;
    }
}
