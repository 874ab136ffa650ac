package io.attn4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of which some bytes are to be predicted. */
class AnsweredTextsTest {
    @TempDir
    private Path directory;

    private AnsweredTexts read(String lines) throws IOException {
        return AnsweredTexts.read(Files.writeString(directory.resolve("a.jsonl"), lines));
    }

    /** The byte at a position is the target of the one before it. */
    @Test
    void targetsAreTheAnswersAlone() throws IOException {
        AnsweredTexts texts = read("""
                {"text": "abcde", "answers": [1, 4]}
                {"text": "xy", "answers": [1]}
                """);
        Batch batch = texts.batch(4, 0, 1, -1);
        assertThat(batch.ids()).containsExactly('a', 'b', 'c', 'd', 'x', 'y', 0, 0, 0, 0, 0, 0);
        assertThat(batch.targets()).containsExactly('b', -1, -1, 'e', 'y', -1, -1, -1, -1, -1, -1, -1);
        assertThat(batch.count()).isEqualTo(3);
        texts.requireWithin(4);
        assertThatThrownBy(() -> texts.requireWithin(3))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("line 1: got 5 bytes; needs at most 4");
    }

    @Test
    void aShareIsHeldOutAndDrawsFollowTheSeed() throws IOException {
        AnsweredTexts texts = read("{\"text\": \"ab\", \"answers\": [1]}\n".repeat(20));
        List<AnsweredTexts> parts = texts.split(0.1);
        assertThat(parts).extracting(AnsweredTexts::size).containsExactly(18, 2);
        assertThat(texts.draw(8, 1, 3)).isEqualTo(texts.draw(8, 1, 3)).isNotEqualTo(texts.draw(8, 1, 4));
        assertThatThrownBy(() -> texts.split(0)).isInstanceOf(InvalidInputException.class);
    }

    /** The checksum is of texts and answers. */
    @Test
    void otherAnswersAreOtherData() throws IOException {
        String one = read("{\"text\": \"abc\", \"answers\": [1]}").sha256();
        assertThat(read("{\"answers\": [1], \"text\": \"abc\"}\n").sha256()).isEqualTo(one);
        assertThat(read("{\"text\": \"abc\", \"answers\": [2]}").sha256()).isNotEqualTo(one);
        assertThat(read("{\"text\": \"abd\", \"answers\": [1]}").sha256()).isNotEqualTo(one);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\": \"abc\"}|got another record; needs {\"text\"",
                "{\"text\": \"abc\", \"answers\": []}|got another record",
                "{\"text\": \"abc\", \"answers\": [0]}|got the answer 0; needs positions of bytes from 1 to 2, ascending",
                "{\"text\": \"abc\", \"answers\": [3]}|got the answer 3; needs",
                "{\"text\": \"abc\", \"answers\": [2, 2]}|got the answer 2; needs",
                "{\"text\": \"abc\", \"answers\": [1.5]}|got the answer 1.5; needs",
                "{\"text\": \"ab?c\", \"answers\": [3], \"candidates\": [\"d\", \"e\"]}|got candidates without the answer; needs",
                "{\"text\": \"ab?c\", \"answers\": [2], \"candidates\": [\"?\", \"e\"]}|got candidates without the answer; needs",
                "{\"text\": \"ab?c\", \"answers\": [3], \"candidates\": [\"c\"]}|got other candidates; needs two texts or more",
                "{\"text\": \"ab?c\", \"answers\": [3], \"candidates\": [\"c\", 3]}|got other candidates; needs two texts or more",
                "abc|line 1"
            })
    void refusesOtherLines(String line, String message) {
        assertThatThrownBy(() -> read(line + "\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    /** The answer is one of the candidates, and each of them ends a text of its own. */
    @Test
    void candidatesTakeThePlaceOfTheAnswer() throws IOException {
        AnsweredTexts texts = read(
                "{\"text\": \"Ohio, Ohio, Utah? Utah\", \"answers\": [18, 19, 20, 21], \"candidates\": [\"Ohio\", \"Io\", \"Utah\"]}\n");
        assertThat(texts.haveCandidates()).isTrue();
        assertThat(texts.rightCandidate(0)).isEqualTo(2);
        assertThat(texts.occurrences(0)).containsExactly(2, 0, 1);
        AnsweredTexts candidates = texts.withCandidates(0);
        assertThat(candidates.size()).isEqualTo(3);
        Batch io = candidates.batch(22, 1);
        assertThat(io.count()).isEqualTo(2);
        assertThat(io.targets()[17]).isEqualTo('I');
        assertThat(io.targets()[18]).isEqualTo('o');
        assertThat(io.ids()[17]).isEqualTo(' ');
        assertThat(io.ids()[20]).isZero();
        assertThat(read("{\"text\": \"abc\", \"answers\": [1]}").haveCandidates())
                .isFalse();
    }

    @Test
    void refusesNoFile() {
        assertThatThrownBy(() -> AnsweredTexts.read(directory))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a .jsonl file");
        assertThatThrownBy(() -> read(""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("empty");
    }
}
