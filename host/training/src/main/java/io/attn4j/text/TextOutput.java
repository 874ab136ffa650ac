package io.attn4j.text;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Bytes of a text on their way to a stream as they are made: those of a character that is not complete yet are held back, and
 * those that may be the start of a text to stop at, which itself is left out.
 *
 * <p>What is no UTF-8 passes unchanged once it is clear that it is none.
 */
public final class TextOutput {
    private static final int LONGEST = 4;

    private final OutputStream out;
    private final byte[][] stops;
    private final byte[] held;
    private int count;
    private boolean stopped;

    /**
     * An output.
     *
     * @param stops texts to stop at, none of them empty
     */
    public TextOutput(OutputStream out, List<String> stops) {
        this.out = out;
        this.stops = stops.stream()
                .map(stop -> stop.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        int longest = LONGEST;
        for (byte[] stop : this.stops) {
            longest = Math.max(longest, stop.length);
        }
        held = new byte[longest + 1];
    }

    /** Takes the next byte; nothing after a text to stop at. */
    public void accept(int next) {
        if (stopped) {
            return;
        }
        held[count++] = (byte) next;
        for (byte[] stop : stops) {
            if (endsWith(stop, stop.length)) {
                write(count - stop.length);
                count = 0;
                stopped = true;
                return;
            }
        }
        write(count - Math.max(incomplete(), startOfStop()));
    }

    /** Whether the text has come to one to stop at. */
    public boolean stopped() {
        return stopped;
    }

    /** Passes on what is held back, for nothing follows. */
    public void end() {
        write(count);
    }

    private boolean endsWith(byte[] text, int length) {
        if (count < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (held[count - length + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** Length of the longest start of a text to stop at that the bytes end with. */
    private int startOfStop() {
        int longest = 0;
        for (byte[] stop : stops) {
            for (int length = stop.length - 1; length > longest; length--) {
                if (endsWith(stop, length)) {
                    longest = length;
                }
            }
        }
        return longest;
    }

    /** Bytes at the end that may begin a character. */
    private int incomplete() {
        for (int back = 1; back < LONGEST && back <= count; back++) {
            int lead = held[count - back] & 0xFF;
            if (lead < 0x80) {
                return 0;
            }
            if (lead >= 0xC0) {
                int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 1;
                return back < length ? back : 0;
            }
        }
        return 0;
    }

    private void write(int bytes) {
        if (bytes <= 0) {
            return;
        }
        try {
            out.write(held, 0, bytes);
            out.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        System.arraycopy(held, bytes, held, 0, count - bytes);
        count -= bytes;
    }
}
