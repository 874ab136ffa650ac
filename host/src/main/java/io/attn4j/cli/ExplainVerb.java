package io.attn4j.cli;

import io.attn4j.batch.BatchedSession;
import io.attn4j.bench.CaseId;
import io.attn4j.device.DeviceConfig;
import io.attn4j.device.DeviceConfigs;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineChoice;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.Engines;
import io.attn4j.graph.GraphDevice;
import io.attn4j.mechanism.Cost;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Problem;
import java.io.PrintStream;
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

    ExplainVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        CaseId asked = CaseId.parse(id);
        Mechanism mechanism = Mechanisms.byId(asked.mechanism());
        Problem problem = asked.problem();
        EngineChoice choice = Engines.choose(engine);
        PrintStream out = terminal.out();
        try (Engine opened = choice.engine()) {
            flags.check(opened);
            DeviceSelector selector = flags.device();
            int device = selector == null ? choice.device() : selector.resolve(opened);
            EngineOptions options =
                    new EngineOptions(device, flags.strategy(), flags.memoryBudget(), false, flags.deviceConfig());
            out.println("case: " + asked);
            Cost cost = mechanism.cost(problem, mechanism.plan(problem, null));
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
            try (EngineSession session = BatchedSession.open(opened, mechanism, problem, options)) {
                out.println();
                out.print(session.explain());
            }
        }
        return ExitCode.OK;
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
