package io.attn4j.cli;

import io.attn4j.error.InvalidInputException;
import java.util.Locale;

/** Numbers of bytes as flags take and messages print them. */
final class ByteCount {
    private static final String UNITS = "KMGT";

    private ByteCount() {}

    /**
     * Reads {@code 1048576}, {@code 512MB} or {@code 2G}; a unit counts by 1024.
     *
     * @throws InvalidInputException with the flag, the text and the rule
     */
    static long parse(String flag, String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        String number = upper.replaceFirst("I?B$", "");
        long unit = 1;
        if (!number.isEmpty() && UNITS.indexOf(number.charAt(number.length() - 1)) >= 0) {
            unit = 1L << (10 * (UNITS.indexOf(number.charAt(number.length() - 1)) + 1));
            number = number.substring(0, number.length() - 1);
        }
        try {
            long bytes = Math.multiplyExact(Long.parseLong(number), unit);
            if (bytes >= 1) {
                return bytes;
            }
        } catch (NumberFormatException | ArithmeticException notACount) {
            throw new InvalidInputException(flag, text, "a number of bytes such as 512MB or 2G", flag + " 512MB");
        }
        throw new InvalidInputException(flag, text, "a number of bytes such as 512MB or 2G", flag + " 512MB");
    }

    /** With a unit, such as {@code 15.6 GiB}. */
    static String format(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int power = Math.min(4, (63 - Long.numberOfLeadingZeros(bytes)) / 10);
        return String.format(Locale.ROOT, "%.1f %ciB", bytes / Math.pow(1024, power), UNITS.charAt(power - 1));
    }
}
