package io.attn4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines one by one are those of the text as a whole. */
class LineReaderTest {
    private static LineReader reader(String text, int most) {
        return new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "in", most);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "a", "a\n", "a\nb", "a\r\nb\r\n", "\n\nc\n\n", "a\r\rb\n\r\n\r", "\r", "é\n\u20AC"})
    void linesAreThoseOfTheWhole(String text) throws IOException {
        LineReader lines = reader(text, 9);
        List<byte[]> found = new ArrayList<>();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            found.add(line);
            assertThat(lines.where()).isEqualTo("in line " + found.size());
        }
        assertThat(found).containsExactlyElementsOf(Lines.of(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(lines.count()).isEqualTo(found.size());
    }

    @Test
    void longLinesAreRefused() throws IOException {
        LineReader lines = reader("abcd\nabcd\r\nabcde\n", 4);
        assertThat(lines.next()).hasSize(4);
        assertThat(lines.next()).hasSize(4);
        assertThatThrownBy(lines::next)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("in line 3: got more than 4 bytes; needs a line of at most that size");
        assertThatThrownBy(() -> reader("x".repeat(999), 4).next()).isInstanceOf(InvalidInputException.class);
    }
}
