package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.file.JsonTree;
import io.attn4j.file.OnnxBytes;
import io.attn4j.file.TensorFile;
import io.attn4j.file.TensorFiles;
import io.attn4j.model.encoder.SmallBert;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodeVerbTest {
    /** A WordPiece tokenizer of the words of {@link SmallBert}'s 13 tokens. */
    static final String TOKENIZER = """
            {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [
              {"id": 1, "content": "[CLS]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
              {"id": 2, "content": "[SEP]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
             "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
             "pre_tokenizer": {"type": "BertPreTokenizer"},
             "post_processor": {"type": "TemplateProcessing",
               "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
               "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
               "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [1], "tokens": ["[CLS]"]}, "[SEP]": {"id": "[SEP]", "ids": [2], "tokens": ["[SEP]"]}}},
             "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
             "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
               "vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "the": 3, "union": 4, "is": 5, "strong": 6, "##er": 7, "than": 8, "ever": 9, ".": 10, "a": 11, "b": 12}}}
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void importModel() throws IOException {
        SmallBert.Graph graph = new SmallBert().graph();
        Files.write(folder.resolve("bert.onnx"), graph.model());
        graph.tensors.put(
                "embeddings.LayerNorm.bias",
                OnnxBytes.tensor("embeddings.LayerNorm.bias", OnnxBytes.INT8, 8).bytes(9, new byte[8]));
        Files.write(folder.resolve("int8.onnx"), graph.model());
        Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(graph.model(), 5000));
        Files.writeString(folder.resolve("tokenizer.json"), TOKENIZER);
        Files.writeString(folder.resolve("texts.txt"), "The union is stronger.\n\nA b a b a b a b a b\n");
        Files.write(folder.resolve("latin.txt"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(folder.resolve("none.txt"), "");
        CommandLineRun run = run("import DIR/bert.onnx --out DIR/model.safetensors -o json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"layers\":2", "\"heads\":2", "\"parameters\":1272", "\"dropped\":[]");
    }

    private static CommandLineRun run(String commandLine) {
        return CommandLineRun.of(commandLine.replace("DIR", folder.toString()).split(" "));
    }

    @Test
    void printsALineForEachText() {
        CommandLineRun run = run("encode --model DIR --in DIR/texts.txt");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("attn4j encode: 1 of 3 texts cut to 9 tokens");
        List<Integer> tokens = run.out()
                .lines()
                .map(line -> (Map<?, ?>) JsonTree.parse("line", line.getBytes(StandardCharsets.UTF_8)))
                .map(line -> {
                    assertThat((List<?>) line.get("embedding")).hasSize(8);
                    return ((Long) line.get("tokens")).intValue();
                })
                .toList();
        assertThat(tokens).containsExactly(8, 2, 9);
    }

    @Test
    void writesEmbeddingsAndTheInputsOfLayers() {
        CommandLineRun run = run("encode --model DIR/model.json --in DIR/texts.txt --out DIR/e.safetensors"
                + " --hidden DIR/h.safetensors --max-tokens 8 --threads 1");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        try (TensorFile embeddings = TensorFiles.read(folder.resolve("e.safetensors"));
                TensorFile hidden = TensorFiles.read(folder.resolve("h.safetensors"))) {
            assertThat(embeddings.types())
                    .containsOnly(
                            Map.entry("embeddings", TensorType.f32(3, 8)), Map.entry("lengths", TensorType.i32(3)));
            assertThat(hidden.types().keySet())
                    .containsExactlyInAnyOrder("layers.0.x", "layers.1.x", "hidden", "lengths");
            assertThat(hidden.types().get("layers.1.x")).isEqualTo(TensorType.f32(3, 8, 8));
            // the embedding is the mean of the last hidden states
            float[] mean = new float[8];
            Tensor last = hidden.tensors().get("hidden");
            double squares = 0;
            for (int c = 0; c < 8; c++) {
                for (int n = 0; n < 2; n++) {
                    mean[c] += last.getFloat((8 + n) * 8L + c) / 2;
                }
                squares += mean[c] * mean[c];
            }
            for (int c = 0; c < 8; c++) {
                assertThat(embeddings.tensors().get("embeddings").getFloat(8 + c))
                        .isCloseTo((float) (mean[c] / Math.sqrt(squares)), within(1e-5f));
            }
        }
        assertThat(run("encode --model DIR --in DIR/texts.txt --out DIR/e.npy --max-tokens 8")
                        .code())
                .isZero();
        assertThat(run("encode --model DIR --in DIR/texts.txt --out DIR/e.jsonl --max-tokens 8")
                        .code())
                .isZero();
        assertThat(folder.resolve("e.jsonl")).content().hasLineCount(3);
        try (TensorFile npy = TensorFiles.read(folder.resolve("e.npy"))) {
            assertThat(npy.types()).containsOnly(Map.entry("e", TensorType.f32(3, 8)));
        }
    }

    @Test
    void reportsHowWellEmbeddingsAgree() {
        assertThat(run("encode --model DIR --in DIR/texts.txt --out DIR/a.npy --max-tokens 8")
                        .code())
                .isZero();
        CommandLineRun run =
                run("encode --model DIR --in DIR/texts.txt --out DIR/b.safetensors --max-tokens 8 --compare DIR/a.npy");
        assertThat(run.code()).as(run.err()).isZero();
        Map<?, ?> record = (Map<?, ?>) JsonTree.parse("record", run.out().getBytes(StandardCharsets.UTF_8));
        assertThat((Double) record.get("mean_cosine")).isCloseTo(1, within(1e-6));
        assertThat((Double) record.get("same_neighbour")).isEqualTo(1);
        CommandLineRun other =
                run("encode --model DIR --in DIR/texts.txt --out DIR/c.safetensors --compare DIR/model.safetensors");
        assertThat(other.code()).isEqualTo(ExitCode.USAGE);
        assertThat(other.err()).contains("needs embeddings [T,M]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import DIR/int8.onnx --out DIR/x.safetensors | LayerNorm.bias: got int8 data; needs weights in floating",
                "import DIR/cut.onnx --out DIR/x.safetensors | cut.onnx: got a field of",
                "import DIR/absent.onnx --out DIR/x.safetensors | absent.onnx: got no such file; needs an ONNX model",
                "import DIR/bert.onnx --out DIR/x.npy | x.npy: got another ending; needs .safetensors",
                "import DIR/bert.onnx --heads 0 --out DIR/x.safetensors | heads: got 0",
                "import DIR/bert.onnx --tokenizer DIR/no --out DIR/x.safetensors | --tokenizer: got",
                "encode --model DIR/absent --in DIR/texts.txt | model: got",
                "encode --model DIR --in DIR/absent | --in: got",
                "encode --model DIR --in DIR/latin.txt | needs UTF-8 text",
                "encode --model DIR --in DIR/none.txt | --in: got no text",
                "encode --model DIR --in DIR/texts.txt --max-tokens 10 | --max-tokens: got 10; needs a number from 3 to 9",
                "encode --model DIR --in DIR/texts.txt --out DIR/x.txt | got another ending; needs .safetensors or .npy",
                "encode --model DIR --in DIR/texts.txt --tokenizer DIR/texts.txt | texts.txt: got",
                "encode --model DIR --in DIR/texts.txt --compare DIR/e.npy | --compare: got",
                "encode --model DIR --in DIR/texts.txt --engine none | none",
            })
    void refusesInOneLine(String command, String message) {
        CommandLineRun run = run(command);
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message).hasLineCount(1);
        assertThat(folder.resolve("x.safetensors")).doesNotExist();
    }
}
