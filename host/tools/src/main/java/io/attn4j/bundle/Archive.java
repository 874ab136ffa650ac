package io.attn4j.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** A folder as a gzipped tar file. */
final class Archive {
    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;

    private Archive() {}

    /** Packs {@code folder} under its own name, sorted, with the times of its files; owner and group are root. */
    static void pack(Path folder, Path file) throws IOException {
        List<Path> entries;
        try (Stream<Path> found = Files.walk(folder)) {
            entries = found.sorted().toList();
        }
        try (OutputStream out = Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(out))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Path entry : entries) {
                add(tar, folder.getParent(), entry);
            }
        }
    }

    private static void add(TarArchiveOutputStream tar, Path base, Path file) throws IOException {
        boolean folder = Files.isDirectory(file);
        TarArchiveEntry entry = new TarArchiveEntry(base.relativize(file) + (folder ? "/" : ""));
        entry.setModTime(Files.getLastModifiedTime(file));
        entry.setMode(folder || Files.isExecutable(file) ? EXECUTABLE : PLAIN);
        if (!folder) {
            entry.setSize(Files.size(file));
        }
        tar.putArchiveEntry(entry);
        if (!folder) {
            Files.copy(file, tar);
        }
        tar.closeArchiveEntry();
    }
}
