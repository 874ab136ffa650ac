package io.attn4j.cpu;

import io.attn4j.cpu.core.CoreLoops;
import io.attn4j.cpu.tile.LoopChoice;
import io.attn4j.cpu.tile.ScalarTileLoops;
import io.attn4j.cpu.tile.VectorTileLoops;

/** Opens {@link CpuKernels}: with vectors where this JVM has them, else scalar, saying why. */
public final class CpuKernelsProvider {
    private static final String MODULE = "jdk.incubator.vector";

    private CpuKernelsProvider() {}

    /**
     * The fastest kernels that this JVM can run. The first calls, too small to pay for warming up vectors, are scalar; the
     * results do not depend on it.
     *
     * @param threads threads that a call uses, the calling one included; at least 1
     */
    public static CpuKernels open(int threads) {
        String refusal = vectorRefusal();
        return new TiledCpuKernels(
                refusal == null
                        ? LoopChoice.both(new ScalarTileLoops(), new VectorTileLoops(), CoreLoops::trial)
                        : LoopChoice.only(new ScalarTileLoops(), refusal),
                checked(threads));
    }

    /** The kernels with vectors from the first call on. */
    public static CpuKernels openVector(int threads) {
        String refusal = vectorRefusal();
        if (refusal != null) {
            throw new IllegalStateException("vector kernels: " + refusal);
        }
        return new TiledCpuKernels(LoopChoice.only(new VectorTileLoops(), null), checked(threads));
    }

    /** The kernels in plain Java, whatever this JVM has. */
    public static CpuKernels openScalar(int threads) {
        return new TiledCpuKernels(LoopChoice.only(new ScalarTileLoops(), "asked for"), checked(threads));
    }

    /** Why this JVM cannot run the vector kernels, with what fixes it, or null when it can. */
    public static String vectorRefusal() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return "module " + MODULE + " is not in this JVM; start java with --add-modules " + MODULE;
        }
        return VectorTileLoops.refusal();
    }

    private static int checked(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "threads: got " + threads + "; needs at least 1; try the number of processors");
        }
        return threads;
    }
}
