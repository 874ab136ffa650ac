package io.attn4j.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A file or folder that is made under a temporary name and gets its own name when it is whole.
 *
 * <p>What never gets its name is deleted: by {@link #close}, and when the process is told to end (INT, TERM, or {@link
 * Runtime#exit} in another thread) before that. A process that is killed outright leaves it behind.
 *
 * <p>Work that ends by itself when the process is told to ({@link #letFinish}) may still make things, and what it makes stays until
 * it is done.
 *
 * <p>Threads: one at a time. The end of the process waits for {@link #moveTo}, and nothing is made or moved after it.
 */
public final class Unfinished implements AutoCloseable {
    private static final int TRIES = 20;

    /** Ends of work that the end of the process waits for. */
    private static final Set<CountDownLatch> FINISHING = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Thread hook = new Thread(this::ends, "attn4j-unfinished");
    private boolean over;

    private Unfinished(Path path) {
        this.path = path;
    }

    /**
     * A name for a file in {@code directory}; {@link #create} makes it. The name is short: file systems that take the final
     * name take this one.
     */
    public static Unfinished file(Path directory) throws IOException {
        return new Unfinished(directory.resolve(".attn4j-"
                        + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp"))
                .watched();
    }

    /** A new folder {@code path}, for its owner alone where {@code attributes} say so. */
    public static Unfinished folder(Path path, FileAttribute<?>... attributes) throws IOException {
        Unfinished folder = new Unfinished(path).watched();
        try {
            synchronized (folder) {
                folder.requireTime();
                Files.createDirectory(path, attributes);
            }
            return folder;
        } catch (IOException | RuntimeException failure) {
            folder.forget();
            throw failure;
        }
    }

    /**
     * Lets work finish that ends by itself soon after the process is told to end: what it makes is deleted only when it is done.
     *
     * @param done counted down at its end, by a thread that the end of the process does not stop
     */
    public static void letFinish(CountDownLatch done) {
        FINISHING.removeIf(each -> each.getCount() == 0);
        FINISHING.add(done);
    }

    private static boolean isFinishing() {
        return FINISHING.stream().anyMatch(each -> each.getCount() > 0);
    }

    private Unfinished watched() throws IOException {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return this;
        } catch (IllegalStateException ending) {
            if (isFinishing()) {
                return this;
            }
            throw new IOException("the process is ending", ending);
        }
    }

    /** Where it is until it is moved. */
    public Path path() {
        return path;
    }

    /** Makes the file, for writing. */
    public synchronized FileChannel create(FileAttribute<?>... attributes) throws IOException {
        requireTime();
        return FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
    }

    /** Gives it its name. */
    public synchronized void moveTo(Path target, CopyOption... how) throws IOException {
        requireTime();
        Files.move(path, target, how);
        over = true;
    }

    private void requireTime() throws IOException {
        if (over) {
            throw new IOException("the process is ending");
        }
    }

    private void ends() {
        try {
            for (CountDownLatch work : FINISHING) {
                work.await();
            }
            deleteUnlessOver();
        } catch (IOException | InterruptedException nobodyToTell) {
            // the process ends
        }
    }

    private synchronized void deleteUnlessOver() throws IOException {
        if (!over) {
            over = true;
            delete();
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // the hook has run, or does now
        }
    }

    /** Deletes what has not been moved. */
    @Override
    public void close() throws IOException {
        forget();
        deleteUnlessOver();
    }

    /** Deletes a file or a folder with all that is in it, which others may still be adding to. */
    private void delete() throws IOException {
        if (!Files.isDirectory(path)) {
            Files.deleteIfExists(path);
            return;
        }
        IOException last = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                List<Path> all;
                try (Stream<Path> tree = Files.walk(path)) {
                    all = tree.sorted(Comparator.reverseOrder()).toList();
                }
                for (Path each : all) {
                    Files.deleteIfExists(each);
                }
                return;
            } catch (IOException | UncheckedIOException busy) {
                last = busy instanceof IOException io ? io : ((UncheckedIOException) busy).getCause();
            }
        }
        throw last;
    }
}
