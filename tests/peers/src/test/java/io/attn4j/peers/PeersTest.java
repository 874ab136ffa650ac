package io.attn4j.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.bench.BenchSuite;
import io.attn4j.bench.CaseId;
import io.attn4j.bench.CaseInputs;
import io.attn4j.bench.CaseRunner;
import io.attn4j.bench.Machine;
import io.attn4j.bench.ResultRecord;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.Engines;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every composition against attn4j's fp64 reference, as {@code bench --peers} checks it. */
class PeersTest {

    /** Each form of the suite of {@code bench}, at sizes that differ from each other and with two sequences. */
    static Stream<String> small() {
        return BenchSuite.bench().stream()
                .filter(id -> !id.mechanism().equals("block"))
                .map(PeersTest::smaller)
                .distinct();
    }

    private static String smaller(CaseId id) {
        int rank = id.rank() == 0 ? 0 : 6;
        return new CaseId(id.mechanism(), id.variant(), 2, 3, 3, 48, 48, 16, 16, rank, id.causal()).toString();
    }

    @ParameterizedTest
    @MethodSource("small")
    void libtorchAgreesWithTheReference(String id) {
        assertPassed(run("libtorch", id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "standard/fwd/f32/B2/H3/N17/L33/D16",
                "standard/fwd/f32/B1/H4/N17/L33/D16/G2",
                "standard/fwd/f32/B2/H3/N17/L33/D16/V8",
                "linformer/fwd/f32/B2/H3/N17/L33/D16/R5",
                "synthesizer/fwd/f32/B2/H3/N33/L33/D16/causal",
                "synthesizer/fwd/f32/B2/H3/N37/L37/D16/variant=factorized-dense",
                "collaborative/fwd/f32/B2/H3/N17/L33/D16/R10"
            })
    void libtorchAgreesOnUnequalSizes(String id) {
        assertPassed(run("libtorch", id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "standard/fwd/f32/B2/H3/N17/L33/D16",
                "standard/fwd/f32/B2/H3/N17/L33/D16/V8",
                "standard/fwd/f32/B2/H3/N33/L33/D16/causal"
            })
    void onnxRuntimeAgreesWithTheReference(String id) {
        assertPassed(run("onnxruntime", id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "standard/fwd/f32/B2/H3/N17/L33/D16/causal",
                "standard/fwd/f16/B2/H3/N17/L17/D16",
                "collaborative/fwd/f32/B1/H2/N16/L16/D8/R10/variant=talking",
                "centroid/fwd/f32/B1/H2/N16/L16/D8/R4/variant=kmeans",
                "linformer/fwd/f32/B1/H2/N16/L16/D8/R4/variant=mean-pool"
            })
    void whatHasNoCompositionIsUnsupportedWithTheReason(String id) {
        for (String engine : List.of("libtorch", "onnxruntime")) {
            ResultRecord record = run(engine, id);
            assertThat(record.get("status")).isEqualTo("unsupported");
            assertThat((String) record.get("reason")).contains("; needs ", "; try ");
        }
    }

    @Test
    void areFoundAndSayWhatTheyAre() {
        assertThat(Engines.peers()).containsExactly("libtorch", "onnxruntime");
        assertThat(run("libtorch", "standard/fwd/f32/B1/H1/N8/L8/D8").get("device_name"))
                .asString()
                .matches("libtorch \\d.* on mkl_rt, 1 thread");
        assertThat(run("onnxruntime", "standard/fwd/f32/B1/H1/N8/L8/D8").get("driver_version"))
                .asString()
                .matches("\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void lseIsNotToBeHad() {
        CaseId id = CaseId.parse("standard/fwd/f32/B1/H1/N8/L8/D8");
        try (Engine engine = Engines.create("onnxruntime");
                var session = engine.open(id.request(), EngineOptions.DEFAULT);
                var arena = Arena.ofConfined()) {
            var inputs = CaseInputs.of(id, 1, arena);
            var outputs = new HashMap<String, Tensor>();
            id.request().outputs().forEach((name, type) -> outputs.put(name, Tensor.allocate(type, arena)));
            assertThatThrownBy(() -> session.run(id.request(), inputs, outputs))
                    .isInstanceOf(UnsupportedRequestException.class);
        }
    }

    private static ResultRecord run(String id, String text) {
        CaseId parsed = CaseId.parse(text);
        try (Engine engine = Engines.create(id);
                CaseRunner runner =
                        new CaseRunner(parsed, 1, Machine.current(null), CaseRunner.newRunId(), () -> null)) {
            engine.useThreads(1);
            return runner.run(engine, EngineOptions.DEFAULT, null);
        }
    }

    private static void assertPassed(ResultRecord record) {
        assertThat(record.get("status"))
                .as(String.valueOf(record.get("reason")))
                .isEqualTo("ok");
        assertThat(record.get("check")).as(record.values().toString()).isEqualTo("passed");
    }
}
