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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @TempDir
    Path directory;

    @Test
    void readsBackWhatItWrote() throws IOException {
        Tensor q = RandomTensors.normal(1, 1, 2, 3, 4);
        Tensor lengths = RandomTensors.ints(3, 1);
        Path file = directory.resolve("t.safetensors");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("na\"me\\\u00e9\n", lengths);
        tensors.put("q", q);
        TensorFiles.write(file, tensors);
        byte[] first = Files.readAllBytes(file);
        try (TensorFile read = TensorFiles.read(file)) {
            assertThat(read.types()).isEqualTo(Map.of("q", q.type(), "na\"me\\\u00e9\n", lengths.type()));
            assertThat(read.tensors().get("q").toFloats()).isEqualTo(q.toFloats());
            assertThat(read.tensors().get("na\"me\\\u00e9\n").getInteger(1)).isEqualTo(1);
        }
        assertThat(ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8)
                .isZero();
        TensorFiles.write(file, Map.copyOf(tensors));
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void readsEveryType(DType dtype) throws IOException {
        Tensor tensor = Tensor.allocate(new TensorType(dtype, new long[] {3}), Arena.ofAuto());
        tensor.segment().fill((byte) 1);
        Path file = directory.resolve("t.safetensors");
        TensorFiles.write(file, Map.of("x", tensor));
        try (TensorFile read = TensorFiles.read(file)) {
            assertThat(read.types()).isEqualTo(Map.of("x", tensor.type()));
            assertThat(read.tensors().get("x").segment().mismatch(tensor.segment()))
                    .isEqualTo(-1);
        }
    }

    @Test
    void readsMetadataEscapesAndDataThatIsNotAligned() throws IOException {
        byte[] data = new byte[5 + 3];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putFloat(2, 1.5f);
        Path file = write(
                "{\"__metadata__\":{\"format\":\"pt\"}, \"h\" : {\"shape\":[1],\"dtype\":\"F16\",\"data_offsets\":[0,2]},"
                        + "\"\\u0071\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[2,6]},"
                        + "\"s\":{\"dtype\":\"BF16\",\"shape\":[],\"data_offsets\":[6,8]}}   ",
                data);
        try (TensorFile read = TensorFiles.read(file)) {
            assertThat(read.tensors().get("q").getFloat(0)).isEqualTo(1.5f);
            assertThat(read.types().get("s").rank()).isZero();
        }
    }

    @Test
    void closesItsMapping() throws IOException {
        Path file = write("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", new byte[4]);
        TensorFile read = TensorFiles.read(file);
        Tensor tensor = read.tensors().get("a");
        read.close();
        read.close();
        assertThatThrownBy(() -> tensor.getFloat(0)).isInstanceOf(IllegalStateException.class);
    }

    static Stream<Arguments> hostileHeaders() {
        return Stream.of(
                bad("not an object", "[1,2]", "needs '{'"),
                bad("leading space", " {}", "needs '{'"),
                bad("cut off", "{\"a\":{\"dtype\":\"F32\"", "needs '}'"),
                bad("no closing quote", "{\"a", "needs a closing quote"),
                bad("backslash at the end", "{\"a\\", "needs a closing quote"),
                bad("bad escape", "{\"\\x\":{}}", "needs a JSON escape"),
                bad("bad code unit", "{\"\\u12G4\":{}}", "needs four hexadecimal digits"),
                bad("control character", "{\"a\u0001\":{}}", "no control character"),
                bad("trailing text", "{} x", "nothing after the header object"),
                bad("trailing comma", "{\"__metadata__\":{},}", "needs '\"'"),
                bad("number as entry", "{\"a\":1}", "needs '{'"),
                bad("nested junk", "{\"a\":{\"dtype\":{\"x\":[]},\"shape\":[],\"data_offsets\":[0,4]}}", "needs '\"'"),
                bad("metadata not strings", "{\"__metadata__\":{\"a\":1}}", "needs '\"'"),
                bad("metadata twice", "{\"__metadata__\":{},\"__metadata__\":{}}", "two entries named __metadata__"),
                bad("same name twice", entry("a", "F32", "1", "0,4") + "," + entry("a", "F32", "1", "0,4"), "named a"),
                bad(
                        "same key twice",
                        "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                        "the key dtype"),
                bad(
                        "unknown key",
                        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":1}}",
                        "the key x"),
                bad("no dtype", "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}", "an incomplete entry"),
                bad("empty entry", "{\"a\":{}}", "needs '\"'"),
                bad("unknown dtype", entry("a", "F8_E4M3", "4", "0,4"), "one of F64, F32, F16, BF16, I64, I32"),
                bad("negative shape", entry("a", "F32", "-1", "0,4"), "a whole number"),
                bad("fractional shape", entry("a", "F32", "1.0", "0,4"), "a whole number"),
                bad("exponent", entry("a", "F32", "1e0", "0,4"), "a whole number"),
                bad("huge exponent", entry("a", "F32", "1e999", "0,4"), "a whole number"),
                bad("NaN", entry("a", "F32", "NaN", "0,4"), "a whole number"),
                bad("Infinity", entry("a", "F32", "Infinity", "0,4"), "a whole number"),
                bad("null", entry("a", "F32", "null", "0,4"), "a whole number"),
                bad("leading zero", entry("a", "F32", "01", "0,4"), "a whole number"),
                bad("2^64", entry("a", "F32", "18446744073709551616", "0,4"), "a whole number"),
                bad("overflowing product", entry("a", "F32", "4294967296,4294967296", "0,4"), "less than 2^63 bytes"),
                bad(
                        "overflow hidden by 0",
                        entry("a", "F32", "4294967296,4294967296,0", "0,0"),
                        "less than 2^63 bytes"),
                bad("shape too large for its bytes", entry("a", "F32", "2", "0,4"), "8 bytes between them"),
                bad("offsets backwards", entry("a", "F32", "1", "4,0"), "4 bytes between them"),
                bad("three offsets", entry("a", "F32", "1", "0,4,8"), "an incomplete entry"),
                bad("offset beyond the data", entry("a", "F32", "1", "4,8"), "to begin at 0"),
                bad("gap", entry("a", "F32", "0", "0,0") + "," + entry("b", "F32", "1", "4,8"), "to begin at 0"),
                bad("overlap", entry("a", "F32", "1", "0,4") + "," + entry("b", "F32", "1", "0,4"), "to begin at 4"),
                bad("more data than tensors", "{}", "got 4 bytes of data; needs 0 bytes"),
                bad("less data than tensors", entry("a", "F32", "2", "0,8"), "got 4 bytes of data; needs 8 bytes"),
                bad("many dimensions", entry("a", "F32", "1" + ",1".repeat(64), "0,4"), "at most 64 numbers"),
                bad("deep nesting", "{\"a\":" + "[".repeat(100_000), "needs '{'"));
    }

    private static Arguments bad(String name, String header, String message) {
        return Arguments.of(name, header.startsWith("\"") ? "{" + header + "}" : header, message);
    }

    private static String entry(String name, String dtype, String shape, String offsets) {
        return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":[" + shape + "],\"data_offsets\":[" + offsets
                + "]}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileHeaders")
    void refusesHostileHeaders(String name, String header, String message) throws IOException {
        Path file = write(header, new byte[4]);
        assertThatThrownBy(() -> TensorFiles.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message)
                .hasMessageContaining("; try ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesInvalidUtf8() throws IOException {
        Path file = directory.resolve("t.safetensors");
        byte[] header = {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '{', '}', '}'};
        Files.write(file, framed(header.length, header, new byte[0]));
        assertThatThrownBy(() -> TensorFiles.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("needs UTF-8");
    }

    @ParameterizedTest(name = "header length {0}")
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 0, 1, 100_000_001, 3, 1_000})
    void refusesHeaderLengthsThatCannotBe(long length) throws IOException {
        Path file = directory.resolve("t.safetensors");
        Files.write(file, framed(length, new byte[] {'{', '}'}, new byte[0]));
        assertThatThrownBy(() -> TensorFiles.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a header of " + Long.toUnsignedString(length) + " bytes");
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        byte[] whole = framed(entryBytes().length, entryBytes(), new byte[4]);
        Path file = directory.resolve("t.safetensors");
        for (int size = 0; size < whole.length; size++) {
            Files.write(file, Arrays.copyOf(whole, size));
            assertThatThrownBy(() -> TensorFiles.read(file))
                    .as("%d of %d bytes", size, whole.length)
                    .isInstanceOf(InvalidInputException.class);
        }
        Files.write(file, whole);
        TensorFiles.read(file).close();
    }

    /** Whatever is done to a file, it is read as far as its header goes, or refused; nothing else is thrown. */
    @Test
    void survivesMutation() throws IOException {
        Path file = directory.resolve("t.safetensors");
        Map<String, Tensor> tensors = Map.of(
                "q",
                RandomTensors.normal(1, 1, 1, 2, 4),
                "lengths",
                RandomTensors.ints(2),
                "k",
                RandomTensors.normal(2, 3));
        TensorFiles.write(file, tensors);
        byte[] original = Files.readAllBytes(file);
        int refused = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            byte[] mutated = original.clone();
            for (int change = 0; change <= random.nextInt(3); change++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, mutated);
            try (TensorFile read = TensorFiles.read(file)) {
                for (Tensor tensor : read.tensors().values()) {
                    assertThat(tensor.segment().byteSize()).isLessThanOrEqualTo(mutated.length);
                }
            } catch (InvalidInputException expected) {
                assertThat(expected.getMessage()).as("seed %d", seed).doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    private static byte[] entryBytes() {
        return ("{" + entry("a", "F32", "1", "0,4") + "}").getBytes(StandardCharsets.UTF_8);
    }

    private Path write(String header, byte[] data) throws IOException {
        Path file = directory.resolve("t.safetensors");
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return Files.write(file, framed(json.length, json, data));
    }

    private static byte[] framed(long length, byte[] header, byte[] data) {
        return ByteBuffer.allocate(Long.BYTES + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .put(data)
                .array();
    }
}
