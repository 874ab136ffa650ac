package io.attn4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.file.TensorFile;
import io.attn4j.file.TensorFiles;
import io.attn4j.mechanism.collaborative.Reparametrisation.Result;
import io.attn4j.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every example, and checks what it computes where the answer is known. */
class ExamplesTest {

    private interface Program {
        void main(String[] args);
    }

    /** What a program prints. */
    private static String printed(Program program, String... args) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream captured = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            program.main(args);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void firstAttentionSeesTheFirstKeyOnly() {
        assertThat(printed(FirstAttention::main)).contains("call 2: ", "engine: ");
        float[] v = FirstAttention.values(3);
        float[] o = FirstAttention.causal(FirstAttention.values(1), FirstAttention.values(2), v);
        assertThat(o[0]).isCloseTo(v[0], Offset.offset(1e-5f));
        assertThat(o[o.length - 1]).isFinite().isNotEqualTo(v[v.length - 1]);
    }

    @Test
    void attentionOnFilesWritesOutputAndLogSumExp(@TempDir Path directory) {
        Path in = directory.resolve("qkv.safetensors");
        Tensor zeros = Tensor.of(new float[6], 1, 1, 3, 2);
        Tensor v = Tensor.of(new float[] {1, 2, 3, 4, 5, 9}, 1, 1, 3, 2);
        TensorFiles.write(in, Map.of("q", zeros, "k", zeros, "v", v));
        Path out = directory.resolve("qkv.out.safetensors");
        assertThat(printed(AttentionOnFiles::main, in.toString())).isEqualTo(out + System.lineSeparator());
        // Equal logits of 0: every output is the mean of the values, and the sum of exponentials counts the keys.
        try (TensorFile file = TensorFiles.read(out)) {
            assertThat(file.tensors().get("o").toFloats())
                    .containsExactly(new float[] {3, 5, 3, 5, 3, 5}, Offset.offset(1e-5f));
            float logOfThree = (float) Math.log(3);
            assertThat(file.tensors().get("lse").toFloats())
                    .containsExactly(new float[] {logOfThree, logOfThree, logOfThree}, Offset.offset(1e-5f));
        }
    }

    @Test
    void convertedHeadsComputeTheSame() {
        assertThat(printed(ConvertHeads::main)).contains("rank 64: error of the logits' tensor 0.000", "rank 32: ");
        Tensor wq = ConvertHeads.normal(1, 8, ConvertHeads.MODEL_DIM, ConvertHeads.MODEL_DIM);
        Tensor wk = ConvertHeads.normal(2, 8, ConvertHeads.MODEL_DIM, ConvertHeads.MODEL_DIM);
        Tensor x = ConvertHeads.normal(3, 1, 1, ConvertHeads.LENGTH, ConvertHeads.MODEL_DIM);
        Tensor v = ConvertHeads.normal(4, 1, 1, ConvertHeads.HEADS, ConvertHeads.LENGTH, ConvertHeads.KEY_DIM);
        Result exact = ConvertHeads.convert(wq, wk, ConvertHeads.MODEL_DIM);
        assertThat(ConvertHeads.collaborative(exact, x, v))
                .containsExactly(ConvertHeads.concatenated(wq, wk, x, v), Offset.offset(1e-4f));
        assertThat(ConvertHeads.convert(wq, wk, 32).relativeError()).isBetween(0.01, 1.0);
    }

    /** README.md names every file, and each says at its top what it shows. */
    @Test
    void theListIsComplete() throws Exception {
        Path root = Path.of(System.getProperty("attn4j.root"), "examples");
        String readme = Files.readString(root.resolve("README.md"));
        try (var classes = Files.list(root.resolve("src/main/java/io/attn4j/examples"));
                var scripts = Files.list(root)) {
            for (Path file : Stream.concat(
                            classes, scripts.filter(script -> script.toString().endsWith(".sh")))
                    .toList()) {
                assertThat(readme).contains("(" + root.relativize(file) + ")");
                assertThat(Files.readString(file))
                        .contains(file.toString().endsWith(".sh") ? "\n# Shows " : "<p>Shows ");
            }
        }
    }
}
