package io.attn4j.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fields of records and of the report of {@code attn4j run}, with their order, from {@code record-fields.tsv}; the Python
 * scripts read the same file.
 */
public final class RecordSchema {
    /** Fields of a record of {@code bench} and {@code check}. */
    public static final RecordSchema RECORD = read("record");

    /** Fields of the report of {@code run}. */
    public static final RecordSchema RUN = read("run");

    private static final String FILE = "record-fields.tsv";
    private static final int COLUMNS = 5;

    /** What a field holds. */
    enum Kind {
        /** Any text. */
        TEXT,
        /** A list of texts. */
        TEXTS,
        /** One of the field's words. */
        WORD,
        /** True or false. */
        FLAG,
        /** A whole number from 0: a size or a count. */
        WHOLE,
        /** A whole number. */
        INTEGER,
        /** A number from 0. */
        NUMBER,
        /** Times in whole nanoseconds above 0, at least one. */
        SAMPLES
    }

    /**
     * A field.
     *
     * @param name its name
     * @param kind what it holds
     * @param words what it may hold, of a field of words, else empty
     * @param required whether it is never unknown
     * @param added whether it joined the version after its first records; a record without it does not know it
     */
    record Field(String name, Kind kind, List<String> words, boolean required, boolean added) {}

    private final Map<String, Field> fields;

    private RecordSchema(Map<String, Field> fields) {
        this.fields = fields;
    }

    /** Names in order. */
    public List<String> names() {
        return List.copyOf(fields.keySet());
    }

    /** The field with that name, or null. */
    Field field(String name) {
        return fields.get(name);
    }

    private static RecordSchema read(String list) {
        Map<String, Field> fields = new LinkedHashMap<>();
        try (InputStream in = RecordSchema.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("no " + FILE + " on the class path");
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] cells = line.split("\t", -1);
                if (line.startsWith("#") || cells.length != COLUMNS) {
                    continue;
                }
                if (cells[1].equals(list) || cells[1].equals("both")) {
                    fields.put(cells[0], field(cells[0], cells[2], cells[3]));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new RecordSchema(fields);
    }

    private static Field field(String name, String kind, String mark) {
        boolean words = kind.indexOf(',') >= 0;
        return new Field(
                name,
                words ? Kind.WORD : Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                words ? List.of(kind.split(",")) : List.of(),
                mark.equals("required"),
                mark.equals("added"));
    }
}
