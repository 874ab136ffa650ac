package io.attn4j.dataset;

import io.attn4j.file.JsonLine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A file of records, one a line, as it is put together. */
final class DocumentLines {
    private final StringBuilder lines = new StringBuilder();
    private int count;

    /** Adds a document to classify. */
    void add(String id, String label, String text) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", id);
        line.put("label", label);
        line.put("text", text);
        add(line);
    }

    /** Adds a record. */
    void add(Map<String, ?> record) {
        lines.append(JsonLine.of(record)).append('\n');
        count++;
    }

    /** Writes the file. */
    PreparedFile write(Path folder, String name) {
        return PreparedFile.write(folder, name, count, lines.toString().getBytes(StandardCharsets.UTF_8));
    }
}
