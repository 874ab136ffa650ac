package io.attn4j.portable.simulator;

import java.util.Set;

/** How calls of mathematical functions are counted. */
final class MathCalls {
    private static final Set<String> TRANSCENDENTAL = Set.of(
            "exp", "exp2", "log", "log2", "log10", "sqrt", "pow", "sin", "cos", "tan", "tanh", "asin", "acos", "atan",
            "atan2", "asinh", "acosh", "sinpi", "cospi");

    private MathCalls() {}

    /** Whether the function takes a device many instructions, or its special-function unit. */
    static boolean isTranscendental(String name) {
        return TRANSCENDENTAL.contains(name);
    }

    /** FLOPs of a call: a fused multiply-add is two; comparisons, such as min, are none. */
    static int flops(String name) {
        return name.equals("fma") ? 2 : 0;
    }
}
