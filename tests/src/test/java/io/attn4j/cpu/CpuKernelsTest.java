package io.attn4j.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.matrix.MatrixProduct;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@link CpuKernels} as a whole: the way from scalar loops to vectors, failures, and its contract on calls. */
class CpuKernelsTest {
    private static StepCase<CoreAttention> attention(int heads, int rows, int dim) {
        StepData data = new StepData(heads);
        CoreAttention step = CoreAttention.of(
                "attention",
                (float) (1.5 / Math.sqrt(dim)),
                data.contiguous("a", 1, heads, rows, dim),
                data.contiguous("b", 1, heads, rows, dim),
                data.contiguous("w", 1, heads, rows, dim),
                KeyRanges.rectangular(1, rows, rows, true, null),
                data.empty("o", 1, heads, rows, dim),
                data.empty("lse", 1, heads, rows, 1));
        return new StepCase<>(heads + " heads of " + rows + " rows", data, step);
    }

    private static StepCase<MatrixProduct> product(int rows) {
        StepData data = new StepData(rows);
        View x = data.contiguous("x", 1, 1, rows, rows);
        View w = data.contiguous("w", 1, 1, rows, rows);
        return new StepCase<>("product", data, MatrixProduct.of("product", x, w, data.empty("y", 1, 1, rows, rows)));
    }

    @Test
    void saysWhatRuns() {
        try (CpuKernels vector = CpuKernelsProvider.openVector(1);
                CpuKernels scalar = CpuKernelsProvider.openScalar(2)) {
            assertThat(vector.description()).startsWith("vector").endsWith("1 thread");
            assertThat(scalar.description()).isEqualTo("scalar, 2 threads: asked for");
        }
    }

    @Test
    void givesTheSameBitsOnTheWayFromScalarLoopsToVectors() {
        StepCase<CoreAttention> small = attention(2, 70, 16);
        StepCase<CoreAttention> large = attention(8, 512, 64);
        StepCase<MatrixProduct> product = product(300);
        Map<StepCase<?>, Map<String, float[]>> expected = new HashMap<>();
        try (CpuKernels vector = CpuKernelsProvider.openVector(1)) {
            for (StepCase<?> made : new StepCase<?>[] {small, large, product}) {
                expected.put(made, CpuStepRun.run(vector, made));
            }
        }
        try (CpuKernels kernels = CpuKernelsProvider.open(2)) {
            assertThat(kernels.description()).startsWith("vector").contains("scalar until it is warm");
            for (int run = 0; run < 8; run++) {
                expected.forEach((made, arrays) -> assertThat(CpuStepRun.run(kernels, made))
                        .as("%s", made)
                        .allSatisfy((name, values) -> assertThat(values).isEqualTo(arrays.get(name))));
            }
            assertThat(kernels.description()).startsWith("vector").doesNotContain("scalar");
        }
    }

    @Test
    void acceptsSegmentsOnTheHeap() {
        StepCase<CoreAttention> made = attention(1, 70, 8);
        Map<String, float[]> arrays = made.contents();
        Map<String, MemorySegment> heap = new HashMap<>();
        arrays.forEach((name, values) -> heap.put(name, MemorySegment.ofArray(values)));
        try (CpuKernels kernels = CpuKernelsProvider.openVector(1)) {
            kernels.execute(made.step(), heap);
            assertThat(CpuStepRun.run(kernels, made))
                    .allSatisfy((name, values) -> assertThat(values).isEqualTo(arrays.get(name)));
        }
    }

    @Test
    void refusesACallDuringACall() throws InterruptedException {
        StepCase<CoreAttention> made = attention(8, 1024, 64);
        try (CpuKernels kernels = CpuKernelsProvider.open(2)) {
            CountDownLatch started = new CountDownLatch(1);
            AtomicReference<Throwable> refused = new AtomicReference<>();
            Thread other = new Thread(() -> {
                started.countDown();
                for (int i = 0; i < 10_000 && refused.get() == null; i++) {
                    try {
                        CpuStepRun.run(kernels, made);
                    } catch (IllegalStateException e) {
                        refused.set(e);
                    }
                }
            });
            other.start();
            started.await();
            while (other.isAlive() && refused.get() == null) {
                try {
                    CpuStepRun.run(kernels, made);
                } catch (IllegalStateException e) {
                    refused.set(e);
                }
            }
            other.join();
            assertThat(refused.get()).hasMessageContaining("needs one call at a time");
        }
    }

    @Test
    void refusesCallsAfterCloseAndBadThreadCounts() {
        StepCase<CoreAttention> made = attention(1, 3, 4);
        Set<Thread> before = workers();
        CpuKernels kernels = CpuKernelsProvider.open(3);
        assertThat(workers()).hasSize(before.size() + 2);
        CpuStepRun.run(kernels, made);
        kernels.close();
        kernels.close();
        assertThatThrownBy(() -> CpuStepRun.run(kernels, made)).hasMessageContaining("after close");
        assertThatThrownBy(() -> CpuKernelsProvider.open(0))
                .hasMessage("threads: got 0; needs at least 1; try the number of processors");
        assertThat(workers()).isEqualTo(before);
    }

    private static Set<Thread> workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("attn4j-cpu"))
                .collect(Collectors.toSet());
    }

    @Test
    void passesOnAFailureOfATaskAndStaysUsable() {
        StepCase<CoreAttention> made = attention(4, 300, 4);
        try (CpuKernels kernels = CpuKernelsProvider.open(3)) {
            StepCase<MatrixProduct> product = product(300);
            Map<String, MemorySegment> arrays = new HashMap<>();
            product.contents()
                    .forEach((name, values) ->
                            arrays.put(name, MemorySegment.ofArray(values).asSlice(0, Float.BYTES)));
            assertThatThrownBy(() -> kernels.execute(product.step(), arrays))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            made.check("after a failure", CpuStepRun.run(kernels, made));
        }
    }
}
