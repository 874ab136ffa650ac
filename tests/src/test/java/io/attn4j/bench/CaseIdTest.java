package io.attn4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.TensorType;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaseIdTest {

    static Stream<CaseId> suites() {
        return Stream.concat(BenchSuite.bench().stream(), BenchSuite.check().stream());
    }

    @ParameterizedTest
    @MethodSource("suites")
    void readsWhatItWrites(CaseId id) {
        assertThat(CaseId.parse(id.toString())).isEqualTo(id);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void isAcceptedByItsMechanism(CaseId id) {
        Request request = id.request();
        assertThat(request.batch()).isEqualTo(id.batch());
        assertThat(request.heads() == id.heads() || request.config().mechanism().equals("centroid"))
                .isTrue();
        assertThat(request.rank()).isEqualTo(id.rank());
    }

    @Test
    void writesOnlyWhatDiffersFromTheDefault() {
        assertThat(CaseId.of("standard", 1, 8, 512, 512, 64, 0, false))
                .hasToString("standard/fwd/f32/B1/H8/N512/L512/D64");
        assertThat(new CaseId("linformer", "mean-pool", 2, 8, 4, 512, 256, 64, 32, 16, false))
                .hasToString("linformer/fwd/f32/B2/H8/N512/L256/D64/G4/V32/R16/variant=mean-pool");
    }

    @ParameterizedTest
    @MethodSource("suites")
    void namesTheElementType(CaseId id) {
        CaseId half = id.withDType(DType.BF16);
        assertThat(half.toString()).isEqualTo(id.toString().replace("/f32/", "/bf16/"));
        assertThat(CaseId.parse(half.toString())).isEqualTo(half);
        assertThat(half.request().outputType())
                .isEqualTo(id.request().outputType().withDType(DType.BF16));
    }

    @Test
    void asksForTheWeightsOfTheDefaultVariantOnly() {
        CaseId linear = CaseId.parse("linformer/fwd/f32/B1/H2/N9/L7/D16/R5");
        assertThat(linear.tensors()).containsEntry("e", TensorType.f32(5, 7)).containsEntry("f", TensorType.f32(5, 7));
        CaseId pooled = CaseId.parse("linformer/fwd/f32/B1/H2/N9/L7/D16/R5/variant=mean-pool");
        assertThat(pooled.tensors()).containsOnlyKeys("q", "k", "v");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "standard",
                "nothing/fwd/f32/B1/H1/N1/L1/D8",
                "standard/bwd/f32/B1/H1/N1/L1/D8",
                "standard/fwd/f64/B1/H1/N1/L1/D8",
                "standard/fwd/F16/B1/H1/N1/L1/D8",
                "standard/fwd/f32/B1/H1/N1/L1",
                "standard/fwd/f32/B1/H1/N1/L1/D8/D8",
                "standard/fwd/f32/B1/H1/N1/L1/D8/X3",
                "standard/fwd/f32/B0/H1/N1/L1/D8",
                "standard/fwd/f32/B1/H1/N99999999999/L1/D8",
                "standard/fwd/f32/B1/H1/N1/L1/D8/",
            })
    void refusesOtherTexts(String text) {
        assertThatThrownBy(() -> CaseId.parse(text)).isInstanceOf(InvalidInputException.class);
    }
}
