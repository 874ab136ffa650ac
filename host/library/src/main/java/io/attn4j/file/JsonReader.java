package io.attn4j.file;

import io.attn4j.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A strict reader of the JSON that a {@code .safetensors} header may hold: objects, arrays, strings and whole numbers from
 * 0 to 2^63 - 1. Everything else is refused with its position.
 */
final class JsonReader {
    private final String file;
    private final byte[] json;
    private int at;

    JsonReader(String file, byte[] json) {
        this.file = file;
        this.json = json;
    }

    /** Skips white space and reads {@code expected}. */
    void expect(char expected) {
        if (!accept(expected)) {
            throw invalid("'" + expected + "'");
        }
    }

    /** Skips white space, and reads {@code expected} if it is next. */
    boolean accept(char expected) {
        if (peek() != expected) {
            return false;
        }
        at++;
        return true;
    }

    /** Skips white space and refuses anything that follows. */
    void end() {
        if (peek() >= 0) {
            throw invalid("nothing after the header object");
        }
    }

    /** Next byte that is not white space, or -1 at the end. */
    private int peek() {
        while (at < json.length && (json[at] == ' ' || json[at] == '\t' || json[at] == '\n' || json[at] == '\r')) {
            at++;
        }
        return at < json.length ? json[at] & 0xFF : -1;
    }

    /** A whole number from 0 to 2^63 - 1 without leading zeros. */
    long number() {
        int first = peek();
        if (first < '0' || first > '9') {
            throw invalid("a whole number from 0 to 2^63-1");
        }
        int from = at;
        long value = 0;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            int digit = json[at] - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                throw invalid("a whole number from 0 to 2^63-1");
            }
            value = 10 * value + digit;
            at++;
        }
        boolean leadingZero = first == '0' && at > from + 1;
        boolean fraction = at < json.length && (json[at] == '.' || json[at] == 'e' || json[at] == 'E');
        if (leadingZero || fraction) {
            throw invalid("a whole number from 0 to 2^63-1");
        }
        return value;
    }

    /** A string, unescaped. */
    String string() {
        expect('"');
        int from = at;
        boolean escaped = false;
        while (true) {
            if (at == json.length) {
                throw invalid("a closing quote");
            }
            int next = json[at] & 0xFF;
            if (next == '"') {
                break;
            }
            if (next < 0x20) {
                throw invalid("no control character in a string");
            }
            escaped |= next == '\\';
            at += next == '\\' ? 2 : 1;
            if (at > json.length) {
                at = json.length;
            }
        }
        String raw = utf8(from, at);
        at++;
        return escaped ? unescape(raw) : raw;
    }

    private String utf8(int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json, from, to - from))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw invalid("UTF-8");
        }
    }

    private String unescape(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        int i = 0;
        while (i < raw.length()) {
            char next = raw.charAt(i++);
            if (next != '\\') {
                text.append(next);
                continue;
            }
            char escape = raw.charAt(i++);
            switch (escape) {
                case '"', '\\', '/' -> text.append(escape);
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    text.append(codeUnit(raw, i));
                    i += 4;
                }
                default -> throw invalid("a JSON escape");
            }
        }
        return text.toString();
    }

    private char codeUnit(String raw, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < raw.length() && raw.charAt(i) < 128 ? Character.digit(raw.charAt(i), 16) : -1;
            if (digit < 0) {
                throw invalid("four hexadecimal digits after \\u");
            }
            value = 16 * value + digit;
        }
        return (char) value;
    }

    /** The refusal of what is at the current position. */
    InvalidInputException invalid(String needs) {
        int next = peek();
        String got = next < 0
                ? "the end of the header"
                : next >= 0x21 && next < 0x7F ? "'" + (char) next + "'" : "byte 0x" + Integer.toHexString(next);
        return new InvalidInputException(file, got + " at header byte " + at, needs, "writing the file again");
    }
}
