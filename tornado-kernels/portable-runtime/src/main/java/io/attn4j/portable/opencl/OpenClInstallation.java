package io.attn4j.portable.opencl;

import io.attn4j.system.Posix;
import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where this process gets OpenCL from: the loader {@code libOpenCL.so.1}, and the drivers that the loader offers.
 *
 * <p>The loader is the system's, or else one in a folder of {@code java.library.path}, where a bundle has its
 * own. A driver is registered by an {@code .icd} file. Where no file registers a GPU's, as in most GPU containers, the
 * driver is looked for by the name of its library, and the loader is pointed to it by environment variables. It then offers
 * that driver alone: loaders differ in whether they take a library in addition to what is registered. Variables that the
 * user has set are left alone. Only Linux needs this.
 */
public final class OpenClInstallation {
    private static final String LOADER = "libOpenCL.so.1";
    private static final Path VENDORS = Path.of("/etc/OpenCL/vendors");

    /** Variables that tell a loader which drivers there are: ocl-icd's two, and that of Khronos' loader. */
    private static final List<String> VARIABLES = List.of("OCL_ICD_VENDORS", "OPENCL_VENDOR_PATH", "OCL_ICD_FILENAMES");

    /** Libraries of GPU vendors' drivers. */
    private static final List<String> GPU_DRIVERS = List.of("libnvidia-opencl.so.1", "libamdocl64.so", "libigdrcl.so");

    /** Libraries of drivers that are worth having where there is no other. */
    private static final List<String> OTHER_DRIVERS =
            List.of("libRusticlOpenCL.so.1", "libMesaOpenCL.so.1", "libintelocl.so", "libpocl.so.2");

    /** Folders other than the linker's own in which drivers are installed without being registered. */
    private static final List<Path> FOLDERS = Stream.of(
                    "/usr/local/nvidia/lib64",
                    "/usr/local/nvidia/lib",
                    "/usr/lib/wsl/lib",
                    "/run/opengl-driver/lib",
                    "/opt/rocm/lib",
                    "/usr/lib/x86_64-linux-gnu/intel-opencl",
                    "/usr/lib64")
            .map(Path::of)
            .toList();

    private static final String NONE = "none";

    private static OpenClInstallation prepared;

    private final String loader;
    private final String drivers;
    private final String remedy;

    private OpenClInstallation(String loader, String drivers, String remedy) {
        this.loader = loader;
        this.drivers = drivers;
        this.remedy = remedy;
    }

    /** Looks once per process and sets what the loader needs; call before the first OpenCL call. */
    public static synchronized OpenClInstallation prepare() {
        if (prepared == null) {
            Posix.restoreStandardError();
            boolean linux =
                    System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
            prepared = linux ? ofThisMachine().find() : new OpenClInstallation("the system's", "the system's", "");
        }
        return prepared;
    }

    /** Which loader is used, or that there is none. */
    public String loader() {
        return loader;
    }

    /** How the loader knows its drivers, or that it knows none. */
    public String drivers() {
        return drivers;
    }

    /** Whether there is a driver. */
    public boolean hasDriver() {
        return !drivers.startsWith(NONE);
    }

    /** The command that provides what is missing; empty where nothing is. */
    public String remedy() {
        return remedy;
    }

    private static Search ofThisMachine() {
        List<Path> own = Stream.of(System.getProperty("java.library.path", "").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
        return new Search(
                System.getenv(),
                VENDORS,
                own,
                FOLDERS,
                OpenClInstallation::opens,
                library -> System.load(library.toAbsolutePath().toString()),
                Posix::setVariable);
    }

    /** Whether the dynamic linker finds a library; it then stays loaded. */
    static boolean opens(String library) {
        try {
            SymbolLookup.libraryLookup(library, Arena.global());
            return true;
        } catch (IllegalArgumentException absent) {
            return false;
        }
    }

    /**
     * What is looked at, and how the outcome takes effect.
     *
     * @param environment variables of the process
     * @param vendors folder of {@code .icd} files
     * @param own folders that may hold a loader of our own
     * @param folders folders that may hold drivers, besides the linker's
     * @param opens whether the dynamic linker can open a library
     * @param load loads our own loader
     * @param set sets an environment variable
     */
    record Search(
            Map<String, String> environment,
            Path vendors,
            List<Path> own,
            List<Path> folders,
            Predicate<String> opens,
            Consumer<Path> load,
            BiConsumer<String, String> set) {

        OpenClInstallation find() {
            String drivers = drivers();
            String loader = loader();
            if (loader == null) {
                return new OpenClInstallation(
                        "no " + LOADER, drivers == null ? NONE : drivers, "apt-get install ocl-icd-libopencl1");
            }
            return drivers == null
                    ? new OpenClInstallation(
                            loader,
                            NONE + ": no .icd file in " + vendors + " and no driver's library ("
                                    + GPU_DRIVERS.getFirst() + " and others) where libraries are looked for",
                            "export OCL_ICD_VENDORS=<path of the driver's library>, or apt-get install pocl-opencl-icd")
                    : new OpenClInstallation(loader, drivers, "");
        }

        private String loader() {
            if (opens.test(LOADER)) {
                return "the system's " + LOADER;
            }
            for (Path folder : own) {
                Path library = folder.resolve(LOADER);
                if (Files.isRegularFile(library)) {
                    load.accept(library);
                    return library + ", as the system has none";
                }
            }
            return null;
        }

        private String drivers() {
            for (String variable : VARIABLES) {
                String value = environment.get(variable);
                if (value != null && !value.isEmpty()) {
                    return "by " + variable + "=" + value;
                }
            }
            Map<String, String> registered = registered();
            List<String> candidates = new ArrayList<>(GPU_DRIVERS);
            candidates.removeIf(name -> registered.values().stream().anyMatch(known -> known.contains(stem(name))));
            if (registered.isEmpty()) {
                candidates.addAll(OTHER_DRIVERS);
            }
            Optional<String> library =
                    candidates.stream().flatMap(name -> find(name).stream()).findFirst();
            String files = String.join(", ", registered.keySet()) + " in " + vendors;
            if (library.isEmpty()) {
                return registered.isEmpty() ? null : "those of " + files;
            }
            set.accept("OCL_ICD_VENDORS", library.get());
            set.accept("OCL_ICD_FILENAMES", library.get());
            return library.get() + " by name, as no .icd file in " + vendors + " registers it"
                    + (registered.isEmpty()
                            ? ""
                            : "; " + files + " left out (OCL_ICD_VENDORS=" + vendors + " brings them back)");
        }

        /** {@code libnvidia-opencl.so} of {@code libnvidia-opencl.so.1}. */
        private static String stem(String library) {
            return library.substring(0, library.indexOf(".so") + ".so".length());
        }

        /** Names of the files in the vendors' folder, with the library that each names. */
        private Map<String, String> registered() {
            Map<String, String> libraries = new TreeMap<>();
            try (Stream<Path> files = Files.list(vendors)) {
                for (Path file :
                        files.filter(name -> name.toString().endsWith(".icd")).toList()) {
                    libraries.put(
                            file.getFileName().toString(),
                            Files.readString(file).strip());
                }
            } catch (IOException unreadable) {
                return libraries;
            }
            return libraries;
        }

        private Optional<String> find(String library) {
            if (opens.test(library)) {
                return Optional.of(library);
            }
            return folders.stream()
                    .map(folder -> folder.resolve(library))
                    .filter(Files::exists)
                    .map(Path::toString)
                    .filter(opens)
                    .findFirst();
        }
    }
}
