package io.attn4j.mechanism;

import io.attn4j.error.InvalidInputException;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;

/**
 * The mechanisms by id: those that a {@link ServiceLoader} finds as {@link Mechanism}. A new one is added by a line in its
 * own {@code META-INF/services} file.
 */
public final class Mechanisms {
    private static final List<Mechanism> ALL = found();

    private Mechanisms() {}

    private static List<Mechanism> found() {
        List<Mechanism> ours = new ArrayList<>();
        List<Mechanism> others = new ArrayList<>();
        for (Mechanism mechanism : ServiceLoader.load(Mechanism.class, Mechanisms.class.getClassLoader())) {
            (ofThisLibrary(mechanism) ? ours : others).add(mechanism);
        }
        ours.addAll(others);
        return List.copyOf(ours);
    }

    private static boolean ofThisLibrary(Mechanism mechanism) {
        return Objects.equals(origin(mechanism.getClass()), origin(Mechanism.class));
    }

    private static URL origin(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? null : source.getLocation();
    }

    /** Every mechanism, in the order of {@code attn4j list}: those of this library, then those of other jars. */
    public static List<Mechanism> all() {
        return ALL;
    }

    /**
     * The mechanism {@code id}.
     *
     * @throws InvalidInputException when there is none, naming those there are
     */
    public static Mechanism byId(String id) {
        for (Mechanism mechanism : all()) {
            if (mechanism.id().equals(id)) {
                return mechanism;
            }
        }
        throw new InvalidInputException(
                "mechanism",
                id,
                "one of " + String.join(", ", all().stream().map(Mechanism::id).toList()),
                "--mechanism " + all().getFirst().id());
    }
}
