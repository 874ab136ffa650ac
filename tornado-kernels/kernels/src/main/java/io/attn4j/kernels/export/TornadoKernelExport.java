package io.attn4j.kernels.export;

import io.attn4j.graph.KernelExport;
import io.attn4j.kernels.step.TaskGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Generates the exported kernels with TornadoVM itself: it compiles every entry of {@link ExportCatalog} for the default
 * OpenCL device without running it, and writes the normalised source and the manifest.
 */
public final class TornadoKernelExport implements KernelExport {
    /** Columns of {@code manifest.tsv}. */
    static final String HEADER = "key\tfile\tentry\tcode_sha256\ttornadovm\ttarget\tparameters\tsizes";

    @Override
    public List<Path> export(Path directory) throws IOException {
        Module api = TaskGraph.class.getModule();
        if (!api.isNamed()) {
            throw new IllegalStateException("runtime: got the portable one; needs TornadoVM;"
                    + " try setting TORNADOVM_HOME to a TornadoVM SDK");
        }
        Path log = Files.createTempFile("attn4j-kernels", ".cl");
        System.setProperty("tornado.printKernel", "True");
        System.setProperty("tornado.print.kernel.dir", log.toString());
        String version = api.getDescriptor().rawVersion().orElse("5.2.0-jdk25");
        SequencedMap<ExportCatalog.Entry, String> texts = new LinkedHashMap<>();
        for (ExportCatalog.Entry entry : ExportCatalog.entries()) {
            Files.writeString(log, "");
            compile(entry);
            String text = OpenClText.normalise(Files.readString(log));
            if (!text.contains("__kernel void " + entry.method() + "(")) {
                throw new IllegalStateException("TornadoVM generated no source for " + entry.key());
            }
            texts.put(entry, text);
        }
        Files.delete(log);
        return write(directory, version, texts);
    }

    private static List<Path> write(Path directory, String version, SequencedMap<ExportCatalog.Entry, String> texts)
            throws IOException {
        StringBuilder manifest = new StringBuilder(HEADER).append('\n');
        SequencedSet<Path> written = new LinkedHashSet<>();
        for (ExportCatalog.Entry entry : texts.keySet()) {
            String text = texts.get(entry);
            List<ExportCatalog.Entry> sharing = sharing(entry, texts);
            List<String> named =
                    ArraySizes.differing(sharing.stream().map(texts::get).toList());
            String file = file(sharing, texts.keySet());
            Path path = directory.resolve(file);
            if (written.add(path)) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, ArraySizes.named(text, named));
            }
            manifest.append(String.join(
                            "\t",
                            entry.key(),
                            file,
                            entry.method(),
                            KernelCode.sha256(entry.kernelClass()),
                            version,
                            "opencl",
                            parameters(entry),
                            ArraySizes.definitions(text, named)))
                    .append('\n');
        }
        Files.writeString(directory.resolve("manifest.tsv"), manifest);
        removeOthers(directory, written);
        return List.copyOf(written);
    }

    /** The exports of an entry's kernel whose texts differ from its own in the sizes of arrays alone, itself included. */
    private static List<ExportCatalog.Entry> sharing(
            ExportCatalog.Entry entry, Map<ExportCatalog.Entry, String> texts) {
        String common = ArraySizes.named(texts.get(entry));
        return texts.keySet().stream()
                .filter(other -> sameKernel(other, entry)
                        && ArraySizes.named(texts.get(other)).equals(common))
                .toList();
    }

    private static boolean sameKernel(ExportCatalog.Entry one, ExportCatalog.Entry other) {
        return one.kernelClass() == other.kernelClass() && one.method().equals(other.method());
    }

    /** {@code Class/method.cl} where all exports of a kernel share a text, else with the first one's constants. */
    private static String file(List<ExportCatalog.Entry> sharing, Collection<ExportCatalog.Entry> all) {
        ExportCatalog.Entry first = sharing.getFirst();
        boolean alone = all.stream().filter(entry -> sameKernel(entry, first)).count() == sharing.size();
        String method = ExportedSources.name(first.method(), alone ? List.of() : first.constants());
        return first.kernelClass().getSimpleName() + "/" + method + ".cl";
    }

    private static void compile(ExportCatalog.Entry entry) {
        TaskGraph graph = new TaskGraph("export");
        // without transfers TornadoVM 5.2.0 never ends scheduling the graph
        Object[] arrays = entry.task().arrays().stream().distinct().toArray();
        graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, arrays);
        entry.task().addTo(graph);
        graph.transferToHost(DataTransferMode.EVERY_EXECUTION, arrays);
        TaskGrid launch = entry.task().launch().groups(1);
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.withGridScheduler(new GridScheduler("export." + launch.task(), launch.grid()))
                    .withPreCompilation();
        } catch (TornadoExecutionPlanException failure) {
            throw new IllegalStateException("TornadoVM cannot compile " + entry.key(), failure);
        }
    }

    private static String parameters(ExportCatalog.Entry entry) {
        return entry.task().launch().parameters().stream()
                .map(TornadoKernelExport::kind)
                .collect(Collectors.joining(","));
    }

    private static String kind(Class<?> type) {
        if (type == KernelContext.class) {
            return "ctx";
        }
        if (type == FloatArray.class) {
            return "f32";
        }
        if (type == IntArray.class) {
            return "i32";
        }
        if (type == int.class) {
            return "const";
        }
        throw new IllegalStateException("no export for a kernel parameter of type " + type.getName());
    }

    private static void removeOthers(Path directory, Set<Path> kept) throws IOException {
        try (Stream<Path> files = Files.walk(directory, 2)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().endsWith(".cl") && !kept.contains(file)) {
                    Files.delete(file);
                }
            }
        }
        try (Stream<Path> folders = Files.list(directory).filter(Files::isDirectory)) {
            for (Path folder : folders.toList()) {
                try (Stream<Path> files = Files.list(folder)) {
                    if (files.findAny().isPresent()) {
                        continue;
                    }
                }
                Files.delete(folder);
            }
        }
    }
}
