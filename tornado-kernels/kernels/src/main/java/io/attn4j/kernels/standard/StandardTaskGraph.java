package io.attn4j.kernels.standard;

import io.attn4j.core.CoreShape;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphProblem;
import io.attn4j.graph.KernelChoice;
import io.attn4j.kernels.Launch;
import io.attn4j.kernels.MechanismTaskGraph;
import io.attn4j.kernels.core.CoreTasks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** Scaled dot-product attention (Vaswani et al. 2017, equation 1): the core fed with A = Q, B = K, W = V. */
public final class StandardTaskGraph implements MechanismTaskGraph {
    private final Map<String, FloatArray> inputs = new LinkedHashMap<>();
    private final Map<String, FloatArray> outputs = new LinkedHashMap<>();
    private final CoreTasks core;

    /** Allocates the arrays for problems up to {@code capacity}. */
    public StandardTaskGraph(GraphProblem capacity, KernelChoice choice, GraphDevice device) {
        CoreShape s = capacity.shape();
        FloatArray q = new FloatArray(CoreTasks.elements("q", s.batch(), s.heads(), s.queries(), s.keyDim()));
        FloatArray k = new FloatArray(CoreTasks.elements("k", s.batch(), s.kvHeads(), s.keys(), s.keyDim()));
        FloatArray v = new FloatArray(CoreTasks.elements("v", s.batch(), s.kvHeads(), s.keys(), s.valueDim()));
        core = new CoreTasks(capacity, choice, device, q, k, v);
        inputs.put("q", q);
        inputs.put("k", k);
        inputs.put("v", v);
        inputs.putAll(core.biases());
        outputs.put("o", core.o());
        outputs.put("lse", core.lse());
    }

    @Override
    public String name() {
        return "standard";
    }

    @Override
    public Map<String, FloatArray> inputs() {
        return inputs;
    }

    @Override
    public Map<String, FloatArray> weights() {
        return Map.of();
    }

    @Override
    public List<TornadoNativeArray> sizes() {
        return core.sizes();
    }

    @Override
    public List<FloatArray> placeholders() {
        return core.placeholders();
    }

    @Override
    public Map<String, FloatArray> outputs() {
        return outputs;
    }

    @Override
    public List<FloatArray> intermediates() {
        return core.intermediates();
    }

    @Override
    public void addTasks(TaskGraph graph) {
        core.addTo(graph);
    }

    @Override
    public List<Launch> launches() {
        return core.launches();
    }

    @Override
    public void bind(GraphProblem problem) {
        core.bind(problem);
    }
}
