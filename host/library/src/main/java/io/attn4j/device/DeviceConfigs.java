package io.attn4j.device;

import io.attn4j.error.InvalidInputException;
import io.attn4j.error.ShellWord;
import io.attn4j.error.Warnings;
import io.attn4j.file.FileBytes;
import io.attn4j.graph.GraphDevice;
import io.attn4j.system.UserHome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the device-config of a device: of the device itself, else of its family, else of its type, else the generic one.
 *
 * <p>Looked through in this order: the user's folder ({@code ~/.config/attn4j/device-configs}, or below {@code
 * XDG_CONFIG_HOME}), then those that come with attn4j: the folder {@code device-configs} of the source tree that it runs
 * from (system property {@code attn4j.root}), else those in its jar. Any file {@code NAME.json} there counts. Within a
 * level, one for a single engine comes before one for all, and a tuned one before one that is not.
 */
public final class DeviceConfigs {
    private static final String FOLDER = "device-configs";
    private static final String ENDING = ".json";
    private static final int MOST_BYTES = 1 << 20;
    private static final String RESOURCES = "/io/attn4j/" + FOLDER + "/";

    /** The one that every device falls back to. */
    private static final String GENERIC = "generic";

    private static final Comparator<DeviceConfig> BEST_FIRST = Comparator.<DeviceConfig, Boolean>comparing(
                    config -> config.match().engine() == null)
            .thenComparing(config -> config.source() != DeviceConfig.Source.TUNED)
            .thenComparing(DeviceConfig::file);

    private DeviceConfigs() {}

    /**
     * A device-config and why it is the one.
     *
     * @param config the device-config
     * @param reasons one line for each level that was looked at
     */
    public record Selection(DeviceConfig config, List<String> reasons) {
        public Selection {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Names of the device-configs that come with attn4j, in alphabetical order; each is a file {@code NAME.json}.
     *
     * @throws UncheckedIOException when they cannot be listed
     */
    public static List<String> names() {
        try {
            Path folder = sourceFolder();
            List<String> files = folder == null ? resources() : files(folder);
            return files.stream()
                    .map(file -> file.substring(0, file.length() - ENDING.length()))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(FOLDER + ": " + failure.getMessage(), failure);
        }
    }

    /**
     * The device-config for {@code device}.
     *
     * @param userFile a file that takes the place of ours whatever the device, or null
     * <p>A file in the user's folder that is no device-config is left out, and {@link Warnings} say so.
     *
     * @throws InvalidInputException when {@code userFile} cannot be read or is not a device-config
     */
    public static Selection select(GraphDevice device, Path userFile) {
        if (userFile != null) {
            return new Selection(read(userFile), List.of("given with --device-config"));
        }
        return select(device, users(), ours());
    }

    /**
     * The device-config for {@code device} as long as there is no tuned one.
     *
     * @throws InvalidInputException as {@link #select(GraphDevice, Path)}
     */
    public static DeviceConfig untuned(GraphDevice device) {
        return select(device, untuned(users()), untuned(ours())).config();
    }

    private static List<DeviceConfig> untuned(List<DeviceConfig> configs) {
        return configs.stream()
                .filter(config -> config.source() != DeviceConfig.Source.TUNED)
                .toList();
    }

    /** The first that fits, level by level, of the user's, else of ours. */
    static Selection select(GraphDevice device, List<DeviceConfig> users, List<DeviceConfig> ours) {
        List<String> reasons = new ArrayList<>();
        for (List<DeviceConfig> configs : List.of(users, ours)) {
            for (DeviceConfig.Level level : DeviceConfig.Level.values()) {
                DeviceConfig fitting = configs.stream()
                        .filter(config -> config.match().level() == level
                                && config.match().fits(device))
                        .min(BEST_FIRST)
                        .orElse(null);
                String word = level.toString();
                if (fitting != null) {
                    reasons.add(word + ": " + fitting.file() + " fits " + device.name() + " (" + device.type() + ", "
                            + device.platform() + ")");
                    return new Selection(fitting, reasons);
                }
                if (configs == ours) {
                    reasons.add(word + ": none fits");
                }
            }
        }
        throw new IllegalStateException("device-configs without a generic one");
    }

    /**
     * The folder that holds the user's own device-configs, whether it exists or not; empty for a user without a home.
     *
     * @see DeviceConfigs
     */
    public static Optional<Path> userFolder() {
        String base = System.getenv("XDG_CONFIG_HOME");
        Optional<Path> config = base == null || base.isEmpty()
                ? UserHome.find().map(home -> home.resolve(".config"))
                : Optional.of(Path.of(base));
        return config.map(folder -> folder.resolve("attn4j").resolve(FOLDER));
    }

    /** The folder of the source tree that attn4j runs from, or null where it runs from none. */
    public static Path sourceFolder() {
        String root = System.getProperty("attn4j.root");
        Path folder = root == null ? null : Path.of(root, FOLDER);
        return folder != null && Files.isDirectory(folder) ? folder : null;
    }

    private static List<DeviceConfig> ours() {
        return names().stream().map(DeviceConfigs::named).toList();
    }

    private static List<DeviceConfig> users() {
        return userFolder().map(DeviceConfigs::configs).orElse(List.of());
    }

    /** The device-configs of a folder; what is none is left out, and {@link Warnings} say so. */
    static List<DeviceConfig> configs(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<DeviceConfig> configs = new ArrayList<>();
        problems(folder, configs).forEach(problem -> Warnings.say("left out " + problem));
        return configs;
    }

    /** Why files of the user's own folder are left out, one line each; empty where all can be read. */
    public static List<String> problems() {
        return userFolder()
                .filter(Files::isDirectory)
                .map(folder -> problems(folder, new ArrayList<>()))
                .orElse(List.of());
    }

    /** Reads a folder's files into {@code configs}; one line for each that cannot be. */
    private static List<String> problems(Path folder, List<DeviceConfig> configs) {
        List<String> problems = new ArrayList<>();
        try {
            for (String file : files(folder)) {
                try {
                    configs.add(read(folder.resolve(file), folder.resolve(file).toString(), DeviceConfig.Source.USER));
                } catch (InvalidInputException broken) {
                    problems.add(broken.getMessage());
                }
            }
        } catch (IOException unreadable) {
            problems.add("device-config: got " + folder
                    + ", which cannot be listed; needs a readable folder; try ls -l " + folder);
        }
        return problems;
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ENDING) && !file.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** Names of the files in the generic one's folder on the class path, in a jar or in a folder of classes. */
    private static List<String> resources() throws IOException {
        URL generic = Objects.requireNonNull(
                DeviceConfigs.class.getResource(RESOURCES + GENERIC + ENDING),
                "device-configs are not on the class path");
        if (generic.openConnection() instanceof JarURLConnection jar) {
            String folder = RESOURCES.substring(1);
            return jar.getJarFile().stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(folder) && name.endsWith(ENDING))
                    .map(name -> name.substring(folder.length()))
                    .sorted()
                    .toList();
        }
        try {
            return files(Path.of(generic.toURI()).getParent());
        } catch (URISyntaxException malformed) {
            throw new IOException(generic + " names no file", malformed);
        }
    }

