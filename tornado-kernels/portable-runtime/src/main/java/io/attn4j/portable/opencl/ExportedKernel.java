package io.attn4j.portable.opencl;

import java.util.List;

/**
 * One row of the manifest: OpenCL C that TornadoVM generated for a kernel method and its template constants.
 *
 * @param key {@code fully.qualified.Class#method(c1,c2)}
 * @param file name of the {@code .cl} file next to the manifest
 * @param entry name of the OpenCL kernel
 * @param target what TornadoVM generated it for, e.g. {@code opencl-gpu}
 * @param parameters kinds in order, as in {@code ctx,f32,i32,const}; scalars absent from it are part of the text
 */
record ExportedKernel(String key, String file, String entry, String target, List<String> parameters) {}
