package io.attn4j.mechanism;

import io.attn4j.cpu.CpuKernels;
import io.attn4j.graph.GraphProblem;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.List;
import java.util.Map;

/** An attention mechanism: what it takes, what it computes, and how each engine family computes it. */
public interface Mechanism {

    /** Mechanism id, one lower-case word. */
    String id();

    /** One line for {@code attn4j list}. */
    String summary();

    /** Tensors it takes, in the order to print them. */
    List<TensorSpec> tensors();

    /** Options it takes beside {@code causal} and {@code scale}. */
    List<OptionSpec> options();

    /**
     * Checks names, types, shapes and options; allocates nothing.
     *
     * @throws io.attn4j.InvalidInputException with one line that names field, value, rule and remedy
     */
    Problem problem(MechanismConfig config, Map<String, TensorType> inputs);

    /** Checks what only the data can tell (lengths in range, cu_seqlens ascending), and builds the masks. */
    GraphProblem bind(Problem problem, Map<String, Tensor> inputs, boolean lse);

    /** FLOPs and bytes; {@code bound} supplies the number of visible pairs. */
    Cost cost(Problem problem, GraphProblem bound);

    /** fp64 oracle: fills {@code o} [B,H,N,Dv] and, when present, {@code lse} [B,H,N]. */
    void reference(
            Problem problem, GraphProblem bound, Map<String, Tensor> inputs, double[] o, double[] lseOrNull);

    /** fp32 on the CPU engine: fills tensors {@code o} and, when present, {@code lse} of {@code outputs}. */
    void cpu(
            Problem problem,
            GraphProblem bound,
            CpuKernels kernels,
            Map<String, Tensor> inputs,
            Map<String, Tensor> outputs);
}
