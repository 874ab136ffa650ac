/**
 * Libraries that attn4j is measured against, as engines: {@code libtorch} and {@code onnxruntime}.
 *
 * <p>They are in a module and Maven profile of their own ({@code peers}), which nothing else depends on; {@code ./attn4j bench
 * --peers} builds it and adds it to the class path, where a service loader finds them. {@code auto} never takes one.
 *
 * <p><b>What is timed.</b> The same inputs, the same check against the fp64 reference, the same number of threads, in blocks
 * that take turns with attn4j's own engines in one process. A peer's user keeps the result where the library put it and
 * prepares weights once, so copying out and preparing are not timed ({@link io.attn4j.engine.PeerSession}). Arrays of all
 * logits, which compositions without a fused operator need, are allocated beforehand too.
 *
 * <p><b>Which compositions.</b> {@link io.attn4j.peers.LibtorchComposition} lists them; each is the fastest found, not the
 * most obvious: the dense Synthesizer, for one, is phrased as {@code scaled_dot_product_attention}, which more than doubles
 * its speed. What has no composition has status {@code unsupported} with the reason.
 *
 * <p><b>Threads.</b> {@code bench --threads N} sets them for all engines alike. MKL serves libtorch's matrix products, on
 * libtorch's own OpenMP. Worker threads of a library that spin after its last operation would take cores from the
 * next engine: ONNX Runtime is told to stop, and the harness pauses between blocks for longer than OpenMP spins.
 */
package io.attn4j.peers;
