package io.attn4j.cli;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.OtherTensor;
import io.attn4j.file.TensorFile;
import io.attn4j.file.TensorFiles;
import io.attn4j.mechanism.collaborative.Reparametrisation;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attn4j convert}: weights of concatenated heads in, weights of collaborative heads out. */
@Command(
        description = "Convert query and key weights of concatenated heads into those of collaborative heads.",
        footer = {
            "",
            "in:  wq [M,H*dk], wk [M,H*dk], optional bq [H*dk] and bk; others are copied through",
            "out: wq [M,D~], wk [M,D~], mu [H,D~], with bq also wc [M,H]",
            "",
            "Without --rank the conversion is exact (D~ = H*dk). bk is dropped: softmax cancels it.",
            "The temperature stays 1/sqrt(dk): the report names the option to run with where dk is not M/H."
        })
final class ConvertVerb implements Verb {
    private static final Set<String> READ = Set.of("wq", "wk", "bq", "bk", "mu", "wc");

    private final Terminal terminal;

    @Option(
            names = "--in",
            required = true,
            paramLabel = "FILE",
            description = "A .safetensors file, a .npy file, NAME=FILE.npy, or a directory of .npy files; repeatable.")
    private List<String> in;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The .safetensors file to write.")
    private Path out;

    @Option(names = "--heads", required = true, paramLabel = "H", description = "Number of heads in wq and wk.")
    private int heads;

    @Option(
            names = "--rank",
            paramLabel = "D~",
            description = "Columns of the shared projections (default: H*dk, exact).")
    private Integer rank;

    @Option(
            names = "--sweeps",
            paramLabel = "N",
            description = "Largest number of sweeps per start (default: by size, 40 to 400).")
    private Integer sweeps;

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            description = "End when a sweep lowers the error by less than this part of it (default: ${DEFAULT-VALUE}).")
    private double tolerance = Reparametrisation.Limits.TOLERANCE;

    @Option(
            names = "--restarts",
            paramLabel = "N",
            description = "Random starts to try as well (default: by size, 0 to 8).")
    private Integer restarts;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the random starts (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "Print the report as md (default), csv, json or jsonl.")
    private String format = "md";

    ConvertVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        OutputFormat output = OutputFormat.of(format);
        TensorFiles.checkWritable(out, List.of("wq", "wk", "mu", "wc"));
        try (TensorFile file = TensorFiles.read(in, READ::contains)) {
            Map<String, Tensor> given = file.tensors();
            Tensor wq = required(given, "wq");
            Tensor wk = required(given, "wk");
            Tensor bq = given.get("bq");
            for (String made : List.of("mu", "wc")) {
                if (given.containsKey(made)) {
                    throw new InvalidInputException(
                            made, "a tensor that convert writes", "weights of concatenated heads", "leaving it out");
                }
            }
            TensorType type = wq.type();
            // A shape without columns is refused below.
            int columns = rank != null ? rank : type.rank() == 2 ? (int) type.dimension(1) : 1;
            Reparametrisation.check(type, wk.type(), bq == null ? null : bq.type(), heads, columns);
            Reparametrisation.Result result =
                    Reparametrisation.convert(wq, wk, bq, heads, columns, limits(type, columns), terminal::progress);
            terminal.progressDone();
            Map<String, Tensor> outputs = outputs(given, result);
            Map<String, OtherTensor> others = new LinkedHashMap<>(file.others());
            others.forEach((name, other) -> tensor(other).ifPresent(tensor -> outputs.put(name, tensor)));
            others.keySet().removeAll(outputs.keySet());
            file.requireUnchanged();
            TensorFiles.write(out, outputs, others);
            Map<String, Object> record = record(type, given, columns, result);
            terminal.out().print(Rows.render(output == OutputFormat.MD ? Rows.lines(record) : List.of(record), output));
        }
        return ExitCode.OK;
    }

    /** A tensor that is copied through, of an element type that tensors have. */
    private static Optional<Tensor> tensor(OtherTensor other) {
        for (DType dtype : DType.values()) {
            if (dtype.safetensorsName().equals(other.dtype())) {
                return Optional.of(Tensor.wrap(new TensorType(dtype, other.shape()), other.data()));
            }
        }
        return Optional.empty();
    }

    private static Tensor required(Map<String, Tensor> given, String name) {
        Tensor tensor = given.get(name);
        if (tensor == null) {
            throw new InvalidInputException(name, "no tensor", name + " [M,H*dk]", "adding it to the input");
        }
        return tensor;
    }

    private Reparametrisation.Limits limits(TensorType wq, int columns) {
        Reparametrisation.Limits usual =
                Reparametrisation.Limits.of((int) wq.dimension(0), (int) wq.dimension(1), columns, seed);
        return new Reparametrisation.Limits(
                sweeps == null ? usual.sweeps() : sweeps,
                tolerance,
                restarts == null ? usual.restarts() : restarts,
                seed);
    }

    private static Map<String, Tensor> outputs(Map<String, Tensor> given, Reparametrisation.Result result) {
        Map<String, Tensor> outputs = new LinkedHashMap<>(given);
        outputs.keySet().removeAll(List.of("bq", "bk"));
        outputs.put("wq", result.wq());
        outputs.put("wk", result.wk());
        outputs.put("mu", result.mu());
        if (result.wc() != null) {
            outputs.put("wc", result.wc());
        }
        return outputs;
    }

    private Map<String, Object> record(
            TensorType wq, Map<String, Tensor> given, int columns, Reparametrisation.Result result) {
        List<String> dropped = new ArrayList<>(given.keySet());
        dropped.retainAll(List.of("bk"));
        long before = 2 * wq.elements();
        for (String bias : List.of("bq", "bk")) {
            before += given.containsKey(bias) ? given.get(bias).type().elements() : 0;
        }
        long after = result.wq().type().elements()
                + result.wk().type().elements()
                + result.mu().type().elements();
        after += result.wc() == null ? 0 : result.wc().type().elements();
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("status", "ok");
        record.put("mechanism", "collaborative");
        record.put("heads", heads);
        record.put("model_dim", wq.dimension(0));
        record.put("key_dim", result.keyDim());
        record.put("rank", columns);
        record.put("exact", result.start().equals("copy"));
        record.put("relative_error", result.relativeError());
        record.put("start", result.start());
        record.put("sweeps", result.sweeps());
        record.put("converged", result.converged());
        record.put("parameters_before", before);
        record.put("parameters_after", after);
        record.put("dropped", dropped);
        record.put(
                "run_options",
                result.keyDim() * (long) heads == wq.dimension(0)
                        ? List.of()
                        : List.of("--key-dim", Integer.toString(result.keyDim())));
        record.put("out", out.toString());
        return record;
    }
}
