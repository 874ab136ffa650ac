package io.attn4j.plan;

import java.util.ArrayList;
import java.util.List;

/** Checks and lists of operands that the steps share. */
public final class Operands {
    private Operands() {}

    /** The views that are given. */
    public static List<View> given(View... views) {
        List<View> given = new ArrayList<>();
        for (View view : views) {
            if (view != null) {
                given.add(view);
            }
        }
        return List.copyOf(given);
    }

    /** Refuses a step whose operands do not fit together: a mistake in a mechanism's lowering, not in its input. */
    public static void require(boolean fits, String task, Object... operands) {
        if (!fits) {
            throw new IllegalArgumentException("operands of " + task + ": got " + List.of(operands)
                    + "; needs sizes and strides that the step's equation allows");
        }
    }
}
