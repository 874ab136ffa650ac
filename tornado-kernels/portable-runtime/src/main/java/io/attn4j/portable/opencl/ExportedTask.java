package io.attn4j.portable.opencl;

import io.attn4j.portable.RecordedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * A task of a graph with the export that runs it: generated OpenCL C, and the task's arguments as its kernel takes them.
 *
 * <p>Generated kernels take four reserved arguments, which may be null, then the arrays and those scalars that the
 * generator left in the signature.
 */
public final class ExportedTask {

    /** Arguments at the front of every generated kernel that the host leaves null. */
    public static final int RESERVED_ARGUMENTS = 4;

    private static final Pattern LOCAL_ARRAY = Pattern.compile("__local (\\w+) \\w+\\[(\\w+)\\];");

    private final RecordedTask task;
    private final ClassLoader loader;
    private final ExportedKernels exports;
    private final ExportedKernel export;
    private final List<Object> arguments = new ArrayList<>();

    /**
     * Finds the task's export and checks the task's arguments against it.
     *
     * @param deviceType kind of the device that it is for
     * @param exportsRoot folder of the exports on the class path of the task's kernel
     * @throws MissingExportException if there is none
     * @throws OpenClException if the arguments are not the ones that the export takes
     */
    public ExportedTask(RecordedTask task, OpenClDeviceType deviceType, String exportsRoot) {
        this.task = task;
        loader = ExportedKernels.loaderOf(task);
        exports = ExportedKernels.of(loader, exportsRoot);
        export = exports.find(task, deviceType);
        matchArguments();
    }

    private void matchArguments() {
        List<String> kinds = export.parameters();
        long scalars =
                task.arguments().stream().filter(Number.class::isInstance).count();
        long kept = kinds.stream().filter("const"::equals).count();
        if (kept != 0 && kept != scalars) {
            throw mismatch("scalars " + scalars, String.valueOf(kept));
        }
        List<String> got = new ArrayList<>();
        for (Object argument : task.arguments()) {
            switch (argument) {
                case KernelContext _ -> got.add("ctx");
                case TornadoNativeArray array -> {
                    got.add(
                            switch (array) {
                                case FloatArray _ -> "f32";
                                case IntArray _ -> "i32";
                            });
                    arguments.add(array);
                }
                case Number number -> {
                    if (kept != 0) {
                        got.add("const");
                        arguments.add(number);
                    }
                }
                default -> got.add(argument.getClass().getSimpleName());
            }
        }
        if (!got.equals(kinds)) {
            throw mismatch(String.join(",", got), String.join(",", kinds));
        }
    }

    OpenClException mismatch(String got, String needs) {
        return new OpenClException("arguments of task " + name() + ": got " + got + "; needs " + needs
                + " as its export was made for; try attn4j export-kernels (with TornadoVM)");
    }

    /** {@code graph.task}. */
    public String name() {
        return task.qualifiedName();
    }

    /** Name of the kernel in the source. */
    public String entry() {
        return export.entry();
    }

    /** A file name for {@link #source}, {@code Class.method_c1_c2.cl}: no two exports have the same. */
    public String file() {
        return export.name() + ".cl";
    }

    /**
     * The export's OpenCL C.
     *
     * @throws OpenClException if the manifest names a file that is not there
     */
    public String source() {
        return exports.source(loader, export);
    }

    /** What follows the reserved arguments: arrays ({@link TornadoNativeArray}), and scalars ({@link Number}). */
    public List<Object> arguments() {
        return List.copyOf(arguments);
    }

    /** The kernel's names of {@link #arguments}. */
    public List<String> parameters() {
        List<String> names = WrittenParameters.of(source(), export.entry()).names();
        return names.subList(RESERVED_ARGUMENTS, names.size());
    }

    /** The arrays that the kernel may write. */
    List<TornadoNativeArray> writes() {
        WrittenParameters parameters = WrittenParameters.of(source(), export.entry());
        List<TornadoNativeArray> arrays = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i) instanceof TornadoNativeArray array && parameters.mayWrite(RESERVED_ARGUMENTS + i)) {
                arrays.add(array);
            }
        }
        return arrays;
    }

    /**
     * Local memory of a group as the source declares it; what a driver adds is not in it.
     *
     * @throws OpenClException if an array is of a type that generated kernels do not have
     */
    public long localBytes() {
        long bytes = 0;
        Matcher arrays = LOCAL_ARRAY.matcher(source());
        while (arrays.find()) {
            if (!arrays.group(1).matches("float|int")) {
                throw new OpenClException("local memory of task " + name() + ": got an array of " + arrays.group(1)
                        + "; needs float or int; try another kernel");
            }
            Integer defined = export.sizes().get(arrays.group(2));
            bytes += (defined == null ? Long.parseLong(arrays.group(2)) : defined) * Float.BYTES;
        }
        return bytes;
    }
}
