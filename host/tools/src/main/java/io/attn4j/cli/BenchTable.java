package io.attn4j.cli;

import io.attn4j.bench.Check;
import io.attn4j.bench.Pass;
import io.attn4j.bench.ResultRecord;
import io.attn4j.engine.Engines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables that a person reads from records; records that were skipped are left to the lines below the table. */
final class BenchTable {
    private static final String BASELINE = Engines.CPU;

    private BenchTable() {}

    /** Mechanism, engine, shape, times, speed, share of the roofline, error and speed-up over the engine {@code cpu}, and
     * for split requests the times that the model of transfers predicts. */
    static List<Map<String, Object>> measured(List<ResultRecord> records) {
        Map<Object, Double> baselines = new HashMap<>();
        for (ResultRecord record : records) {
            if (record.get("engine").equals(BASELINE) && record.get("median_ns") != null) {
                baselines.put(record.get("case_id"), (Double) record.get("median_ns"));
            }
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        boolean split = records.stream().anyMatch(record -> record.get("predicted_ns") != null);
        for (ResultRecord record : shown(records)) {
            Double median = (Double) record.get("median_ns");
            Double baseline = baselines.get(record.get("case_id"));
            Map<String, Object> row = start(record);
            row.put("median", milliseconds(median));
            row.put("kernels", milliseconds(record.number("kernel_ns")));
            row.put("GFLOP/s", format("%.1f", record.get("gflops")));
            row.put("roofline", format("%.1f %%", record.get("roofline_pct")));
            row.put("error", format("%.1e", record.get("rms_rel_err")));
            row.put("vs cpu", median == null || baseline == null ? null : format("%.2fx", baseline / median));
            if (split) {
                row.put("parts", record.get("parts"));
                row.put("predicted", milliseconds((Double) record.get("predicted_ns")));
                row.put("without overlap", milliseconds((Double) record.get("sequential_ns")));
            }
            row.put("check", record.get("check"));
            rows.add(row);
        }
        return rows;
    }

    /** Mechanism, engine, shape, both errors and the verdict. */
    static List<Map<String, Object>> checked(List<ResultRecord> records) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (ResultRecord record : shown(records)) {
            Map<String, Object> row = start(record);
            row.put("rms error", format("%.1e", record.get("rms_rel_err")));
            row.put("max error", format("%.1e", record.get("max_rel_err")));
            row.put("check", record.get("check"));
            rows.add(row);
        }
        return rows;
    }

    private static List<ResultRecord> shown(List<ResultRecord> records) {
        return records.stream().filter(record -> !record.is(Check.SKIPPED)).toList();
    }

    private static Map<String, Object> start(ResultRecord record) {
        Map<String, Object> row = new LinkedHashMap<>();
        Object variant = record.get("variant");
        Object pass = record.get("pass");
        row.put(
                "mechanism",
                record.get("mechanism")
                        + ("-".equals(variant) ? "" : " " + variant)
                        + (Pass.FORWARD.id().equals(pass) ? "" : " " + pass));
        row.put("engine", record.get("engine"));
        String id = (String) record.get("case_id");
        Object dtype = record.get("dtype");
        row.put(
                "shape",
                ("f32".equals(dtype) ? "" : dtype + " ")
                        + id.substring(id.indexOf("/B") + 1)
                                .replaceAll("/variant=.*", "")
                                .replace('/', ' '));
        return row;
    }

    /** One line for each record without a row or with a reason, without repeating a reason. */
    static List<String> remarks(List<ResultRecord> records) {
        Map<String, List<String>> casesByReason = new LinkedHashMap<>();
        for (ResultRecord record : records) {
            if (record.get("reason") != null) {
                String reason = record.get("status") + ": " + record.get("engine") + ": "
                        + record.get("reason").toString().strip().replaceAll("\\s*[\\r\\n]+\\s*", "; ");
                casesByReason.computeIfAbsent(reason, key -> new ArrayList<>()).add((String) record.get("case_id"));
            }
        }
        List<String> lines = new ArrayList<>();
        casesByReason.forEach((reason, cases) -> lines.add(reason + " (" + String.join(", ", cases) + ")"));
        for (ResultRecord record : records) {
            if (record.wrong()) {
                lines.add(record.get("check") + ": " + record.get("repro") + " (worst element "
                        + element(record) + ", not finite " + record.get("nonfinite_count") + ", limit "
                        + record.get("limit") + ")");
            }
        }
        return lines;
    }

    private static String element(ResultRecord record) {
        return (Pass.FORWARD.id().equals(record.get("pass")) ? "" : record.get("checked_tensor") + " ")
                + record.get("worst_index");
    }

    private static String milliseconds(Double nanoseconds) {
        return nanoseconds == null ? null : String.format(Locale.ROOT, "%.3f ms", nanoseconds / 1e6);
    }

    private static String format(String pattern, Object value) {
        return value == null ? null : String.format(Locale.ROOT, pattern, value);
    }
}
