package io.attn4j.bench;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long the JVM's compiler has worked, which takes a processor away from what is measured.
 *
 * <p>Linux tells the processor time of each compiler thread. Elsewhere the JVM's own figure is taken, which leaves out what is
 * being compiled just now.
 */
final class JitTime {
    /** Ticks of the times in {@code /proc}; 100 a second on every Linux. */
    private static final long TICK_NS = TimeUnit.SECONDS.toNanos(1) / 100;

    /** The fields of user and system time in {@code stat}, counted behind the thread's name. */
    private static final int USER = 11;

    private final Path tasks;
    private final Map<Path, Long> ticks = new HashMap<>();

    JitTime() {
        this(Path.of("/proc/self/task"));
    }

    /** With the folder of the process's threads given, for tests. */
    JitTime(Path tasks) {
        this.tasks = tasks;
    }

    /** Processor time of the compiler in this process up to now, ns; it grows by whole ticks of 10 ms. */
    long soFarNs() {
        // threads come and go: what one has used stays in the sum
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                read(thread);
            }
        } catch (IOException elsewhere) {
            CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
            return compiler != null && compiler.isCompilationTimeMonitoringSupported()
                    ? TimeUnit.MILLISECONDS.toNanos(compiler.getTotalCompilationTime())
                    : 0;
        }
        return TICK_NS * ticks.values().stream().mapToLong(each -> each).sum();
    }

    private void read(Path thread) {
        try {
            String name = Files.readString(thread.resolve("comm"));
            if (name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler")) {
                String stat = Files.readString(thread.resolve("stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                ticks.merge(thread, Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1]), Math::max);
            }
        } catch (IOException ended) {
            // it has ended since it was listed
        }
    }
}
