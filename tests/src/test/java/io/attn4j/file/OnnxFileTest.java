package io.attn4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFileTest {
    @TempDir
    private Path folder;

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("m.onnx"), content);
    }

    private static OnnxBytes graph() {
        return new OnnxBytes()
                .message(1, OnnxBytes.node("MatMul", "y", "x", "w"))
                .message(
                        1,
                        OnnxBytes.node("LayerNormalization", "z", "y", "g", "")
                                .message(5, new OnnxBytes().text(1, "epsilon").single(2, 0.5f))
                                .message(5, new OnnxBytes().text(1, "axis").number(3, -1)))
                .message(
                        1,
                        OnnxBytes.node("Constant", "c")
                                .message(5, OnnxBytes.attribute("value", OnnxBytes.integers("", new long[] {7}, 1))))
                .message(5, OnnxBytes.floats("w", new float[] {1, 2, 3, 4, 5, 6}, 2, 3))
                .message(5, OnnxBytes.integers("i", new long[] {-1, 1L << 40}, 2))
                .message(12, new OnnxBytes().text(1, "z"));
    }

    @Test
    void readsNodesAndTensors() throws IOException {
        try (OnnxFile file = OnnxFile.read(write(OnnxBytes.model(graph())))) {
            assertThat(file.nodes())
                    .extracting(OnnxFile.Node::op)
                    .containsExactly("MatMul", "LayerNormalization", "Constant");
            assertThat(file.nodes().getFirst().inputs()).containsExactly("x", "w");
            assertThat(file.nodes().get(1).attributes())
                    .containsEntry("epsilon", 0.5f)
                    .containsEntry("axis", -1L);
            assertThat(file.outputs()).containsExactly("z");
            assertThat(file.initializers()).containsExactly("w", "i");
            assertThat(file.type("w")).isEqualTo(TensorType.f32(2, 3));
            assertThat(file.tensor("w").toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(file.tensor("i").getInteger(0)).isEqualTo(-1);
            assertThat(file.tensor("i").getInteger(1)).isEqualTo(1L << 40);
            assertThat(file.tensor("c").getInteger(0)).isEqualTo(7);
            assertThat(file.holds("x")).isFalse();
        }
    }

    /** Data may also be a list of numbers, packed or not. */
    @Test
    void readsDataThatIsNotRaw() throws IOException {
        byte[] packed = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40};
        OnnxBytes floats = OnnxBytes.tensor("f", OnnxBytes.FLOAT, 2).bytes(4, packed);
        OnnxBytes integers = OnnxBytes.tensor("i", OnnxBytes.INT64, 3)
                .bytes(7, new byte[] {5, (byte) 0x80, 1})
                .number(7, -2);
        byte[] model = OnnxBytes.model(new OnnxBytes().message(5, floats).message(5, integers));
        try (OnnxFile file = OnnxFile.read(write(model))) {
            assertThat(file.tensor("f").toFloats()).containsExactly(1, 2);
            assertThat(file.tensor("i").getInteger(0)).isEqualTo(5);
            assertThat(file.tensor("i").getInteger(1)).isEqualTo(128);
            assertThat(file.tensor("i").getInteger(2)).isEqualTo(-2);
        }
    }

    @Test
    void refusesToReadIntegersAndDataElsewhere() throws IOException {
        OnnxBytes external = OnnxBytes.tensor("e", OnnxBytes.FLOAT, 2).number(14, 1);
        OnnxBytes small = OnnxBytes.tensor("q", OnnxBytes.INT8, 2).bytes(9, new byte[2]);
        byte[] model = OnnxBytes.model(new OnnxBytes().message(5, external).message(5, small));
        try (OnnxFile file = OnnxFile.read(write(model))) {
            assertThatThrownBy(() -> file.tensor("e"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("m.onnx e: got data in another file (external data)");
            assertThatThrownBy(() -> file.tensor("q"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("m.onnx q: got int8 data");
        }
    }

    @Test
    void refusesWhatIsNoModel() throws IOException {
        refuses(new byte[] {'P', 'K', 3, 4, 0, 0}, "got the field tag 3; needs one of an ONNX model");
        refuses(new OnnxBytes().number(1, 8).toBytes(), "got no graph; needs an ONNX model");
        refuses(new byte[0], "got an empty file");
        byte[] twice = OnnxBytes.model(new OnnxBytes()
                .message(5, OnnxBytes.floats("w", new float[1], 1))
                .message(5, OnnxBytes.floats("w", new float[1], 1)));
        refuses(twice, "got two initializers named w");
        byte[] few = OnnxBytes.model(new OnnxBytes().message(5, OnnxBytes.floats("w", new float[3], 2, 2)));
        refuses(few, "w: got 12 bytes of data; needs 16 for F32\\[2, 2\\]");
        byte[] huge =
                OnnxBytes.model(new OnnxBytes().message(5, OnnxBytes.tensor("w", OnnxBytes.FLOAT, 1L << 40, 1L << 40)));
        refuses(huge, "w: got shape \\[1099511627776, 1099511627776\\]; needs less than 2\\^63 bytes");
        byte[] negative = OnnxBytes.model(new OnnxBytes().message(5, OnnxBytes.tensor("w", OnnxBytes.FLOAT, -3)));
        refuses(negative, "w: got shape \\[-3\\]");
    }

    private void refuses(byte[] content, String message) throws IOException {
        Path path = write(content);
        assertThatThrownBy(() -> OnnxFile.read(path).close())
                .isInstanceOf(InvalidInputException.class)
                .message()
                .containsPattern(message)
                .doesNotContain("\n");
    }

    /** Cut anywhere, or with any byte changed, a file is read or refused in one line. */
    @Test
    void survivesDamage() throws IOException {
        byte[] whole = OnnxBytes.model(graph());
        int refused = 0;
        for (int cut = 0; cut < whole.length; cut++) {
            byte[] part = Arrays.copyOf(whole, cut);
            refused += opens(part) ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(whole.length - 5);
        Random random = new Random(1);
        for (int trial = 0; trial < 3000; trial++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= trial % 3; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            opens(damaged);
        }
    }

    private boolean opens(byte[] content) throws IOException {
        Path path = write(content);
        boolean[] opened = {true};
        assertThatCode(() -> {
                    try (OnnxFile file = OnnxFile.read(path)) {
                        file.initializers().forEach(file::tensor);
                    } catch (InvalidInputException refused) {
                        assertThat(refused.getMessage()).doesNotContain("\n");
                        opened[0] = false;
                    }
                })
                .doesNotThrowAnyException();
        return opened[0];
    }
}
