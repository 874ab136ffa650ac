package io.attn4j.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the learning rate depends on the number of the step, and on nothing else. */
public enum Schedule {
    /** Always the same. */
    NONE,
    /** Linear warm-up, then half a cosine down to a part of it (Loshchilov and Hutter 2017). */
    COSINE,
    /** Linear warm-up, then with the inverse square root of the step (Vaswani et al. 2017, section 5.3). */
    INVERSE_SQUARE_ROOT,
    /** Linear warm-up, then linear down to a part of it. */
    LINEAR;

    /** As configurations write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Schedule::word).toList();
    }

    static Schedule of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /**
     * The factor of the learning rate.
     *
     * @param step from 1
     * @param steps the last step
     * @param warmup steps of the warm-up
     * @param last the factor in the last step, for cosine and linear
     */
    public double factor(long step, long steps, long warmup, double last) {
        if (this == NONE) {
            return 1;
        }
        if (step <= warmup) {
            return (double) step / warmup;
        }
        double done = steps <= warmup ? 1 : Math.min(1, (double) (step - warmup) / (steps - warmup));
        return switch (this) {
            case COSINE -> last + (1 - last) * 0.5 * (1 + Math.cos(Math.PI * done));
            case LINEAR -> last + (1 - last) * (1 - done);
            default -> Math.sqrt((double) Math.max(1, warmup) / step);
        };
    }
}
