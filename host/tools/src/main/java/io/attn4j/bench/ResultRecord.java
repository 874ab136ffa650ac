package io.attn4j.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One flat result record: every field of the schema in its order, null where unknown. */
public final class ResultRecord {
    /** Version of the fields. */
    public static final int SCHEMA_VERSION = 1;

    /** Names of a record's fields in order. */
    public static final List<String> FIELDS = RecordSchema.RECORD.names();

    private final Map<String, Object> values = new LinkedHashMap<>();

    /** A record in which only the schema's version is known. */
    public ResultRecord() {
        this(RecordSchema.RECORD);
        set("schema_version", SCHEMA_VERSION);
    }

    /** A record, or a report, in which nothing is known. */
    public ResultRecord(RecordSchema schema) {
        schema.names().forEach(field -> values.put(field, null));
    }

    /** A copy. */
    public ResultRecord(ResultRecord other) {
        values.putAll(other.values);
    }

    /**
     * Sets a field.
     *
     * @param value a text, number, boolean, {@code long[]} or list of texts; null for unknown
     * @throws IllegalArgumentException when the schema has no such field
     */
    public ResultRecord set(String field, Object value) {
        if (!values.containsKey(field)) {
            throw new IllegalArgumentException("no field " + field + " in the schema of records");
        }
        values.put(field, value);
        return this;
    }

    /** Sets a time or size that is unknown when negative. */
    public ResultRecord setKnown(String field, long value) {
        return set(field, value < 0 ? null : value);
    }

    /** Value of a field, null when unknown. */
    public Object get(String field) {
        return values.get(field);
    }

    /** Whether the trial ended so. */
    public boolean is(Status status) {
        return status.toString().equals(get("status"));
    }

    /** Whether the comparison says so. */
    public boolean is(Check check) {
        return check.toString().equals(get("check"));
    }

    /** Whether the output is wrong. */
    public boolean wrong() {
        return is(Check.FAILED) || is(Check.MISTRUSTED);
    }

    /** Value of a field that holds text, null when unknown. */
    public String text(String field) {
        return (String) get(field);
    }

    /** Value of a field that holds a number, null when unknown. */
    public Double number(String field) {
        return get(field) == null ? null : ((Number) get(field)).doubleValue();
    }

    /** All fields in order. */
    public Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }
}
