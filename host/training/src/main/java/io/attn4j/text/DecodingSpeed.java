package io.attn4j.text;

import com.sun.management.ThreadMXBean;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.ModelConfig;
import io.attn4j.model.PlanSession;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What a token costs at the end of a context, with random weights.
 *
 * <p>Caches are not filled first: what a token costs does not depend on what they hold.
 *
 * @param parameters of the model
 * @param loops what the arithmetic ran on
 * @param nsPerToken median of repeated stretches
 * @param cacheBytes of one text
 * @param allocatedBytesPerToken on the Java heap, by all threads, the least of the stretches
 * @param fullForwardNs the least of one forward pass over the whole context, 0 where it was not asked for
 */
public record DecodingSpeed(
        long parameters,
        String loops,
        double nsPerToken,
        long cacheBytes,
        double allocatedBytesPerToken,
        double fullForwardNs) {
    /** Tokens of a stretch, the last of the context. */
    private static final int STRETCH = 64;

    private static final int WARM_UP = 3;
    private static final int REPEATS = 5;

    /** Long enough for the JIT compiler, and for the loops that forward passes take once they are warm. */
    private static final long FULL_FORWARD_NS = 1_500_000_000L;

    /** Measures a model whose window is the context. */
    public static DecodingSpeed of(ModelConfig config, int threads, boolean fullForward) {
        LanguageModel model = new LanguageModel(config);
        try (PlanSession session = new PlanSession(threads, model.start(1));
                CachedForward cached = new CachedForward(model, session::read, threads, 1, config.window())) {
            cached.warmUp();
            ThreadMXBean beans = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            int tokens = Math.min(STRETCH, config.window());
            double[] ns = new double[REPEATS];
            double allocated = Double.POSITIVE_INFINITY;
            for (int repeat = -WARM_UP; repeat < REPEATS; repeat++) {
                cached.skipTo(0, config.window() - tokens);
                long before = beans.getTotalThreadAllocatedBytes();
                long start = System.nanoTime();
                for (int i = 0; i < tokens; i++) {
                    cached.take(0, i % config.vocabulary());
                    cached.run();
                }
                long end = System.nanoTime();
                long bytes = beans.getTotalThreadAllocatedBytes() - before;
                if (repeat >= 0) {
                    ns[repeat] = (double) (end - start) / tokens;
                    allocated = Math.min(allocated, (double) bytes / tokens);
                }
            }
            Arrays.sort(ns);
            return new DecodingSpeed(
                    model.parameterCount(),
                    cached.loops(),
                    ns[REPEATS / 2],
                    cached.cacheBytes(),
                    allocated,
                    fullForward ? fullForward(model, session) : 0);
        }
    }

    private static double fullForward(LanguageModel model, PlanSession session) {
        FullForward full = new FullForward(model, session, 1);
        float[] ids = new float[model.config().window()];
        double least = Double.POSITIVE_INFINITY;
        long first = System.nanoTime();
        for (int repeat = 0; repeat < WARM_UP || System.nanoTime() - first < FULL_FORWARD_NS; repeat++) {
            long start = System.nanoTime();
            full.logits(ids, 0);
            least = Math.min(least, System.nanoTime() - start);
        }
        return least;
    }
}
