package io.attn4j.dataset;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * ListOps (Nangia and Bowman 2018): nested lists of operations on digits, such as {@code [MAX 2 9 [MIN 4 7 ] 0 ]}, by their
 * value, one of ten. Trees are drawn as the Long Range Arena draws them (Tay et al. 2021): an argument is a list with
 * probability 1/4, lists are at most ten deep and have two to ten arguments; trees of other lengths are drawn again, and no
 * tree is written twice.
 *
 * @param name what {@code attn4j data} calls it
 * @param characters whether lengths count characters, or else tokens: operations, digits, closing brackets
 * @param least the least length
 * @param most the largest length
 * @param seed of the draws
 */
record ListOpsDataSet(String name, boolean characters, int least, int most, Seed seed) implements GeneratedDataSet {
    /** Lists of 100 to 500 characters. */
    static final ListOpsDataSet QUICK = new ListOpsDataSet("listops", true, 100, 500, new Seed(1));

    /** Lists of 500 to 2,000 tokens, the lengths of the Long Range Arena. */
    static final ListOpsDataSet FULL = new ListOpsDataSet("listops-full", false, 500, 2000, new Seed(1));

    private static final int LISTS = 20_000;
    private static final int HELD_OUT = 2000;

    private static final long STREAM = 0x6C6973746F7073L;
    private static final int DEPTH = 10;
    private static final int ARGUMENTS = 10;
    private static final List<String> OPERATIONS = List.of("MIN", "MAX", "MED", "SM");

    @Override
    public String description() {
        return "ListOps of " + least + " to " + most + (characters ? " characters" : " tokens")
                + ": nested MIN, MAX, MED and SM (sum modulo 10) of digits, by their value";
    }

    @Override
    public Seed source() {
        return seed;
    }

    @Override
    public ListOpsDataSet withSeed(Seed other) {
        return new ListOpsDataSet(name, characters, least, most, other);
    }

    @Override
    public List<PreparedFile> prepare(Path archive, Path folder) {
        return prepare(folder, LISTS, HELD_OUT);
    }

    /** Writes a smaller or larger number of lists. */
    List<PreparedFile> prepare(Path folder, int training, int held) {
        Seed.Draws draws = seed.draws(STREAM);
        Set<String> seen = new HashSet<>();
        return List.of(
                file(folder, TRAINING, draws, seen, training),
                file(folder, "validation.jsonl", draws, seen, held),
                file(folder, "test.jsonl", draws, seen, held));
    }

    private PreparedFile file(Path folder, String file, Seed.Draws draws, Set<String> seen, int count) {
        DocumentLines lines = new DocumentLines();
        for (int i = 0; i < count; ) {
            Tree tree = new Tree(draws);
            int value = tree.list(1);
            int length = characters ? tree.text.length() : tree.tokens;
            if (value >= 0 && length >= least && length <= most && seen.add(tree.text.toString())) {
                lines.add(file.replace(".jsonl", "-") + i, Integer.toString(value), tree.text.toString());
                i++;
            }
        }
        return lines.write(folder, file);
    }

    /** A list that is being drawn. */
    private final class Tree {
        private final Seed.Draws draws;
        private final StringBuilder text = new StringBuilder();
        private int tokens;

        Tree(Seed.Draws draws) {
            this.draws = draws;
        }

        /** Draws a list; its value, or -1 once it is too long. */
        int list(int depth) {
            String operation = OPERATIONS.get(draws.below(OPERATIONS.size()));
            int[] values = new int[2 + draws.below(ARGUMENTS - 1)];
            token("[" + operation);
            for (int i = 0; i < values.length; i++) {
                if (depth < DEPTH && draws.below(4) == 0) {
                    values[i] = list(depth + 1);
                } else {
                    values[i] = draws.below(10);
                    token(Integer.toString(values[i]));
                }
                if (tokens > most) {
                    return -1;
                }
            }
            token("]");
            return value(operation, values);
        }

        private void token(String token) {
            text.append(text.isEmpty() ? "" : " ").append(token);
            tokens++;
        }
    }

    /** The value of an operation: the median of an even number of digits is the mean of the middle two, rounded down. */
    static int value(String operation, int... values) {
        int[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return switch (operation) {
            case "MIN" -> sorted[0];
            case "MAX" -> sorted[sorted.length - 1];
            case "MED" -> sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
            case "SM" -> Arrays.stream(sorted).sum() % 10;
            default -> throw new IllegalArgumentException(operation);
        };
    }
}
