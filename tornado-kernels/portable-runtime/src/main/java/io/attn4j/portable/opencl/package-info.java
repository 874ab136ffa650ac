/**
 * Runs recorded task graphs on OpenCL devices: any GPU's driver, or PoCL on a CPU.
 *
 * <p>{@link io.attn4j.portable.opencl.OpenClPlatforms} finds the devices, {@link
 * io.attn4j.portable.opencl.OpenClDevice} opens a graph. A task's kernel is the OpenCL C that TornadoVM generated ahead
 * of time from the task's method and template constants; the manifest on the kernel's class path says which file that
 * is. {@link io.attn4j.portable.opencl.ExportedTask} and {@link io.attn4j.portable.opencl.GridRules} know tasks and grids
 * without a driver.
 *
 * <p>Compiled programs are kept in {@code $ATTN4J_CACHE_DIR/opencl}, else {@code $XDG_CACHE_HOME/attn4j/opencl}, else
 * {@code ~/.cache/attn4j/opencl}. A program's file depends on source, compiler options, device, driver and platform, so
 * nothing there is ever stale; delete the directory to clear it.
 */
package io.attn4j.portable.opencl;
