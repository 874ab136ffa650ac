package io.attn4j.bench.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A page in Markdown as it grows. */
final class Page {
    /** What columns mean, where their name does not say it. */
    private static final Map<String, String> MEANINGS = known();

    private final StringBuilder text = new StringBuilder();
    private final Set<String> columns = new LinkedHashSet<>();

    private static Map<String, String> known() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put("median", "median of the samples, end to end, by the host's clock");
        meanings.put("MAD", "median absolute deviation of the samples over their median");
        meanings.put("kernels", "kernel time by the device's clock");
        meanings.put("GFLOP/s", "FLOPs of the mechanism's model over the median; on a card over the kernel time");
        meanings.put("roofline", "share of min(peak GFLOP/s, intensity x peak GB/s)");
        meanings.put("of peak", "GFLOP/s over the device's peak");
        meanings.put("to device", "time of the transfers of inputs over PCIe");
        meanings.put("to host", "time of the transfers of results over PCIe");
        meanings.put("memory", "most device memory held at once");
        meanings.put("tile, group", "queries x keys of a kernel's tile, and work-items of its group");
        meanings.put("parts", "pieces that a request larger than the memory was split into");
        meanings.put("predicted", "time that the model of overlapped transfers predicts");
        meanings.put("without overlap", "the same without overlap");
        meanings.put("rows checked", "rows of each head that were checked against the reference");
        meanings.put("error", "RMS error over RMS of the fp64 reference");
        meanings.put("of limit", "largest RMS or maximum error over the limit of its type");
        meanings.put("vs", "how many times as fast as that engine on the same case");
        meanings.put("mask", "causality and optional tensors of the cases");
        return meanings;
    }

    Page line(String line) {
        text.append(line).append('\n');
        return this;
    }

    Page paragraph(String paragraph) {
        return line("").line(paragraph);
    }

    /** Table of {@code rows}, all with the same columns, without the columns that no row has a value for. */
    Page table(String device, List<Map<String, String>> rows) {
        List<String> shown = rows.getFirst().keySet().stream()
                .filter(column -> rows.stream().anyMatch(row -> row.get(column) != null))
                .toList();
        columns.addAll(shown);
        line("");
        line(row(shown.stream()
                .map(column -> column.equals(shown.getFirst()) && !device.isEmpty() ? device + ": " + column : column)
                .toList()));
        line(shown.stream()
                .map(column -> rows.stream().anyMatch(row -> isNumber(row.get(column))) ? "---:" : "---")
                .collect(Collectors.joining("|", "|", "|")));
        rows.forEach(row -> line(row(shown.stream().map(row::get).toList())));
        return this;
    }

    private static boolean isNumber(String cell) {
        return cell != null && !cell.isEmpty() && Character.isDigit(cell.charAt(0));
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> cell == null ? "" : cell(cell))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    static String cell(String value) {
        return value.replace("|", "\\|").replaceAll("\\s*[\\r\\n]+\\s*", "; ");
    }

    /** A value as a cell; null, an empty cell, where it is unknown. */
    static String format(String pattern, Object value) {
        return value == null ? null : String.format(Locale.ROOT, pattern, value);
    }

    /** Nanoseconds as milliseconds. */
    static String milliseconds(Double nanoseconds) {
        return nanoseconds == null ? null : format("%.3f", nanoseconds / 1e6);
    }

    /** What the columns of this page's tables mean. */
    Page meanings() {
        Page meanings = new Page().paragraph("Columns of the tables:").line("");
        MEANINGS.forEach((name, meaning) -> {
            if (columns.stream().anyMatch(column -> column.startsWith(name))) {
                meanings.line("- *" + name + "*: " + meaning);
            }
        });
        return columns.isEmpty() ? new Page() : meanings;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
