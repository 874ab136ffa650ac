package io.attn4j.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.data.LabelledDocuments;
import io.attn4j.data.Vocabulary;
import io.attn4j.data.VocabularyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tokenizer of the most frequent words. */
class WordTokenizerTest {
    @TempDir
    private Path directory;

    private LabelledDocuments read(String lines) throws IOException {
        return LabelledDocuments.read(Files.writeString(directory.resolve("d.tsv"), lines), List.of());
    }

    /** the (3) is 1, sea (2) is 2, and of those that occur once the first by letters is 3. */
    @Test
    void tokensAreTheMostFrequentWords() throws IOException {
        LabelledDocuments documents = read("a\tThe sea, the SEA\nb\tthe land\n");
        PreparedFile file = WordTokenizer.write(directory, documents, 4);
        try (Vocabulary vocabulary = VocabularyFile.read(directory.resolve(file.file()))) {
            assertThat(vocabulary.size()).isEqualTo(4);
            assertThat(vocabulary.encode("THE sea, unheard of".getBytes(StandardCharsets.UTF_8)))
                    .containsExactly(1, 2, 3, 0, 0);
            LabelledDocuments encoded = documents.encoded(vocabulary);
            assertThat(encoded.tokens(1)).containsExactly(1, 0);
            assertThat(encoded.text(1)).asString(StandardCharsets.UTF_8).isEqualTo("the land");
            assertThat(encoded.sha256()).isNotEqualTo(documents.sha256());
        }
        assertThat(documents.tokens(1)).startsWith('t', 'h', 'e').hasSize(8);
    }
}
