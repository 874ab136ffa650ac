package io.attn4j.cli;

import io.attn4j.engine.Engines;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.OptionSpec;
import io.attn4j.mechanism.TensorSpec;
import io.attn4j.mechanism.Variant;
import io.attn4j.tensor.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attn4j list}. */
@Command(description = "List mechanisms, variants, engines and dtypes; with --mechanism its tensors and options.")
final class ListVerb implements Verb {
    private static final String SIXTEEN_BITS = "computed in f32 on all engines but reference (fp64)";

    private final Terminal terminal;

    @Mixin
    private PeerFlag peers = new PeerFlag();

    @Option(names = "--mechanism", paramLabel = "ID", description = "List the tensors and options of this mechanism.")
    private String mechanism;

    @Mixin
    private OutputOptions output = new OutputOptions();

    ListVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        output.check();
        peers.check();
        output.write(terminal, mechanism == null ? everything() : details(Mechanisms.byId(mechanism)));
        return ExitCode.OK;
    }

    private static List<Map<String, Object>> everything() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Mechanism known : Mechanisms.all()) {
            rows.add(row("mechanism", known.id(), known.summary()));
            for (Variant variant : known.variants()) {
                rows.add(row("variant", variant.name(), known.id() + ": " + variant.meaning()));
            }
        }
        Map<String, String> engines = Map.of(
                Engines.REFERENCE, "plain fp64 loops, the oracle",
                Engines.CPU, "fused multi-threaded Java with vectors",
                Engines.SIMULATOR, "the kernels' Java itself, work-item by work-item, with checks",
                Engines.OPENCL, "kernels exported as OpenCL C, through an OpenCL driver",
                Engines.TORNADO, "kernels compiled by TornadoVM at run time (TORNADOVM_HOME)");
        for (String id : Engines.ids()) {
            rows.add(row("engine", id, engines.getOrDefault(id, "a peer to measure against, found on the class path")));
        }
        rows.add(row("dtype", "f32", "single precision in and out, and in sums of all engines but reference (fp64)"));
        rows.add(row("dtype", "f16", "half precision in and out; " + SIXTEEN_BITS));
        rows.add(row("dtype", "bf16", "bfloat16 in and out, .safetensors only; " + SIXTEEN_BITS));
        return rows;
    }

    private static List<Map<String, Object>> details(Mechanism known) {
        List<Map<String, Object>> rows = new ArrayList<>();
        rows.add(row("mechanism", known.id(), known.summary()));
        for (TensorSpec tensor : known.tensors()) {
            rows.add(row(
                    "tensor",
                    tensor.name(),
                    (tensor.dtype() == DType.F32
                                    ? "f32|f16|bf16"
                                    : tensor.dtype().id()) + " " + tensor.shape()
                            + (tensor.required() ? ", required: " : ", optional: ") + tensor.meaning()));
        }
        for (OptionSpec option : known.options()) {
            rows.add(row(
                    "option",
                    "--" + option.name(),
                    option.values() + ", default " + option.defaultValue() + ": " + option.meaning()));
        }
        return rows;
    }

    private static Map<String, Object> row(String kind, String name, String meaning) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("kind", kind);
        row.put("name", name);
        row.put("meaning", meaning);
        return row;
    }
}
