package io.attn4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"BF16"},
            mode = EnumSource.Mode.EXCLUDE)
    void readsBackWhatItWrote(DType dtype) {
        for (long[] shape : new long[][] {{}, {3}, {2, 3}, {0, 2}}) {
            Tensor tensor = Tensor.allocate(new TensorType(dtype, shape), Arena.ofAuto());
            tensor.segment().fill((byte) 3);
            Path file = directory.resolve("x.npy");
            TensorFiles.write(file, Map.of("any", tensor));
            try (TensorFile read = TensorFiles.read(file)) {
                assertThat(read.types()).isEqualTo(Map.of("x", tensor.type()));
                assertThat(read.tensors().get("x").segment().mismatch(tensor.segment()))
                        .isEqualTo(-1);
            }
        }
    }

    @Test
    void refusesToWriteWhatNumpyHasNot() {
        Path file = directory.resolve("b.npy");
        Tensor tensor = Tensor.allocate(new TensorType(DType.BF16, new long[] {2}), Arena.ofAuto());
        assertThatThrownBy(() -> TensorFiles.write(file, Map.of("x", tensor)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(file + ": got BF16; needs a type that .npy knows; try a .safetensors file");
        assertThatThrownBy(() -> TensorFiles.checkWritable(file, Map.of("x", tensor.type())))
                .isInstanceOf(InvalidInputException.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void writesTheBytesOfNumpy() throws IOException {
        Path file = directory.resolve("x.npy");
        TensorFiles.write(file, Map.of("x", RandomTensors.floats(new float[] {1, 2}, 2)));
        byte[] header = new byte[128];
        Arrays.fill(header, (byte) ' ');
        byte[] text = "\u0093NUMPY\u0001\u0000v\u0000{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }"
                .getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(text, 0, header, 0, text.length);
        header[127] = '\n';
        byte[] written = Files.readAllBytes(file);
        assertThat(Arrays.copyOf(written, 128)).isEqualTo(header);
        assertThat(ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN).getFloat(132))
                .isEqualTo(2);
    }

    @ParameterizedTest(name = "version {0}")
    @ValueSource(ints = {1, 2, 3})
    void readsEveryVersion(int version) throws IOException {
        Path file = write(version, "{\"shape\":(1,2),'fortran_order':False,'descr':'<f4'}\n", new byte[8]);
        try (TensorFile read = TensorFiles.read(file)) {
            assertThat(read.types()).isEqualTo(Map.of("x", TensorType.f32(1, 2)));
        }
    }

    @ParameterizedTest(name = "header {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'{''descr'':''>f4'',''fortran_order'':False,''shape'':(1,)}' | array.astype('<f4')",
                "'{''descr'':''|O'',''fortran_order'':False,''shape'':(1,)}' | little-endian <f8, <f4",
                "'{''descr'':''|V2'',''fortran_order'':False,''shape'':(2,)}' | bf16 is not one; try a .safetensors file",
                "'{''descr'':''<V2'',''fortran_order'':False,''shape'':(2,)}' | bf16 is not one; try a .safetensors file",
                "'{''descr'':''<f4'',''fortran_order'':True,''shape'':(1,)}' | numpy.ascontiguousarray",
                "'{''descr'':''<f4'',''fortran_order'':0,''shape'':(1,)}' | True or False",
                "'{''descr'':''<f4'',''fortran_order'':False,''shape'':(1)}' | as in (3,)",
                "'{''descr'':''<f4'',''fortran_order'':False,''shape'':(-1,)}' | a whole number",
                "'{''descr'':''<f4'',''fortran_order'':False,''shape'':(1.0,)}' | as in (3,)",
                "'{''descr'':''<f4'',''fortran_order'':False,''shape'':(99999999999999999999,)}' | a whole number",
                "'{''descr'':''<f4'',''fortran_order'':False,''shape'':(4294967296,4294967296)}' | less than 2^63 bytes",
                "'{''descr'':''<f4'',''fortran_order'':False,''shape'':(2,)}' | 8 bytes for F32[2]",
                "'{''descr'':''<f4'',''fortran_order'':False,''shape'':(0,)}' | 0 bytes for F32[0]",
                "'{''descr'':''<f4'',''fortran_order'':False,''shape'':[1]}' | needs '('",
                "'{''descr'':''<f4'',''fortran_order'':False}' | an incomplete header",
                "'{''descr'':''<f4'',''descr'':''<f4'',''fortran_order'':False,''shape'':(1,)}' | each once",
                "'{''descr'':''<f4'',''x'':1}' | each once",
                "'{''descr'':''<f4'',''fortran_order'':False,''shape'':(1,)} 1' | nothing after the dictionary",
                "'{''descr'':''<f4' | a closing quote",
                "'(1,)' | needs '{'",
                "'' | needs '{'",
            })
    void refusesHostileHeaders(String header, String message) throws IOException {
        Path file = write(1, header, new byte[4]);
        assertThatThrownBy(() -> TensorFiles.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesOtherFilesVersionsAndLengths() throws IOException {
        Path file = directory.resolve("x.npy");
        Files.write(file, new byte[20]);
        assertRefused(file, "a .npy file");
        Files.write(write(1, "{}", new byte[4]), new byte[0]);
        assertRefused(file, "an empty file");
        write(4, "{}", new byte[4]);
        assertRefused(file, "version 4");
        ByteBuffer large = ByteBuffer.wrap(Files.readAllBytes(write(2, "{}", new byte[4])));
        large.order(ByteOrder.LITTLE_ENDIAN).putInt(8, -1);
        Files.write(file, large.array());
        assertRefused(file, "a header of 4294967295 bytes");
        large.putInt(8, 1000);
        Files.write(file, large.array());
        assertRefused(file, "it is cut off");
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        byte[] whole =
                Files.readAllBytes(write(1, "{'descr':'<f4','fortran_order':False,'shape':(1,)}\n", new byte[4]));
        Path file = directory.resolve("x.npy");
        for (int size = 0; size < whole.length; size++) {
            Files.write(file, Arrays.copyOf(whole, size));
            assertThatThrownBy(() -> TensorFiles.read(file))
                    .as("%d of %d bytes", size, whole.length)
                    .isInstanceOf(InvalidInputException.class);
        }
    }

    /** Whatever is done to a file, it is read as far as its header goes, or refused; nothing else is thrown. */
    @Test
    void survivesMutation() throws IOException {
        byte[] original = Files.readAllBytes(
                write(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1, 3), }  \n", new byte[24]));
        Path file = directory.resolve("x.npy");
        int refused = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            byte[] mutated = original.clone();
            for (int change = 0; change <= random.nextInt(3); change++) {
                mutated[random.nextInt(mutated.length - 24)] = (byte) random.nextInt(256);
            }
            Files.write(file, mutated);
            try (TensorFile read = TensorFiles.read(file)) {
                assertThat(read.tensors().get("x").segment().byteSize()).isEqualTo(24);
            } catch (InvalidInputException expected) {
                assertThat(expected.getMessage()).as("seed %d", seed).doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> TensorFiles.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    private Path write(int version, String header, byte[] data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate((version == 1 ? 10 : 12) + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        if (version == 1) {
            file.putShort((short) text.length);
        } else {
            file.putInt(text.length);
        }
        return Files.write(directory.resolve("x.npy"), file.put(text).put(data).array());
    }
}
