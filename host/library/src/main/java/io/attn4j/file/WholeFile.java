package io.attn4j.file;

import io.attn4j.error.InvalidInputException;
import io.attn4j.error.ShellWord;
import io.attn4j.system.Unfinished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a file whole or not at all: into a temporary file next to the target, which then takes the target's name.
 *
 * <ul>
 *   <li>A write that fails, or that INT or TERM ends, leaves the old target as it was and no temporary file.
 *   <li>Links are followed, to what they name whether it is there or not; the link stays.
 *   <li>A target that is there keeps its permissions and, where the system allows, its owner and group. One that has no write
 *       permission is refused, for the superuser as well.
 *   <li>What is no regular file is never replaced: pipes and character devices (such as {@code /dev/stdout}) are written
 *       into, folders, sockets and block devices are refused.
 * </ul>
 */
public final class WholeFile {
    private static final long CHUNK_BYTES = 1L << 30;
    private static final int MOST_LINKS = 40;

    private static final int FILE_KIND = 0170000;
    private static final int SOCKET = 0140000;
    private static final int BLOCK_DEVICE = 0060000;
    private static final int STICKY = 01000;

    private static final Set<PosixFilePermission> WRITERS = EnumSet.of(
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private WholeFile() {}

    /**
     * Where a path leads once its links are followed.
     *
     * @param path what is written
     * @param inPlace whether it is written into rather than replaced
     */
    private record Target(Path path, boolean inPlace) {}

    /**
     * Refuses a path that {@link #write} could not write to, before there is anything to write.
     *
     * @throws InvalidInputException with one line that names the path, the cause and a remedy
     */
    public static void check(Path path) {
        target(path);
    }

    private static Target target(Path path) {
        Path at = path.toAbsolutePath();
        for (int links = 0; links <= MOST_LINKS; links++) {
            if (Files.isDirectory(at) || at.getFileName() == null) {
                throw invalid(path, "a directory", "a file name", "adding a file name");
            }
            // the links of open files, /proc/self/fd/1 for one, do not name what they lead to
            if (Files.exists(at) && (!Files.isRegularFile(at) || at.startsWith("/proc"))) {
                return inPlace(path, at);
            }
            if (!Files.isSymbolicLink(at)) {
                requireReplaceable(path, at);
                return new Target(at, false);
            }
            try {
                at = at.resolveSibling(Files.readSymbolicLink(at));
            } catch (IOException unreadable) {
                throw invalid(path, "a link that cannot be read", "a link to a file", "another name");
            }
        }
        throw invalid(path, "links in a circle", "a link to a file", "another name");
    }

    private static Target inPlace(Path path, Path at) {
        int kind = mode(at) & FILE_KIND;
        if (kind == SOCKET || kind == BLOCK_DEVICE) {
            throw invalid(
                    path,
                    kind == SOCKET ? "a socket" : "a block device",
                    "a file, pipe or character device",
                    "another");
        }
        if (!Files.isWritable(at)) {
            throw invalid(path, "no permission to write into it", "write permission", "another file");
        }
        return new Target(at, true);
    }

    private static void requireReplaceable(Path path, Path at) {
        Path directory = at.getParent();
        if (!Files.isDirectory(directory)) {
            throw invalid(
                    path, "no directory " + directory, "an existing directory", "mkdir -p " + ShellWord.of(directory));
        }
        if (!Files.isWritable(directory)) {
            throw invalid(path, "no permission to write in " + directory, "a writable directory", "another one");
        }
        try {
            Files.readAttributes(at, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException free) {
            return;
        } catch (IOException refused) {
            throw invalid(path, reason(refused), "a name that the file system takes", "a shorter name");
        }
        Set<PosixFilePermission> permissions = permissions(at);
        boolean readOnly = permissions != null && permissions.stream().noneMatch(WRITERS::contains);
        if (readOnly || !Files.isWritable(at)) {
            throw invalid(path, "a file without write permission", "write permission", "chmod u+w, or another file");
        }
        if (!mayRename(at, directory)) {
            throw invalid(
                    path,
                    "another user's file in " + directory + ", whose files only their owners may replace",
                    "a file of your own",
                    "another name");
        }
    }

    /** False where the sticky bit of a folder, such as that of {@code /tmp}, keeps this user from replacing the file. */
    private static boolean mayRename(Path file, Path directory) {
        Integer user = user(Path.of("/proc/self"));
        return user == null
                || user == 0
                || (mode(directory) & STICKY) == 0
                || user.equals(user(file))
                || user.equals(user(directory));
    }

    private static Integer user(Path path) {
        try {
            return (Integer) Files.getAttribute(path, "unix:uid");
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return null;
        }
    }

    private static int mode(Path path) {
        try {
            return (Integer) Files.getAttribute(path, "unix:mode");
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return 0;
        }
    }

    private static Set<PosixFilePermission> permissions(Path file) {
        try {
            return Files.getPosixFilePermissions(file);
        } catch (IOException | UnsupportedOperationException unknown) {
            return null;
        }
    }

    private static String reason(IOException failure) {
        return failure instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : failure.toString();
    }

    private static InvalidInputException invalid(Path path, String got, String needs, String attempt) {
        return new InvalidInputException(path.toString(), got, needs, attempt);
    }

    /**
     * Writes {@code parts} one after another to {@code path}.
     *
     * @throws InvalidInputException as {@link #check}
     * @throws UncheckedIOException when writing fails
     */
    public static void write(Path path, List<MemorySegment> parts) {
        Target target = target(path);
        try {
            if (target.inPlace()) {
                // through /proc an open file may be meant, which keeps what it has
                StandardOpenOption how =
                        Files.isRegularFile(target.path()) ? StandardOpenOption.APPEND : StandardOpenOption.WRITE;
                try (FileChannel channel = FileChannel.open(target.path(), how)) {
                    write(channel, parts);
                }
            } else {
                replace(target.path(), parts);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(path + ": not written; " + failure, failure);
        }
    }

    private static void replace(Path target, List<MemorySegment> parts) throws IOException {
        Set<PosixFilePermission> kept = permissions(target);
        FileAttribute<?>[] attributes = kept == null
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(kept)};
        try (Unfinished temporary = Unfinished.file(target.getParent())) {
            try (FileChannel channel = temporary.create(attributes)) {
                write(channel, parts);
            }
            if (kept != null) {
                keepOwner(target, temporary.path());
                // what the user's mask took away
                Files.setPosixFilePermissions(temporary.path(), kept);
            }
            try {
                temporary.moveTo(target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException notHere) {
                throw new IOException("the file system cannot rename atomically", notHere);
            }
        }
    }

    private static void keepOwner(Path from, Path to) {
        for (String attribute : List.of("unix:gid", "unix:uid")) {
            try {
                Object owner = Files.getAttribute(from, attribute);
                if (!owner.equals(Files.getAttribute(to, attribute))) {
                    Files.setAttribute(to, attribute, owner);
                }
            } catch (IOException | UnsupportedOperationException | IllegalArgumentException notAllowed) {
                // the file then is this user's, as any that he makes
            }
        }
    }

    private static void write(FileChannel channel, List<MemorySegment> parts) throws IOException {
        for (MemorySegment part : parts) {
            for (long from = 0; from < part.byteSize(); from += CHUNK_BYTES) {
                ByteBuffer buffer = part.asSlice(from, Math.min(CHUNK_BYTES, part.byteSize() - from))
                        .asByteBuffer();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        }
    }
}
