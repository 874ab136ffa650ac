package io.attn4j.data;

import io.attn4j.error.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream one by one, as {@link Lines} cuts them: a stream of any length takes the memory of a line. */
public final class LineReader {
    private final InputStream in;
    private final String name;
    private final int most;
    private int number;

    /**
     * A reader of a stream, which stays the caller's.
     *
     * @param name of the stream, for messages
     * @param most bytes that a line may have, its end not counted
     */
    public LineReader(InputStream in, String name, int most) {
        this.in = in instanceof BufferedInputStream ? in : new BufferedInputStream(in);
        this.name = name;
        this.most = most;
    }

    /**
     * The next line without its end, or null after the last one.
     *
     * @throws InvalidInputException when it is longer than lines may be
     * @throws IOException when reading fails
     */
    public byte[] next() throws IOException {
        int each = in.read();
        if (each < 0) {
            return null;
        }
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (; each >= 0 && each != '\n'; each = in.read()) {
            // one more, which may be the first half of the end
            if (line.size() > most) {
                throw tooLong();
            }
            line.write(each);
        }
        byte[] bytes = line.toByteArray();
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        if (length > most) {
            throw tooLong();
        }
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private InvalidInputException tooLong() {
        return new InvalidInputException(
                where(), "more than " + most + " bytes", "a line of at most that size", "cutting it");
    }

    /** The place of the line that came last. */
    public String where() {
        return name + " line " + number;
    }

    /** Number of lines so far. */
    public int count() {
        return number;
    }

    /** Whether more can be read without waiting; at the end of the stream this need not be so. */
    public boolean ready() throws IOException {
        return in.available() > 0;
    }
}
