package io.attn4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.compare.Comparison;
import io.attn4j.compare.Tolerance;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sample of rows is exact where it looks, and sees errors there and what is not finite anywhere. */
class CaseReferenceTest {
    private static final double LARGE = 2 * CaseReference.ALL_ROWS_FLOPS;
    private static final Tolerance TOLERANCE = Tolerance.of(DType.F32, Tolerance.Pass.FORWARD);

    private final Arena arena = Arena.ofShared();

    @AfterEach
    void free() {
        arena.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "standard/fwd/f32/B2/H2/N300/L300/D4/causal",
                "linformer/fwd/f32/B2/H2/N300/L300/D4/R3",
                "linformer/fwd/f32/B2/H2/N300/L300/D4/R3/causal/variant=past-only",
                "linformer/fwd/f32/B2/H2/N300/L300/D4/R3/causal/variant=block"
            })
    void samplesRowsOfWhatIsLarge(String text) {
        CaseId id = CaseId.parse(text);
        Request request = id.request();
        Map<String, Tensor> inputs = CaseInputs.of(id, 1, arena);
        double[] exact = new double[(int) request.outputType().elements()];
        request.reference(inputs, Map.of("o", exact));
        Tensor o = Tensor.allocate(request.outputType(), arena);
        for (int i = 0; i < exact.length; i++) {
            o.setFloat(i, (float) exact[i]);
        }

        CaseReference all = CaseReference.of(request, inputs, 1, 1);
        assertThat(all.rows()).isEqualTo(300);
        assertThat(all.compare(o).verdict(TOLERANCE)).isEqualTo(Comparison.Verdict.PASSED);

        CaseReference sampled = CaseReference.of(request, inputs, LARGE, 1);
        assertThat(sampled.rows()).isEqualTo(CaseReference.SAMPLED_ROWS);
        Comparison comparison = sampled.compare(o);
        assertThat(comparison.verdict(TOLERANCE)).isEqualTo(Comparison.Verdict.PASSED);
        assertThat(comparison.elements()).isEqualTo(2L * 2 * CaseReference.SAMPLED_ROWS * 4);

        int lastRow = exact.length - 1;
        o.setFloat(lastRow, (float) exact[lastRow] + 1);
        assertThat(sampled.compare(o).verdict(TOLERANCE)).isEqualTo(Comparison.Verdict.FAILED);
        assertThat(sampled.compare(o).worstIndex()).isEqualTo(lastRow);
        o.setFloat(lastRow, (float) exact[lastRow]);

        for (int i = 0; i < exact.length; i += 4) {
            o.setFloat(i, Float.NaN);
            assertThat(sampled.compare(o).verdict(TOLERANCE)).isEqualTo(Comparison.Verdict.FAILED);
            o.setFloat(i, (float) exact[i]);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = "centroid/fwd/f32/B1/H1/N300/L300/D8/R5")
    void checksAllWhereRowsCannotBeHadOneByOne(String text) {
        CaseId id = CaseId.parse(text);
        Map<String, Tensor> inputs = CaseInputs.of(id, 1, arena);
        assertThat(CaseReference.of(id.request(), inputs, LARGE, 1).rows()).isEqualTo(5);
    }
}
