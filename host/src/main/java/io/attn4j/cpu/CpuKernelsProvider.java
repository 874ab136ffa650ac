package io.attn4j.cpu;

/** Opens {@link CpuKernels}: with vectors where this JVM has them, else scalar, saying why. */
public final class CpuKernelsProvider {
    private static final String MODULE = "jdk.incubator.vector";

    private CpuKernelsProvider() {}

    /**
     * The fastest kernels that this JVM can run.
     *
     * @param threads threads that a call uses, the calling one included; at least 1
     */
    public static CpuKernels open(int threads) {
        String refusal = vectorRefusal();
        return refusal == null
                ? new TiledCpuKernels(new VectorTileLoops(), checked(threads), null)
                : new TiledCpuKernels(new ScalarTileLoops(), checked(threads), refusal);
    }

    /** The kernels in plain Java, whatever this JVM has. */
    public static CpuKernels openScalar(int threads) {
        return new TiledCpuKernels(new ScalarTileLoops(), checked(threads), "asked for");
    }

    /** Why this JVM cannot run the vector kernels, with what mends it, or null when it can. */
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
