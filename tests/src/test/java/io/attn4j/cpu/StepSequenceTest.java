package io.attn4j.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.bench.CaseId;
import io.attn4j.plan.Step;
import io.attn4j.plan.row.Fill;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepSequenceTest {

    @Test
    void attentionNeitherClearsItsGradientsNorSweepsTwice() {
        List<Step> steps = CaseId.parse("standard/fwdbwd/f32/B1/H2/N9/L9/D4")
                .request()
                .plan()
                .steps();
        assertThat(tasks(steps)).anyMatch(task -> task.contains("Zeros"));
        assertThat(tasks(StepSequence.of(steps)))
                .containsExactly("attention", "gradAttentionDelta", "gradAttentionQueries and gradAttentionKeys");
    }

    @Test
    void whatIsNotOverwrittenIsCleared() {
        List<Step> steps = CaseId.parse("standard/fwdbwd/f32/B1/H2/N9/L9/D4")
                .request()
                .plan()
                .steps();
        List<Step> fills = steps.stream().filter(Fill.class::isInstance).toList();
        assertThat(StepSequence.of(fills)).isEqualTo(fills);
        Step attention = steps.getFirst();
        List<Step> readFirst = List.of(new Fill("cleared", 0, attention.reads().getFirst()), attention);
        assertThat(StepSequence.of(readFirst)).isEqualTo(readFirst);
    }

    private static List<String> tasks(List<Step> steps) {
        return steps.stream().map(Step::task).toList();
    }
}
