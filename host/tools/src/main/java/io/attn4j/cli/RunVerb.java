package io.attn4j.cli;

import io.attn4j.autodiff.Differentiation;
import io.attn4j.batch.BatchedSession;
import io.attn4j.bench.Pass;
import io.attn4j.bench.RecordSchema;
import io.attn4j.bench.ResultRecord;
import io.attn4j.bench.Status;
import io.attn4j.device.DeviceConfigs;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineChoice;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.Engines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.file.TensorFile;
import io.attn4j.file.TensorFiles;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphTimings;
import io.attn4j.mechanism.Call;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.TensorSpec;
import io.attn4j.mechanism.gradient.GradientMechanism;
import io.attn4j.plan.Strategy;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** {@code attn4j run}: tensors in, attention, tensors out. */
@Command(description = "Run a mechanism on tensors from files and write the result.")
final class RunVerb implements Verb {
    private final Terminal terminal;

    @Option(names = "--mechanism", paramLabel = "ID", description = "Mechanism (default: ${DEFAULT-VALUE}).")
    private String mechanism = "standard";

    @Option(
            names = "--in",
            required = true,
            paramLabel = "FILE",
            description = "A .safetensors file, a .npy file, NAME=FILE.npy, or a directory of .npy files; repeatable.")
    private List<String> in;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where o (and lse) go: .safetensors, or .npy for o alone.")
    private Path out;

    @Option(names = "--engine", paramLabel = "ID", description = "Engine (default: ${DEFAULT-VALUE}, the fastest).")
    private String engine = Engines.AUTO;

    @Option(
            names = "--causal",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true,false",
            description = "Mask keys after the query, aligned bottom-right.")
    private boolean causal;

    @Option(names = "--scale", paramLabel = "X", description = "Scale of the logits (default: 1/sqrt(D)).")
    private Float scale;

    @Option(names = "--lse", description = "Also write the log-sum-exp of each row as lse.")
    private boolean lse;

    @Option(
            names = "--pass",
            paramLabel = "PASS",
            description =
                    "fwd, or bwd (also fwdbwd): takes grad.o (and grad.lse) as well, and writes grad.<tensor> for each tensor of"
                            + " floats (default: ${DEFAULT-VALUE}).")
    private String pass = Pass.FORWARD.id();

    @Option(
            names = "--wanted",
            split = ",",
            paramLabel = "TENSOR",
            description = "With --pass bwd, the tensors whose gradients to write (default: all).")
    private List<String> gradients = List.of();

