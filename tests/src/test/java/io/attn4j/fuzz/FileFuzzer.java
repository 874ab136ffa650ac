package io.attn4j.fuzz;

import com.sun.management.ThreadMXBean;
import io.attn4j.error.InvalidInputException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives a reader damaged files and watches it: it reads them or refuses them with one line ({@link InvalidInputException});
 * it allocates no more than the file's size and what reading takes anyway; it ends.
 *
 * <p>What is allocated is measured. On the heap it is all that the reading thread allocates, garbage included, which for maps
 * and lists of a small file is more than its size: {@value #HEAP_BASE} bytes and {@value #HEAP_FACTOR} for each of the file.
 * Native memory, of which a reader needs none but to align what is there, shows in the pages that the process has while the
 * file is open (Linux only): {@value #PAGES_BASE} bytes, which other threads may take meanwhile, and the file's size.
 */
final class FileFuzzer implements AutoCloseable {
    static final long HEAP_BASE = 1 << 20;
    static final long HEAP_FACTOR = 64;
    static final long PAGES_BASE = 48 << 20;
    private static final Path PAGES = Path.of("/proc/self/statm");
    private static final long PAGE_BYTES = 4096;
    private static final int SHOWN_BYTES = 600;

    /** Reads a file; while it runs, {@code opened} is called with what it has read still open. */
    interface Reader {
        void read(Path file, Runnable opened) throws Exception;
    }

    /**
     * A kind of file.
     *
     * @param name of the kind
     * @param ending of its files
     * @param valid contents that the reader takes, of which mutations are made
     * @param reader what is tested
     */
    record Format(String name, String ending, List<byte[]> valid, Reader reader) {

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * What went wrong, with what is needed to see it again.
     *
     * @param seed of the mutation
     * @param what the reader did
     * @param content of the file
     */
    record Finding(Format format, long seed, String what, byte[] content) {

        @Override
        public String toString() {
            byte[] shown = content.length > SHOWN_BYTES ? Arrays.copyOf(content, SHOWN_BYTES) : content;
            return format.name + " seed " + seed + ": " + what + "\n  again: ./attn4j test -Dtest=FileFuzzTest"
                    + " -Dattn4j.fuzz.format=" + format.name + " -Dattn4j.fuzz.seed=" + seed + "\n  file of "
                    + content.length
                    + " bytes" + (content.length > SHOWN_BYTES ? ", the first " + SHOWN_BYTES : "") + " in base64: "
                    + Base64.getEncoder().encodeToString(shown);
        }
    }

    private final Path folder;
    private final long timeoutSeconds;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        // a small stack: a parser that recurses as deep as a file says is found sooner
        Thread daemon = new Thread(null, work, "fuzz", 512 << 10);
        daemon.setDaemon(true);
        return daemon;
    });
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * A fuzzer.
     *
     * @param folder where it writes
     * @param timeoutSeconds after which a reader hangs
     */
    FileFuzzer(Path folder, long timeoutSeconds) {
        this.folder = folder;
        this.timeoutSeconds = timeoutSeconds;
    }

    /** The bytes that a seed makes of a format's valid files. */
    static byte[] mutated(Format format, long seed) {
        return Mutation.of(seed, format.valid.get((int) Long.remainderUnsigned(seed, format.valid.size())));
    }

    /** Runs the mutation of a seed; empty where the reader does what it should. */
    Optional<Finding> run(Format format, long seed) throws IOException, InterruptedException {
        byte[] content = mutated(format, seed);
        return run(format, seed, content);
    }

    /** Reads a valid file, which must be taken: what is never read finds nothing. */
    void requireValid(Format format) throws IOException, InterruptedException {
        for (byte[] valid : format.valid) {
            boolean[] taken = new boolean[1];
            Format noted = new Format(format.name, format.ending, format.valid, (file, opened) -> {
                format.reader.read(file, opened);
                taken[0] = true;
            });
            Optional<Finding> finding = run(noted, 0, valid);
            if (finding.isPresent() || !taken[0]) {
                throw new AssertionError(format.name + ": a valid file is refused: " + finding);
            }
        }
    }

    private Optional<Finding> run(Format format, long seed, byte[] content) throws IOException, InterruptedException {
        Path file = folder.resolve("mutated" + format.ending);
        Files.write(file, content);
        Future<String> reading = thread.submit(() -> read(format, file, content.length));
        try {
            String wrong = reading.get(timeoutSeconds, TimeUnit.SECONDS);
            return Optional.ofNullable(wrong).map(what -> new Finding(format, seed, what, content));
        } catch (ExecutionException failure) {
            return Optional.of(new Finding(format, seed, "throws " + failure.getCause(), content));
        } catch (TimeoutException hang) {
            reading.cancel(true);
            return Optional.of(new Finding(format, seed, "does not end in " + timeoutSeconds + " s", content));
        }
    }

    /** What is wrong, or null. */
    private String read(Format format, Path file, long size) {
        long heapBefore = threads.getCurrentThreadAllocatedBytes();
        long residentBefore = resident();
        long[] nativeHeld = {0};
        String wrong = null;
        try {
            format.reader.read(file, () -> nativeHeld[0] = resident() - residentBefore);
        } catch (InvalidInputException refused) {
            wrong = refused.getMessage().contains("\n") ? "refuses in several lines: " + refused.getMessage() : null;
        } catch (Exception | Error failure) {
            StackTraceElement[] trace = failure.getStackTrace();
            wrong = "throws " + failure.getClass().getName() + ": " + failure.getMessage() + " at "
                    + (trace.length == 0 ? "an unknown place" : trace[0]);
        }
        long heap = threads.getCurrentThreadAllocatedBytes() - heapBefore;
        if (wrong == null && heap > HEAP_BASE + HEAP_FACTOR * size) {
            wrong = "allocates " + heap + " bytes for a file of " + size;
        }
        if (wrong == null && nativeHeld[0] > PAGES_BASE + size) {
            wrong = "holds " + nativeHeld[0] + " bytes of native memory for a file of " + size;
        }
        return wrong;
    }

    /** Bytes of memory that the process has; 0 where the system does not tell. */
    private static long resident() {
        try {
            return Long.parseLong(Files.readString(PAGES).split(" ")[1]) * PAGE_BYTES;
        } catch (IOException notLinux) {
            return 0;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
