package io.attn4j.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.OnnxBytes;
import io.attn4j.file.TensorFiles;
import io.attn4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportedEncoderTest {
    private static final String SELF = "encoder.layer.1.attention.self.";

    private final SmallBert bert = new SmallBert();

    @TempDir
    private Path folder;

    private Path onnx(Consumer<SmallBert.Graph> change) throws IOException {
        SmallBert.Graph graph = bert.graph();
        change.accept(graph);
        return Files.write(folder.resolve("m.onnx"), graph.model());
    }

    private Path safetensors(Consumer<Map<String, Tensor>> change) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        bert.weights.forEach((name, values) -> tensors.put("bert." + name, Tensor.of(values, bert.shapes.get(name))));
        change.accept(tensors);
        Path path = folder.resolve("model.safetensors");
        TensorFiles.write(path, tensors);
        return path;
    }

    private void config(String json) throws IOException {
        Files.writeString(folder.resolve("config.json"), json);
    }

    private void isTheModel(ImportedEncoder imported) {
        EncoderConfig config = imported.config();
        assertThat(config.vocabulary()).isEqualTo(SmallBert.VOCABULARY);
        assertThat(config.positions()).isEqualTo(SmallBert.POSITIONS);
        assertThat(config.types()).isEqualTo(2);
        assertThat(config.layers()).isEqualTo(SmallBert.LAYERS);
        assertThat(config.width()).isEqualTo(SmallBert.WIDTH);
        assertThat(config.heads()).isEqualTo(SmallBert.HEADS);
        assertThat(config.mlp()).isEqualTo(SmallBert.MLP);
        assertThat(config.activation()).isEqualTo("gelu");
        assertThat(config.normEpsilon()).isEqualTo(SmallBert.EPSILON);
        Map<String, String> ours = SmallBert.ourNames();
        assertThat(imported.tensors().keySet()).containsExactlyInAnyOrderElementsOf(ours.keySet());
        ours.forEach((our, their) -> {
            boolean matrix = their.startsWith("encoder.") && bert.shapes.get(their).length == 2;
            assertThat(imported.tensors().get(our).toFloats())
                    .as(our)
                    .isEqualTo(matrix ? bert.transposed(their) : bert.weights.get(their));
        });
    }

    @Test
    void readsTheGraphOfABert() throws IOException {
        try (ImportedEncoder imported = ImportedEncoder.read(onnx(graph -> {}), null)) {
            isTheModel(imported);
            assertThat(imported.dropped()).isEmpty();
        }
    }

    /** Exporters differ in how they write a linear layer and a norm. */
    @Test
    void readsOtherFormsOfTheSameGraph() throws IOException {
        String dense = "encoder.layer.0.intermediate.dense";
        String norm = "encoder.layer.0.output.LayerNorm";
        Path path = onnx(graph -> {
            graph.tensors.put(
                    dense + ".weight",
                    OnnxBytes.floats(
                            dense + ".weight",
                            bert.weights.get(dense + ".weight"),
                            bert.shapes.get(dense + ".weight")));
            graph.nodes.put(
                    dense + "/out",
                    OnnxBytes.node(
                                    "Gemm",
                                    dense + "/out",
                                    "encoder.layer.0.attention.output.LayerNorm/out",
                                    dense + ".weight",
                                    dense + ".bias")
                            .message(5, new OnnxBytes().text(1, "transB").number(3, 1)));
            graph.nodes.put(
                    norm + "/out",
                    OnnxBytes.node(
                                    "LayerNormalization",
                                    norm + "/out",
                                    "encoder.layer.0.output/sum",
                                    norm + ".weight",
                                    norm + ".bias")
                            .message(5, new OnnxBytes().text(1, "epsilon").single(2, (float) SmallBert.EPSILON)));
            graph.nodes.keySet().removeIf(name -> name.startsWith(norm + "/") && !name.endsWith("/out"));
            graph.nodes.remove(dense + "/product");
            graph.tensors.put("pooler.dense.weight", OnnxBytes.floats("pooler.dense.weight", new float[2], 2));
        });
        try (ImportedEncoder imported = ImportedEncoder.read(path, null)) {
            isTheModel(imported);
            assertThat(imported.dropped())
                    .containsExactly("onnx::MatMul_" + (dense + ".weight").hashCode(), "pooler.dense.weight");
        }
    }

    @Test
    void refusesOtherArchitecturesByTheNode() throws IOException {
        refuses(
                graph -> graph.node("DequantizeLinear", "w", "x"),
                "node w: got DequantizeLinear; needs weights in floating point");
        refuses(
                graph -> {
                    graph.tensors.clear();
                    graph.nodes.clear();
                    graph.tensors.put("conv1.weight", OnnxBytes.floats("conv1.weight", new float[4], 4));
                    graph.node("Conv", "first", "image", "conv1.weight");
                },
                "node first: got Conv with the weight conv1.weight; needs an encoder of BERT's architecture");
        refuses(
                graph -> graph.node("CumSum", "places", "input_ids"),
                "node places: got CumSum; needs positions that count from 0");
        refuses(graph -> graph.node("Add", "wordsAndTypes", "words", "bias"), "bias: got no node that computes it");
        refuses(
                graph -> {
                    graph.tensors.put("slopes", OnnxBytes.floats("slopes", new float[2], 2));
                    graph.node("Add", SELF + "masked", SELF + "logits", "slopes");
                },
                "node " + SELF + "masked: got Add; needs attention without weights of its own, not slopes");
        refuses(
                graph -> graph.node("Einsum", SELF + "products", SELF + "query/turned", SELF + "key/turned"),
                "node " + SELF + "products: got Einsum");
        // pre-LN: the branch adds to what was not normalised
        refuses(
                graph ->
                        graph.node("Add", "encoder.layer.0.output/sum", "encoder.layer.0.output.dense/out", "embedded"),
                "node encoder.layer.0.output/sum: got Add; needs the operand "
                        + "encoder.layer.0.attention.output.LayerNorm/out, as post-LN blocks have it, not embedded");
        refuses(
                graph -> graph.constant(SELF + "root", OnnxBytes.floats("", new float[] {1.5f})),
                "node " + SELF + "logits: got Div; needs logits of " + SELF + "query/out scaled by 1/sqrt(d) = 0.5");
        refuses(
                graph -> graph.node("Sigmoid", "encoder.layer.0.erf", "encoder.layer.0.intermediate.dense/out"),
                "node encoder.layer.0.erf: got Sigmoid; needs GELU or ReLU");
        refuses(
                graph -> graph.tensors.remove("encoder.layer.1.output.LayerNorm.bias"),
                "encoder.layer.1.output.LayerNorm.bias: got no tensor");
        assertThatThrownBy(() -> ImportedEncoder.read(onnx(graph -> {}), 4))
                .hasMessageContaining("heads: got 4; needs 2, as the graph has it");
    }

    @Test
    void refusesWeightsThatItCannotRead() throws IOException {
        String words = "embeddings.word_embeddings.weight";
        refuses(
                graph -> graph.tensors.put(
                        words, OnnxBytes.tensor(words, OnnxBytes.FLOAT, 13, 8).number(14, 1)),
                words + ": got data in another file (external data)");
        refuses(
                graph -> graph.tensors.put(
                        words, OnnxBytes.tensor(words, OnnxBytes.INT8, 13, 8).bytes(9, new byte[13 * 8])),
                words + ": got int8 data");
    }

    private void refuses(Consumer<SmallBert.Graph> change, String message) throws IOException {
        Path path = onnx(change);
        assertThatThrownBy(() -> ImportedEncoder.read(path, null), message)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    /** Whatever byte is wrong, a file is read or refused in one line. */
    @Test
    void survivesDamage() throws IOException {
        byte[] whole = bert.graph().model();
        Random random = new Random(3);
        int read = 0;
        for (int trial = 0; trial < 400; trial++) {
            byte[] damaged = trial % 4 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            // most bytes are data of weights: names and shapes stand before them
            damaged[random.nextInt(damaged.length == 0 ? 1 : damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Path path = Files.write(folder.resolve("damaged.onnx"), damaged);
            try {
                ImportedEncoder.read(path, null).close();
                read++;
            } catch (InvalidInputException refused) {
                assertThat(refused.getMessage()).doesNotContain("\n");
            }
        }
        assertThat(read).isBetween(1, 399);
    }

    @Test
    void readsABertOfHuggingFace() throws IOException {
        config(
                "{\"model_type\": \"bert\", \"num_attention_heads\": 2, \"layer_norm_eps\": 1e-5, \"hidden_act\": \"gelu\"}");
        Path path = safetensors(tensors -> {
            tensors.put("cls.predictions.bias", Tensor.of(new float[3], 3));
            tensors.put("bert.embeddings.position_ids", Tensor.ofInts(new int[9], 1, 9));
        });
        try (ImportedEncoder imported = ImportedEncoder.read(path, null)) {
            isTheModel(imported);
            assertThat(imported.dropped()).containsExactly("cls.predictions.bias");
        }
    }

    @Test
    void refusesOtherModelsOfHuggingFace() throws IOException {
        Path path = safetensors(tensors -> {});
        assertThatThrownBy(() -> ImportedEncoder.read(path, null)).hasMessageStartingWith("heads: got nothing");
        config("{\"model_type\": \"roberta\", \"num_attention_heads\": 2}");
        assertThatThrownBy(() -> ImportedEncoder.read(path, null)).hasMessageContaining("model_type: got \"roberta\"");
        config("{\"num_attention_heads\": 3}");
        assertThatThrownBy(() -> ImportedEncoder.read(path, null)).hasMessageStartingWith("heads: got 3");
        config("{\"num_attention_heads\": 2, \"hidden_act\": \"silu\"}");
        assertThatThrownBy(() -> ImportedEncoder.read(path, null)).hasMessageContaining("hidden_act: got \"silu\"");
        config("{\"num_attention_heads\": 2}");
        String bias = "bert.encoder.layer.0.attention.self.distance_embedding.weight";
        Path relative = safetensors(tensors -> tensors.put(bias, Tensor.of(new float[3], 3)));
        assertThatThrownBy(() -> ImportedEncoder.read(relative, null))
                .hasMessageContaining(bias + ": got a tensor that BERT does not have");
        Path less = safetensors(tensors -> tensors.remove("bert.encoder.layer.1.output.dense.bias"));
        assertThatThrownBy(() -> ImportedEncoder.read(less, null))
                .hasMessageContaining("bert.encoder.layer.1.output.dense.bias: got no tensor");
        Path other = safetensors(tensors -> {
            tensors.clear();
            tensors.put("wte.weight", Tensor.of(new float[3], 3));
        });
        assertThatThrownBy(() -> ImportedEncoder.read(other, null))
                .hasMessageContaining("got the tensor wte.weight and no embeddings.word_embeddings.weight");
        assertThatThrownBy(() -> ImportedEncoder.read(Path.of("model.gguf"), null))
                .hasMessageStartingWith("model.gguf: got another kind of file; needs .onnx or .safetensors");
    }

    @Test
    void isWrittenAndReadAgain() throws IOException {
        Path out = folder.resolve("model.safetensors");
        try (ImportedEncoder imported = ImportedEncoder.read(onnx(graph -> {}), null)) {
            EncoderFile written = EncoderFile.write(out, imported.config(), imported.tensors(), null);
            // a directory is read by the name model.json
            assertThat(EncoderFile.read(folder)).isEqualTo(written);
            assertThat(EncoderFile.read(folder.resolve("model.json")).config()).isEqualTo(imported.config());
        }
        Files.writeString(folder.resolve("bad.json"), "{\"layers\": 0}");
        assertThatThrownBy(() -> EncoderFile.read(folder.resolve("bad.json"))).hasMessageContaining("layers: got 0");
        Files.writeString(
                folder.resolve("bad.json"),
                Files.readString(folder.resolve("model.json")).replace("model.safetensors", "no.safetensors"));
        assertThatThrownBy(() -> EncoderFile.read(folder.resolve("bad.json")))
                .hasMessageContaining("weights: got \"no.safetensors\"");
        assertThatThrownBy(() -> EncoderFile.read(folder.resolve("absent")))
                .hasMessageContaining("needs the JSON file of an encoder");
        assertThat(List.of(folder.toFile().list())).doesNotContain("tokenizer.json");
    }
}
