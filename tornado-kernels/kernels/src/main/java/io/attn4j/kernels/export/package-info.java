/**
 * The OpenCL C that TornadoVM generates from our kernels, written ahead of time so that the engine {@code opencl} needs no
 * TornadoVM.
 *
 * <p>{@link io.attn4j.kernels.export.ExportCatalog} lists kernels and template constants; {@link
 * io.attn4j.kernels.export.TornadoKernelExport} compiles each with TornadoVM and writes it in a normal form that comes out
 * byte for byte the same every time. {@code manifest.tsv} ties each file to its kernel: key (class, method, constants),
 * file, entry point, hash of the kernel class's code, TornadoVM version, target, and the kinds of the parameters. The text
 * is the same for CPU and GPU devices.
 */
package io.attn4j.kernels.export;
