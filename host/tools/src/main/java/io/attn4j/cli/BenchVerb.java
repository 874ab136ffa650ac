package io.attn4j.cli;

import io.attn4j.bench.BenchSuite;
import io.attn4j.bench.CaseId;
import io.attn4j.bench.ResultRecord;
import io.attn4j.bench.TimingRules;
import io.attn4j.cpu.CpuPeak;
import io.attn4j.device.DeviceConfigs;
import io.attn4j.device.Peaks;
import io.attn4j.engine.Engine;
import io.attn4j.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attn4j bench}. */
@Command(
        description = "Check and time cases on every usable engine, side by side.",
        footer = "attn4j bench --jmh [JMH options] runs the JMH benchmarks instead; --jmh -h lists JMH's options.")
final class BenchVerb implements Verb {
    private static final double NANOS = 1e9;

    private final Terminal terminal;

    @Option(
            names = "--engine",
            paramLabel = "IDS",
            description = "Engines (default: ${DEFAULT-VALUE} that are usable).")
    private String engines = "all";

    @Mixin
    private PeerFlag peers = new PeerFlag();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads of engines on the processor (default: all); engines without such a limit are left out.")
    private Integer threads;

    @Option(
            names = "--suite",
            paramLabel = "NAME",
            description =
                    "Cases to run when none is given: mechanisms (default); scale, up to 65,536 tokens; large, grids that fill a GPU; gradients, forward and gradients; batch, for --memory-budget 64MB.")
    private String suite = "mechanisms";

    @Mixin
    private CaseFlags cases = new CaseFlags();

    @Mixin
    private EngineFlags flags = new EngineFlags();

    @Option(names = "--reps", paramLabel = "N", description = "Smallest number of samples (default: ${DEFAULT-VALUE}).")
    private int reps = TimingRules.DEFAULT.minReps();

    @Option(names = "--min-time", paramLabel = "SECONDS", description = "Shortest time to sample (default: 0.3).")
    private double minTime = TimingRules.DEFAULT.minTimeNs() / NANOS;

    @Option(
            names = "--max-noise",
            paramLabel = "SHARE",
            description = "Median absolute deviation over median to reach (default: ${DEFAULT-VALUE}).")
    private double maxNoise = TimingRules.DEFAULT.maxNoise();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Limit of warm-up and of sampling, each, per case and engine (default: ${DEFAULT-VALUE}).")
    private double timeout = TimingRules.DEFAULT.timeoutNs() / NANOS;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description = "Largest number of warm-up executions (default: ${DEFAULT-VALUE}).")
    private int warmup = TimingRules.DEFAULT.maxWarmups();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the inputs (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private OutputOptions output = new OutputOptions();

    private Peaks cpuPeaks;

    BenchVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        output.check();
        peers.check();
        checkThreads();
        TimingRules rules = rules();
        List<CaseId> chosen = cases.cases(suite());
        checkTimed(chosen);
        try (EngineList list = EngineList.open(engines, threads == null ? 0 : threads)) {
            List<ResultRecord> records = new CaseLoop(
                            terminal,
                            list,
                            flags,
                            cases.suite(),
                            repro(),
                            record -> output.stream(terminal, record.values()))
                    .run(chosen, seed, this::cpuPeaks, rules);
            output.write(terminal, records.stream().map(ResultRecord::values).toList(), BenchTable.measured(records));
            List<String> remarks = new ArrayList<>(BenchTable.remarks(records));
            if (cpuPeaks != null) {
                remarks.add(String.format(
                        Locale.ROOT,
                        "roofline of this processor: %.0f GFLOP/s, %.1f GB/s (%s: %s)",
                        cpuPeaks.gflops(),
                        cpuPeaks.gbs(),
                        cpuPeaks.source(),
                        cpuPeaks.reference()));
            }
            remarks.addAll(deviceConfigs(list));
            output.remarks(terminal, remarks, list.leftOut());
            return CaseLoop.exitCode(records);
        }
    }

    private List<CaseId> suite() {
        return switch (suite) {
            case "mechanisms" -> BenchSuite.bench();
            case "scale" -> BenchSuite.scale();
            case "large" -> BenchSuite.large();
            case "gradients" -> BenchSuite.gradients();
            case "batch" -> {
                if (flags.memoryBudget() == 0) {
                    throw new InvalidInputException(
                            "--suite", suite, "a memory budget to split batches by", "--memory-budget 64MB");
                }
                yield BenchSuite.batch();
            }
            default ->
                throw new InvalidInputException(
                        "--suite", suite, "mechanisms, scale, large, gradients or batch", "--suite scale");
        };
    }

    /** The device-config of each engine that has kernels to configure. */
    private List<String> deviceConfigs(EngineList list) {
        return list.usable().stream()
                .filter(Engine::taskGraphs)
                .map(engine -> "device-config of " + engine.id() + ": "
                        + DeviceConfigs.select(engine.device(list.device(engine, flags.device())), flags.deviceConfig())
                                .config()
                                .describe())
                .toList();
    }

    private TimingRules rules() {
        positive("--reps", reps);
        positive("--min-time", minTime);
        positive("--max-noise", maxNoise);
        positive("--timeout", timeout);
        positive("--warmup", warmup);
        return new TimingRules(reps, (long) (minTime * NANOS), maxNoise, warmup, (long) (timeout * NANOS));
    }

    private static void checkTimed(List<CaseId> cases) {
        for (CaseId id : cases) {
            if (!id.pass().timed()) {
                throw new InvalidInputException(
                        "--pass",
                        id.pass().id(),
                        "fwd or fwdbwd, as the plan of gradients holds the forward pass",
                        "--pass fwdbwd, or attn4j check");
            }
        }
    }

    private void checkThreads() {
        int most = Runtime.getRuntime().availableProcessors();
        if (threads != null && (threads < 1 || threads > most)) {
            throw new InvalidInputException(
                    "--threads", threads, "1 to " + most + ", the processors of this machine", "leaving it out");
        }
    }

    private String repro() {
        String limit = threads == null ? "" : "--threads " + threads;
        return Stream.of(peers.repro(), limit, flags.repro())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static void positive(String flag, double value) {
        if (!(value > 0) || value > 1e6) {
            throw new InvalidInputException(flag, value, "a number above 0 and up to 1000000", "leaving it out");
        }
    }

    /** Measured once per command, when the first record needs it, on as many threads as the engine cpu uses. */
    private Peaks cpuPeaks() {
        if (cpuPeaks == null) {
            CpuPeak peak =
                    CpuPeak.measure(threads == null ? Runtime.getRuntime().availableProcessors() : threads);
            cpuPeaks = new Peaks(
                    peak.gflops(),
                    peak.gbs(),
                    Peaks.Source.MEASURED,
                    "multiply-adds in registers and a triad in memory, " + peak.kind() + ", " + peak.threads()
                            + " threads, in this run");
        }
        return cpuPeaks;
    }
}
