package io.attn4j.cli;

import io.attn4j.error.InvalidInputException;
import java.nio.file.Path;
import java.util.Locale;

/** Format of records on the command line; named in lower case. */
enum OutputFormat {
    MD,
    CSV,
    JSON,
    JSONL;

    /**
     * The format of that name.
     *
     * @throws InvalidInputException when there is none
     */
    static OutputFormat of(String name) {
        for (OutputFormat format : values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                return format;
            }
        }
        throw new InvalidInputException("-o", name, "md, csv, json or jsonl", "-o jsonl");
    }

    /**
     * The format that the ending of a file names.
     *
     * @throws InvalidInputException when it names none
     */
    static OutputFormat ofFile(Path file) {
        String name = file.getFileName().toString();
        for (OutputFormat format : values()) {
            if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        throw new InvalidInputException("--out", file, "a name that ends in .md, .csv, .json or .jsonl", "bench.jsonl");
    }
}
