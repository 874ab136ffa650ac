package io.attn4j.cli;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.OtherTensor;
import io.attn4j.file.TensorFile;
import io.attn4j.file.TensorFiles;
import io.attn4j.mechanism.collaborative.InputMoments;
import io.attn4j.mechanism.collaborative.Reparametrisation;
import io.attn4j.model.AttentionConfig;
import io.attn4j.model.encoder.EncoderConfig;
import io.attn4j.model.encoder.EncoderFile;
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
            "With --model all layers of an encoder are converted, and --out gets an encoder that attn4j encode takes.",
            "--calibrate weights the fit by the second moments of real inputs: x [B,N,M] and lengths [B], or for an",
            "encoder layers.<i>.x, as attn4j encode --hidden writes them.",
            "",
            "Without --rank the conversion is exact (D~ = H*dk). bk is dropped: softmax cancels it.",
            "The temperature stays 1/sqrt(dk): the report names the option to run with where dk is not M/H."
        })
final class ConvertVerb implements Verb {
    private static final Set<String> READ = Set.of("wq", "wk", "bq", "bk", "mu", "wc");

    private final Terminal terminal;

    @Option(
            names = "--in",
            paramLabel = "FILE",
            description = "A .safetensors file, a .npy file, NAME=FILE.npy, or a directory of .npy files; repeatable.")
    private List<String> in;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The .safetensors file to write.")
    private Path out;

    @Option(
            names = "--model",
            paramLabel = "DIR|JSON",
            description = "An encoder to convert all layers of, in place of --in and --heads.")
    private Path model;

    @Option(
            names = "--calibrate",
            paramLabel = "FILE",
            description = "Inputs of the layer, or of all layers of the encoder: .safetensors.")
    private Path calibrate;

    @Option(names = "--heads", paramLabel = "H", description = "Number of heads in wq and wk.")
    private Integer heads;

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
        if (model == null && (in == null || heads == null)) {
            throw new CommandLine.ParameterException(
                    parsed.commandSpec().commandLine(),
                    "Missing required option: " + (in == null ? "'--in=FILE', or '--model=DIR|JSON'" : "'--heads=H'"));
        }
        if (model != null && (in != null || heads != null)) {
            throw new InvalidInputException(
                    in != null ? "--in" : "--heads",
                    in != null ? String.join(" ", in) : heads,
                    "none with --model, which has it",
                    "leaving it out");
        }
        Map<String, Object> record = model == null ? layer() : encoder();
        terminal.out().print(Rows.render(output == OutputFormat.MD ? Rows.lines(record) : List.of(record), output));
        return ExitCode.OK;
    }

    private Map<String, Object> layer() {
        try (TensorFile inputs = calibrate == null ? null : TensorFiles.read(calibrate);
                TensorFile file = TensorFiles.read(in, READ::contains)) {
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
            InputMoments moments = inputs == null ? null : moments(inputs, "x");
            Reparametrisation.Result result = Reparametrisation.convert(
                    wq, wk, bq, heads, columns, moments, limits(type, columns), terminal::progress);
            terminal.progressDone();
            Map<String, Tensor> outputs = outputs(given, result);
            Map<String, OtherTensor> others = new LinkedHashMap<>(file.others());
            others.forEach((name, other) -> tensor(other).ifPresent(tensor -> outputs.put(name, tensor)));
            others.keySet().removeAll(outputs.keySet());
            file.requireUnchanged();
            TensorFiles.write(out, outputs, others);
            Map<String, Object> record = record(type, given, columns, result);
            if (calibrate != null) {
                record.put("calibrated_by", calibrate.toString());
            }
            return record;
        }
    }

    private static InputMoments moments(TensorFile inputs, String name) {
        return InputMoments.of(
                required(inputs.tensors(), name), inputs.tensors().get("lengths"));
    }

    /** Converts all layers of an encoder with attention of concatenated heads. */
    private Map<String, Object> encoder() {
        EncoderFile given = EncoderFile.read(model);
        EncoderConfig config = given.config();
        EncoderFile.jsonOf(out);
        if (!config.attention().mechanism().equals("standard")
                || !config.attention().options().isEmpty()) {
            throw new InvalidInputException(
                    "--model", config.attention().mechanism(), "an encoder with standard attention", "the original");
        }
        int columns = rank == null ? config.width() : rank;
        Map<String, Object> record = new LinkedHashMap<>();
        List<Double> errors = new ArrayList<>();
        long before = 0;
        long after = 0;
        try (TensorFile inputs = calibrate == null ? null : TensorFiles.read(calibrate);
                TensorFile file = TensorFiles.read(given.weights())) {
            Map<String, Tensor> tensors = new LinkedHashMap<>(file.tensors());
            for (int i = 0; i < config.layers(); i++) {
                String layer = "layers." + i + ".attention.";
                Tensor wq = required(tensors, layer + "wq");
                Tensor bq = tensors.remove(layer + "bq");
                tensors.remove(layer + "bk");
                InputMoments moments = inputs == null ? null : moments(inputs, "layers." + i + ".x");
                String told = "layer " + i + ", ";
                Reparametrisation.Result result = Reparametrisation.convert(
                        wq,
                        required(tensors, layer + "wk"),
                        bq,
                        config.heads(),
                        columns,
                        moments,
                        limits(wq.type(), columns),
                        step -> terminal.progress(told + step));
                before += 2 * wq.type().elements();
                for (Map.Entry<String, Tensor> made : outputs(Map.of(), result).entrySet()) {
                    tensors.put(layer + made.getKey(), made.getValue());
                    after += made.getValue().type().elements();
                }
                errors.add(result.relativeError());
            }
            terminal.progressDone();
            AttentionConfig attention = AttentionConfig.of("collaborative", columns, Map.of());
            EncoderFile.write(out, config.withAttention(attention), tensors, given.tokenizer());
        }
        record.put("status", "ok");
        record.put("mechanism", "collaborative");
        record.put("heads", config.heads());
        record.put("model_dim", config.width());
        record.put("rank", columns);
        record.put("layers", config.layers());
        record.put("calibrated_by", calibrate == null ? null : calibrate.toString());
        record.put("relative_errors", errors);
        record.put("projection_parameters_before", before);
        record.put("projection_parameters_after", after);
        record.put("out", out.toString());
        record.put("model", EncoderFile.jsonOf(out).toString());
        return record;
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
