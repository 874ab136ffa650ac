package io.attn4j.cli;

import io.attn4j.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Tensors of an input file that a verb does not take: reported, or refused where one looks misspelt. */
final class LeftOutTensors {
    private static final int LEAST_LETTERS = 4;
    private static final int MOST_MISTAKES = 2;
    private static final int MOST_NAMES = 8;

    private LeftOutTensors() {}

    /**
     * Reports on standard error what is left out.
     *
     * @param taker what does not take them
     * @param others names of the tensors that it does not take
     * @param known names of those that it takes
     * @param given names of those that it got
     * @throws InvalidInputException when a name differs by two letters or less from one that it takes and did not get: a mask
     *     under a misspelt name must not be left out
     */
    static void report(
            Terminal terminal,
            String verb,
            String taker,
            Collection<String> others,
            Set<String> known,
            Set<String> given) {
        if (others.isEmpty()) {
            return;
        }
        for (String other : others) {
            known.stream()
                    .filter(name -> !given.contains(name) && looksLike(other, name))
                    .min(Comparator.naturalOrder())
                    .ifPresent(name -> {
                        throw new InvalidInputException(
                                other,
                                "a tensor that " + taker + " does not take",
                                "one of "
                                        + String.join(
                                                ", ", known.stream().sorted().toList()),
                                "renaming it to " + name + ", or leaving it out");
                    });
        }
        List<String> names = new ArrayList<>(others);
        String more = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
        terminal.err()
                .println("attn4j " + verb + ": left out, as " + taker + " does not take them: "
                        + Main.printable(String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size()))))
                        + more);
    }

    private static boolean looksLike(String one, String other) {
        return Math.min(one.length(), other.length()) >= LEAST_LETTERS && distance(one, other) <= MOST_MISTAKES;
    }

    /** Letters to insert, take out or change to make one text of another. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
