package io.attn4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    @ParameterizedTest
    @MethodSource("suites")
    void namesThePass(CaseId id) {
        for (Pass pass : Pass.values()) {
            CaseId other = id.withPass(pass);
            assertThat(other.toString()).isEqualTo(id.toString().replace("/fwd/", "/" + pass.id() + "/"));
            assertThat(CaseId.parse(other.toString())).isEqualTo(other);
            assertThat(other.withDType(DType.F16).pass()).isEqualTo(pass);
            assertThat(other.with("lengths").pass()).isEqualTo(pass);
        }
    }

    @Test
    void aCaseWithGradientsTakesThatOfItsOutputAndReturnsOneForEachTensor() {
        CaseId forward = CaseId.parse("linformer/fwd/f16/B1/H2/N9/L7/D16/R5");
        for (Pass pass : List.of(Pass.BACKWARD, Pass.FORWARD_BACKWARD)) {
            CaseId id = forward.withPass(pass);
            Map<String, TensorType> expected = new HashMap<>(forward.tensors());
            expected.put("grad.o", new TensorType(DType.F16, new long[] {1, 2, 9, 16}));
            assertThat(id.tensors()).isEqualTo(expected);
            assertThat(id.request().outputs())
                    .containsEntry("o", forward.request().outputType())
                    .containsEntry("grad.q", new TensorType(DType.F16, new long[] {1, 2, 9, 16}))
                    .containsEntry("grad.e", new TensorType(DType.F16, new long[] {5, 7}));
        }
        assertThat(forward.tensors()).doesNotContainKey("grad.o");
        assertThat(forward.request().outputs()).doesNotContainKey("grad.q");
    }

    @Test
    void gradientsHaveTheInputsOfTheForwardPass() {
        CaseId forward = CaseId.parse("linformer/fwd/f32/B1/H2/N9/L7/D16/R5");
        try (Arena arena = Arena.ofConfined()) {
            Map<String, Tensor> inputs = CaseInputs.of(forward, 3, arena);
            Map<String, Tensor> more = CaseInputs.of(forward.withPass(Pass.FORWARD_BACKWARD), 3, arena);
            inputs.forEach((name, tensor) ->
                    assertThat(more.get(name).toFloats()).as(name).isEqualTo(tensor.toFloats()));
            float[] gradient = more.get("grad.o").toFloats();
            double squares = 0;
            for (float value : gradient) {
                squares += value * value;
            }
            assertThat(Math.sqrt(squares / gradient.length)).isBetween(0.8, 1.2);
        }
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
                "standard/back/f32/B1/H1/N1/L1/D8",
                "standard//f32/B1/H1/N1/L1/D8",
                "standard/FWD/f32/B1/H1/N1/L1/D8",
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
