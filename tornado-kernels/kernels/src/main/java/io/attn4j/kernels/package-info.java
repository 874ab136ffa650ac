/**
 * Task graphs as sessions on a device: {@link io.attn4j.kernels.session.TornadoVmBackend} on TornadoVM, {@link
 * io.attn4j.kernels.session.PortableBackend} on the portable runtime, from the same compiled classes. {@link io.attn4j.kernels.session.RecordingBackend} writes down what the
 * latter would launch on a device that is not there.
 *
 * <h2>Where to find what</h2>
 * <ul>
 *   <li>the fused kernel: {@link io.attn4j.kernels.core.FusedAttention}; the naive one: {@link
 *       io.attn4j.kernels.core.NaiveAttention}
 *   <li>projections and compressed sequences: {@link io.attn4j.kernels.matrix.MatrixProductKernel}
 *   <li>a mechanism's own kernels: its package
 *   <li>its task graph ({@code <Mechanism>Plan}), reference, cost and checks: {@code io.attn4j.mechanism.<mechanism>} in the
 *       host module
 *   <li>which kernels a step of a plan runs: the {@link io.attn4j.kernels.step.StepFamily} of its family, listed in {@link
 *       io.attn4j.kernels.StepFamilies}
 *   <li>what is exported: {@link io.attn4j.kernels.export.ExportCatalog}, which follows from the families' samples
 * </ul>
 *
 * <h2>Rules for kernels</h2>
 * Scalar parameters are template constants, baked into the code; every run-time size comes from a small array. Local
 * arrays stay in the kernel's own method. No {@code >>>}, no infinite constants, no {@code @Parallel} with a grid, no
 * {@code Math}: TornadoVM 5.2 compiles them into wrong code without reporting it, and {@code KernelRulesTest} reads the class
 * files for them. A variable that both branches of an {@code if} set in
 * a loop gets the second branch's value in every case: branch inside the loop instead; {@code ExportedMergesTest} reads the
 * exports for it. A loop whose condition is made of several by {@code &&} or {@code ||} comes out with its body doubled and
 * its end in a branch: one comparison to a loop. Loops with constant bounds are unrolled, which private arrays need and
 * others do not: take a bound from an array to keep a loop. A barrier that only some iterations meet multiplies PoCL's
 * compile time. Grids are checked by {@link io.attn4j.kernels.step.TaskGrid} before anything is enqueued, and outputs start as
 * NaN, on the device too, since a refused launch leaves them untouched.
 */
package io.attn4j.kernels;
