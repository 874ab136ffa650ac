package io.attn4j.bench.report;

import io.attn4j.bench.Check;
import io.attn4j.bench.ResultRecord;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * {@code results/README.md}: what a reader sees first. For every machine and mechanism the fastest record of attn4j on a case that
 * a peer ran too; for every machine the figures that show most.
 */
final class FrontPage {
    private final Page page = new Page();
    private final Map<DeviceRun, List<Figure>> figures;

    private FrontPage(Map<DeviceRun, List<Figure>> figures) {
        this.figures = figures;
    }

    /**
     * The page.
     *
     * @param figures those of every device of every file
     * @param handWritten names of files and directories next to the page that are linked rather than generated
     */
    static String of(Map<DeviceRun, List<Figure>> figures, List<String> handWritten) {
        FrontPage made = new FrontPage(figures);
        made.introduction(handWritten);
        Map<String, List<DeviceRun>> byMachine = DeviceRun.groups(figures.keySet(), DeviceRun::machine);
        byMachine.forEach(made::machine);
        made.page.paragraph("## Runs");
        made.page.table(
                "",
                byMachine.values().stream()
                        .flatMap(List::stream)
                        .map(FrontPage::run)
                        .toList());
        return made.page.toString();
    }

    private void introduction(List<String> handWritten) {
        page.line("""
                # Results

                `./attn4j report` writes these pages and figures from the records in [raw](raw) and from nothing else;
                `./attn4j report --check` checks them against the records. A record is one case on one engine: device, versions,
                every sample, the check against the fp64 reference, and in `repro` the command that repeats it.

                Of each mechanism the tables show the fastest record of attn4j on a case that a peer ran too, where there is one,
                and the fastest peer on that case.""");
        if (!handWritten.isEmpty()) {
            page.line("");
        }
        for (String name : handWritten) {
            page.line("- [" + name + "](" + name + "): "
                    + (name.equals("claims.md")
                            ? "what attn4j claims, each value with its record"
                            : "what was tried and did not work"));
        }
    }

    private void machine(String machine, List<DeviceRun> runs) {
        List<Map<String, String>> rows = headlines(runs);
        page.paragraph("## " + machine);
        if (runs.getFirst().onCard()) {
            page.paragraph(
                    "By kernel time and in fp32, as PyTorch's tensors stay on the card; transfers have their own column.");
        }
        if (rows.isEmpty()) {
            page.paragraph("No times.");
        } else {
            page.table(machine, rows);
        }
        best(runs, figure -> figure.kind() == Figure.Kind.SPEED);
        best(
                runs,
                figure -> figure.kind() == Figure.Kind.RATIOS && figure.path().contains("/" + Figures.PEERS));
    }

    private void best(List<DeviceRun> runs, Predicate<Figure> kind) {
        runs.stream()
                .flatMap(run -> figures.get(run).stream())
                .filter(kind)
                .max(Comparator.comparingLong(Figure::values).thenComparingDouble(Figure::highest))
                .ifPresent(figure -> page.paragraph(
                        "![" + figure.title() + ", " + figure.device() + "](figures/" + figure.path() + ".svg)"));
    }

    /** A record of attn4j, and what is known of it in its file. */
    private record Headline(DeviceRun run, ResultRecord record) {
        /** Mechanism and pass, which have a row each. */
        String form() {
            return record.text("mechanism") + " " + record.text("pass");
        }

        Map<String, Double> peers() {
            return run.peerTimes(record, record.text("acc_dtype"));
        }

        Map<String, String> row() {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("case", RunTables.code(record.text("case_id")));
            row.put("engine", RunTables.code(record.text("engine")));
            row.put(run.onCard() ? "kernels, ms" : "time, ms", Page.milliseconds(run.time(record)));
            row.put("GFLOP/s", Page.format("%.0f", run.gflops(record)));
            row.put("of peak, %", RunTables.ofPeak(run, record));
            row.put(
                    "transfers, ms",
                    run.onCard() && record.get("h2d_ns") != null && record.get("d2h_ns") != null
                            ? Page.milliseconds(record.number("h2d_ns") + record.number("d2h_ns"))
                            : null);
            Optional<Map.Entry<String, Double>> fastest =
                    peers().entrySet().stream().min(Map.Entry.comparingByValue());
            row.put(
                    "times as fast",
                    fastest.map(peer -> RunTables.ratio(peer.getValue() / run.time(record)))
                            .orElse(null));
            row.put(
                    "as the fastest peer",
                    fastest.map(peer -> RunTables.code(peer.getKey())).orElse(null));
            return row;
        }
    }

    private static List<Map<String, String>> headlines(List<DeviceRun> runs) {
        List<Headline> candidates = runs.stream()
                .flatMap(run -> run.contenders().stream()
                        .filter(record -> DeviceRun.ours(record) && run.gflops(record) != null)
                        .map(record -> new Headline(run, record)))
                .toList();
        Comparator<Headline> speed =
                Comparator.comparingDouble(headline -> headline.run().gflops(headline.record()));
        return DeviceRun.groups(candidates, Headline::form).values().stream()
                .map(all -> all.stream()
                        .max(Comparator.<Headline, Boolean>comparing(
                                        headline -> !headline.peers().isEmpty())
                                .thenComparing(speed))
                        .orElseThrow()
                        .row())
                .toList();
    }

    private static Map<String, String> run(DeviceRun run) {
        List<ResultRecord> records = run.records();
        Map<String, String> row = new LinkedHashMap<>();
        row.put("run", "[" + run.file().stem() + "](runs/" + run.file().stem() + ".md)");
        row.put("device", run.device());
        row.put("records", String.valueOf(records.size()));
        row.put("passed", count(records, record -> record.is(Check.PASSED)));
        row.put("attn4j failed", count(records, record -> DeviceRun.ours(record) && record.wrong()));
        row.put(
                "peers failed",
                records.stream().allMatch(DeviceRun::ours)
                        ? null
                        : count(records, record -> !DeviceRun.ours(record) && record.wrong()));
        return row;
    }

    private static String count(List<ResultRecord> records, Predicate<ResultRecord> counted) {
        return String.valueOf(records.stream().filter(counted).count());
    }
}
