package io.attn4j.mechanism;

import java.util.List;
import java.util.Locale;

/**
 * An option of a mechanism: its name, what it takes, and what is said of it. {@link Options} reads values by it.
 *
 * @param name name on the command line without dashes, and in {@link MechanismConfig}
 * @param words the words that it takes, empty for a number
 * @param rule what a value must be, for refusals
 * @param least smallest number that it takes
 * @param most largest number that it takes
 * @param values what it takes in short, such as {@code linear|mean-pool} or {@code 1..}
 * @param defaultValue what holds when it is not given
 * @param example a value to try
 * @param meaning one line
 */
public record OptionSpec(
        String name,
        List<String> words,
        String rule,
        double least,
        double most,
        String values,
        String defaultValue,
        String example,
        String meaning) {
    public OptionSpec {
        words = List.copyOf(words);
    }

    /** A whole number from {@code least} on. */
    public static OptionSpec integer(String name, int least) {
        return numeric(name, "a whole number from " + least, least, Integer.MAX_VALUE, least + "..")
                .example(Integer.toString(Math.max(1, least)));
    }

    /** A whole number from {@code least} to {@code most}. */
    public static OptionSpec integer(String name, int least, int most) {
        return numeric(name, "a whole number from " + least + " to " + most, least, most, least + ".." + most)
                .example(Integer.toString(Math.max(1, least)));
    }

    /** A seed of random numbers: any whole number of 64 bits. */
    public static OptionSpec seed(String name) {
        return numeric(name, "a whole number of 64 bits", Long.MIN_VALUE, Long.MAX_VALUE, "whole number")
                .example("0");
    }

    /** The number of heads, where no tensor tells it. */
    public static OptionSpec heads() {
        return integer("heads", 1).example("8");
    }

    /** Any finite number. */
    public static OptionSpec number(String name) {
        return numeric(name, "a finite number", -Double.MAX_VALUE, Double.MAX_VALUE, "number");
    }

    /** A finite number from {@code least} on. */
    public static OptionSpec numberFrom(String name, int least) {
        return numeric(name, "a finite number from " + least, least, Double.MAX_VALUE, "number");
    }

    /** A finite number above 0. */
    public static OptionSpec positive(String name) {
        return numeric(name, "a finite number above 0", Double.MIN_VALUE, Double.MAX_VALUE, "above 0");
    }

    /** A probability that must leave something over: from 0, below 1; 0 where it is not given. */
    public static OptionSpec probability(String name) {
        return numeric(name, "a probability from 0, below 1", 0, 1 - 0x1p-24, "0..1")
                .byDefault("0")
                .example("0.1");
    }

    private static OptionSpec numeric(String name, String rule, double least, double most, String values) {
        return new OptionSpec(name, List.of(), rule, least, most, values, "none", "1", "");
    }

    /** One of {@code words}, the first of which is the example to try. */
    public static OptionSpec oneOf(String name, String... words) {
        List<String> all = List.of(words);
        int last = all.size() - 1;
        String rule = last == 0 ? words[0] : String.join(", ", all.subList(0, last)) + " or " + all.get(last);
        return new OptionSpec(name, all, rule, 0, 0, String.join("|", all), words[0], words[0], "");
    }

    /** One of the words for the constants of an enumeration. */
    public static OptionSpec oneOf(String name, Enum<?>... constants) {
        String[] words = new String[constants.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = word(constants[i]);
        }
        return oneOf(name, words);
    }

    /** Yes or no; no where it is not given. */
    public static OptionSpec flag(String name) {
        return oneOf(name, "true", "false").byDefault("false").example("false");
    }

    /** The word for a constant: in lower case, with dashes. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same with what it takes put in these words, such as {@code 1..L}. */
    public OptionSpec values(String text) {
        return new OptionSpec(name, words, rule, least, most, text, defaultValue, example, meaning);
    }

    /** The same with another default. */
    public OptionSpec byDefault(String text) {
        return new OptionSpec(name, words, rule, least, most, values, text, example, meaning);
    }

    /** The same with another value to try. */
    public OptionSpec example(String text) {
        return new OptionSpec(name, words, rule, least, most, values, defaultValue, text, meaning);
    }

    /** The same with its meaning in one line. */
    public OptionSpec meaning(String text) {
        return new OptionSpec(name, words, rule, least, most, values, defaultValue, example, text);
    }
}
