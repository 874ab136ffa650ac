/**
 * The kernels of the {@code cpu} engine: {@link io.attn4j.cpu.CpuKernelsProvider} opens them, {@code AttentionTile} is
 * the fused attention, {@code ProductTile} the matrix products, and {@code TileLoops} their inner loops, once with
 * vectors and once in plain Java, which give the same bits.
 */
package io.attn4j.cpu;
