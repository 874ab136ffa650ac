package io.attn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.file.JsonTree;
import io.attn4j.file.TensorFile;
import io.attn4j.file.TensorFiles;
import io.attn4j.model.encoder.SmallBert;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistillVerbTest {
    @TempDir
    private static Path folder;

    /** The original, collaborative heads of it, and these with other attention, that there is something to learn. */
    @BeforeAll
    static void makeModels() throws IOException {
        Files.write(folder.resolve("bert.onnx"), new SmallBert().graph().model());
        Files.writeString(folder.resolve("tokenizer.json"), EncodeVerbTest.TOKENIZER);
        Files.writeString(
                folder.resolve("texts.txt"), "The union is stronger.\nA b a b\nStrong than ever. A b the union is\n");
        assertThat(run("import DIR/bert.onnx --out DIR/model.safetensors").code())
                .isZero();
        Files.createDirectories(folder.resolve("small"));
        assertThat(run("convert --model DIR --rank 3 --out DIR/small/model.safetensors")
                        .code())
                .isZero();
        try (TensorFile small = TensorFiles.read(folder.resolve("small/model.safetensors"))) {
            Map<String, Tensor> weights = new LinkedHashMap<>(small.tensors());
            weights.replaceAll((name, tensor) -> name.endsWith(".wo") || name.endsWith(".wv")
                    ? RandomTensors.normal(name.hashCode(), tensor.type().shape())
                    : tensor);
            TensorFiles.write(folder.resolve("small/other.safetensors"), weights);
        }
        Files.writeString(
                folder.resolve("small/other.json"),
                Files.readString(folder.resolve("small/model.json")).replace("model.safetensors", "other.safetensors"));
    }

    private static CommandLineRun run(String commandLine) {
        return CommandLineRun.of(commandLine.replace("DIR", folder.toString()).split(" "));
    }

    @Test
    void fineTunesAnEncoderTowardsItsTeacher() throws IOException {
        CommandLineRun run = run("distill --model DIR/small/other.json --teacher DIR --in DIR/texts.txt --validation"
                + " DIR/texts.txt --out DIR/tuned.safetensors --steps 80 --learning-rate 0.05 --threads 1 -o json");
        assertThat(run.code()).as(run.err()).isZero();
        List<?> records = (List<?>) JsonTree.parse("record", run.out().getBytes(StandardCharsets.UTF_8));
        Map<?, ?> record = (Map<?, ?>) records.getFirst();
        assertThat((Double) record.get("loss_at_end")).isLessThan((Double) record.get("loss_at_start") / 4);
        assertThat((Double) record.get("mean_cosine")).isGreaterThan((Double) record.get("mean_cosine_before"));
        assertThat(record.get("steps")).isEqualTo(80L);
        // of two layers: wq and wk [8,3], mu [2,3], wc [8,2], wv and wo [8,8], bv and bo [8]
        assertThat(record.get("parameters")).isEqualTo(2L * (2 * 24 + 6 + 16 + 2 * 64 + 16));
        // what was written is an encoder with the cosine that the record has
        assertThat(run("encode --model DIR --in DIR/texts.txt --out DIR/base.npy")
                        .code())
                .isZero();
        CommandLineRun compared =
                run("encode --model DIR/tuned.json --in DIR/texts.txt --out DIR/tuned.npy --compare DIR/base.npy");
        assertThat(compared.out()).contains("\"mean_cosine\":" + record.get("mean_cosine"));
        try (TensorFile before = TensorFiles.read(folder.resolve("small/other.safetensors"));
                TensorFile after = TensorFiles.read(folder.resolve("tuned.safetensors"))) {
            assertThat(after.types()).isEqualTo(before.types());
            for (String name : before.types().keySet()) {
                boolean trained = name.contains(".attention.");
                float[] bits = before.tensors().get(name).toFloats();
                if (trained) {
                    assertThat(after.tensors().get(name).toFloats()).as(name).isNotEqualTo(bits);
                } else {
                    assertThat(after.tensors().get(name).toFloats()).as(name).isEqualTo(bits);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--model DIR/absent | model: got",
                "--model DIR --in DIR/absent | --in: got",
                "--model DIR --validation DIR/absent | --validation: got",
                "--model DIR --steps 0 | --steps: got 0; needs a number from 1",
                "--model DIR --batch 0 | --batch: got 0; needs a number from 1",
                "--model DIR --learning-rate 0 | --learning-rate: got 0.0; needs a number above 0",
                "--model DIR --train all | --train: got all; needs attention or blocks",
                "--model DIR --max-tokens 2 | --max-tokens: got 2; needs a number from 3 to 9",
                "--model DIR --threads 0 | --threads: got 0",
                "--model DIR --engine none | none",
                "--model DIR --out DIR/absent/x.safetensors | absent",
                "--model DIR --out DIR/x.npy | x.npy: got another ending; needs .safetensors",
            })
    void refusesInOneLine(String options, String message) {
        String texts = options.contains("--in") ? "" : " --in DIR/texts.txt";
        String out = options.contains("--out") ? "" : " --out DIR/x.safetensors";
        CommandLineRun run = run("distill --teacher DIR" + out + texts + " " + options);
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message).hasLineCount(1);
        assertThat(folder.resolve("x.safetensors")).doesNotExist();
    }
}
