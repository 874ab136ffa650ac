package io.attn4j.cli;

import io.attn4j.bench.BenchSuite;
import io.attn4j.bench.CaseId;
import io.attn4j.bench.Machine;
import io.attn4j.bench.Pass;
import io.attn4j.device.DeviceConfig;
import io.attn4j.device.TuningEvidence;
import io.attn4j.engine.Engine;
import io.attn4j.engine.Engines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.tune.Tuner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attn4j tune}. */
@Command(description = "Find the kernels, tiles and group sizes that are fastest on a device; later runs use them.")
final class TuneVerb implements Verb {
    private static final int BAR = 20;

    private final Terminal terminal;

    @Option(
            names = "--engine",
            paramLabel = "ID",
            description = "opencl or tornado (default: ${DEFAULT-VALUE}; tornado has more kernels).")
    private String engine = Engines.OPENCL;

    @Option(
            names = "--device",
            paramLabel = "[BACKEND:]N",
            description = "Device of the engine, as attn4j devices counts them (default: its best).")
    private String device;

    @Mixin
    private CaseFlags cases = new CaseFlags();

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            description = "Time to spend; a measurement that has begun is finished (default: ${DEFAULT-VALUE}).")
    private double budget = 300;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description =
                    "Time for one candidate; one that takes twice as long is given up (default: ${DEFAULT-VALUE}).")
    private double timeout = 30;

    @Option(
            names = "--evidence",
            paramLabel = "FILE",
            description = "JSONL file with each candidate measured; an interrupted search resumes from it"
                    + " (default: results/tuning/<device>.jsonl).")
    private Path evidence;

    @Option(names = "--fresh", description = "Measure again what the evidence file holds.")
    private boolean fresh;

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description = "Device-config to write (default: device-configs/<device>.json, where later runs find it).")
    private Path write;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the inputs (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "Standard output as md (default), csv, json or jsonl.")
    private String format = "md";

    TuneVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        OutputFormat chosen = OutputFormat.of(format);
        positive("--budget", budget);
        positive("--timeout", timeout);
        List<CaseId> ids = cases.cases(BenchSuite.tune());
        for (CaseId id : ids) {
            if (id.pass() != Pass.FORWARD) {
                throw new InvalidInputException(
                        "--pass", id.pass().id(), "fwd, the only pass whose kernels are tuned", "leaving it out");
            }
        }
        try (Engine opened = Engines.choose(engine).engine()) {
            int index = device == null ? -1 : DeviceSelector.parse(device).resolve(opened);
            GraphDevice target = opened.device(index);
            String sources = System.getProperty("attn4j.root");
            Tuner.Job job = new Tuner.Job(
                    ids,
                    seed,
                    budget,
                    timeout,
                    evidence == null ? Tuner.evidenceFile(target, opened) : evidence,
                    fresh,
                    write,
                    Machine.current(sources == null ? null : Path.of(sources)).commit());
            Tuner.Result result = new Tuner(opened, target.index(), job, this::progress).run();
            terminal.progressDone();
            report(result, chosen);
        } finally {
            terminal.progressDone();
        }
        return ExitCode.OK;
    }

    private static void positive(String flag, double value) {
        if (!(value > 0) || value > 1e6) {
            throw new InvalidInputException(flag, value, "seconds above 0 and up to 1000000", "leaving it out");
        }
    }

    private void progress(int done, int of, String what, double gain) {
        int filled = BAR * done / of;
        terminal.progress(String.format(
                Locale.ROOT,
                "[%s%s] %d/%d, %.2fx so far: %s",
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                done,
                of,
                gain,
                what));
    }

    private void report(Tuner.Result result, OutputFormat chosen) {
        DeviceConfig config = result.config();
        TuningEvidence measured = config.evidence();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (TuningEvidence.Case one : measured.cases()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("case", one.id());
            row.put("generic", milliseconds(one.genericNs()));
            row.put("untuned", milliseconds(one.untunedNs()));
            row.put("tuned", milliseconds(one.tunedNs()));
            row.put("vs generic", ratio(one.genericNs(), one.tunedNs()));
            row.put("vs untuned", ratio(one.untunedNs(), one.tunedNs()));
            rows.add(row);
        }
        terminal.out().print(Rows.render(rows, chosen));
        List<String> remarks = new ArrayList<>();
        for (KernelChoice choice : config.kernels()) {
            remarks.add(choice.role() + ": " + choice.strategy() + " " + new TreeMap<>(choice.constants()));
        }
        remarks.add(String.format(
                Locale.ROOT,
                "geometric mean: %.3fx as fast as %s%s",
                measured.ratioUntuned(),
                measured.untuned(),
                measured.ratioGeneric() == null
                        ? ", and the device cannot run device-configs/generic.json"
                        : String.format(
                                Locale.ROOT, ", %.2fx as device-configs/generic.json", measured.ratioGeneric())));
        remarks.add("searched: " + measured.searched() + " " + new TreeMap<>(result.counts())
                + (result.remembered() == 0
                        ? ""
                        : ", " + result.remembered() + " of them known from " + measured.records())
                + (result.refused().isEmpty()
                        ? ""
                        : "; left out: "
                                + result.refused().entrySet().stream()
                                        .map(one -> one.getKey() + " " + one.getValue())
                                        .collect(Collectors.joining(", "))));
        remarks.add("evidence: " + measured.records());
        remarks.add("written: " + result.file());
        if (chosen == OutputFormat.MD) {
            terminal.out().println();
            remarks.forEach(terminal.out()::println);
        } else {
            remarks.forEach(terminal.err()::println);
        }
    }

    private static String milliseconds(Double nanoseconds) {
        return nanoseconds == null ? null : String.format(Locale.ROOT, "%.3f ms", nanoseconds / 1e6);
    }

    private static String ratio(Double slow, double fast) {
        return slow == null ? null : String.format(Locale.ROOT, "%.2fx", slow / fast);
    }
}
