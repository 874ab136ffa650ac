package io.attn4j.mechanism;

import io.attn4j.error.InvalidInputException;
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.Plan;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An attention mechanism: what it takes, the task graph that computes it, and the fp64 oracle that both are checked against.
 *
 * <p>{@link #plan} is the only description of the computation that engines see; {@link #reference} is written from the
 * paper's equation without it.
 */
public interface Mechanism {

    /** Name of an output [B]: a loss of each sequence that training adds to its own. */
    String AUX_LOSS = "aux_loss";

    /**
     * Name of an input [B,N] of packed plans that are made of positions: the position of each row in its document, from 0.
     */
    String PLACES = "places";

    /** Mechanism id, one lower-case word. */
    String id();

    /** One line for {@code attn4j list}. */
    String summary();

    /** Tensors it takes, in the order to print them. */
    List<TensorSpec> tensors();

    /** Options it takes in addition to {@code causal} and {@code scale}. */
    List<OptionSpec> options();

    /**
     * Checks names, types, shapes and options; allocates nothing. What the methods below compute of a request is asked of
     * the request, which keeps it.
     *
     * @throws InvalidInputException with one line that names field, value, rule and remedy
     */
    Request request(MechanismConfig config, Map<String, TensorType> inputs);

    /**
     * The task graph of a request, with its masks.
     *
     * @param inputs the tensors, of which only those of integers (and what {@link #readsData} says) are read; null for the
     *     plan that a session is opened with before data is there: nothing masked. The same plan either way where no mask
     *     is asked for and no data is read
     * @throws InvalidInputException when the data is wrong (lengths out of range, cu_seqlens descending)
     */
    Plan plan(Request request, Map<String, Tensor> inputs);

    /**
     * The task graph of a causal request whose sequences hold documents one after another, none of which sees another: each
     * is computed as if it were alone. It may take the input {@link #PLACES} as well.
     *
     * @param documents of the execution; they start at multiples of {@link #documentMultiple}
     * @throws InvalidInputException when the mechanism cannot keep documents apart
     */
    default Plan packed(Request request, DocumentStarts documents) {
        throw new InvalidInputException(
                "documents", "packed with " + id(), "a mechanism that masks documents", "documents separate");
    }

    /** Rows that documents of {@link #packed} start at multiples of. */
    default int documentMultiple(Request request) {
        return 1;
    }

    /** Whether {@link #plan} depends on the content of tensors: by default where integers are given. */
    default boolean readsData(Request request) {
        for (TensorType type : request.inputs().values()) {
            if (type.dtype() == DType.I32 || type.dtype() == DType.I64) {
                return true;
            }
        }
        return false;
    }

    /** Dimensions of {@code tensor}, which has {@code rank} of them, that run over batches and heads. */
    TensorAxes axes(String tensor, int rank);

    /** FLOPs and bytes by the model of the mechanism, masked pairs not counted. */
    Cost cost(Request request, Plan plan);

    /**
     * fp64 oracle.
     *
     * @param outputs arrays to fill, by the names of {@link Request#outputs}; those not wanted are absent
     */
    void reference(Request request, Map<String, Tensor> inputs, Map<String, double[]> outputs);

    /**
     * fp64 oracle of some query rows, where all of them would take too long to check.
     *
     * @param rows query rows, of every batch and head
     * @param o [B,H,N,Dv], of which those rows are filled, out
     * @return false, with nothing computed, where the mechanism's rows cannot be had one by one
     */
    default boolean referenceRows(Request request, Map<String, Tensor> inputs, int[] rows, double[] o) {
        return false;
    }

    /**
     * Tensors of {@code lengths} rows that only keys are made of, so that rows beyond the length reach no output, whatever
     * they hold; of its gradients they are zeros.
     */
    default List<String> keyTensors(Request request) {
        return List.of();
    }

    /** Whether {@code tensor} is a weight: it stays on the device between executions. */
    default boolean resident(String tensor) {
        return tensors().stream().anyMatch(spec -> spec.name().equals(tensor) && spec.resident());
    }

    /** Its forms by name: one for each value that one of its options takes in words. */
    default List<Variant> variants() {
        List<Variant> variants = new ArrayList<>();
        for (OptionSpec option : options()) {
            for (String value : option.words()) {
                if (!value.equals("true") && !value.equals("false")) {
                    Map<String, String> made =
                            value.equals(option.defaultValue()) ? Map.of() : Map.of(option.name(), value);
                    variants.add(new Variant(value, made, option.name() + ", " + option.meaning()));
                }
            }
        }
        return variants;
    }

    /** The rank of a case that gives none; 0 for a variant without one. */
    default int defaultRank(String variant, CaseSizes sizes) {
        return 0;
    }

    /**
     * Types of the tensors that {@code bench} and {@code check} make for a case: those that the variant requires, and the
     * weights that a user of it would have.
     *
     * @param variant value of the option that names variants, or {@code -} for the default one
     * @param sizes of the case
     */
    default Map<String, TensorType> sample(String variant, CaseSizes sizes) {
        return sizes.queryKeyValue();
    }

    /**
     * Type of an optional tensor of a case, a mask or a bias; {@code CaseInputs} fills it by its name.
     *
     * @throws InvalidInputException when cases of this mechanism cannot have it
     */
    default TensorType sampleOptional(String tensor, CaseSizes sizes) {
        if (tensor.equals("lengths")
                && tensors().stream().anyMatch(spec -> spec.name().equals(tensor))) {
            return TensorType.i32(sizes.batch());
        }
        throw new InvalidInputException(
                "with", tensor, "an optional mask or bias of cases of " + id(), "with=lengths, or a file with run");
    }

    /**
     * Its cases in a suite of {@code attn4j bench} and {@code attn4j check}: ids, one a line, of the file {@code
     * suites/<name>.txt} next to its class; none where it has no such file. Cases of the suite {@code check} that are small
     * enough are run on every engine by the tests, too.
     *
     * @param name of the suite, such as {@code check}, {@code mechanisms}, {@code scale}, {@code large} or {@code batch}
     */
    default List<String> suite(String name) {
        try (InputStream in = getClass().getResourceAsStream("suites/" + name + ".txt")) {
            return in == null
                    ? List.of()
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Whether it makes its own queries, keys and values from tokens {@code x} with these options; otherwise a block projects
     * them for it.
     */
    default boolean takesTokens(MechanismConfig config) {
        return tensors().stream().anyMatch(spec -> spec.name().equals("x"));
    }

    /** Options with which it returns one output for each token, as a block of a Transformer needs; by default none. */
    default Map<String, String> tokenOptions() {
        return Map.of();
    }

    /**
     * Options to ask for {@code request} with, so that steps read the tensors of floats that its plan is otherwise made of
     * ({@link #readsData}), and those have gradients; by default none.
     */
    default Map<String, String> learnedOptions(Request request) {
        return Map.of();
    }

    /** Options that a case of {@code variant} needs as well, such as a rank that no tensor tells. */
    default Map<String, String> sampleOptions(String variant, CaseSizes sizes) {
        return Map.of();
    }

    /**
     * A decoder of a checked causal request, whose sequences may be shorter than the request's.
     *
     * @throws InvalidInputException when the request cannot be taken token by token
     */
    default Decoder decoder(Request request, DecodeSetup setup) {
        throw new InvalidInputException("mechanism", id(), "one that decodes from caches", "--no-cache");
    }
}
