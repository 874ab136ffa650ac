package io.attn4j.cli;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.WholeFile;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code -o} and {@code --out} of the verbs that print records. */
final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "Standard output as md (default), csv, json or jsonl.")
    private String format = "md";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Also write the full records to FILE, in the format that its ending names.")
    private Path file;

    private boolean streamed;

    /**
     * Refuses a wrong format or file before any work is done.
     *
     * @throws InvalidInputException with one line
     */
    void check() {
        format();
        if (file != null) {
            OutputFormat.ofFile(file);
            WholeFile.check(file);
        }
    }

    OutputFormat format() {
        return OutputFormat.of(format);
    }

    /**
     * Prints a record at once where the format is JSON lines, so that a run which is cut short leaves what it has; {@link
     * #write} does not print it again.
     */
    void stream(Terminal terminal, Map<String, ?> record) {
        if (format() == OutputFormat.JSONL) {
            streamed = true;
            terminal.out().print(Rows.render(List.of(record), OutputFormat.JSONL));
            terminal.out().flush();
        }
    }

    /** Prints rows, and writes them to the file where one was asked for. */
    void write(Terminal terminal, List<? extends Map<String, ?>> rows) {
        write(terminal, rows, rows);
    }

    /**
     * Prints {@code table} as Markdown or else {@code records}, and writes the records to the file where one was asked for;
     * the file is whole or not there.
     */
    void write(Terminal terminal, List<? extends Map<String, ?>> records, List<? extends Map<String, ?>> table) {
        if (format() != OutputFormat.JSONL || !streamed) {
            terminal.out().print(Rows.render(format() == OutputFormat.MD ? table : records, format()));
        }
        if (file == null) {
            return;
        }
        OutputFormat ending = OutputFormat.ofFile(file);
        String text = Rows.render(ending == OutputFormat.MD ? table : records, ending);
        WholeFile.write(file, List.of(MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** Lines below a Markdown table; with other formats they go to standard error, so that data stays data. */
    void remarks(Terminal terminal, List<String> remarks, List<String> leftOut) {
        PrintStream to = format() == OutputFormat.MD ? terminal.out() : terminal.err();
        if (!remarks.isEmpty() || !leftOut.isEmpty()) {
            to.println();
        }
        remarks.forEach(to::println);
        leftOut.forEach(line -> to.println("engine left out: " + line));
    }
}
