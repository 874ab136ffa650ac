package io.attn4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.dataset.WordTokenizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of tokens one by one is that of all of them, and never ends within a character. */
class DecodedTextTest {
    private static final String TEXT =
            "Très bien; ça va. \uD83D\uDE42 Vous me devez 20 \u20AC, ou \uD83D\uDE42\uD83D\uDE42 \u65E5\u672C\u8A9E.\n";

    /** Words and their ends, as BERT has them: the decoder joins those that start with ##. */
    private static final String WORD_PIECES = """
            {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": null,
             "pre_tokenizer": {"type": "BertPreTokenizer"}, "post_processor": null,
             "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": false},
             "model": {"type": "WordPiece", "unk_token": "?", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
                       "vocab": {"?": 0, "whal": 1, "##e": 2, "##ing": 3, "the": 4, "sea": 5, ".": 6, "##s": 7}}}
            """;

    /** Pieces as Llama has them: a space is part of a piece, and characters that are no piece are bytes. */
    private static final String PIECES = """
            {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": {"type": "Sequence",
             "normalizers": [{"type": "Prepend", "prepend": "\u2581"},
                             {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}]},
             "pre_tokenizer": null, "post_processor": null,
             "decoder": {"type": "Sequence", "decoders": [
                {"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "}, {"type": "ByteFallback"},
                {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
             "model": {"type": "BPE", "unk_token": "<unk>", "fuse_unk": true, "byte_fallback": true, "vocab": {%s},
                       "merges": ["\u2581 t", "h e", "\u2581t he"]}}
            """;

    @TempDir
    private Path directory;

    private Vocabulary vocabulary(String kind) throws IOException {
        Path file = directory.resolve("tokenizer.json");
        switch (kind) {
            case "bytes" -> ByteLevelTokenizer.write(file, TEXT, 0);
            case "pairs" -> ByteLevelTokenizer.write(file, TEXT, 20);
            case "words" -> Files.writeString(file, WORD_PIECES);
            case "lower" -> {
                Path documents = Files.writeString(
                        directory.resolve("documents.tsv"), "a\tThe sea , the whale .\nb\tA whale ; the sea .\n");
                WordTokenizer.write(directory, LabelledDocuments.read(documents, List.of()), 9);
            }
            default -> {
                StringBuilder pieces = new StringBuilder("\"<unk>\": 0");
                for (int each = 0; each < 256; each++) {
                    pieces.append(", \"<0x%02X>\": %d".formatted(each, each + 1));
                }
                int count = 257;
                for (String piece : List.of("\u2581", "t", "h", "e", "a", "s", "\u2581t", "he", "\u2581the")) {
                    pieces.append(", \"").append(piece).append("\": ").append(count++);
                }
                Files.writeString(file, PIECES.formatted(pieces));
            }
        }
        return VocabularyFile.read(file);
    }

    private static String decoded(Vocabulary vocabulary, int... tokens) {
        return new String(vocabulary.decode(tokens), StandardCharsets.UTF_8);
    }

    /** Puts tokens out one by one after the first ones; what is out is whole at every time, and in the end all of it. */
    private static String streamed(Vocabulary vocabulary, int[] tokens, int prompt) throws CharacterCodingException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DecodedText text = new DecodedText(vocabulary, Arrays.copyOf(tokens, prompt), out::write);
        for (int i = prompt; i < tokens.length; i++) {
            text.accept(tokens[i]);
            // throws where it ends within a character
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(out.toByteArray()));
        }
        text.end();
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    bytes  | 0
                    pairs  | 0
                    words  | the whaling sea . the whales whale
                    lower  | the whale . the sea , a whale ; the
                    pieces | the sea at the tea h\u20ACs \uD83D\uDE42 the
                    """)
    void isThatOfAllTokens(String kind, String given) throws IOException {
        String text = given.equals("0") ? TEXT : given;
        try (Vocabulary vocabulary = vocabulary(kind)) {
            int[] tokens = vocabulary.encode(text.getBytes(StandardCharsets.UTF_8));
            assertThat(decoded(vocabulary, tokens)).isEqualTo(text);
            int whole = 0;
            for (int prompt = 1; prompt < tokens.length; prompt++) {
                String first = decoded(vocabulary, Arrays.copyOf(tokens, prompt));
                if (!first.endsWith("\uFFFD")) {
                    assertThat(first + streamed(vocabulary, tokens, prompt))
                            .as("after %s tokens", prompt)
                            .isEqualTo(text);
                    whole++;
                }
            }
            assertThat(whole).isGreaterThan(5);
            if (!kind.equals("words") && !kind.equals("lower")) {
                assertThat(whole).as("a character of several tokens").isLessThan(tokens.length - 1);
            }
        }
    }

    /** Where a character is not complete in the end, or is none, replacements come out, and all whole characters. */
    @Test
    void tokensThatAreNoTextAreReplaced() throws IOException {
        try (Vocabulary vocabulary = vocabulary("bytes")) {
            int[] euro = vocabulary.encode("a\u20AC".getBytes(StandardCharsets.UTF_8));
            assertThat(streamed(vocabulary, Arrays.copyOf(euro, 3), 1)).isEqualTo("\uFFFD");
            int[] broken = {euro[0], euro[1], euro[2], euro[0], euro[1], euro[2], euro[3]};
            assertThat(streamed(vocabulary, broken, 1)).isEqualTo("\uFFFDa\u20AC");
            Random random = new Random(1);
            for (int length = 2; length < 200; length += 9) {
                int[] drawn = random.ints(length, 0, vocabulary.size()).toArray();
                drawn[0] = euro[0];
                assertThat(streamed(vocabulary, drawn, 1))
                        .isEqualTo(decoded(vocabulary, drawn).substring(1));
            }
            // endless ends of characters do not wait for ever
            int[] ends = new int[100];
            Arrays.fill(ends, euro[2]);
            ends[0] = euro[0];
            assertThat(streamed(vocabulary, ends, 1)).isEqualTo("\uFFFD".repeat(99));
        }
    }

    @Test
    void bytesPassUnchanged() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DecodedText text = new DecodedText(Vocabulary.BYTES, new int[] {'a'}, out::write);
        for (int each : new int[] {0xC3, 0xE9, 'b', 0xFF}) {
            text.accept(each);
        }
        text.end();
        assertThat(out.toByteArray()).containsExactly(0xC3, 0xE9, 'b', 0xFF);
    }
}
