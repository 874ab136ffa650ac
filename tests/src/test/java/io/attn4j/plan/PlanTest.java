package io.attn4j.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.plan.row.Addition;
import org.junit.jupiter.api.Test;

/** What a plan lets its steps read and write. */
class PlanTest {
    private final Plan.Builder builder = Plan.builder("sum");
    private final View x = view(builder.input("x", 4));
    private final View weight = view(builder.weight("w", 4));

    private static View view(Buffer buffer) {
        return View.contiguous(buffer, 1, 1, 1, 4);
    }

    @Test
    void statesAreThereBeforeTheFirstStepAndMayBeWritten() {
        View total = view(builder.state("total", 4));
        Plan plan = builder.add(new Addition("add", total, x, total)).build();
        assertThat(plan.buffers().get("total").kind()).isEqualTo(Buffer.Kind.STATE);
        assertThat(plan.bytes(Buffer.Kind.STATE)).isEqualTo(16);
    }

    @Test
    void stepsWriteNeitherInputsNorWeights() {
        assertThatThrownBy(() -> builder.add(new Addition("add", x, weight, x)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "add: got x[1,1,1,4] to write, an input; needs a state, an output or an array between steps");
        assertThatThrownBy(() -> builder.add(new Addition("addToWeight", x, weight, weight)))
                .hasMessageContaining("got w[1,1,1,4] to write, a weight; needs");
    }

    @Test
    void stepsReadWhatIsThere() {
        View between = view(builder.intermediate("between", 4));
        assertThatThrownBy(() -> builder.add(new Addition("add", between, x, between)))
                .hasMessageContaining("before any step wrote it");
    }
}
