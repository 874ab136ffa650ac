package io.attn4j.cli;

import io.attn4j.batch.BatchedSession;
import io.attn4j.bench.CaseId;
import io.attn4j.bench.CaseLaunches;
import io.attn4j.bench.LaunchFolder;
import io.attn4j.device.DeviceConfig;
import io.attn4j.device.DeviceConfigs;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineChoice;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.Engines;
import io.attn4j.engine.RecordingEngine;
import io.attn4j.error.InvalidInputException;
import io.attn4j.graph.GraphDevice;
import io.attn4j.mechanism.Cost;
import io.attn4j.mechanism.Request;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attn4j explain}. */
@Command(description = "Print how a case runs: engine, device-config, task graph, grid and generated source.")
final class ExplainVerb implements Verb {
    private final Terminal terminal;

    @Parameters(paramLabel = "CASE", description = "Case id, such as standard/fwd/f32/B1/H8/N512/L512/D64.")
    private String id;

    @Option(names = "--engine", paramLabel = "ID", description = "Engine (default: ${DEFAULT-VALUE}, the fastest).")
    private String engine = Engines.AUTO;

    @Mixin
    private EngineFlags flags = new EngineFlags();

    @Mixin
    private LaunchFlags launches = new LaunchFlags();

    ExplainVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        launches.check();
        LaunchFolder folder = launches.folder();
        CaseId asked = CaseId.parse(id);
        if (folder != null) {
            CaseLaunches.requireForward(asked);
        }
        Request request = asked.request();
        EngineChoice choice = folder == null ? Engines.choose(engine) : recording();
        PrintStream out = terminal.out();
        try (Engine opened = choice.engine()) {
            flags.check(opened);
            DeviceSelector selector = flags.device();
            int device = selector == null ? choice.device() : selector.resolve(opened);
            EngineOptions options =
                    new EngineOptions(device, flags.strategy(), flags.memoryBudget(), false, flags.deviceConfig());
            out.println("case: " + asked);
            Cost cost = request.cost();
            out.printf(
                    Locale.ROOT,
                    "cost: %.4g FLOPs (%s), %.4g bytes (%s), %.1f FLOPs per byte, before any masking%n",
                    cost.flops(),
                    cost.flopModel(),
                    cost.bytes(),
                    cost.byteModel(),
                    cost.flops() / cost.bytes());
            choice.reasons().forEach(reason -> out.println("engine " + reason));
            if (opened.taskGraphs()) {
                explainDevice(opened, options);
            }
            String text = BatchedSession.explain(opened, request, options);
            out.println();
            out.print(text);
            if (opened instanceof RecordingEngine recording) {
                write(asked, recording, options, folder);
            }
        }
        return ExitCode.OK;
    }

    private EngineChoice recording() {
        if (!engine.equals(Engines.AUTO) && !engine.equals(Engines.OPENCL)) {
            throw new InvalidInputException("--engine", engine, "opencl with --launches", "leaving it out");
        }
        if (flags.device() != null || flags.memoryBudget() != 0) {
            throw new InvalidInputException(
                    flags.device() != null ? "--device" : "--memory-budget",
                    "a value with --launches",
                    "no device that is there",
                    "--device-name, which describes one");
        }
        return new EngineChoice(
                new RecordingEngine(launches.device()), 0, List.of("opencl: launches are recorded, nothing is run"));
    }

    private void write(CaseId asked, RecordingEngine recording, EngineOptions options, LaunchFolder folder) {
        String repro = String.join(" ", "./attn4j explain", asked.toString(), launches.repro(), flags.repro());
        List<Path> files = new CaseLaunches(asked, launches.seed(), repro.strip()).write(recording, options, folder);
        PrintStream out = terminal.out();
        out.println();
        files.forEach(file -> out.println("wrote " + file));
    }

    private void explainDevice(Engine opened, EngineOptions options) {
        PrintStream out = terminal.out();
        GraphDevice device = opened.device(options.device());
        out.println(
                "device: " + device.index() + " " + device.name() + ", " + device.type() + ", " + device.platform());
        DeviceConfig config =
                DeviceConfigs.select(device, options.deviceConfig()).config();
        out.println("configured for: " + config.description());
        config.kernels()
                .forEach(choice -> out.println("  role " + choice.role() + ": " + choice.strategy() + " "
                        + new TreeMap<>(choice.constants())));
        if (options.strategy() != null) {
            out.println("  --kernel " + options.strategy() + " takes the place of the configured strategy");
        }
        new TreeMap<>(config.fpga())
                .forEach((key, value) -> out.println("  TornadoVM's FPGA flow: " + key + " = " + value));
    }
}
