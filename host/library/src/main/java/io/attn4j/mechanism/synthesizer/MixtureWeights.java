package io.attn4j.mechanism.synthesizer;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.synthesizer.Components.Kind;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.Map;

/** How the components of a mixture are weighed: a few numbers, computed on the host in fp64. */
final class MixtureWeights {
    static final String SOFTMAX = "softmax";
    static final String SUM = "sum";
    static final String ALPHA = "alpha";

    private MixtureWeights() {}

    /** Checks {@code theta [H,n]} or {@code [n]} for softmax, {@code alpha [1]} for alpha, neither for sum. */
    static void check(String mix, Components components, Map<String, TensorType> inputs, Sizes sizes) {
        int count = components.kinds().size();
        refuse(inputs, "theta", mix, SOFTMAX);
        refuse(inputs, "alpha", mix, ALPHA);
        switch (mix) {
            case SOFTMAX -> {
                if (!inputs.containsKey("theta")) {
                    throw InputChecks.missing("theta", "[H," + count + "] or [" + count + "] for mix softmax");
                }
                sizes.vector(inputs, "theta", count, "components of the mixture");
            }
            case ALPHA -> {
                if (count != 2 || !components.has(Kind.DOT_PRODUCT)) {
                    throw new InvalidInputException(
                            "mix",
                            "alpha of " + count + " components",
                            "one synthetic component and the dot product",
                            "--mix softmax or --mix sum");
                }
                if (!inputs.containsKey("alpha")) {
                    throw InputChecks.missing("alpha", "[1] for mix alpha");
                }
                TensorType alpha = InputChecks.floats(inputs, "alpha", "[1]", 1, 1);
                InputChecks.dimension("alpha", alpha, 0, 1, "one number");
            }
            default -> {
                // a sum weighs nothing
            }
        }
    }

    private static void refuse(Map<String, TensorType> inputs, String tensor, String mix, String needed) {
        if (inputs.containsKey(tensor) && !mix.equals(needed)) {
            throw new InvalidInputException(
                    tensor, tensor + " with mix " + mix, "mix " + needed, "--mix " + needed + " or leaving it out");
        }
    }

    /**
     * The weight of each component in each head, [components][H].
     *
     * @param inputs tensors, or null before there is data: then equal weights
     */
    static double[][] of(String mix, Components components, int heads, Map<String, Tensor> inputs) {
        int count = components.kinds().size();
        double[][] weights = new double[count][heads];
        for (int h = 0; h < heads; h++) {
            double[] logits = new double[count];
            if (mix.equals(SOFTMAX) && inputs != null) {
                Tensor theta = inputs.get("theta");
                int at = theta.type().rank() == 2 ? h * count : 0;
                for (int n = 0; n < count; n++) {
                    logits[n] = theta.getFloat(at + n);
                }
            }
            double max = Double.NEGATIVE_INFINITY;
            for (double logit : logits) {
                max = Math.max(max, logit);
            }
            double total = 0;
            for (int n = 0; n < count; n++) {
                weights[n][h] = Math.exp(logits[n] - max);
                total += weights[n][h];
            }
            for (int n = 0; n < count; n++) {
                weights[n][h] = mix.equals(SUM) ? 1 : weights[n][h] / total;
            }
            if (mix.equals(ALPHA) && inputs != null) {
                double synthetic = 1 / (1 + Math.exp(-inputs.get("alpha").getFloat(0)));
                weights[0][h] = synthetic;
                weights[1][h] = 1 - synthetic;
            }
        }
        return weights;
    }
}
