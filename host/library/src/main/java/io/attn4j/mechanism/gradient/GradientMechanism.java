package io.attn4j.mechanism.gradient;

import io.attn4j.autodiff.Differentiation;
import io.attn4j.autodiff.PaddedRows;
import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.mechanism.Cost;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.OptionSpec;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.TensorAxes;
import io.attn4j.mechanism.TensorSpec;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.reference.PlanReference;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The gradient of a mechanism: its vector-Jacobian product (docs/equations.md, section 1.4).
 *
 * <p>Takes the tensors of the forward call, and the gradient of at least one output as {@code grad.<output>}, of the
 * output's type: {@code grad.o} [B,H,N,Dv], {@code grad.lse} [B,H,N]. Gives the forward's outputs, and {@code
 * grad.<tensor>}, of the tensor's type and shape, for each tensor wanted. Sums have a fixed order: two calls give the same
 * bits.
 */
public final class GradientMechanism implements Mechanism {
    /** Before the name of a tensor or output, the name of its gradient. */
    public static final String PREFIX = Differentiation.PREFIX;

    private final Mechanism forward;
    private final List<String> wanted;

    /**
     * The gradient of {@code forward}.
     *
     * @param wanted tensors whose gradients to give; of an empty list all tensors of floats that the call has
     */
    public GradientMechanism(Mechanism forward, List<String> wanted) {
        this.forward = forward;
        this.wanted = List.copyOf(wanted);
    }

    @Override
    public String id() {
        return forward.id();
    }

    @Override
    public String summary() {
        return "gradient of " + forward.summary();
    }

    @Override
    public List<TensorSpec> tensors() {
        List<TensorSpec> specs = new ArrayList<>(forward.tensors());
        specs.add(TensorSpec.input(PREFIX + "o", "[B,H,N,Dv]").optional().meaning("gradient of o"));
        specs.add(TensorSpec.input(PREFIX + "lse", "[B,H,N]").optional().meaning("gradient of the log-sum-exp"));
        return specs;
    }

    @Override
    public List<OptionSpec> options() {
        return forward.options();
    }

    /** What a request is the gradient of, and by what. */
    private record Form(Request forward, List<String> outputs, List<String> wanted) {}

    private static Form form(Request request) {
        return request.form(Form.class);
    }

    @Override
    public Request request(MechanismConfig config, Map<String, TensorType> inputs) {
        Map<String, TensorType> given = new HashMap<>();
        Map<String, TensorType> gradients = new TreeMap<>();
        inputs.forEach((name, type) -> (name.startsWith(PREFIX) ? gradients : given).put(name, type));
        Request request = learned(forward.request(config, given));
        List<String> outputs = new ArrayList<>();
        gradients.forEach((name, type) -> {
            TensorType output = request.outputs().get(name.substring(PREFIX.length()));
            if (output == null) {
                throw new InvalidInputException(
                        name,
                        "a gradient of no output",
                        "one of " + names(request.outputs().keySet()),
                        "leaving it out");
            }
            TensorType needed = output.withDType(request.dtype());
            if (!type.equals(needed)) {
                throw new InvalidInputException(name, type, needed.toString(), "the type and shape of the output");
            }
            outputs.add(name.substring(PREFIX.length()));
        });
        if (outputs.isEmpty()) {
            throw new InvalidInputException(
                    PREFIX + "o",
                    "no tensor",
                    request.outputType().withDType(request.dtype()).toString(),
                    "adding it");
        }
        return built(config, inputs, new Form(request, outputs, wanted(request)));
    }

    private static String names(Iterable<String> outputs) {
        List<String> names = new ArrayList<>();
        outputs.forEach(output -> names.add(PREFIX + output));
        return String.join(", ", names);
    }

    private Request built(MechanismConfig config, Map<String, TensorType> inputs, Form form) {
        Request request = form.forward();
        Request.Builder builder = Request.builder(this, config, inputs)
                .variant(request.variant())
                .batch(request.batch())
                .heads(request.heads(), request.kvHeads())
                .sequence(request.queries(), request.keys())
                .headDims(request.keyDim(), request.valueDim())
                .rank(request.rank())
                .scale(request.scale())
                .sizes(request.sizes())
                .form(form);
        request.outputs().forEach(builder::output);
        for (String tensor : form.wanted()) {
            builder.output(PREFIX + tensor, inputs.get(tensor).withDType(DType.F32));
        }
        return builder.build();
    }

