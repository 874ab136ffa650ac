package io.attn4j.cli;

import io.attn4j.file.JsonLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Renders rows of named values, which all have the same names, as Markdown table, CSV, JSON array or JSON lines. */
final class Rows {
    private static final String SAMPLES = "samples_ns";
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+(e[-+][0-9]+)?(x| ms| %| [KMGT]?i?B)?");

    private Rows() {}

    static String render(List<? extends Map<String, ?>> rows, OutputFormat format) {
        return switch (format) {
            case MD -> markdown(rows);
            case CSV -> csv(rows);
            case JSON ->
                "[\n" + rows.stream().map(row -> "  " + json(row)).collect(Collectors.joining(",\n")) + "\n]\n";
            case JSONL -> rows.stream().map(row -> json(row) + "\n").collect(Collectors.joining());
        };
    }

    /** A record as a table of two columns, a line for each field. */
    static List<Map<String, Object>> lines(Map<String, Object> record) {
        List<Map<String, Object>> lines = new ArrayList<>();
        record.forEach((name, value) -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("field", name);
            line.put("value", value);
            lines.add(line);
        });
        return lines;
    }

    /** One JSON object on one line; null is unknown, and so are numbers that are not finite. */
    static String json(Map<String, ?> row) {
        return JsonLine.of(row);
    }

    private static String csv(List<? extends Map<String, ?>> rows) {
        StringBuilder text = new StringBuilder();
        if (!rows.isEmpty()) {
            text.append(rows.getFirst().keySet().stream()
                            .filter(name -> !name.equals(SAMPLES))
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        for (Map<String, ?> row : rows) {
            Map<String, Object> columns = new LinkedHashMap<>(row);
            columns.remove(SAMPLES);
            text.append(columns.values().stream().map(Rows::csvCell).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String csvCell(Object value) {
        String cell = value == null ? "" : value.toString();
        boolean quote = cell.indexOf(',') >= 0 || cell.indexOf('"') >= 0 || cell.indexOf('\n') >= 0;
        return quote ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private static String markdown(List<? extends Map<String, ?>> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        List<String> names = List.copyOf(rows.getFirst().keySet());
        int[] widths = new int[names.size()];
        boolean[] numeric = new boolean[names.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Math.max(3, names.get(column).length());
            boolean text = false;
            boolean numbers = false;
            for (Map<String, ?> row : rows) {
                String cell = markdownCell(row.get(names.get(column)));
                widths[column] = Math.max(widths[column], cell.length());
                boolean number = NUMBER.matcher(cell).matches();
                numbers |= number;
                text |= !number && !cell.isEmpty();
            }
            numeric[column] = numbers && !text;
        }
        StringBuilder text = new StringBuilder();
        line(text, names, widths, numeric);
        text.append('|');
        for (int column = 0; column < widths.length; column++) {
            text.append('-').append("-".repeat(widths[column])).append(numeric[column] ? ":|" : "-|");
        }
        text.append('\n');
        for (Map<String, ?> row : rows) {
            line(text, names.stream().map(name -> markdownCell(row.get(name))).toList(), widths, numeric);
        }
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths, boolean[] right) {
        text.append('|');
        for (int column = 0; column < widths.length; column++) {
            String blanks = " ".repeat(widths[column] - cells.get(column).length());
            text.append(' ')
                    .append(right[column] ? blanks + cells.get(column) : cells.get(column) + blanks)
                    .append(" |");
        }
        text.append('\n');
    }

    private static String markdownCell(Object value) {
        return value == null ? "" : value.toString().replace("|", "\\|").replaceAll("\\s*[\\r\\n]+\\s*", "; ");
    }
}
