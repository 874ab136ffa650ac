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

    /**
     * Checks what only the data can tell (lengths in range, cu_seqlens ascending), and builds the masks.
     *
     * @throws io.attn4j.InvalidInputException with one line that names field, value, rule and remedy
     */
    GraphProblem bind(Problem problem, Map<String, Tensor> inputs, boolean lse);

    /** What a session is opened with before data is there: the sizes of {@code problem} with nothing masked. */
    GraphProblem capacity(Problem problem, boolean lse);

    /** Dimensions of {@code tensor}, which has {@code rank} of them, that run over batches and heads. */
    TensorAxes axes(String tensor, int rank);

    /** FLOPs and bytes; {@code bound} supplies the number of visible pairs. */
    Cost cost(Problem problem, GraphProblem bound);

    /**
     * Device memory of one execution in bytes: inputs, outputs, masks and what lies between.
     *
     * @param strategy kernel strategy asked for, or null; {@code naive} keeps all scores
     */
    long deviceBytes(Problem problem, String strategy);

    /** fp64 oracle: fills {@code o} [B,H,N,Dv] and, when present, {@code lse} [B,H,N]. */
    void reference(Problem problem, GraphProblem bound, Map<String, Tensor> inputs, double[] o, double[] lseOrNull);

    /**
     * fp32 on the CPU engine: fills tensors {@code o} and, when present, {@code lse} of {@code outputs}.
     *
     * @param workspace where intermediate results go
     */
    void cpu(
            Problem problem,
            GraphProblem bound,
            CpuKernels kernels,
            Workspace workspace,
            Map<String, Tensor> inputs,
            Map<String, Tensor> outputs);
}
