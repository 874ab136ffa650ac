package io.attn4j.portable.opencl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The drivers that the OpenCL loader is told of: one {@code .icd} file each, which names a shared library.
 *
 * @param vendors directory of the {@code .icd} files
 * @param libraries directories in which a library without a path is looked for
 */
record InstalledDrivers(Path vendors, List<Path> libraries) {

    /** The directory the loader reads, with the variables that redirect it honoured. */
    static InstalledDrivers ofThisMachine() {
        String redirected = System.getenv("OCL_ICD_VENDORS");
        List<Path> libraries = new ArrayList<>();
        String searchPath = System.getenv("LD_LIBRARY_PATH");
        if (searchPath != null) {
            Stream.of(searchPath.split(":"))
                    .filter(entry -> !entry.isEmpty())
                    .map(Path::of)
                    .forEach(libraries::add);
        }
        libraries.addAll(configured(Path.of("/etc/ld.so.conf.d")));
        Stream.of("/lib", "/usr/lib", "/lib64", "/usr/lib64").map(Path::of).forEach(libraries::add);
        return new InstalledDrivers(Path.of(redirected == null ? "/etc/OpenCL/vendors" : redirected), libraries);
    }

    /** One line for each driver that is registered and whose library is not there. */
    List<String> problems() {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux") || !Files.isDirectory(vendors)) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        try (Stream<Path> files = Files.list(vendors)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".icd")).sorted().toList()) {
                String library = Files.readString(file).strip();
                if (!exists(library)) {
                    problems.add("OpenCL driver " + file + ": got library " + library
                            + ", which is not there; needs the driver's package; try " + remedy(library));
                }
            }
        } catch (IOException e) {
            problems.add("OpenCL drivers: got " + e + "; needs " + vendors + " to be readable; try ls -l " + vendors);
        }
        return problems;
    }

    private boolean exists(String library) {
        if (library.contains("/")) {
            return Files.exists(Path.of(library));
        }
        return libraries.stream().anyMatch(directory -> Files.exists(directory.resolve(library)));
    }

    private static String remedy(String library) {
        if (library.contains("pocl")) {
            return "apt-get install --reinstall pocl-opencl-icd";
        }
        if (library.contains("nvidia")) {
            return "apt-get install --reinstall nvidia-opencl-icd";
        }
        if (library.contains("intel")) {
            return "apt-get install --reinstall intel-opencl-icd";
        }
        return library.contains("Mesa") || library.contains("Rusticl")
                ? "apt-get install --reinstall mesa-opencl-icd"
                : "dpkg -S on the file to find its package, then apt-get install --reinstall it";
    }

    private static List<Path> configured(Path directory) {
        List<Path> paths = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return paths;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".conf")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (line.startsWith("/")) {
                        paths.add(Path.of(line.strip()));
                    }
                }
            }
        } catch (IOException e) {
            return paths;
        }
        return paths;
    }
}
