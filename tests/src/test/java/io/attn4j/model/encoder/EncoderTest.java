package io.attn4j.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.engine.Engine;
import io.attn4j.engine.Engines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.model.AttentionConfig;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderTest {
    private static final int M = SmallBert.WIDTH;
    private static final List<int[]> TEXTS =
            List.of(new int[] {1, 5, 12, 3, 2}, new int[] {4}, new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8}, new int[] {7, 7});

    private final SmallBert bert = new SmallBert();

    @TempDir
    private Path folder;

    private ImportedEncoder imported;
    private Engine cpu;

    @BeforeEach
    void open() throws IOException {
        Path path = Files.write(folder.resolve("m.onnx"), bert.graph().model());
        imported = ImportedEncoder.read(path, null);
        cpu = Engines.create("cpu");
    }

    @AfterEach
    void close() {
        imported.close();
        cpu.close();
    }

    private Encoder encoder() {
        return Encoder.of(imported.config(), imported.tensors(), cpu);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "simulator", "reference"})
    void computesWhatTheEquationsSay(String id) {
        try (Engine engine = Engines.create(id);
                Encoder encoder = Encoder.of(imported.config(), imported.tensors(), engine);
                Tensor hidden = encoder.hidden(TEXTS)) {
            assertThat(hidden.type().shape()).containsExactly(4, 9, M);
            for (int b = 0; b < TEXTS.size(); b++) {
                double[][] expected = bert.hidden(TEXTS.get(b));
                for (int n = 0; n < expected.length; n++) {
                    for (int c = 0; c < M; c++) {
                        assertThat((double) hidden.getFloat((b * 9L + n) * M + c))
                                .isCloseTo(expected[n][c], within(5e-6));
                    }
                }
            }
        }
    }

    @Test
    void poolsTheTokensOfEachText() {
        try (Encoder encoder = encoder()) {
            float[][] embeddings = encoder.embed(TEXTS);
            for (int b = 0; b < TEXTS.size(); b++) {
                double[][] hidden = bert.hidden(TEXTS.get(b));
                double[] mean = new double[M];
                double squares = 0;
                for (int c = 0; c < M; c++) {
                    for (double[] row : hidden) {
                        mean[c] += row[c] / hidden.length;
                    }
                    squares += mean[c] * mean[c];
                }
                for (int c = 0; c < M; c++) {
                    assertThat((double) embeddings[b][c]).isCloseTo(mean[c] / Math.sqrt(squares), within(5e-6));
                }
            }
        }
    }

    @Test
    void takesTheFirstTokenAsItIsWhereTheModelSaysSo() {
        EncoderConfig given = imported.config();
        EncoderConfig first = new EncoderConfig(
                given.vocabulary(),
                given.positions(),
                given.types(),
                given.layers(),
                given.width(),
                given.heads(),
                given.mlp(),
                given.activation(),
                given.normEpsilon(),
                given.attention(),
                EncoderConfig.FIRST,
                false);
        try (Encoder encoder = Encoder.of(first, imported.tensors(), cpu)) {
            float[] embedding = encoder.embed(List.of(TEXTS.getFirst()))[0];
            double[] expected = bert.hidden(TEXTS.getFirst())[0];
            for (int c = 0; c < M; c++) {
                assertThat((double) embedding[c]).isCloseTo(expected[c], within(5e-6));
            }
        }
    }

    /** A text's embedding does not depend, but for rounding, on the texts that share its batch. */
    @Test
    void keepsTextsApart() {
        try (Encoder encoder = encoder()) {
            float[][] together = encoder.embed(TEXTS);
            for (int b = 0; b < TEXTS.size(); b++) {
                float[] alone = encoder.embed(List.of(TEXTS.get(b)))[0];
                for (int c = 0; c < M; c++) {
                    assertThat(together[b][c]).isCloseTo(alone[c], within(1e-6f));
                }
            }
            assertThat(encoder.embed(TEXTS)).isDeepEqualTo(together);
        }
    }

    /** Each layer's input is the output of the one before, the last output is the hidden state. */
    @Test
    void givesWhatLayersGet() {
        try (Encoder encoder = encoder();
                Tensor hidden = encoder.hidden(TEXTS)) {
            List<Tensor> layers = encoder.layers(TEXTS);
            assertThat(layers).hasSize(SmallBert.LAYERS + 1);
            assertThat(layers.getLast().toFloats()).isEqualTo(hidden.toFloats());
            float[] x = layers.getFirst().toFloats();
            // zeros where the second text, of one token, is padded
            for (int i = (9 + 1) * M; i < 2 * 9 * M; i++) {
                assertThat(x[i]).isZero();
            }
            layers.forEach(Tensor::close);
        }
    }

    @Test
    void holdsAnotherMechanism() {
        Map<String, Tensor> weights = new LinkedHashMap<>(imported.tensors());
        weights.put("attention.e", RandomTensors.normal(1, 3, SmallBert.POSITIONS));
        EncoderConfig config = imported.config().withAttention(AttentionConfig.of("linformer", 0, Map.of()));
        try (Encoder encoder = Encoder.of(config, weights, cpu)) {
            try (Encoder standard = encoder()) {
                assertThat(encoder.embed(TEXTS)[0]).isNotEqualTo(standard.embed(TEXTS)[0]);
            }
            List<Tensor> layers = encoder.layers(TEXTS);
            try (Tensor hidden = encoder.hidden(TEXTS)) {
                assertThat(layers.getLast().toFloats()).isEqualTo(hidden.toFloats());
            }
            layers.forEach(Tensor::close);
        }
    }

    @Test
    void refusesWhatItCannotEncode() {
        try (Encoder encoder = encoder()) {
            refuses(encoder, List.of(), "texts: got none");
            refuses(encoder, List.of(new int[] {1}, new int[0]), "text 1: got 0 tokens; needs 1 to 9 tokens");
            refuses(encoder, List.of(new int[10]), "text 0: got 10 tokens; needs 1 to 9 tokens");
            refuses(encoder, List.of(new int[] {13}), "text 0: got the token 13; needs 0 to 12");
            refuses(encoder, List.of(new int[] {-1}), "text 0: got the token -1");
            encoder.close();
            assertThatThrownBy(() -> encoder.embed(TEXTS)).isInstanceOf(IllegalStateException.class);
        }
    }

    private static void refuses(Encoder encoder, List<int[]> texts, String message) {
        assertThatThrownBy(() -> encoder.embed(texts))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesWeightsThatAreNotItsOwn() {
        Map<String, Tensor> weights = new LinkedHashMap<>(imported.tensors());
        weights.remove("positions.weight");
        assertThatThrownBy(() -> Encoder.of(imported.config(), weights, cpu))
                .hasMessageStartingWith("weights positions.weight: got no tensor; needs F32[9, 8]");
        Map<String, Tensor> more = new LinkedHashMap<>(imported.tensors());
        more.put("layers.2.mlp.w1", more.get("layers.1.mlp.w1"));
        assertThatThrownBy(() -> Encoder.of(imported.config(), more, cpu))
                .hasMessageStartingWith("weights: got tensors of layer 2");
        Map<String, Tensor> less = new LinkedHashMap<>(imported.tensors());
        less.remove("layers.1.attention.wv");
        assertThatThrownBy(() -> Encoder.of(imported.config(), less, cpu))
                .hasMessageStartingWith("layers.1.attention.wv: got no tensor");
    }
}
