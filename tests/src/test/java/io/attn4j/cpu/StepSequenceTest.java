package io.attn4j.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.bench.CaseId;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.Fill;
import io.attn4j.plan.row.KeepRanges;
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

    @Test
    void projectionsNeitherClearTheirGradientsNorStoreThoseOfEachHead() {
        List<Step> steps = CaseId.parse("linformer/fwdbwd/f32/B1/H2/N9/L9/D4/R3")
                .request()
                .plan()
                .steps();
        assertThat(tasks(steps)).anyMatch(task -> task.contains("Ranges")).anyMatch(task -> task.contains("Kept"));
        assertThat(tasks(StepSequence.of(steps)))
                .noneMatch(task -> task.contains("Zeros") || task.contains("Ranges") || task.contains("Kept"))
                .contains(
                        "gradProjectValuesLeft and gradProjectValuesSums",
                        "gradProjectKeysLeft and gradProjectKeysSums");
    }

    @Test
    void gradientsOfSharedRowsAreAddedByTheProductsThatFormThem() {
        List<Step> steps = CaseId.parse("centroid/fwdbwd/f32/B1/H2/N9/L9/D4/R3")
                .request()
                .plan()
                .steps();
        assertThat(tasks(steps)).contains("gradKeysSum", "gradStartZeros");
        assertThat(tasks(StepSequence.of(steps)))
                .noneMatch(task -> task.contains("Zeros"))
                .contains("gradKeysLeft and gradKeysSum", "gradValuesLeft and gradValuesSum")
                .doesNotContain("gradKeysSum");
    }

    @Test
    void rangesStayWhereTheyLeaveOutWhatIsThere() {
        View x = View.contiguous(new Buffer("x", Buffer.Kind.INPUT, 12), 1, 1, 3, 4);
        View copy = View.contiguous(new Buffer("copy", Buffer.Kind.INTERMEDIATE, 12), 1, 1, 3, 4);
        View w = View.contiguous(new Buffer("w", Buffer.Kind.INPUT, 6), 1, 1, 3, 2);
        View y = View.contiguous(new Buffer("y", Buffer.Kind.OUTPUT, 8), 1, 1, 4, 2);
        MatrixProduct ofCopy = MatrixProduct.of("product", copy.transposed(), w, y);
        MatrixProduct ofX = MatrixProduct.of("product", x.transposed(), w, y);
        Step whole = new KeepRanges("keep", x, KeyRanges.rectangular(1, 3, 4, false, null), copy);
        Step inPlace = new KeepRanges("again", copy, KeyRanges.rectangular(1, 3, 4, false, new int[] {4}), copy);
        Step cut = new KeepRanges("keep", x, KeyRanges.rectangular(1, 3, 4, false, new int[] {3}), copy);
        KeyRanges ofDocuments = KeyRanges.of(new DocumentStarts(1, 3), 1, 3, (b, i) -> 0, (b, i) -> 4);
        Step mayChange = new KeepRanges("keep", x, ofDocuments, copy);
        Step otherReader = new Addition("other", copy, copy, View.contiguous(copy.buffer(), 1, 1, 3, 4));

        assertThat(StepSequence.of(List.of(whole, ofCopy))).containsExactly(ofX);
        assertThat(StepSequence.of(List.of(cut, inPlace, ofCopy))).containsExactly(cut, ofCopy);
        assertThat(StepSequence.of(List.of(whole, otherReader, ofCopy))).containsExactly(whole, otherReader, ofCopy);
        assertThat(StepSequence.of(List.of(mayChange, ofCopy))).containsExactly(mayChange, ofCopy);
        // the second copy is cut, and no business of the first
        assertThat(StepSequence.of(List.of(whole, ofCopy, cut, ofCopy))).containsExactly(ofX, cut, ofCopy);
    }

    private static List<String> tasks(List<Step> steps) {
        return steps.stream().map(Step::task).toList();
    }
}
