package io.attn4j.system;

import java.nio.file.Path;
import java.util.Optional;

/** The user's home directory, which a service or a container may lack. */
public final class UserHome {

    private UserHome() {}

    /** The directory, whether it exists or not; empty where neither {@code HOME} nor the user database names one. */
    public static Optional<Path> find() {
        return Optional.ofNullable(System.getProperty("user.home"))
                // what the JVM says for a user that the system does not know
                .filter(home -> !home.isBlank() && !home.equals("?"))
                .map(Path::of)
                .filter(Path::isAbsolute);
    }
}