    /** The request as it is, or with steps that read what its plan is made of, where that is wanted. */
    private Request learned(Request request) {
        Map<String, String> options = forward.learnedOptions(request);
        Map<String, Buffer> buffers = request.plan().buffers();
        boolean reads = request.inputs().keySet().stream()
                .filter(name -> wanted.isEmpty() || wanted.contains(name))
                .allMatch(name -> buffers.containsKey(name) || !isFloat(request, name));
        if (options.isEmpty() || reads) {
            return request;
        }
        Map<String, String> all = new HashMap<>(request.config().options());
        all.putAll(options);
        MechanismConfig config = request.config();
        return forward.request(
                new MechanismConfig(config.mechanism(), config.causal(), config.scale(), all), request.inputs());
    }

    private List<String> wanted(Request request) {
        Map<String, Buffer> buffers = request.plan().buffers();
        List<String> found = new ArrayList<>();
        List<String> asked = wanted.isEmpty()
                ? request.inputs().keySet().stream()
                        .filter(name -> buffers.containsKey(name) && isFloat(request, name))
                        .sorted()
                        .toList()
                : wanted;
        for (String tensor : asked) {
            if (!request.has(tensor)) {
                throw new InvalidInputException(
                        "wanted", tensor, "a tensor that the call has", "leaving it out, or giving the tensor");
            }
            if (!isFloat(request, tensor)) {
                throw new InvalidInputException(
                        "wanted",
                        tensor + " of " + request.inputs().get(tensor).dtype(),
                        "a tensor of floats",
                        "leaving it out");
            }
            if (!buffers.containsKey(tensor)) {
                throw new InvalidInputException(
                        "wanted",
                        tensor + ", which is read before the plan is made",
                        "a tensor that steps of the plan read",
                        "leaving it out");
            }
            found.add(tensor);
        }
        return found;
    }

    private static boolean isFloat(Request request, String name) {
        DType type = request.inputs().get(name).dtype();
        return type != DType.I32 && type != DType.I64;
    }

    @Override
    public Plan plan(Request request, Map<String, Tensor> inputs) {
        Form form = form(request);
        Request of = form.forward();
        Plan plan = inputs == null ? of.plan() : of.plan(inputs);
        try {
            return Differentiation.of(plan, form.outputs(), form.wanted(), padded(of, inputs));
        } catch (UnsupportedOperationException missing) {
            throw new UnsupportedRequestException("gradient: got " + missing.getMessage()
                    + "; needs steps that have one; try another form of " + id());
        }
    }

    /** Valid rows of the tensors that hold keys alone; all where there is no data yet. */
    private Map<String, PaddedRows> padded(Request request, Map<String, Tensor> inputs) {
        Map<String, PaddedRows> padded = new LinkedHashMap<>();
        if (!request.has("lengths")) {
            return padded;
        }
        for (String name : forward.keyTensors(request)) {
            TensorType type = request.inputs().get(name);
            int rows = (int) type.dimension(type.rank() - 2);
            int[] lengths = new int[(int) type.dimension(0)];
            Arrays.setAll(
                    lengths,
                    b -> inputs == null ? rows : (int) inputs.get("lengths").getInteger(b));
            padded.put(name, new PaddedRows(lengths, type.rank() == 4 ? (int) type.dimension(1) : 1, rows));
        }
        return padded;
    }

    @Override
    public boolean readsData(Request request) {
        return form(request).forward().readsData();
    }

    @Override
    public boolean resident(String tensor) {
        return forward.resident(tensor);
    }

    /** Those of what it is the gradient of; gradients of what batches share are sums over them. */
    @Override
    public TensorAxes axes(String tensor, int rank) {
        return forward.axes(tensor.startsWith(PREFIX) ? tensor.substring(PREFIX.length()) : tensor, rank);
    }

    @Override
    public Cost cost(Request request, Plan plan) {
        return Cost.of(plan, "sum over the steps of forward and gradient", "operands and results of each step once");
    }

    /** The plan of the gradient in fp64, step by step as its equations say. */
    @Override
    public void reference(Request request, Map<String, Tensor> inputs, Map<String, double[]> outputs) {
        PlanReference.execute(request.plan(inputs), inputs, outputs);
    }
}
