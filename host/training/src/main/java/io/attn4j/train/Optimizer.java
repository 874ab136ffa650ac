package io.attn4j.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The rule that turns gradients into updates of parameters. */
public enum Optimizer {
    /** Adam with decoupled weight decay (Loshchilov and Hutter 2019). */
    ADAMW,
    /** Stochastic gradient descent, with momentum and Nesterov's on request. */
    SGD;

    /** As configurations write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Optimizer::word).toList();
    }

    static Optimizer of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
