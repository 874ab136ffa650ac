package io.attn4j.portable.opencl;

import java.util.List;
import java.util.Map;

/**
 * One row of the manifest: OpenCL C that TornadoVM generated for a kernel method and its template constants.
 *
 * @param key {@code fully.qualified.Class#method(c1,c2)}
 * @param file the {@code .cl} file that holds its text, relative to the manifest; several exports may share one
 * @param entry name of the OpenCL kernel
 * @param target what TornadoVM generated it for, e.g. {@code opencl-gpu}
 * @param parameters kinds in order, as in {@code ctx,f32,i32,const}; scalars absent from it are part of the text
 * @param sizes array sizes that the text of the file leaves to the export, by name
 */
record ExportedKernel(
        String key, String file, String entry, String target, List<String> parameters, Map<String, Integer> sizes) {

    /** {@code Class.method_c1_c2}: unique, unlike the file. */
    String name() {
        return nameOf(key);
    }

    /** The name of an export with that key. */
    static String nameOf(String key) {
        int method = key.indexOf('#');
        int constants = key.indexOf('(', method);
        String simple =
                key.substring(key.lastIndexOf('.', method) + 1, constants).replace('#', '.');
        String values = key.substring(constants + 1, key.length() - 1);
        return values.isEmpty() ? simple : simple + "_" + values.replace(',', '_');
    }

    /** The complete text: that of the file behind a {@code #define} for each size. */
    String complete(String text) {
        StringBuilder complete = new StringBuilder();
        sizes.forEach((name, value) -> complete.append("#define ")
                .append(name)
                .append(' ')
                .append(value)
                .append('\n'));
        return complete.append(text).toString();
    }
}
