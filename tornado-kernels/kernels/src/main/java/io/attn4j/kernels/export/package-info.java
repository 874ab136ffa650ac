/**
 * The OpenCL C that TornadoVM generates from our kernels, written ahead of time so that the engine {@code opencl} needs no
 * TornadoVM.
 *
 * <p>{@link io.attn4j.kernels.export.ExportCatalog} lists the kernels and template constants that the families' sample steps
 * need; {@link
 * io.attn4j.kernels.export.TornadoKernelExport} compiles each with TornadoVM and writes it in a normal form that comes out
 * byte for byte the same every time. {@code manifest.tsv} ties each file to its kernel: key (class, method, constants),
 * file, entry point, hash of the kernel class's code, TornadoVM version, target, the kinds of the parameters, and array
 * sizes. Exports of a kernel that differ in array sizes alone share one file, in which {@link
 * io.attn4j.kernels.export.ArraySizes} has put names in place of them; a reader of an export defines them in front of
 * its text. The text is the same for CPU and GPU devices. The folder is {@code tornado-kernels/exports}; the jar has it as
 * {@code io/attn4j/exports/opencl}.
 */
package io.attn4j.kernels.export;
