package io.attn4j.portable.opencl;

import io.attn4j.portable.RecordedTask;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The exported kernels that a class loader sees: every {@code manifest.tsv} under one folder of its class path, so that
 * a jar with kernels of its own brings its exports along. Where two manifests have the same row, the first counts.
 */
public final class ExportedKernels {

    private static final String MANIFEST = "manifest.tsv";
    private static final List<String> COLUMNS = List.of("key", "file", "entry", "target", "parameters");
    private static final String SIZES = "sizes";
    private static final Pattern SIZE = Pattern.compile("([A-Z_0-9]+)=(\\d{1,9})(?:,|$)");
    private static final Map<ClassLoader, Map<String, ExportedKernels>> READ = new WeakHashMap<>();

    private final String root;
    private final Map<String, Map<String, ExportedKernel>> byKeyAndTarget = new LinkedHashMap<>();

    private final Map<String, ExportedKernel> byName = new HashMap<>();

    private ExportedKernels(String root) {
        this.root = root;
    }

    /**
     * The exports next to a kernel's class.
     *
     * @throws OpenClException if a manifest is malformed
     */
    public static ExportedKernels of(ClassLoader loader, String root) {
        synchronized (READ) {
            return READ.computeIfAbsent(loader, _ -> new HashMap<>())
                    .computeIfAbsent(root, folder -> read(loader, folder));
        }
    }

    /** Whether there is an export called {@code name}, {@code Class.method_c1_c2}. */
    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /**
     * The OpenCL C of the export called {@code name}; of several targets the first.
     *
     * @param loader the one that these exports were read from
     * @throws NoSuchElementException if there is none
     * @throws OpenClException if the manifest names a file that is not there
     */
    public String source(ClassLoader loader, String name) {
        ExportedKernel kernel = byName.get(name);
        if (kernel == null) {
            throw new NoSuchElementException("export: got " + name + "; needs one of the manifest");
        }
        return source(loader, kernel);
    }

    /**
     * The export for a task; of several targets the one for the device's type.
     *
     * @throws MissingExportException if there is none; the message lists the constants that do exist
     */
    ExportedKernel find(RecordedTask task, OpenClDeviceType deviceType) {
        String key = task.kernelKey();
        Map<String, ExportedKernel> targets = byKeyAndTarget.getOrDefault(key, Map.of());
        if (targets.size() == 1) {
            return targets.values().iterator().next();
        }
        for (ExportedKernel candidate : targets.values()) {
            if (candidate.target().contains(deviceType.toString())) {
                return candidate;
            }
        }
        if (!targets.isEmpty()) {
            throw new MissingExportException("kernel of task " + task.qualifiedName() + ": got " + key + " for a "
                    + deviceType + "; needs an export for it, and those are for " + String.join(", ", targets.keySet())
                    + "; try attn4j export-kernels (with TornadoVM)");
        }
        String kernel = key.substring(0, key.indexOf('('));
        String constants = byKeyAndTarget.keySet().stream()
                .filter(other -> other.startsWith(kernel + "("))
                .map(other -> other.substring(kernel.length()))
                .collect(Collectors.joining(" "));
        throw new MissingExportException("kernel of task " + task.qualifiedName() + ": got " + kernel
                + " with constants " + key.substring(kernel.length()) + "; needs an exported kernel, and "
                + (constants.isEmpty() ? "there is none of this method" : "those of this method are " + constants)
                + "; try attn4j export-kernels (with TornadoVM)");
    }

    /**
     * The OpenCL C of an export, complete: where exports share a text, array sizes are defined in front of it.
     *
     * @throws OpenClException if the manifest names a file that is not there
     */
    String source(ClassLoader loader, ExportedKernel kernel) {
        String resource = root + "/" + kernel.file();
        try (InputStream in = loader.getResourceAsStream(resource)) {
            if (in == null) {
                throw new OpenClException("export of " + kernel.key() + ": got no resource " + resource
                        + "; needs the file that the manifest names; try attn4j export-kernels (with TornadoVM)");
            }
            return kernel.complete(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ExportedKernels read(ClassLoader loader, String root) {
        ExportedKernels kernels = new ExportedKernels(root);
        try {
            Enumeration<URL> manifests = loader.getResources(root + "/" + MANIFEST);
            for (URL manifest : Collections.list(manifests)) {
                try (InputStream in = manifest.openStream()) {
                    kernels.add(manifest, new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return kernels;
    }

    private void add(URL manifest, String text) {
        List<String> lines = text.lines().toList();
        List<String> header =
                lines.isEmpty() ? List.of() : List.of(lines.getFirst().split("\t", -1));
        if (!header.containsAll(COLUMNS)) {
            throw new OpenClException("manifest " + manifest + ": got header " + String.join(" ", header)
                    + "; needs the columns " + String.join(" ", COLUMNS)
                    + "; try attn4j export-kernels (with TornadoVM)");
        }
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split("\t", -1);
            if (cells.length != header.size()) {
                throw new OpenClException("manifest " + manifest + " line " + (i + 1) + ": got " + cells.length
                        + " columns; needs " + header.size() + "; try attn4j export-kernels (with TornadoVM)");
            }
            String parameters = cells[header.indexOf("parameters")];
            String sizes = header.contains(SIZES) ? cells[header.indexOf(SIZES)] : "";
            ExportedKernel kernel = new ExportedKernel(
                    cells[header.indexOf("key")],
                    cells[header.indexOf("file")],
                    cells[header.indexOf("entry")],
                    cells[header.indexOf("target")],
                    parameters.isEmpty() ? List.of() : List.of(parameters.split(",", -1)),
                    sizes(manifest, i + 1, sizes));
            byName.putIfAbsent(kernel.name(), kernel);
            byKeyAndTarget
                    .computeIfAbsent(kernel.key(), _ -> new LinkedHashMap<>())
                    .putIfAbsent(kernel.target(), kernel);
        }
    }

    private static Map<String, Integer> sizes(URL manifest, int line, String cell) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        Matcher definitions = SIZE.matcher(cell);
        int end = 0;
        while (definitions.find() && definitions.start() == end) {
            sizes.put(definitions.group(1), Integer.valueOf(definitions.group(2)));
            end = definitions.end();
        }
        if (end != cell.length()) {
            throw new OpenClException("manifest " + manifest + " line " + line + ": got the sizes " + cell
                    + "; needs NAME=ELEMENTS, with commas between; try attn4j export-kernels (with TornadoVM)");
        }
        return Collections.unmodifiableMap(sizes);
    }

    /** The loader that sees a kernel's exports. */
    static ClassLoader loaderOf(RecordedTask task) {
        ClassLoader loader = task.method().getDeclaringClass().getClassLoader();
        return Objects.requireNonNullElseGet(loader, ClassLoader::getSystemClassLoader);
    }
}
