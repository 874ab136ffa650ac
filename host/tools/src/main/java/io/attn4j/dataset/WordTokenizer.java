package io.attn4j.dataset;

import io.attn4j.data.LabelledDocuments;
import io.attn4j.file.JsonLine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code tokenizer.json} whose tokens are the most frequent words of documents, in lower case, and characters of
 * punctuation; all other words are the one token {@value #UNKNOWN}.
 */
public final class WordTokenizer {
    /** The file it is written to. */
    public static final String FILE = "tokenizer.json";

    /** The token of words that are not among the most frequent, number 0. */
    static final String UNKNOWN = "[UNK]";

    private static final Pattern WORD = Pattern.compile("[^\\s\\p{P}\\p{S}]+|[\\p{P}\\p{S}]");

    private WordTokenizer() {}

    /**
     * Writes one.
     *
     * @param documents whose words are counted
     * @param size the most tokens, from 2
     */
    public static PreparedFile write(Path folder, LabelledDocuments documents, int size) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < documents.size(); i++) {
            Matcher matcher =
                    WORD.matcher(new String(documents.text(i), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
            while (matcher.find()) {
                counts.merge(matcher.group(), 1, Integer::sum);
            }
        }
        List<String> words = new ArrayList<>(counts.keySet());
        words.sort(Comparator.comparing((String word) -> -counts.get(word)).thenComparing(Comparator.naturalOrder()));
        Map<String, Object> vocabulary = new LinkedHashMap<>();
        vocabulary.put(UNKNOWN, 0);
        for (String word : words.subList(0, Math.min(words.size(), size - 1))) {
            vocabulary.put(word, vocabulary.size());
        }
        Map<String, Object> tokenizer = new LinkedHashMap<>();
        tokenizer.put("version", "1.0");
        tokenizer.put("truncation", null);
        tokenizer.put("padding", null);
        tokenizer.put("added_tokens", List.of());
        tokenizer.put("normalizer", Map.of("type", "Lowercase"));
        tokenizer.put("pre_tokenizer", Map.of("type", "BertPreTokenizer"));
        tokenizer.put("post_processor", null);
        tokenizer.put("decoder", null);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "WordLevel");
        model.put("vocab", vocabulary);
        model.put("unk_token", UNKNOWN);
        tokenizer.put("model", model);
        return PreparedFile.write(
                folder, FILE, documents.size(), (JsonLine.of(tokenizer) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
