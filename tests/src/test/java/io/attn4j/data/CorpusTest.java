package io.attn4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    @TempDir
    private Path directory;

    @Test
    void readsDirectoriesInTheOrderOfPaths() throws IOException {
        Files.createDirectories(directory.resolve("b/c"));
        Files.createDirectories(directory.resolve(".git"));
        Files.writeString(directory.resolve("b/c/1.txt"), "three");
        Files.writeString(directory.resolve("a.txt"), "one");
        Files.writeString(directory.resolve("b/0.txt"), "two");
        Files.writeString(directory.resolve(".git/config"), "hidden");
        Files.writeString(directory.resolve(".hidden"), "hidden");
        Corpus text = Corpus.read(directory);
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) text.at(i);
        }
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("one\ntwo\nthree\n");
        Files.writeString(directory.resolve("all"), "one\ntwo\nthree\n");
        assertThat(Corpus.read(directory.resolve("all")).sha256()).isEqualTo(text.sha256());
    }

    @Test
    void refusesNothing() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty"));
        assertThatThrownBy(() -> Corpus.read(empty))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("which is empty");
        assertThatThrownBy(() -> Corpus.read(directory.resolve("absent")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("needs a file or a directory of files");
        Corpus text = Corpus.of("text", new byte[10]);
        assertThatThrownBy(() -> text.part("to train on", 0, 4, 5))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("4 bytes to train on; needs at least 5");
    }

    @Test
    void batchesAreTheTextAndWhatFollows() {
        byte[] bytes = new byte[300];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 251);
        }
        Corpus text = Corpus.of("text", bytes);
        Set<Float> starts = new HashSet<>();
        for (long step = 1; step <= 200; step++) {
            Batch batch = Batch.of(text, 3, 8, 5, step);
            assertThat(batch.ids()).isEqualTo(Batch.of(text, 3, 8, 5, step).ids());
            assertThat(batch.count()).isEqualTo(24);
            for (int row = 0; row < 3; row++) {
                starts.add(batch.ids()[8 * row]);
                for (int i = 0; i < 8; i++) {
                    assertThat(batch.targets()[8 * row + i]).isEqualTo((batch.ids()[8 * row + i] + 1) % 251);
                }
            }
        }
        assertThat(starts).hasSizeGreaterThan(200).contains(0f);
        assertThat(Batch.of(text, 3, 8, 6, 1).ids())
                .isNotEqualTo(Batch.of(text, 3, 8, 5, 1).ids());
    }

    @Test
    void whatIsBeyondTheEndIsPadding() {
        Corpus text = Corpus.of("text", new byte[] {1, 2, (byte) 200});
        Batch batch = Batch.at(text, 4, 1, -1);
        assertThat(batch.ids()).containsExactly(2, 0, 0, 0, 0, 0, 0, 0);
        assertThat(batch.targets()).containsExactly(200, -1, -1, -1, -1, -1, -1, -1);
        assertThat(batch.count()).isEqualTo(1);
    }
}
