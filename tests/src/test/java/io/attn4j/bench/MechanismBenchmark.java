package io.attn4j.bench;

import io.attn4j.engine.Engine;
import io.attn4j.engine.Engines;
import io.attn4j.tensor.Tensor;
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
 * Time of one forward execution, transfers included, of a mechanism on an engine at B = 1, H = 8, D = 64. Its output has
 * been held against the fp64 reference before; a wrong one is an error, not a time.
 *
 * <p>{@code ./attn4j bench --jmh} runs the subclasses; the engines {@code simulator} and {@code reference} can be asked for
 * by {@code -p engine=reference -p tokens=64}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public abstract class MechanismBenchmark {
    private static final int HEADS = 8;
    private static final int DIM = 64;

    /** Engine id. */
    @Param({"cpu", "opencl", "tornado"})
    public String engine;

    /** N, and L with it. */
    @Param({"512", "2048"})
    public int tokens;

    private Engine opened;
    private CheckedCase checked;

    /** The case that the parameters make. */
    protected abstract CaseId caseId();

    /** A case of this benchmark's size. */
    protected CaseId caseId(String mechanism, String variant, int rank, boolean causal) {
        return new CaseId(
                mechanism, variant, 1, HEADS, HEADS, tokens, tokens, DIM, DIM, Math.min(rank, tokens), causal);
    }

    /** Opens the engine, and checks the case on it. */
    @Setup
    public void open() {
        opened = Engines.choose(engine).engine();
        try {
            checked = new CheckedCase(caseId(), opened);
        } catch (RuntimeException | Error failure) {
            opened.close();
            throw failure;
        }
    }

    /** One execution. */
    @Benchmark
    public Tensor forward() {
        return checked.run();
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        checked.close();
        opened.close();
    }
}
