package io.attn4j.data;

import io.attn4j.file.JsonLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@code tokenizer.json} of byte pairs as GPT-2 has them: every byte is a token, and the pairs that a text has most often are.
 * A character may be several tokens.
 */
public final class ByteLevelTokenizer {
    private ByteLevelTokenizer() {}

    /** Writes one with {@code merges} pairs of {@code text}. */
    public static Path write(Path file, String text, int merges) throws IOException {
        Map<String, Object> vocabulary = new LinkedHashMap<>();
        for (int each = 0; each < 256; each++) {
            vocabulary.put(letter(each), vocabulary.size());
        }
        List<String> tokens = new ArrayList<>();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            tokens.add(letter(each & 0xFF));
        }
        List<Object> pairs = new ArrayList<>();
        for (int merge = 0; merge < merges; merge++) {
            Map<List<String>, Integer> counts = new HashMap<>();
            for (int i = 0; i + 1 < tokens.size(); i++) {
                // a space begins a word
                if (!tokens.get(i + 1).startsWith(letter(' '))) {
                    counts.merge(tokens.subList(i, i + 2).stream().toList(), 1, Integer::sum);
                }
            }
            List<String> most = counts.keySet().stream()
                    .max((x, y) -> counts.get(x).equals(counts.get(y))
                            ? x.toString().compareTo(y.toString())
                            : counts.get(x) - counts.get(y))
                    .orElseThrow();
            String both = String.join("", most);
            vocabulary.put(both, vocabulary.size());
            pairs.add(String.join(" ", most));
            for (int i = 0; i + 1 < tokens.size(); i++) {
                if (tokens.subList(i, i + 2).equals(most)) {
                    tokens.set(i, both);
                    tokens.remove(i + 1);
                }
            }
        }
        Map<String, Object> bytes = Map.of("type", "ByteLevel", "add_prefix_space", false, "trim_offsets", true);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "BPE");
        model.put("vocab", vocabulary);
        model.put("merges", pairs);
        Map<String, Object> tokenizer = new LinkedHashMap<>();
        tokenizer.put("version", "1.0");
        tokenizer.put("truncation", null);
        tokenizer.put("padding", null);
        tokenizer.put("added_tokens", List.of());
        tokenizer.put("normalizer", null);
        tokenizer.put("pre_tokenizer", bytes);
        tokenizer.put("post_processor", null);
        tokenizer.put("decoder", bytes);
        tokenizer.put("model", model);
        return Files.writeString(file, JsonLine.of(tokenizer) + "\n");
    }

    /** The letter that stands for a byte: itself where it is one that shows, else one from 256 on. */
    private static String letter(int each) {
        int hidden = 0;
        for (int before = 0; before <= each; before++) {
            boolean shows = before > ' ' && before < 0x7F || before > 0xA0 && before != 0xAD;
            if (before == each) {
                return String.valueOf((char) (shows ? each : 256 + hidden));
            }
            hidden += shows ? 0 : 1;
        }
        throw new IllegalArgumentException();
    }
}
