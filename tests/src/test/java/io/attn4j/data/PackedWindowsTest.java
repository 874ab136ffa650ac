package io.attn4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents in windows: none in two parts that need not be, each token predicted once. */
class PackedWindowsTest {
    @TempDir
    private Path directory;

    private Corpus documents(List<String> texts) throws IOException {
        StringBuilder lines = new StringBuilder();
        texts.forEach(text -> lines.append("{\"text\": \"").append(text).append("\"}\n"));
        return Corpus.readDocuments(Files.writeString(directory.resolve("documents.jsonl"), lines));
    }

    /** Each text is followed by a newline, which its last token predicts: n bytes take n places. */
    @Test
    void documentsThatFitShareAWindow() throws IOException {
        PackedWindows packed = PackedWindows.of(documents(List.of("abc", "", "defgh", "ij", "klmnopqrstuv")), 8, 1);
        assertThat(packed.size()).isEqualTo(3);
        assertThat(row(packed, 0)).isEqualTo("klmnopqr>lmnopqrs at 01234567 of 00000000");
        assertThat(row(packed, 1)).isEqualTo("defghabc>efgh/bc/ at 01234012 of 00000555");
        assertThat(row(packed, 2)).isEqualTo("stuvij..>tuv/j/-- at 01230123 of 00004444");
    }

    /** Those that must start at multiples of four do. */
    @Test
    void documentsStartAtMultiples() throws IOException {
        PackedWindows packed = PackedWindows.of(documents(List.of("abc", "defgh", "ij", "klmnopqrstuv")), 8, 4);
        assertThat(packed.size()).isEqualTo(4);
        assertThat(row(packed, 0)).isEqualTo("klmnopqr>lmnopqrs at 01234567 of 00000000");
        assertThat(row(packed, 1)).isEqualTo("defgh...>efgh/--- at 01234567 of 00000000");
        assertThat(row(packed, 2)).isEqualTo("stuvabc.>tuv/bc/- at 01230123 of 00004444");
        assertThat(row(packed, 3)).isEqualTo("ij......>j/------ at 01234567 of 00000000");
    }

    private static String row(PackedWindows packed, int number) {
        PackedWindows.Rows rows = packed.rows(number);
        StringBuilder text = new StringBuilder();
        for (float id : rows.batch().ids()) {
            text.append(id == 0 ? '.' : (char) id);
        }
        text.append('>');
        for (float target : rows.batch().targets()) {
            text.append(target < 0 ? '-' : target == '\n' ? '/' : (char) target);
        }
        text.append(" at ");
        for (float place : rows.places()) {
            text.append((int) place);
        }
        text.append(" of ");
        Arrays.stream(rows.documents()).forEach(text::append);
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 7, 32})
    void everyTokenButTheFirstIsPredictedOnce(int multiple) throws IOException {
        Random random = new Random(multiple);
        List<String> texts =
                random.ints(200, 0, 90).mapToObj(length -> "x".repeat(length)).toList();
        PackedWindows packed = PackedWindows.of(documents(texts), 32, multiple);
        long predicted = 0;
        long places = 0;
        for (int number = 0; number < packed.size(); number++) {
            PackedWindows.Rows rows = packed.rows(number, -1);
            predicted += rows.batch().count();
            places += 32;
            for (int start : rows.rows(0, 1).documents()) {
                assertThat(start % multiple).isZero();
            }
            assertThat(rows.rows(1, 2).batch().count()).isZero();
        }
        assertThat(predicted).isEqualTo(texts.stream().mapToLong(String::length).sum());
        if (multiple == 1) {
            assertThat((double) predicted / places)
                    .as("share of places that predict")
                    .isGreaterThan(0.97);
        }
        assertThat(packed.draw(3, 5, 9)).isEqualTo(packed.draw(3, 5, 9)).isNotEqualTo(packed.draw(3, 5, 10));
    }

    @Test
    void theShareHeldOutIsOfWholeDocuments() throws IOException {
        Corpus text = documents(List.of("abcdefgh", "ij", "klmnopqrst"));
        assertThat(text.cut(0.5)).isEqualTo(12);
        assertThat(text.cut(0.01)).as("never nothing").isEqualTo(9);
        assertThat(text.cut(0.99)).isEqualTo(12);
        assertThat(Corpus.of("text", new byte[10]).cut(0.9)).isEqualTo(9);
        // the same bytes in other documents are other data
        Corpus joined =
                Corpus.of("text", "abcdefgh\nij\nklmnopqrst\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(joined.sha256()).isEqualTo(text.sha256());
        assertThat(joined.documentsSha256()).isNotEqualTo(text.documentsSha256());
    }

    @Test
    void refusesWhatIsNoDocument() throws IOException {
        Corpus nothing = documents(List.of("", ""));
        assertThatThrownBy(() -> PackedWindows.of(nothing, 8, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("without a document of two tokens");
        for (String wrong : List.of("{\"text\": 3}", "{\"words\": \"a\"}", "[]", "")) {
            Path file = Files.writeString(directory.resolve("wrong.jsonl"), "{\"text\": \"a\"}\n" + wrong + "\n");
            assertThatThrownBy(() -> Corpus.readDocuments(file))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("wrong.jsonl line 2");
        }
        Path empty = Files.writeString(directory.resolve("empty.jsonl"), "");
        assertThatThrownBy(() -> Corpus.readDocuments(empty))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("which is empty");
    }
}
