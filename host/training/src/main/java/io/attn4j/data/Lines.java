package io.attn4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines of bytes. */
public final class Lines {
    private Lines() {}

    /**
     * The lines of a text, without the ends that they have in files of Unix or Windows.
     *
     * @param bytes of the text
     */
    public static List<byte[]> of(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int to = from;
            while (to < bytes.length && bytes[to] != '\n') {
                to++;
            }
            int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
            lines.add(Arrays.copyOfRange(bytes, from, end));
            from = to + 1;
        }
        return lines;
    }
}
