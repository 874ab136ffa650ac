package io.attn4j.portable.opencl;

import io.attn4j.system.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * The folder in which PoCL keeps what it compiles, without which it has no device.
 *
 * <p>PoCL takes {@code $POCL_CACHE_DIR}, else {@code pocl/kcache} in {@code $XDG_CACHE_HOME} or {@code $HOME/.cache}, else in
 * {@code /tmp}, where the first user to come owns it. Where the folder cannot be made, for a user whose {@code HOME} is
 * another's or is not there, this gives it one of the user's own in the temporary directory. A {@code POCL_CACHE_DIR} of the
 * user's is left alone, and reported.
 */
final class PoclCache {
    static final String PLATFORM = "Portable Computing Language";
    private static final String VARIABLE = "POCL_CACHE_DIR";

    private PoclCache() {}

    /** Sets the variable in this process where PoCL's own choice would fail; call before the first OpenCL call. */
    static void prepare() {
        replacement(System.getenv(), Path.of(System.getProperty("java.io.tmpdir")))
                .ifPresent(folder -> Posix.setVariable(VARIABLE, folder.toString()));
    }

    /** The folder to take in place of PoCL's choice; empty where that can be made, or is the user's. */
    static Optional<Path> replacement(Map<String, String> environment, Path temporary) {
        if (set(environment, VARIABLE).isPresent() || canBeMade(chosen(environment))) {
            return Optional.empty();
        }
        try {
            Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            Path own = temporary.resolve("attn4j-pocl-" + user);
            if (!Files.isDirectory(own)) {
                Files.createDirectory(
                        own, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            // what another user made there may hold kernels of his
            boolean safe = !Files.isSymbolicLink(own)
                    && user.equals(Files.getAttribute(own, "unix:uid"))
                    && PosixFilePermissions.toString(Files.getPosixFilePermissions(own))
                            .equals("rwx------");
            return safe ? Optional.of(own) : Optional.empty();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException nowhere) {
            return Optional.empty();
        }
    }

    private static Path chosen(Map<String, String> environment) {
        return set(environment, "XDG_CACHE_HOME")
                .map(Path::of)
                .or(() -> set(environment, "HOME").map(home -> Path.of(home, ".cache")))
                .orElse(Path.of("/tmp"))
                .resolve("pocl/kcache");
    }

    private static Optional<String> set(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isEmpty());
    }

    /** Whether the folder is there or can be made, and be written to. */
    static boolean canBeMade(Path folder) {
        Path at = folder.toAbsolutePath();
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return Files.isDirectory(at) && Files.isWritable(at) && Files.isExecutable(at);
    }

    /** What keeps PoCL from having a device, as a part of a line with its remedy; empty where that is something else. */
    static Optional<String> problem() {
        Optional<String> given = set(System.getenv(), VARIABLE);
        Path folder = given.map(Path::of).orElseGet(() -> chosen(System.getenv()));
        boolean made = canBeMade(folder);
        if (made && given.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of((given.isPresent() ? VARIABLE + "=" : "its folder of compiled kernels, ") + folder
                + (made ? "" : ", which cannot be written") + "; needs a folder that PoCL can write to; try export "
                + VARIABLE + "=<a folder of your own>");
    }
}
