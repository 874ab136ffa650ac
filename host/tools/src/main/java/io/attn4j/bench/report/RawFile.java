package io.attn4j.bench.report;

import io.attn4j.bench.Check;
import io.attn4j.bench.RecordReader;
import io.attn4j.bench.ResultRecord;
import io.attn4j.error.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of raw records.
 *
 * @param name file name in {@code raw/}
 * @param records its records in order
 */
record RawFile(String name, List<ResultRecord> records) {

    /**
     * All files of {@code results/raw}, by name.
     *
     * @throws InvalidInputException when there is none, or one is defective
     */
    static List<RawFile> all(Path results) {
        Path raw = results.resolve("raw");
        if (!Files.isDirectory(raw)) {
            throw new InvalidInputException(
                    raw.toString(), "no such directory", "raw records of attn4j bench", "mkdir -p " + raw);
        }
        try (Stream<Path> files = Files.list(raw)) {
            List<RawFile> all = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .map(file -> new RawFile(file.getFileName().toString(), RecordReader.read(file)))
                    .toList();
            if (all.isEmpty()) {
                throw new InvalidInputException(
                        raw.toString(), "no .jsonl file", "raw records", "attn4j bench --out " + raw + "/bench.jsonl");
            }
            return all;
        } catch (IOException failure) {
            throw new UncheckedIOException(raw + ": not read; " + failure, failure);
        }
    }

    /** The name without its ending, by which its page and the folder of its figures are named. */
    String stem() {
        return name.substring(0, name.length() - ".jsonl".length());
    }

    /** The command that repeats a record, with CASE and ENGINE in place of its own. */
    static String command(ResultRecord record) {
        return record.text("repro")
                .replace(record.text("case_id"), "CASE")
                .replaceFirst("--engine " + record.get("engine") + "(?![\\w-])", "--engine ENGINE");
    }

    /** Records with a time that passed their check. */
    List<ResultRecord> measured() {
        return records.stream()
                .filter(record -> record.is(Check.PASSED) && record.get("median_ns") != null)
                .toList();
    }
}
