package io.attn4j.portable.simulator;

import static io.attn4j.portable.simulator.SimulatedRun.grid;
import static io.attn4j.portable.simulator.SimulatedRun.run;
import static io.attn4j.portable.simulator.SimulatedRun.runs;
import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.portable.OnPortableRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid2D;
import uk.ac.manchester.tornado.api.WorkerGrid3D;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Results and counts of simulated kernels. */
@OnPortableRuntime
class SimulatorExecutionTest {
    private static final KernelContext CONTEXT = new KernelContext();

    @Test
    void multipliesMatricesAndCountsWhatItTakes() {
        int n = 8;
        FloatArray a = ramp(n * n);
        FloatArray b = ramp(n * n);
        FloatArray c = new FloatArray(n * n);
        WorkerGrid grid = new WorkerGrid2D(n, n);
        grid.setLocalWork(4, 4, 1);

        TaskCounts counts = run(g -> g.task("t", CleanKernels::gemm, CONTEXT, a, b, c, n), grid, a, b, c)
                .task("t");

        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += a.get(i * n + k) * b.get(k * n + j);
                }
                assertThat(c.get(i * n + j)).isEqualTo(sum);
            }
        }
        assertThat(counts.kernel()).isEqualTo("CleanKernels.gemm");
        assertThat(counts.groups()).isEqualTo(4);
        assertThat(counts.workItems()).isEqualTo(n * n);
        assertThat(counts.barriers()).isEqualTo(4 * 2 * (n / 4));
        assertThat(counts.flops()).isEqualTo(2L * n * n * n);
        assertThat(counts.transcendentals()).isZero();
        assertThat(counts.globalBytesRead()).isEqualTo(4L * n * n * 2 * (n / 4));
        assertThat(counts.globalBytesWritten()).isEqualTo(4L * n * n);
        assertThat(counts.localBytesRead()).isEqualTo(4L * n * n * 2 * n);
        assertThat(counts.localBytesWritten()).isEqualTo(4L * n * n * 2 * (n / 4));
        assertThat(counts.localMemoryBytes()).isEqualTo(2 * 16 * 4);
    }

    @Test
    void runsKernelsWithoutContextOnce() {
        FloatArray in = ramp(10);
        FloatArray out = new FloatArray(10);

        TaskCounts counts = run(g -> g.task("t", CleanKernels::parallel, in, out), null, in, out)
                .task("t");

        assertThat(out.get(2)).isEqualTo((float) Math.exp(in.get(2)) / 2);
        assertThat(counts.workItems()).isEqualTo(1);
        assertThat(counts.flops()).isEqualTo(10);
        assertThat(counts.transcendentals()).isEqualTo(10);
    }

    @Test
    void keepsLocalVariablesOverBarriers() {
        FloatArray in = ramp(8);
        FloatArray out = new FloatArray(8);

        run(g -> g.task("t", CleanKernels::keepsVariables, CONTEXT, in, out), grid(8, 8), in, out);

        for (int i = 0; i < 8; i++) {
            float sum = 0;
            double offset = 0.25;
            for (int step = 0; step < 3; step++) {
                int neighbour = (i + step) % 8;
                sum += (in.get(neighbour) + step) * 3L;
                offset += neighbour;
            }
            assertThat(out.get(i)).isEqualTo(sum + (float) offset + in.get(i));
        }
    }

    @Test
    void numbersGridsOfThreeDimensions() {
        IntArray out = new IntArray(4 * 6 * 2);
        WorkerGrid grid = new WorkerGrid3D(4, 6, 2);
        grid.setLocalWork(2, 3, 1);

        run(g -> g.task("t", CleanKernels::indices, CONTEXT, out), grid, out);

        for (int z = 0; z < 2; z++) {
            for (int y = 0; y < 6; y++) {
                for (int x = 0; x < 4; x++) {
                    int ids = (x / 2 * 10 + x % 2) * 10000 + (y / 3 * 10 + y % 3) * 100 + z * 10;
                    assertThat(out.get((z * 6 + y) * 4 + x)).isEqualTo(ids + 2000000);
                }
            }
        }
    }

    @Test
    void everyExecutionIsTheSame() {
        FloatArray in = ramp(256);
        FloatArray out = new FloatArray(4);
        List<SimulatorReport> reports =
                runs(3, g -> g.task("t", CleanKernels::treeSum, CONTEXT, in, out), grid(256, 64), in, out);

        assertThat(reports).hasSize(3).containsOnly(reports.getFirst());
        assertThat(reports.getFirst().task("t").barriers()).isEqualTo(4 * 6);
    }

    @Test
    void everyFaultIsTheSame() {
        FloatArray in = ramp(16);
        FloatArray out = new FloatArray(16);
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try {
                run(g -> g.task("t", FaultyKernels::globalRaceInGroup, CONTEXT, in, out), grid(16, 8), in, out);
            } catch (SimulatorFault fault) {
                messages.add(fault.getMessage());
            }
        }
        assertThat(messages).hasSize(3).containsOnly(messages.getFirst());
    }

    @Test
    void simulatesInSeveralThreadsAtOnce() throws Exception {
        List<Callable<float[]>> simulations = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            simulations.add(() -> {
                FloatArray in = ramp(256);
                FloatArray out = new FloatArray(4);
                runs(5, g -> g.task("t", CleanKernels::treeSum, CONTEXT, in, out), grid(256, 64), in, out);
                return out.toHeapArray();
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<float[]>> results = threads.invokeAll(simulations);
            for (Future<float[]> result : results) {
                assertThat(result.get()).isEqualTo(results.getFirst().get());
            }
        }
    }

    private static FloatArray ramp(int size) {
        FloatArray array = new FloatArray(size);
        for (int i = 0; i < size; i++) {
            array.set(i, 0.25f * (i % 13) + 1);
        }
        return array;
    }
}
