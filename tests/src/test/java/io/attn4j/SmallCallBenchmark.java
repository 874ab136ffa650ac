package io.attn4j;

import io.attn4j.engine.Engines;
import io.attn4j.graph.GraphTimings;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of a small call that is repeated, through the library: what a call costs besides its arithmetic. {@code ./attn4j bench
 * --jmh SmallCall -prof gc} also reports the bytes that a call allocates, as {@code gc.alloc.rate.norm}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class SmallCallBenchmark {
    /** Engine id. */
    @Param("cpu")
    public String engine;

    /** H. */
    @Param({"1", "8"})
    public int heads;

    /** N, and L with it. */
    @Param({"32", "64", "128"})
    public int tokens;

    /** D. */
    @Param({"32", "64"})
    public int dim;

    private Attention attention;
    private Map<String, Tensor> inputs;
    private Map<String, Tensor> outputs;

    /** Makes tensors, and checks a call. */
    @Setup
    public void open() {
        TensorType type = TensorType.f32(1, heads, tokens, dim);
        inputs = Map.of("q", tensor(1), "k", tensor(2), "v", tensor(3));
        outputs = Map.of("o", Tensor.allocate(type));
        attention = Attention.builder("standard").engine(engine).build();
        attention.forward(inputs, outputs);
        try (Attention reference =
                        Attention.builder("standard").engine(Engines.REFERENCE).build();
                Tensor expected = reference.forward(inputs)) {
            for (long i = 0; i < type.elements(); i++) {
                float error = Math.abs(outputs.get("o").getFloat(i) - expected.getFloat(i));
                if (!(error < 1e-4f)) {
                    throw new IllegalStateException("o[" + i + "]: wrong by " + error + ", and therefore not timed");
                }
            }
        }
    }

    private Tensor tensor(int seed) {
        return RandomTensors.normal(seed, 1, heads, tokens, dim);
    }

    /** One call. */
    @Benchmark
    public GraphTimings forward() {
        return attention.forward(inputs, outputs);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        attention.close();
        inputs.values().forEach(Tensor::close);
        outputs.values().forEach(Tensor::close);
    }
}