    /** The device-config {@code name} of those that come with attn4j. */
    public static DeviceConfig named(String name) {
        String file = FOLDER + "/" + name + ENDING;
        Path folder = sourceFolder();
        if (folder != null) {
            return read(folder.resolve(name + ENDING), file, DeviceConfig.Source.DEFAULT);
        }
        try (InputStream in = DeviceConfigs.class.getResourceAsStream(RESOURCES + name + ENDING)) {
            if (in == null) {
                throw new IllegalArgumentException("no device-config " + name);
            }
            return new DeviceConfigReader(file, DeviceConfig.Source.DEFAULT).read(in.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(file + ": " + failure.getMessage(), failure);
        }
    }

    /** The device-config that every device falls back to. */
    public static DeviceConfig generic() {
        return named(GENERIC);
    }

    /**
     * A device-config of the user's; its source is {@code user} whatever it says.
     *
     * @throws InvalidInputException when it cannot be read or is not a device-config
     */
    public static DeviceConfig read(Path file) {
        DeviceConfig config = read(file, file.toString(), DeviceConfig.Source.USER);
        return config.withSource(DeviceConfig.Source.USER);
    }

    /**
     * Whether a device-config says that it was tuned.
     *
     * @throws InvalidInputException when it cannot be read or is not a device-config
     */
    public static boolean isTuned(Path file) {
        return read(file, file.toString(), DeviceConfig.Source.DEFAULT).source() == DeviceConfig.Source.TUNED;
    }

    private static DeviceConfig read(Path file, String name, DeviceConfig.Source source) {
        byte[] json;
        try {
            json = FileBytes.read(file, MOST_BYTES, "a device-config", "ls -l " + ShellWord.of(file));
        } catch (InvalidInputException | UncheckedIOException failure) {
            throw new InvalidInputException(
                    "device-config", file + ", which cannot be read", "a readable file", "ls -l " + ShellWord.of(file));
        }
        return new DeviceConfigReader(name, source).read(json);
    }
}
