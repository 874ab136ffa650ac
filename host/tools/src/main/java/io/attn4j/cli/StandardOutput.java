package io.attn4j.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output that remembers why it failed, which a {@link java.io.PrintStream} does not tell. */
final class StandardOutput extends FilterOutputStream {
    private IOException failure;

    StandardOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        try {
            out.write(b);
        } catch (IOException failed) {
            failure = failed;
            throw failed;
        }
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException failed) {
            failure = failed;
            throw failed;
        }
    }

    /** Whether whoever read it has stopped, as {@code head} does once it has its lines. */
    boolean readerIsGone() {
        return failure != null && String.valueOf(failure.getMessage()).contains("Broken pipe");
    }

    /** What the system said; of a write that went through, that the disk may be full. */
    String failure() {
        return failure == null ? "got an error" : "got " + failure.getMessage();
    }
}
