package io.attn4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import io.attn4j.train.Checkpoint;
import io.attn4j.train.RunConfig;
import io.attn4j.train.Trainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text by a tokenizer.json: words of a text, and a run whose checkpoint carries it. */
class VocabularyFileTest {
    private static final String TOKENIZER = """
            {"version": "1.0", "truncation": null, "padding": null, "normalizer": null, "post_processor": null,
             "added_tokens": [{"id": 7, "content": "<end>", "single_word": false, "lstrip": false, "rstrip": false,
                               "normalized": false, "special": true}],
             "pre_tokenizer": {"type": "Whitespace"}, "decoder": null,
             "model": {"type": "WordLevel", "unk_token": "?",
                       "vocab": {"?": 0, "the": 1, "whale": 2, "sea": 3, "white": 4, ".": 5, "saw": 6}}}
            """;

    @TempDir
    private Path directory;

    private Path file() throws IOException {
        return Files.writeString(directory.resolve("tokenizer.json"), TOKENIZER);
    }

    @Test
    void encodesAndDecodes() throws IOException {
        try (Vocabulary words = VocabularyFile.read(file())) {
            assertThat(words.size()).isEqualTo(8);
            int[] tokens = words.encode("the white whale saw Ahab .".getBytes(StandardCharsets.UTF_8));
            assertThat(tokens).containsExactly(1, 4, 2, 6, 0, 5);
            assertThat(new String(words.decode(1, 4, 2), StandardCharsets.UTF_8))
                    .isEqualTo("the white whale");
            assertThatThrownBy(() -> words.encode(new byte[] {(byte) 0xC3, 'x'}))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("no UTF-8");
        }
        assertThat(Vocabulary.BYTES.encode(new byte[] {(byte) 0xC3, 'x'})).containsExactly(0xC3, 'x');
        Files.writeString(directory.resolve("none.json"), "{}");
        assertThatThrownBy(() -> VocabularyFile.read(directory.resolve("none.json")))
                .isInstanceOf(InvalidInputException.class);
    }

    /** Longer than what is encoded at once, cut at lines only. */
    @Test
    void longTextsAreEncodedInPieces() throws IOException {
        String text = "the white whale\n".repeat(150_000);
        try (Vocabulary words = VocabularyFile.read(file())) {
            int[] tokens = words.encode(text.getBytes(StandardCharsets.UTF_8));
            assertThat(tokens).hasSize(450_000).doesNotContain(0);
        }
    }

    @Test
    void aModelOfWordsIsTrainedAndResumed() throws IOException {
        file();
        RunConfig config = RunConfig.read(Files.writeString(
                directory.resolve("m.json"),
                "{\"layers\": 1, \"width\": 8, \"heads\": 2, \"window\": 6, \"tokenizer\": \"tokenizer.json\"}"));
        assertThat(config.model().vocabulary()).isEqualTo(8);
        Corpus text =
                Corpus.of("text", "the white whale saw the sea . ".repeat(20).getBytes(StandardCharsets.UTF_8));
        Path run = Files.createDirectory(directory.resolve("run"));
        double loss;
        try (Trainer trainer = Trainer.start(config, 1, text, text, 1)) {
            Trainer.Result first = trainer.step();
            assertThat(first.bytesPerToken()).isEqualTo(600.0 / 140);
            assertThat(first.bitsPerByte()).isEqualTo(first.loss() / Math.log(2) / first.bytesPerToken());
            trainer.save(run);
            loss = trainer.step().loss();
        }
        Checkpoint last = Checkpoint.last(run);
        assertThat(last.folder().resolve("tokenizer.json")).hasContent(TOKENIZER);
        try (Trainer trainer = Trainer.resume(last, config, text, text, 1)) {
            assertThat(trainer.step().loss()).isEqualTo(loss);
        }
        // from the checkpoint alone
        try (Trainer trainer = Trainer.resume(last, last.state().config(), text, text, 1)) {
            assertThat(trainer.step().loss()).isEqualTo(loss);
        }
        Corpus other = Corpus.of("text", "the sea saw the whale . ".repeat(20).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Trainer.resume(last, config, other, text, 1))
                .hasMessageContaining("another text for training");
    }
}
