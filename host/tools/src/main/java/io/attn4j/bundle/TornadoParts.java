package io.attn4j.bundle;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of a TornadoVM SDK that a program needs to run, with each code generator in a folder of its own: TornadoVM loads
 * every one that it finds, and one whose driver is missing keeps it from starting.
 */
final class TornadoParts {
    private static final Pattern DRIVER =
            Pattern.compile("tornado-drivers-(opencl|ptx|cuda|spirv|metal)-[0-9].*\\.jar");

    /** What runs a graph, of the SDK's jars: TornadoVM itself and what it links to. */
    private static final Pattern COMMON =
            Pattern.compile("(tornado-(api|runtime|annotation|drivers-common)|asm|commons-math3|snmp4j)-[0-9].*\\.jar");

    /** What compiles a kernel, of its jars of Graal. */
    private static final Pattern GRAAL = Pattern.compile("(compiler|collections|word|truffle-compiler)-[0-9].*\\.jar");

    /** What TornadoVM uses without requiring it: its own jars without descriptors do. */
    private static final List<String> ALWAYS_REQUIRED =
            List.of("jdk.internal.vm.ci", "jdk.unsupported", "java.management");

    /** A module of the JDK that TornadoVM brings its own version of. */
    private static final String UPGRADED = "jdk.graal.compiler";

    private static final List<String> LIBRARY_MODULES =
            List.of("tornado.cublas", "tornado.cufft", "tornado.cudnn", "tornado.cusparse", "tornado.cutlass");

    /** Flags that the bundle's launcher gives itself, since they name folders. */
    private static final List<String> PATHS =
            List.of("-Djava.library.path=", "--module-path=", "--upgrade-module-path=", "-Dattn4j.");

    private final Path sdk;

    private TornadoParts(Path sdk) {
        this.sdk = sdk;
    }

    /** Those of the SDK that this JVM was started with, if it was. */
    static Optional<TornadoParts> ofThisJvm() {
        String home = System.getenv("TORNADOVM_HOME");
        boolean started = ModuleLayer.boot().findModule("tornado.api").isPresent();
        return started && home != null ? Optional.of(new TornadoParts(Path.of(home))) : Optional.empty();
    }

    /** Copies them to {@code target}. */
    void copy(Path target) throws IOException {
        for (Path jar : jars("share/java/tornado")) {
            String name = jar.getFileName().toString();
            Matcher driver = DRIVER.matcher(name);
            if (driver.matches()) {
                copy(jar, target.resolve(driver.group(1)));
            } else if (COMMON.matcher(name).matches()) {
                copy(jar, target.resolve("common"));
            }
        }
        for (Path jar : jars("share/java/graalJars")) {
            if (GRAAL.matcher(jar.getFileName().toString()).matches()) {
                copy(jar, target.resolve("graal"));
            }
        }
        for (String backend : backends()) {
            copy(sdk.resolve("lib/libtornado-" + backend + ".so"), target.resolve(backend));
            Files.write(target.resolve(backend + ".args"), flags(backend));
        }
        for (String file : List.of("tornado.release", "tornado.properties")) {
            if (Files.isRegularFile(sdk.resolve("etc").resolve(file))) {
                copy(sdk.resolve("etc").resolve(file), target.resolve("etc"));
            }
        }
    }

    /** Modules of the JDK that the jars copied to {@code target} require. */
    Set<String> systemModules(Path target) throws IOException {
        List<Path> folders = new ArrayList<>(List.of(target.resolve("common"), target.resolve("graal")));
        for (String backend : backends()) {
            folders.add(target.resolve(backend));
        }
        Set<String> system = new TreeSet<>(ALWAYS_REQUIRED);
        for (ModuleReference module :
                ModuleFinder.of(folders.toArray(Path[]::new)).findAll()) {
            for (ModuleDescriptor.Requires required : module.descriptor().requires()) {
                if (!required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC)
                        && ModuleFinder.ofSystem().find(required.name()).isPresent()
                        && !required.name().equals(UPGRADED)) {
                    system.add(required.name());
                }
            }
        }
        return system;
    }

    /** Code generators of the SDK, in the order of their names. */
    List<String> backends() throws IOException {
        return jars("share/java/tornado").stream()
                .map(jar -> DRIVER.matcher(jar.getFileName().toString()))
                .filter(Matcher::matches)
                .map(driver -> driver.group(1))
                .sorted()
                .toList();
    }

    /** This JVM's flags, without paths and without what belongs to other code generators. */
    private List<String> flags(String backend) throws IOException {
        List<String> foreign = new ArrayList<>(LIBRARY_MODULES);
        for (String other : backends()) {
            if (!other.equals(backend)) {
                foreign.add("tornado.drivers." + other);
            }
        }
        List<String> flags = new ArrayList<>();
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (PATHS.stream().noneMatch(argument::startsWith)) {
                ours(argument, foreign).ifPresent(flags::add);
            }
        }
        // attn4j checks memory against the device before anything is allocated; TornadoVM's own limit is 4 GB.
        flags.removeIf(flag -> flag.startsWith("-Dtornado.device.memory="));
        flags.add("-Dtornado.device.memory=1024GB");
        return flags;
    }

    /** A flag without foreign modules: taken out of lists, and left out where it is about one of them. */
    private static Optional<String> ours(String argument, List<String> foreign) {
        int equals = argument.indexOf('=');
        if (equals < 0 || foreign.stream().noneMatch(argument::contains)) {
            return Optional.of(argument);
        }
        String name = argument.substring(0, equals + 1);
        String value = argument.substring(equals + 1);
        int target = value.indexOf('=');
        if (target >= 0 && foreign.stream().anyMatch(value.substring(0, target)::startsWith)) {
            return Optional.empty();
        }
        String prefix = value.substring(0, target + 1);
        String kept = Arrays.stream(value.substring(target + 1).split(","))
                .filter(module -> !foreign.contains(module))
                .collect(Collectors.joining(","));
        return kept.isEmpty() ? Optional.empty() : Optional.of(name + prefix + kept);
    }

    private List<Path> jars(String folder) throws IOException {
        try (Stream<Path> files = Files.list(sdk.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static void copy(Path file, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.copy(file, folder.resolve(file.getFileName()));
    }
}
