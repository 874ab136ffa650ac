package io.attn4j.cli;

import io.attn4j.bench.report.LengthCurves;
import io.attn4j.bench.report.Report;
import io.attn4j.bench.report.TrainingCurves;
import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attn4j report}: pages and figures from raw records. */
@Command(
        description = "Make the pages and figures of results from raw records, and check claims against them.",
        footer = {
            "",
            "Reads DIR/raw/*.jsonl and DIR/claims.md; writes DIR/README.md, DIR/runs/RUN.md and DIR/figures/RUN/*.svg,",
            "and removes pages and figures there that no record makes."
        })
final class ReportVerb implements Verb {
    private final Terminal terminal;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Directory of results (default: results in the source tree).")
    private Path results;

    @Option(
            names = "--check",
            description = "Write nothing; exit code 1 when pages, figures or claims are not up to date.")
    private boolean check;

    @Option(
            names = "--curves",
            paramLabel = "RUN",
            description = "Draw how the loss of a run of attn4j train fell, from its log.jsonl, instead; repeatable.")
    private List<Path> curves = new ArrayList<>();

    @Option(
            names = "--lengths",
            paramLabel = "FILE",
            description = "Draw time and accuracy by the length of documents, from records with mechanism, window,"
                    + " seconds_per_document and accuracy, instead.")
    private Path lengths;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where curves go (default: the first RUN, or where FILE is).")
    private Path out;

    ReportVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        if (System.getProperty("attn4j.bundle") != null) {
            throw new UnsupportedRequestException("report: got a bundle, which cannot draw; needs a checkout of attn4j;"
                    + " try copying the records there, to results/raw");
        }
        // Figures are drawn into memory: no display is needed, nor looked for.
        System.setProperty("java.awt.headless", "true");
        if (!curves.isEmpty()) {
            Path first = curves.getFirst();
            Path folder = out != null
                    ? out
                    : Files.isDirectory(first) ? first : first.toAbsolutePath().getParent();
            TrainingCurves.draw(curves, folder).forEach(terminal.out()::println);
            return ExitCode.OK;
        }
        if (lengths != null) {
            Path folder = out != null ? out : lengths.toAbsolutePath().getParent();
            LengthCurves.draw(lengths, folder).forEach(terminal.out()::println);
            return ExitCode.OK;
        }
        if (out != null) {
            throw new InvalidInputException(
                    "--out", out, "--curves or --lengths, whose figures go there", "--curves RUN");
        }
        Report report =
                new Report(results == null ? Path.of(System.getProperty("attn4j.root", "."), "results") : results);
        List<String> problems;
        if (check) {
            problems = report.problems();
        } else {
            report.write().forEach(terminal.out()::println);
            problems = report.claimProblems();
        }
        problems.forEach(problem -> terminal.err().println("attn4j report: " + problem));
        return problems.isEmpty() ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }
}
