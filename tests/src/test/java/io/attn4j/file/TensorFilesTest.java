package io.attn4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
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
        assertThatThrownBy(() -> TensorFiles.write(file, Map.of("o", RandomTensors.normal(1, 4))))
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
}
