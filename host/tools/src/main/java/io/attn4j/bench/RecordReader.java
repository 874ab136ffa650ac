package io.attn4j.bench;

import io.attn4j.error.InvalidInputException;
import io.attn4j.error.ShellWord;
import io.attn4j.file.FileBytes;
import io.attn4j.file.JsonTree;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads files of records (JSON lines) strictly: every defect is one line that names file, line, field, rule and remedy.
 *
 * <p>A record has every field of {@link RecordSchema#RECORD}, except for those added later, and no other, null where unknown.
 * Whole numbers come as {@code Long}, other numbers as {@code Double}, {@code samples_ns} as {@code long[]}.
 */
public final class RecordReader {
    private static final int MOST_BYTES = 1 << 30;

    private final Path file;
    private final int line;

    private RecordReader(Path file, int line) {
        this.file = file;
        this.line = line;
    }

    /**
     * The records of a file, in its order.
     *
     * @throws InvalidInputException when there is no such file, it holds no record, or one is defective
     * @throws UncheckedIOException when reading fails
     */
    public static List<ResultRecord> read(Path file) {
        List<ResultRecord> records = new ArrayList<>();
        byte[] bytes =
                FileBytes.read(file, MOST_BYTES, "records as JSON lines", "attn4j bench --out " + ShellWord.of(file));
        int from = 0;
        for (int line = 1; from < bytes.length; line++) {
            int to = from;
            while (to < bytes.length && bytes[to] != '\n') {
                to++;
            }
            records.add(new RecordReader(file, line).record(Arrays.copyOfRange(bytes, from, to)));
            from = to + 1;
        }
        if (records.isEmpty()) {
            throw new InvalidInputException(
                    file.toString(), "no record", "one record per line", "attn4j bench --out " + ShellWord.of(file));
        }
        return records;
    }

    private ResultRecord record(byte[] json) {
        if (new String(json, StandardCharsets.UTF_8).isBlank()) {
            throw invalid("record", "an empty line", "one JSON object per line", "taking the line out");
        }
        if (!(JsonTree.parse(file + " line " + line, json) instanceof Map<?, ?> object)) {
            throw invalid("record", "no object", "one JSON object per line", "attn4j bench -o jsonl");
        }
        Object version = object.get("schema_version");
        if (!Long.valueOf(ResultRecord.SCHEMA_VERSION).equals(version)) {
            throw invalid(
                    "schema_version",
                    version == null ? "nothing" : version,
                    String.valueOf(ResultRecord.SCHEMA_VERSION),
                    "measuring again with this version");
        }
        for (Object name : object.keySet()) {
            if (!ResultRecord.FIELDS.contains(name)) {
                throw invalid(String.valueOf(name), "an unknown field", "only fields of the schema", "leaving it out");
            }
        }
        ResultRecord record = new ResultRecord();
        for (String field : ResultRecord.FIELDS) {
            if (!object.containsKey(field) && !RecordSchema.RECORD.field(field).added()) {
                throw invalid(field, "no such field", "every field of the schema", "adding it, null where unknown");
            }
            record.set(field, value(RecordSchema.RECORD.field(field), object.get(field)));
        }
        checkSamples(record);
        return record;
    }

    private Object value(RecordSchema.Field field, Object value) {
        if (value == null) {
            if (field.required()) {
                throw invalid(field.name(), "null", "a value", "writing one");
            }
            return null;
        }
        return switch (field.kind()) {
            case WHOLE -> whole(field.name(), value, 0);
            case INTEGER -> whole(field.name(), value, Long.MIN_VALUE);
            case NUMBER -> number(field.name(), value);
            case FLAG -> flag(field.name(), value);
            case SAMPLES -> samples(value);
            case TEXT, WORD, TEXTS -> text(field, value);
        };
    }

    private Long whole(String field, Object value, long least) {
        if (value instanceof Long number && number >= least) {
            return number;
        }
        throw invalid(field, value, "a whole number from 0", "correcting it");
    }

    private Double number(String field, Object value) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue()) && number.doubleValue() >= 0) {
            return number.doubleValue();
        }
        throw invalid(field, value, "a number from 0", "correcting it, or null where unknown");
    }

    private Boolean flag(String field, Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw invalid(field, value, "true or false", "one of those");
    }

    private String text(RecordSchema.Field field, Object value) {
        if (!(value instanceof String text)) {
            throw invalid(field.name(), value, "a text", "quoting it");
        }
        if (!field.words().isEmpty() && !field.words().contains(text)) {
            String words = String.join(", ", field.words().stream().sorted().toList());
            throw invalid(field.name(), text, "one of " + words, "one of those");
        }
        return text;
    }

    private long[] samples(Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw invalid("samples_ns", value, "an array of at least one time", "null where nothing was measured");
        }
        return list.stream()
                .mapToLong(sample -> {
                    if (sample instanceof Long nanoseconds && nanoseconds > 0) {
                        return nanoseconds;
                    }
                    throw invalid("samples_ns", sample, "whole nanoseconds above 0", "correcting it");
                })
                .toArray();
    }

    /** What is derived from the samples must agree with them, or one of the two is not what was measured. */
    private void checkSamples(ResultRecord record) {
        Double median = (Double) record.get("median_ns");
        long[] samples = (long[]) record.get("samples_ns");
        if ((median == null) != (samples == null)) {
            throw invalid(
                    "median_ns",
                    median == null ? "null" : median,
                    "median_ns and samples_ns together",
                    "measuring again");
        }
        if (samples == null) {
            return;
        }
        double expected = new Samples(samples, 0, false).median();
        if (Math.abs(expected - median) > 0.5) {
            throw invalid("median_ns", median, "the median of samples_ns, " + expected, "measuring again");
        }
        Long reps = (Long) record.get("reps");
        if (reps == null || reps != samples.length) {
            throw invalid("reps", reps, "the number of samples_ns, " + samples.length, "measuring again");
        }
    }

    private InvalidInputException invalid(String field, Object got, String needs, String attempt) {
        return new InvalidInputException(
                file + " line " + line + ": " + field, got == null ? "null" : got, needs, attempt);
    }
}
