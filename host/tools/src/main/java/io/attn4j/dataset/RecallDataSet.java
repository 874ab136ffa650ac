package io.attn4j.dataset;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Multi-query associative recall (Arora et al. 2023): a text tells the values of some keys, and then asks for them. Of 64
 * symbols the first half are keys and the others values. A text has {@link #PAIRS} pairs of a key and its value, all keys
 * different, and after them 24 queries, keys drawn from those, each followed by its value, which is an answer.
 *
 * @param seed of the draws
 */
record RecallDataSet(Seed seed) implements GeneratedDataSet {
    /** With the seed 1. */
    static final RecallDataSet MQAR = new RecallDataSet(new Seed(1));

    /** Keys of a text. */
    static final int PAIRS = 8;

    private static final int SYMBOLS = 64;
    private static final int LENGTH = 64;
    private static final int TEXTS = 100_000;
    private static final int HELD_OUT = 1000;
    private static final long STREAM = 0x6D716172L;

    /** The symbols: keys are capital letters and the digits 0 to 5, values small letters and 6 to 9, + and -. */
    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345abcdefghijklmnopqrstuvwxyz6789+-".getBytes(StandardCharsets.US_ASCII);

    @Override
    public String name() {
        return "mqar";
    }

    @Override
    public String description() {
        return "multi-query associative recall: 64 of 64 symbols, 8 pairs of a key and its value, then keys whose values are"
                + " to be predicted; for language models with documents answers";
    }

    @Override
    public Seed source() {
        return seed;
    }

    @Override
    public RecallDataSet withSeed(Seed other) {
        return new RecallDataSet(other);
    }

    @Override
    public boolean isLabelled() {
        return false;
    }

    @Override
    public List<PreparedFile> prepare(Path archive, Path folder) {
        return prepare(folder, TEXTS, HELD_OUT);
    }

    /** Writes a smaller or larger number of texts. */
    List<PreparedFile> prepare(Path folder, int training, int held) {
        Seed.Draws draws = seed.draws(STREAM);
        return List.of(file(folder, TRAINING, draws, training), file(folder, "validation.jsonl", draws, held));
    }

    private static PreparedFile file(Path folder, String name, Seed.Draws draws, int count) {
        DocumentLines lines = new DocumentLines();
        for (int i = 0; i < count; i++) {
            lines.add(text(draws));
        }
        return lines.write(folder, name);
    }

    private static Map<String, Object> text(Seed.Draws draws) {
        int half = SYMBOLS / 2;
        int[] keys = draws.permutation(half);
        int[] values = new int[PAIRS];
        byte[] text = new byte[LENGTH];
        long[] answers = new long[LENGTH / 2 - PAIRS];
        for (int i = 0; i < LENGTH / 2; i++) {
            boolean asked = i >= PAIRS;
            int pair = asked ? draws.below(PAIRS) : i;
            if (asked) {
                answers[i - PAIRS] = 2L * i + 1;
            } else {
                values[pair] = half + draws.below(half);
            }
            text[2 * i] = ALPHABET[keys[pair]];
            text[2 * i + 1] = ALPHABET[values[pair]];
        }
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("text", new String(text, StandardCharsets.US_ASCII));
        record.put("answers", answers);
        return record;
    }
}
