package io.attn4j.reference;

import io.attn4j.plan.matrix.Activation;

/** Activations in fp64. */
public final class Activations {
    private static final double TANH_CUBE = 0.044715;

    private Activations() {}

    /** {@code f(x)}. */
    public static double apply(Activation f, double x) {
        return switch (f) {
            case NONE -> x;
            case RELU -> Math.max(x, 0);
            case GELU -> x / 2 * (1 + erf(x / Math.sqrt(2)));
            case GELU_TANH -> x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + TANH_CUBE * x * x * x)));
        };
    }

    /** {@code f'(x)}; 0 for relu at 0. */
    public static double slope(Activation f, double x) {
        return switch (f) {
            case NONE -> 1;
            case RELU -> x > 0 ? 1 : 0;
            case GELU -> (1 + erf(x / Math.sqrt(2))) / 2 + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
            case GELU_TANH -> {
                double tanh = Math.tanh(Math.sqrt(2 / Math.PI) * (x + TANH_CUBE * x * x * x));
                double inner = Math.sqrt(2 / Math.PI) * (1 + 3 * TANH_CUBE * x * x);
                yield (1 + tanh) / 2 + x / 2 * (1 - tanh * tanh) * inner;
            }
        };
    }

    /** The error function: its Taylor series near 0, the continued fraction of its complement beyond (both to 1e-12). */
    public static double erf(double x) {
        double z = Math.abs(x);
        if (z < 3) {
            double term = z;
            double sum = z;
            for (int n = 1; Math.abs(term) > 1e-17; n++) {
                term *= -z * z / n;
                sum += term / (2 * n + 1);
            }
            return Math.copySign(2 / Math.sqrt(Math.PI) * sum, x);
        }
        double fraction = 0;
        for (int n = 60; n > 0; n--) {
            fraction = n / 2.0 / (z + fraction);
        }
        double complement = Math.exp(-z * z) / (Math.sqrt(Math.PI) * (z + fraction));
        return Math.copySign(1 - complement, x);
    }
}