    @Mixin
    private EngineFlags flags = new EngineFlags();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "Print an execution report as md, csv, json or jsonl.")
    private String report;

    @Option(
            names = {"-v", "--verbose"},
            description = "Report on standard error which engine was chosen and why.")
    private boolean verbose;

    RunVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Adds the options of all mechanisms; the mechanism asked for refuses those that are not its own. */
    @Override
    public void addOptions(CommandSpec spec) {
        Map<String, String> descriptions = new LinkedHashMap<>();
        for (Mechanism known : Mechanisms.all()) {
            known.options()
                    .forEach(option -> descriptions.merge(
                            option.name(),
                            known.id() + ": " + option.meaning() + ", " + option.values() + " (default: "
                                    + option.defaultValue() + ").",
                            (one, other) -> one + " " + other));
        }
        descriptions.forEach((name, description) -> spec.addOption(OptionSpec.builder("--" + name)
                .type(String.class)
                .paramLabel("VALUE")
                .description(description)
                .build()));
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        OutputFormat format = report == null ? null : OutputFormat.of(report);
        long budget = flags.memoryBudget();
        DeviceSelector selector = flags.device();
        Strategy strategy = flags.strategy();
        Mechanism chosen = chosen();
        TensorFiles.checkWritable(out, lse ? List.of("o", "lse") : List.of("o"));
        MechanismConfig config = new MechanismConfig(mechanism, causal, checkedScale(), options(parsed));
        Set<String> known = chosen.tensors().stream().map(TensorSpec::name).collect(Collectors.toSet());
        // a gradient that does not belong to the pass is a mistake, not a tensor to leave out
        Predicate<String> taken = name -> known.contains(name) || name.startsWith(Differentiation.PREFIX);
        try (TensorFile file = TensorFiles.read(in, taken);
                Arena arena = Arena.ofShared()) {
            LeftOutTensors.report(
                    terminal,
                    "run",
                    mechanism,
                    file.others().keySet(),
                    known,
                    file.types().keySet());
            Request request = chosen.request(config, file.types());
            // What only the data can tell is checked before an engine is started.
            Call call = Call.of(request, file.tensors(), Map.of());
            call.plan();
            List<String> wanted = wanted(request);
            TensorFiles.checkWritable(out, types(request, wanted));
            EngineChoice choice = Engines.choose(engine);
            try (Engine opened = choice.engine()) {
                explain(choice.reasons());
                flags.check(opened);
                int device = selector == null ? choice.device() : selector.resolve(opened);
                EngineOptions engineOptions =
                        new EngineOptions(device, strategy, budget, format != null, flags.deviceConfig());
                Map<String, Tensor> outputs = new LinkedHashMap<>();
                for (String name : wanted) {
                    outputs.put(name, Tensor.allocate(request.outputs().get(name), arena));
                }
                terminal.progress(mechanism + " on " + opened.id() + " ...");
                GraphTimings timings;
                int parts;
                try (EngineSession session = BatchedSession.open(opened, request, engineOptions)) {
                    timings = run(session, call.into(outputs), file);
                    parts = session instanceof BatchedSession batched ? batched.parts() : 1;
                } finally {
                    terminal.progressDone();
                }
                TensorFiles.write(out, outputs);
                if (format != null) {
                    Map<String, Object> record = record(request, choice, engineOptions, timings, parts);
                    terminal.out()
                            .print(Rows.render(
                                    format == OutputFormat.MD ? Rows.lines(record) : List.of(record), format));
                }
            }
        }
        return ExitCode.OK;
    }

    private static GraphTimings run(EngineSession session, Call call, TensorFile file) {
        try {
            GraphTimings timings = session.run(call);
            file.requireUnchanged();
            return timings;
        } catch (InternalError fault) {
            // what the JVM throws where a mapped file has become shorter
            file.requireUnchanged();
            throw fault;
        }
    }

    /** The mechanism, or its gradient. */
    private Mechanism chosen() {
        Mechanism forward = Mechanisms.byId(mechanism);
        Pass asked = Pass.of("--pass", pass);
        if (asked != Pass.FORWARD) {
            return new GradientMechanism(forward, gradients);
        }
        if (!gradients.isEmpty()) {
            throw new InvalidInputException(
                    "--wanted", String.join(",", gradients), "a backward pass", "--pass bwd, or leaving it out");
        }
        return forward;
    }

    /** Everything that the request can return; the log-sum-exp only with --lse. */
    private List<String> wanted(Request request) {
        if (lse && request.lseType() == null) {
            throw new InvalidInputException(
                    "--lse", "--lse", "a request that is one softmax, which this is not", "leaving it out");
        }
        return request.outputs().keySet().stream()
                .filter(name -> lse || !name.equals("lse"))
                .toList();
    }

    private static Map<String, TensorType> types(Request request, List<String> names) {
        Map<String, TensorType> types = new LinkedHashMap<>();
        names.forEach(name -> types.put(name, request.outputs().get(name)));
        return types;
    }

    private Float checkedScale() {
        if (scale != null && !Float.isFinite(scale)) {
            throw new InvalidInputException("--scale", scale, "a finite number", "--scale 0.125");
        }
        return scale;
    }

    private Map<String, String> options(CommandLine.ParseResult parsed) {
        Map<String, String> options = new HashMap<>();
        for (Mechanism known : Mechanisms.all()) {
            known.options().forEach(option -> {
                String value = parsed.matchedOptionValue("--" + option.name(), null);
                if (value != null) {
                    options.put(option.name(), value);
                }
            });
        }
        return options;
    }

    private void explain(List<String> reasons) {
        if (verbose) {
            reasons.forEach(reason -> terminal.err().println("attn4j run: " + reason));
        }
    }

    private Map<String, Object> record(
            Request request, EngineChoice choice, EngineOptions options, GraphTimings timings, int parts) {
        GraphDevice device = choice.engine().device(options.device());
        return new ResultRecord(RecordSchema.RUN)
                .set("status", Status.OK.toString())
                .set("engine", choice.engine().id())
                .set("engine_reasons", choice.reasons())
                .set("device", device.index())
                .set("device_name", device.name())
                .set("device_type", device.type().toString())
                .set("driver_version", device.driverVersion())
                .set(
                        "config_file",
                        choice.engine().taskGraphs()
                                ? DeviceConfigs.select(device, options.deviceConfig())
                                        .config()
                                        .file()
                                : null)
                .set("mechanism", mechanism)
                .set("variant", request.variant())
                .set("dtype", request.dtype().id())
                .set("batch", request.batch())
                .set("heads", request.heads())
                .set("kv_heads", request.kvHeads())
                .set("seq_q", request.queries())
                .set("seq_k", request.keys())
                .set("head_dim", request.keyDim())
                .set("value_dim", request.valueDim())
                .set("rank", request.rank() == 0 ? null : request.rank())
                .set("causal", causal)
                .set("scale", (double) request.scale())
                .set("parts", parts)
                .set("wall_ns", timings.wallNs())
                .setKnown("jit_ns", timings.jitNs())
                .setKnown("h2d_ns", timings.toDeviceNs())
                .setKnown("kernel_ns", timings.kernelNs())
                .setKnown("d2h_ns", timings.toHostNs())
                .setKnown("dispatch_ns", timings.dispatchNs())
                .set("h2d_bytes", timings.bytesToDevice())
                .set("d2h_bytes", timings.bytesToHost())
                .setKnown("device_peak_bytes", timings.deviceBytes())
                .set("out", out.toString())
                .values();
    }
}
