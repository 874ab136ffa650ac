package io.attn4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.data.Corpus;
import io.attn4j.error.InvalidInputException;
import io.attn4j.model.AttentionConfig;
import io.attn4j.model.CausalForms;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The loss that balances the routed heads of a mixture, in training. */
class AuxiliaryLossTest {
    private static final Corpus TEXT = Corpus.of(
            "text", "Call me Ishmael. Some years ago, never mind how long precisely.".getBytes(StandardCharsets.UTF_8));

    private static RunConfig run(double weight, int accumulate, boolean asked) {
        Map<String, String> options = new HashMap<>(Map.of("gate", "mixture", "top", "1"));
        if (asked) {
            options.put("aux-loss", "true");
        }
        CausalForms.Form form = new CausalForms.Form("mixture", AttentionConfig.of("collaborative", 0, options), 0, 0);
        Map<String, Object> training = new HashMap<>(Map.of("batch", 4, "steps", 60, "learning_rate", 1e-2));
        training.put("warmup", 1);
        training.put("accumulate", accumulate);
        training.put("aux_loss", weight);
        return new RunConfig(form.model(256, false), TrainingConfig.of(training));
    }

    /** What it is after some steps. */
    private static double after(RunConfig config, int steps) {
        try (Trainer trainer = Trainer.start(config, 7, TEXT, TEXT, 1)) {
            for (int step = 1; step < steps; step++) {
                trainer.step();
            }
            return trainer.step().auxLoss();
        }
    }

    /** Two routed heads of which each row takes one: about 1 in each of two blocks where they are taken alike, 2 at most. */
    @Test
    void balancesTheHeadsThatRowsTake() {
        double without = after(run(0, 1, true), 60);
        double with = after(run(3, 1, true), 60);
        assertThat(without).isBetween(1.9, 4.0);
        assertThat(with).isCloseTo(2, within(0.02)).isLessThan(without);
    }

    @Test
    void isTheSameInParts() {
        assertThat(after(run(3, 4, true), 3)).isCloseTo(after(run(3, 1, true), 3), within(1e-5));
    }

    @Test
    void isNotThereUnlessAskedFor() {
        assertThat(after(run(0, 1, false), 1)).isNaN();
        assertThatThrownBy(() -> after(run(0.01, 1, false), 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("training aux_loss: got 0.01; needs a mechanism that has one");
    }
}
