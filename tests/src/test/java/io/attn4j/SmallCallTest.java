package io.attn4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small call that is repeated: what it leaves to the garbage collector. */
class SmallCallTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CALLS = 50;

    /**
     * Operands, the report and a few views; some more where loops are plain Java that has not been compiled yet. A plan, a map of
     * tensors or an array of a call's size would be above it.
     */
    private static final long BYTES = 2_500;

    @ParameterizedTest
    @ValueSource(ints = {32, 128})
    void allocatesNextToNothing(int tokens) {
        Map<String, Tensor> inputs = new HashMap<>();
        for (String name : new String[] {"q", "k", "v"}) {
            inputs.put(name, RandomTensors.normal(name.hashCode(), 1, 1, tokens, 16));
        }
        try (Attention attention = Attention.builder("standard").engine("cpu").build();
                Tensor o = Tensor.allocate(TensorType.f32(1, 1, tokens, 16))) {
            Map<String, Tensor> outputs = Map.of("o", o);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 20; round++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                for (int call = 0; call < CALLS; call++) {
                    attention.forward(inputs, outputs);
                }
                least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least / CALLS).as("bytes a call").isLessThan(BYTES);
        }
    }
}
