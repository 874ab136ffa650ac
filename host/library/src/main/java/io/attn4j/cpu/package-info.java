/**
 * The kernels of the {@code cpu} engine: {@link io.attn4j.cpu.CpuKernelsProvider} opens them, {@link
 * io.attn4j.cpu.PlanExecutor} runs plans on them.
 *
 * <p>The loops of step X are {@code XLoops} in the package of its family ({@code core}, {@code matrix}, {@code row},
 * {@code head}, {@code pool}, {@code centroid}, {@code past}), whose dispatcher is named after it ({@code CoreLoops}). {@code
 * step} holds what all of them share: views with their memory, and the pool of threads. {@code tile} holds the inner loops of
 * attention and products, once with vectors and once in plain Java, which give the same bits.
 */
package io.attn4j.cpu;
