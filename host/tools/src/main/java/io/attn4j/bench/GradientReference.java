package io.attn4j.bench;

import io.attn4j.compare.Comparison;
import io.attn4j.compare.Tolerance;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.gradient.GradientMechanism;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.Workspace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fp64 gradients of a case: {@code grad.<tensor>} of every tensor, and o.
 *
 * <p>A gradient may be zero but for rounding, as that of queries that see one key is. So errors are taken over the RMS of
 * the gradient, or, where that is more, over a fiftieth of the largest RMS among the gradients of the case.
 */
final class GradientReference {
    /** FLOPs of forward and gradients of the largest case that is checked; a minute or two of fp64 loops over heads. */
    static final double MOST_FLOPS = 5e10 * Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final double SMALL = 0.02;

    private final CaseId id;
    private final Map<String, double[]> expected = new LinkedHashMap<>();
    private final double leastScale;

    /**
     * Computes them.
     *
     * @param inputs tensors by name, of any float type
     */
    GradientReference(CaseId id, Request request, Map<String, Tensor> inputs) {
        this.id = id;
        request.outputs().forEach((name, type) -> {
            if (!name.equals("lse")) {
                expected.put(name, new double[Math.toIntExact(type.elements())]);
            }
        });
        try (Workspace workspace = new Workspace()) {
            request.reference(workspace.widened(inputs), expected);
        }
        leastScale = SMALL
                * expected.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(GradientMechanism.PREFIX))
                        .mapToDouble(entry -> rms(entry.getValue()))
                        .max()
                        .orElseThrow();
    }

    /**
     * Refuses a case whose gradients nobody would wait for.
     *
     * @param flops of forward and gradients by the plan
     */
    static void requireFeasible(CaseId id, double flops) {
        if (flops > MOST_FLOPS) {
            throw new UnsupportedRequestException(String.format(
                    "case: got %s of %.2g FLOPs; needs at most %.0g, as every element of every gradient is"
                            + " checked in fp64; try a smaller case",
                    id, flops, MOST_FLOPS));
        }
    }

    private static double rms(double[] values) {
        return Math.sqrt(
                Arrays.stream(values).map(value -> value * value).average().orElse(0));
    }

    /** Compares what the case's pass compares, and returns the worst. */
    Compared worst(Map<String, Tensor> outputs) {
        Compared worst = null;
        for (Map.Entry<String, Tensor> output : outputs.entrySet()) {
            boolean gradient = output.getKey().startsWith(GradientMechanism.PREFIX);
            if (!gradient && id.pass() != Pass.FORWARD_BACKWARD) {
                continue;
            }
            Compared compared = gradient ? gradient(output.getKey(), output.getValue()) : forward(output.getValue());
            if (worst == null || rank(compared, worst) > 0) {
                worst = compared;
            }
        }
        return worst;
    }

    /** Positive where {@code one} is worse: what failed before what passed, then by share of the limit, NaN above all. */
    private static int rank(Compared one, Compared other) {
        return one.passed() == other.passed()
                ? Double.compare(one.ofLimit(), other.ofLimit())
                : Boolean.compare(other.passed(), one.passed());
    }

    private Compared forward(Tensor o) {
        Tolerance tolerance = Tolerance.of(id.dtype(), Tolerance.Pass.FORWARD);
        Comparison comparison = Comparison.of(o, expected.get("o"));
        return new Compared("o", comparison, comparison.verdict(tolerance), tolerance, rows(o));
    }

    private Compared gradient(String name, Tensor actual) {
        Tolerance tolerance = Tolerance.of(id.dtype(), Tolerance.Pass.BACKWARD);
        Comparison comparison = Comparison.of(actual, expected.get(name), leastScale);
        Comparison.Verdict verdict = comparison.verdict(tolerance);
        // outputs are NaN before: zeros were written, and the reference has no more
        boolean zeros = verdict == Comparison.Verdict.MISTRUSTED;
        return new Compared(name, comparison, zeros ? Comparison.Verdict.PASSED : verdict, tolerance, rows(actual));
    }

    private static int rows(Tensor tensor) {
        int rank = tensor.type().rank();
        return rank < 2 ? 1 : (int) tensor.type().dimension(rank - 2);
    }
}
