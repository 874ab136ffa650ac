/**
 * Bundles: a folder with a runtime image, attn4j and the native libraries it needs, which runs where there is no JDK.
 *
 * <pre>
 * attn4j         launcher, POSIX shell
 * runtime/       Java runtime image of the modules that attn4j needs
 * lib/           jars, with kernels and device-configs in them; the ahead-of-time cache if one was asked for
 * native/        JOCL, and the OpenCL loader and C++ runtime for systems without
 * gpu/           the script for a machine with a GPU, and what it starts
 * tornado/       TornadoVM, if an SDK was there: common/, graal/, etc/, and a folder for each code generator
 * release        version and commit
 * </pre>
 *
 * <p>{@link io.attn4j.bundle.Bundle} makes them from a built source tree.
 */
package io.attn4j.bundle;
