package io.attn4j.kernels.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The sizes of the private and local arrays of a generated text. Exports of one kernel often differ in them alone: such
 * exports share one text, in which the sizes that differ are names.
 */
final class ArraySizes {
    private static final Pattern DECLARATION = Pattern.compile("(__(?:private|local) \\w+ (\\w+)\\[)(\\d+)(\\];)");

    private ArraySizes() {}

    /** Sizes by array, in the order of their declarations. */
    static Map<String, Integer> of(String text) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        Matcher declarations = DECLARATION.matcher(text);
        while (declarations.find()) {
            sizes.put(declarations.group(2), Integer.valueOf(declarations.group(3)));
        }
        return sizes;
    }

    /** {@code text} with a name in place of the size of each of {@code arrays}. */
    static String named(String text, Iterable<String> arrays) {
        List<String> wanted = new ArrayList<>();
        arrays.forEach(wanted::add);
        return DECLARATION
                .matcher(text)
                .replaceAll(declaration -> wanted.contains(declaration.group(2))
                        ? declaration.group(1) + name(declaration.group(2)) + declaration.group(4)
                        : declaration.group());
    }

    /** {@code text} with a name in place of every size: what texts that may be shared have in common. */
    static String named(String text) {
        return named(text, of(text).keySet());
    }

    /** The arrays whose sizes differ between {@code texts}, which are otherwise the same. */
    static List<String> differing(List<String> texts) {
        return of(texts.getFirst()).keySet().stream()
                .filter(array -> texts.stream()
                                .map(text -> of(text).get(array))
                                .distinct()
                                .count()
                        > 1)
                .toList();
    }

    /** {@code NAME=ELEMENTS} for each of {@code arrays} of {@code text}, with commas between. */
    static String definitions(String text, List<String> arrays) {
        Map<String, Integer> sizes = of(text);
        return arrays.stream()
                .map(array -> name(array) + "=" + sizes.get(array))
                .collect(Collectors.joining(","));
    }

    private static String name(String array) {
        return array.toUpperCase(Locale.ROOT) + "_SIZE";
    }
}
