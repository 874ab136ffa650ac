package io.attn4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorFilesTest {
    @TempDir
    Path directory;

    @Test
    void joinsNamedFilesAndDirectories() {
        Tensor q = RandomTensors.normal(1, 2, 3);
        TensorFiles.write(directory.resolve("k.npy"), Map.of("k", RandomTensors.normal(2, 4)));
        TensorFiles.write(directory.resolve("query.npy"), Map.of("q", q));
        try (TensorFile read = TensorFiles.read(directory)) {
            assertThat(read.tensors()).containsOnlyKeys("k", "query");
        }
        try (TensorFile read = TensorFiles.read(List.of(
                "q=" + directory.resolve("query.npy"),
                directory.resolve("k.npy").toString()))) {
            assertThat(read.tensors()).containsOnlyKeys("q", "k");
            assertThat(read.tensors().get("q").toFloats()).isEqualTo(q.toFloats());
        }
    }

    @Test
    void refusesNamesThatCollide() {
        Path file = directory.resolve("q.npy");
        TensorFiles.write(file, Map.of("q", RandomTensors.normal(1, 2)));
        assertThatThrownBy(() -> TensorFiles.read(List.of(file.toString(), "q=" + file)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("q: got two tensors of that name; needs each name once; try leaving out one of them");
    }

    @Test
    void refusesWhatIsNotATensorFile() throws IOException {
        assertThatThrownBy(() -> TensorFiles.read(directory.resolve("missing.npy")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> TensorFiles.read(directory))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a directory without .npy files");
        Path text = Files.writeString(directory.resolve("a.txt"), "x");
        assertThatThrownBy(() -> TensorFiles.read(text)).isInstanceOf(InvalidInputException.class);
        Path folder = Files.createDirectory(directory.resolve("d.safetensors")).resolve("x.safetensors");
        Files.createDirectory(folder);
        assertThatThrownBy(() -> TensorFiles.read(folder)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void refusesTargetsBeforeThereIsAnythingToWrite() {
        assertThatThrownBy(() -> TensorFiles.checkWritable(directory.resolve("no/o.npy"), List.of("o")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("try mkdir -p ");
        assertThatThrownBy(() -> TensorFiles.checkWritable(directory.resolve("o.npy"), List.of("o", "lse")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("one tensor in a .npy file");
        assertThatThrownBy(() -> TensorFiles.checkWritable(directory.resolve("o.bin"), List.of("o")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(".safetensors or .npy");
        assertThatThrownBy(() -> TensorFiles.checkWritable(directory, List.of("o")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a directory");
        TensorFiles.checkWritable(directory.resolve("o.safetensors"), List.of("o", "lse"));
    }

    @Test
    void leavesTheOldFileWhenWritingFails() throws IOException {
        Path file = directory.resolve("o.safetensors");
        TensorFiles.write(file, Map.of("o", RandomTensors.normal(1, 4)));
        byte[] before = Files.readAllBytes(file);
        Arena arena = Arena.ofShared();
        Tensor gone = Tensor.allocate(RandomTensors.normal(1, 4).type(), arena);
        arena.close();
        assertThatThrownBy(() -> TensorFiles.write(file, Map.of("a", RandomTensors.normal(1, 1 << 16), "o", gone)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void reportsAFailureOfTheSystem() throws IOException {
        Path blocked = Files.createDirectory(directory.resolve("x"));
        Path file = blocked.resolve("a".repeat(300) + ".npy");
        assertThatThrownBy(() -> TensorFiles.checkWritable(file, List.of("o")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("got File name too long; needs a name that the file system takes");
        Path link = Files.createSymbolicLink(directory.resolve("full.npy"), Path.of("/dev/full"));
        assumeTrue(Files.exists(link), "this system has no /dev/full");
        assertThatThrownBy(() -> TensorFiles.write(link, Map.of("o", RandomTensors.normal(1, 4))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("not written");
        try (Stream<Path> left = Files.list(blocked)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void writesThroughALink() throws IOException {
        Path real = directory.resolve("real.npy");
        TensorFiles.write(real, Map.of("o", RandomTensors.normal(1, 4)));
        Path link = Files.createSymbolicLink(directory.resolve("link.npy"), real);
        TensorFiles.write(link, Map.of("o", RandomTensors.normal(2, 8)));
        assertThat(link).isSymbolicLink();
        try (TensorFile read = TensorFiles.read(real)) {
            assertThat(read.types().get("real").elements()).isEqualTo(8);
        }
    }

    @Test
    void anExistingPathIsAPathWhateverItsName() throws IOException {
        Tensor q = RandomTensors.normal(1, 2, 3);
        Path folder = Files.createDirectory(directory.resolve("run=3"));
        TensorFiles.write(folder.resolve("q.npy"), Map.of("q", q));
        TensorFiles.write(directory.resolve("lr=1.safetensors"), Map.of("k", q));
        try (TensorFile read = TensorFiles.read(List.of(
                folder + "/q.npy", directory + "/lr=1.safetensors", "layers.0.attention.wq=" + folder + "/q.npy"))) {
            assertThat(read.tensors()).containsOnlyKeys("q", "k", "layers.0.attention.wq");
        }
        try (TensorFile read = TensorFiles.read(List.of(folder.toString()))) {
            assertThat(read.tensors()).containsOnlyKeys("q");
        }
        assertThatThrownBy(() -> TensorFiles.read(List.of("q=" + directory + "/none.npy")))
                .hasMessageContaining("none.npy: got no such file");
    }

    @Test
    void leavesOutWhatMacOsKeepsBesideAFile() throws IOException {
        TensorFiles.write(directory.resolve("q.npy"), Map.of("q", RandomTensors.normal(1, 2)));
        Files.write(directory.resolve("._q.npy"), new byte[] {0, 5, 22, 7});
        try (TensorFile read = TensorFiles.read(directory)) {
            assertThat(read.tensors()).containsOnlyKeys("q");
        }
    }

    @Test
    void tensorsThatNobodyWantsMayHaveAnyTypeAndAreWrittenAsTheyWere() throws IOException {
        Path file = directory.resolve("all.safetensors");
        Files.write(
                file,
                safetensors(
                        "{\"q\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                                + "\"mask\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[4,7]},"
                                + "\"w8\":{\"dtype\":\"F8_E4M3\",\"shape\":[2],\"data_offsets\":[7,9]}}",
                        new byte[] {0, 0, (byte) 128, 63, 1, 0, 1, 17, 34}));
        assertThatThrownBy(() -> TensorFiles.read(file)).hasMessageContaining("got dtype BOOL");
        try (TensorFile read = TensorFiles.read(List.of(file.toString()), "q"::equals)) {
            assertThat(read.tensors()).containsOnlyKeys("q");
            assertThat(read.others()).containsOnlyKeys("mask", "w8");
            Path copy = directory.resolve("copy.safetensors");
            TensorFiles.write(copy, read.tensors(), read.others());
            try (TensorFile again = TensorFiles.read(List.of(copy.toString()), "q"::equals)) {
                assertThat(again.others().get("mask").data().toArray(ValueLayout.JAVA_BYTE))
                        .containsExactly(1, 0, 1);
                assertThat(again.others().get("w8").dtype()).isEqualTo("F8_E4M3");
            }
        }
    }

    private static byte[] safetensors(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + json.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(data)
                .array();
    }

    @Test
    void readsPipes() throws Exception {
        Path file = directory.resolve("q.npy");
        Tensor q = RandomTensors.normal(1, 40, 1000);
        TensorFiles.write(file, Map.of("q", q));
        Path pipe = Fifo.in(directory);
        Thread writer = Thread.ofPlatform().start(() -> {
            try (OutputStream out = Files.newOutputStream(pipe)) {
                Files.copy(file, out);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        try (TensorFile read = TensorFiles.read(List.of("q=" + pipe))) {
            assertThat(read.tensors().get("q").toFloats()).isEqualTo(q.toFloats());
            read.requireUnchanged();
        }
        writer.join();
    }

    @Test
    void aDeviceThatNeverEndsIsRefusedByItsFirstBytes() {
        assumeTrue(Files.exists(Path.of("/dev/zero")), "this system has no /dev/zero");
        assertThatThrownBy(() -> TensorFiles.read(Path.of("/dev/zero")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a header of 0 bytes");
    }

    @Test
    void tellsThatAFileChangedWhileItWasOpen() throws IOException {
        Path file = directory.resolve("q.npy");
        TensorFiles.write(file, Map.of("q", RandomTensors.normal(1, 100)));
        try (TensorFile read = TensorFiles.read(file)) {
            read.requireUnchanged();
            Files.write(file, new byte[] {1, 2, 3});
            assertThatThrownBy(read::requireUnchanged)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("a file that changed while it was read");
        }
    }
}
