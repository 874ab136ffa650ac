package io.attn4j.cli;

import io.attn4j.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists and ranges as flags take them: {@code 1,8}, {@code 64..256} (step 1), {@code 64..4096*2} (times 2), {@code
 * 64..256+64} (plus 64).
 */
final class ValueList {
    private static final int MOST = 10_000;

    private ValueList() {}

    /**
     * Whole numbers from 1.
     *
     * @throws InvalidInputException with the flag, the text and the rule
     */
    static List<Integer> numbers(String flag, String text) {
        List<Integer> values = new ArrayList<>();
        for (String item : texts(flag, text)) {
            int dots = item.indexOf("..");
            if (dots < 0) {
                values.add(number(flag, text, item));
            } else {
                range(flag, text, item, dots, values);
            }
            if (values.size() > MOST) {
                throw invalid(flag, text, "at most " + MOST + " values");
            }
        }
        return values;
    }

    private static void range(String flag, String text, String item, int dots, List<Integer> values) {
        String end = item.substring(dots + 2);
        int sign = Math.max(end.indexOf('*'), end.indexOf('+'));
        boolean times = sign >= 0 && end.charAt(sign) == '*';
        int step = sign < 0 ? 1 : number(flag, text, end.substring(sign + 1));
        int from = number(flag, text, item.substring(0, dots));
        int to = number(flag, text, sign < 0 ? end : end.substring(0, sign));
        if (from > to || (times && step < 2)) {
            throw invalid(flag, text, "a range that ascends");
        }
        for (long value = from; value <= to && values.size() <= MOST; value = times ? value * step : value + step) {
            values.add((int) value);
        }
    }

    private static int number(String flag, String text, String item) {
        try {
            int value = Integer.parseInt(item);
            if (value >= 1) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw invalid(flag, text, "whole numbers from 1");
        }
        throw invalid(flag, text, "whole numbers from 1");
    }

    /**
     * The items of a list of words.
     *
     * @throws InvalidInputException when one is empty
     */
    static List<String> texts(String flag, String text) {
        List<String> items = List.of(text.split(",", -1));
        if (items.stream().anyMatch(String::isBlank)) {
            throw invalid(flag, text, "no empty item");
        }
        return items;
    }

    private static InvalidInputException invalid(String flag, String text, String needs) {
        return new InvalidInputException(flag, text, needs, "8, 1,8, 64..256+64 or 64..4096*2");
    }
}
