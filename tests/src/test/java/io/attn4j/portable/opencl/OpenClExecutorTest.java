package io.attn4j.portable.opencl;

import static io.attn4j.portable.opencl.Graphs.always;
import static io.attn4j.portable.opencl.Graphs.graph;
import static io.attn4j.portable.opencl.Graphs.once;
import static io.attn4j.portable.opencl.Graphs.run;
import static io.attn4j.portable.opencl.Graphs.toHost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attn4j.portable.ExecutionProfile;
import io.attn4j.portable.GraphExecutor;
import io.attn4j.portable.OnPortableRuntime;
import io.attn4j.portable.RecordedGraph;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.TornadoProfilerResult;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.WorkerGrid2D;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

@OnPortableRuntime
class OpenClExecutorTest {

    private static final int N = 64;

    @TempDir
    private Path cache;

    private final KernelContext ctx = new KernelContext();
    private OpenClDevice device;
    private long objectsBefore;

    @BeforeEach
    void takeTheFirstDevice() {
        OpenClPlatforms platforms = OpenClPlatforms.machine();
        assumeTrue(
                platforms.problem().isEmpty(),
                () -> "no OpenCL device: " + platforms.problem().orElseThrow());
        device = platforms
                .device(0)
                .with(OpenClSettings.defaults()
                        .withExportsRoot(ExportedKernelsTest.FIXTURES)
                        .withCacheDirectory(cache));
        objectsBefore = LiveObjects.count();
    }

    @AfterEach
    void everyObjectIsGivenBack() {
        assertThat(LiveObjects.count()).isEqualTo(objectsBefore);
    }

    @Test
    void addsTwoArraysWithAScalarArgument() {
        FloatArray a = ramp(N, 1);
        FloatArray b = ramp(N, 100);
        FloatArray sum = filled(N, Float.NaN);
        execute(graph(once(a, b), run("add", "add", ctx, a, b, sum, N), toHost(sum)), Map.of("g.add", grid(N, 16)));

        for (int i = 0; i < N; i++) {
            assertThat(sum.get(i)).isEqualTo(101f + 2 * i);
        }
    }

    @Test
    void runsTaskGraphsOfThePublishedApi() throws Exception {
        FloatArray in = ramp(N, 1);
        FloatArray doubled = filled(N, -1);
        FloatArray sum = filled(N, Float.NaN);
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, in)
                .task("double", FixtureKernels::scale, ctx, in, doubled, 2)
                .task("add", FixtureKernels::add, ctx, in, doubled, sum, N)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, sum);
        GridScheduler grids = new GridScheduler();
        grids.addWorkerGrid("g.double", grid(N, 16));
        grids.addWorkerGrid("g.add", grid(N, 16));
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.withDevice(device).withGridScheduler(grids).withProfiler(ProfilerMode.SILENT);
            TornadoProfilerResult profile = plan.execute().getProfilerResult();

            assertThat(profile.getDeviceKernelTime()).isPositive();
            assertThat(profile.getTotalBytesCopyIn()).isEqualTo(4 * N);
            assertThat(profile.getTotalBytesCopyOut()).isEqualTo(4 * N);
            assertThat(plan.getCurrentDeviceMemoryUsage()).isEqualTo(3 * (16 + 4 * N));
        }
        for (int i = 0; i < N; i++) {
            assertThat(sum.get(i)).isEqualTo(3f * (1 + i));
        }
    }

    @Test
    void aGraphBringsWhatAnotherLeftOnTheDevice() throws Exception {
        FloatArray in = ramp(N, 1);
        FloatArray shared = filled(N, -1);
        FloatArray sum = filled(N, Float.NaN);
        TaskGraph first = new TaskGraph("first")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, in)
                .task("double", FixtureKernels::scale, ctx, in, shared, 2)
                .persistOnDevice(shared);
        TaskGraph second = new TaskGraph("second")
                .consumeFromDevice("first", shared)
                .task("add", FixtureKernels::add, ctx, shared, shared, sum, N)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, sum, shared);
        GridScheduler grids = new GridScheduler();
        grids.addWorkerGrid("first.double", grid(N, 16));
        grids.addWorkerGrid("second.add", grid(N, 16));
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(first.snapshot(), second.snapshot())) {
            plan.withDevice(device).withGridScheduler(grids);
            for (int execution = 0; execution < 2; execution++) {
                shared.init(-1);
                sum.init(-1);
                plan.execute();
                for (int i = 0; i < N; i++) {
                    assertThat(sum.get(i)).isEqualTo(4f * (1 + i));
                    assertThat(shared.get(i)).isEqualTo(2f * (1 + i));
                }
            }
        }
    }

    @Test
    void workItemsBeyondTheArrayAreLeftToTheKernel() {
        FloatArray a = ramp(5, 1);
        FloatArray sum = filled(5, Float.NaN);
        execute(graph(once(a), run("add", "add", ctx, a, a, sum, 5), toHost(sum)), Map.of("g.add", grid(16, 16)));

        for (int i = 0; i < 5; i++) {
            assertThat(sum.get(i)).isEqualTo(2f + 2 * i);
        }
    }

    @Test
    void arraysBetweenTasksStayOnTheDevice() {
        FloatArray in = ramp(N, 0);
        FloatArray between = filled(N, -1);
        FloatArray out = filled(N, Float.NaN);
        RecordedGraph graph = graph(
                always(in),
                run("double", "scale", ctx, in, between, 2),
                run("triple", "scale", ctx, between, out, 3),
                toHost(out));
        try (GraphExecutor executor = device.open(graph)) {
            ExecutionProfile profile = executor.execute(Map.of("g.double", grid(N, 8), "g.triple", grid(N, 32)), false);

            assertThat(profile.bytesToDevice()).isEqualTo(4 * N);
            assertThat(profile.bytesToHost()).isEqualTo(4 * N);
        }
        for (int i = 0; i < N; i++) {
            assertThat(out.get(i)).isEqualTo(6f * i);
            assertThat(between.get(i)).as("the host's copy").isEqualTo(-1f);
        }
    }

    @Test
    void firstExecutionTransfersHappenOnceAndEveryExecutionTransfersAlways() {
        FloatArray fixed = filled(N, 1);
        FloatArray changing = filled(N, 10);
        FloatArray sum = filled(N, Float.NaN);
        Map<String, WorkerGrid> grids = Map.of("g.add", grid(N, 16));
        RecordedGraph graph =
                graph(once(fixed), always(changing), run("add", "add", ctx, fixed, changing, sum, N), toHost(sum));
        try (GraphExecutor executor = device.open(graph)) {
            assertThat(executor.execute(grids, false).bytesToDevice()).isEqualTo(8 * N);
            assertThat(sum.get(7)).isEqualTo(11f);

            fixed.init(2);
            changing.init(20);
            assertThat(executor.execute(grids, false).bytesToDevice()).isEqualTo(4 * N);
            assertThat(sum.get(7)).as("the fixed array's change is not seen").isEqualTo(21f);

            executor.invalidate();
            assertThat(executor.execute(grids, false).bytesToDevice()).isEqualTo(8 * N);
            assertThat(sum.get(7)).as("after invalidate it is").isEqualTo(22f);
        }
    }

    @Test
    void deviceCopiesAreKeptBetweenExecutions() {
        FloatArray log = filled(N, 0);
        Map<String, WorkerGrid> grids = Map.of("g.count", grid(N, 16));
        try (GraphExecutor executor = device.open(graph(once(log), run("count", "count", ctx, log), toHost(log)))) {
            for (int i = 0; i < 5; i++) {
                executor.execute(grids, i % 2 == 1);
            }
        }
        assertThat(log.get(N - 1)).isEqualTo(5f);
    }

    @Test
    void aTableIsSentAgainOnlyWhenItHasChanged() {
        IntArray table = new IntArray(4);
        FloatArray out = filled(N, Float.NaN);
        Map<String, WorkerGrid> grids = Map.of("g.t", grid(N, 16));
        try (GraphExecutor executor =
                device.open(graph(always(table), run("t", "fromTable", ctx, table, out), toHost(out)))) {
            table.set(0, 3);
            assertThat(executor.execute(grids, false).bytesToDevice()).isEqualTo(16);
            assertThat(out.get(N - 1)).isEqualTo(3f);
            assertThat(executor.execute(grids, false).bytesToDevice()).isZero();
            assertThat(out.get(N - 1)).isEqualTo(3f);
            table.set(0, 4);
            assertThat(executor.execute(grids, true).bytesToDevice()).isEqualTo(16);
            assertThat(out.get(N - 1)).isEqualTo(4f);
            executor.invalidate();
            assertThat(executor.execute(grids, true).bytesToDevice()).isEqualTo(16);
        }
    }

    @Test
    void aTableThatAKernelWritesIsSentEveryTime() {
        IntArray table = new IntArray(4);
        FloatArray out = filled(N, Float.NaN);
        Map<String, WorkerGrid> grids = Map.of("g.c", grid(N, 16), "g.t", grid(N, 16));
        try (GraphExecutor executor = device.open(graph(
                always(table),
                run("c", "countInTable", ctx, table),
                run("t", "fromTable", ctx, table, out),
                toHost(out)))) {
            for (int i = 0; i < 3; i++) {
                assertThat(executor.execute(grids, false).bytesToDevice()).isEqualTo(16);
                assertThat(out.get(0)).isEqualTo(1f);
            }
        }
    }

    @Test
    void operandsAreSentEveryTime() {
        FloatArray a = ramp(N, 1);
        FloatArray b = ramp(N, 2);
        FloatArray sum = filled(N, Float.NaN);
        Map<String, WorkerGrid> grids = Map.of("g.add", grid(N, 16));
        try (GraphExecutor executor =
                device.open(graph(always(a, b), run("add", "add", ctx, a, b, sum, N), toHost(sum)))) {
            executor.execute(grids, false);
            assertThat(executor.execute(grids, false).bytesToDevice()).isEqualTo(2 * 4 * N);
        }
    }

    @Test
    void memoryOfTheCallerTakesThePlaceOfArraysForOneExecution() {
        int n = 1 << 20;
        FloatArray a = filled(n, 1);
        FloatArray b = filled(n, 2);
        FloatArray sum = filled(n, -1);
        Map<String, WorkerGrid> grids = Map.of("g.add", grid(n, 16));
        try (Arena arena = Arena.ofConfined();
                GraphExecutor executor =
                        device.open(graph(once(b), always(a), run("add", "add", ctx, a, b, sum, n), toHost(sum)))) {
            int half = n / 2;
            MemorySegment from =
                    arena.allocateFrom(ValueLayout.JAVA_FLOAT, filled(half, 10).toHeapArray());
            MemorySegment to = arena.allocate(4L * n, 4);
            assertThat(executor.sendFrom(b.getSegment(), from)).as("sent once").isFalse();
            assertThat(executor.sendFrom(a.getSegment(), from.asSlice(0, 64)))
                    .as("small")
                    .isFalse();
            assertThat(executor.bringTo(sum.getSegment(), to.asReadOnly())).isFalse();

            assertThat(executor.sendFrom(a.getSegment(), from)).isTrue();
            assertThat(executor.bringTo(sum.getSegment(), to)).isTrue();
            executor.execute(grids, false);
            assertThat(to.getAtIndex(ValueLayout.JAVA_FLOAT, half - 1)).isEqualTo(12f);
            assertThat(to.getAtIndex(ValueLayout.JAVA_FLOAT, half))
                    .as("behind it, the array")
                    .isEqualTo(3f);
            assertThat(sum.get(0)).as("the array in whose place it was brought").isEqualTo(-1f);

            executor.execute(grids, false);
            assertThat(sum.get(0)).as("the next execution").isEqualTo(3f);

            assertThat(executor.sendFrom(a.getSegment(), from)).isTrue();
            executor.ownTransfers();
            executor.execute(grids, false);
            assertThat(sum.get(0)).as("one that was prepared, and given up").isEqualTo(3f);
        }
    }

    @Test
    void localMemoryAndBarriersWork() {
        FloatArray in = ramp(N, 0);
        FloatArray out = filled(N, Float.NaN);
        execute(graph(once(in), run("mirror", "mirror", ctx, in, out), toHost(out)), Map.of("g.mirror", grid(N, 32)));

        for (int i = 0; i < N; i++) {
            assertThat(out.get(i)).isEqualTo((float) (i / 32 * 32 + 31 - i % 32));
        }
    }

    @Test
    void infinitiesSurviveTheCompilerOptions() {
        FloatArray in = filled(N, Float.NEGATIVE_INFINITY);
        in.set(1, 0);
        in.set(2, Float.POSITIVE_INFINITY);
        in.set(3, Float.NaN);
        FloatArray out = filled(N, -1);
        execute(graph(once(in), run("exp", "exponential", ctx, in, out), toHost(out)), Map.of("g.exp", grid(N, 32)));

        assertThat(out.get(0)).isZero();
        assertThat(out.get(1)).isEqualTo(1f);
        assertThat(out.get(2)).isInfinite();
        assertThat(out.get(3)).isNaN();
    }

    @Test
    void repeatedExecutionsAreBitEqual() {
        FloatArray in = ramp(N, 0.1f);
        FloatArray out = filled(N, Float.NaN);
        try (GraphExecutor executor =
                device.open(graph(always(in), run("exp", "exponential", ctx, in, out), toHost(out)))) {
            executor.execute(Map.of("g.exp", grid(N, 32)), false);
            float[] first = out.toHeapArray();
            executor.execute(Map.of("g.exp", grid(N, 32)), true);

            assertThat(out.toHeapArray()).containsExactly(first);
        }
    }

    @Test
    void profilesSplitTheTime() {
        int n = 1 << 20;
        FloatArray a = filled(n, 1);
        FloatArray b = filled(n, 2);
        FloatArray sum = filled(n, Float.NaN);
        RecordedGraph graph = graph(always(a, b), run("add", "add", ctx, a, b, sum, n), toHost(sum));
        try (GraphExecutor executor = device.open(graph)) {
            ExecutionProfile first = executor.execute(Map.of("g.add", grid(n, 64)), true);
            ExecutionProfile second = executor.execute(Map.of("g.add", grid(n, 64)), true);
            ExecutionProfile plain = executor.execute(Map.of("g.add", grid(n, 64)), false);

            assertThat(first.compileNs()).isPositive();
            assertThat(second.compileNs()).isZero();
            for (ExecutionProfile profile : List.of(first, second)) {
                assertThat(profile.toDeviceNs()).isPositive();
                assertThat(profile.kernelNs()).isPositive();
                assertThat(profile.toHostNs()).isPositive();
                assertThat(profile.toDeviceNs() + profile.kernelNs() + profile.toHostNs())
                        .isLessThanOrEqualTo(profile.totalNs());
                assertThat(profile.bytesToDevice()).isEqualTo(8L * n);
                assertThat(profile.bytesToHost()).isEqualTo(4L * n);
            }
            assertThat(plain.totalNs()).isPositive();
            assertThat(plain.toDeviceNs() + plain.kernelNs() + plain.toHostNs()).isZero();
            assertThat(plain.bytesToDevice()).isEqualTo(8L * n);
        }
        assertThat(sum.get(n - 1)).isEqualTo(3f);
    }

    @Test
    void deviceMemoryIsTakenByTheFirstExecutionAndGivenBack() {
        FloatArray log = filled(N, 0);
        GraphExecutor executor = device.open(graph(once(log), run("count", "count", ctx, log)));

        assertThat(executor.deviceBytes()).isZero();
        executor.execute(Map.of("g.count", grid(N, 16)), false);
        assertThat(executor.deviceBytes()).isEqualTo(16 + 4 * N);
        executor.close();
        executor.close();

        assertThat(executor.deviceBytes()).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> executor.execute(Map.of("g.count", grid(N, 16)), false))
                .withMessageContaining("got execute after close");
    }

    @Test
    void gridsThatTheDeviceCannotRunAreRefused() {
        FloatArray log = filled(N, 0);
        long most = device.info().maxWorkGroupSize();
        try (GraphExecutor executor = device.open(graph(once(log), run("count", "count", ctx, log), toHost(log)))) {
            refused(executor, Map.of(), "grid of task g.count: got none; needs a worker grid; try GridScheduler.add");
            refused(executor, grid(0, 1), "got global [0, 1, 1], local [1, 1, 1]; needs global sizes above 0");
            refused(executor, grid(N, 0), "needs local sizes above 0");
            refused(executor, grid(N, 48), "needs global sizes that are multiples of the local ones; try rounding");
            refused(executor, grid((int) most * 2, (int) most * 2), "needs at most " + most);
            WorkerGrid square = new WorkerGrid2D((int) most, 2);
            square.setLocalWork(most, 2, 1);
            refused(executor, Map.of("g.count", square), "needs at most " + most + " work-items in a group");
            assertThat(executor.deviceBytes()).isZero();
            assertThat(log.get(0)).isZero();

            executor.execute(Map.of("g.count", grid(N, 16)), false);
            assertThat(log.get(0)).as("a refusal leaves the executor usable").isEqualTo(1f);
            refused(executor, grid(N, 48), "multiples");
        }
    }

    @Test
    void aKernelWithLocalMemoryNeedsALocalSize() {
        FloatArray in = ramp(N, 0);
        FloatArray out = filled(N, Float.NaN);
        try (GraphExecutor executor = device.open(graph(once(in), run("count", "mirror", ctx, in, out)))) {
            refused(executor, Map.of("g.count", new WorkerGrid1D(N)), "without a local size; needs a local size");
        }
    }

    @Test
    void aKernelWithoutLocalMemoryMayLeaveTheLocalSizeToTheDriver() {
        FloatArray log = filled(N, 0);
        execute(graph(once(log), run("count", "count", ctx, log), toHost(log)), Map.of("g.count", new WorkerGrid1D(N)));

        assertThat(log.get(N - 1)).isEqualTo(1f);
    }

    @Test
    void aKernelThatRequiresALocalSizeIsGivenNoOther() {
        FloatArray in = ramp(N, 0);
        FloatArray out = filled(N, Float.NaN);
        try (GraphExecutor executor =
                device.open(graph(once(in), run("count", "copyBy32", ctx, in, out), toHost(out)))) {
            refused(executor, grid(N, 16), "needs the local size [32, 1, 1] that the kernel was generated for");
            executor.execute(Map.of("g.count", grid(N, 32)), false);
        }
        assertThat(out.get(N - 1)).isEqualTo(N - 1f);
    }

    @Test
    void moreLocalMemoryThanThereIsIsRefused() {
        FloatArray out = filled(N, -1);
        try (GraphExecutor executor = device.open(graph(run("t", "greedy", ctx, out), toHost(out)))) {
            assertThatExceptionOfType(OpenClException.class)
                    .isThrownBy(() -> executor.execute(Map.of("g.t", grid(N, 32)), false))
                    .withMessageContaining("task g.t");
        }
        assertThat(out.get(0)).isEqualTo(-1f);
    }

    @Test
    void argumentsThatTheExportWasNotMadeForAreRefused() {
        FloatArray floats = filled(N, 0);
        IntArray ints = new IntArray(N);
        openRefused(
                graph(run("t", "add", ctx, floats, ints, floats, N)),
                "arguments of task g.t: got ctx,f32,i32,f32,const; needs ctx,f32,f32,f32,const as its export");
        openRefused(graph(run("t", "scale", ctx, floats, 2)), "arguments of task g.t: got ctx,f32; needs ctx,f32,f32");
        try (GraphExecutor executor = device.open(graph(run("t", "shortened", ctx, floats, floats)))) {
            assertThatExceptionOfType(OpenClException.class)
                    .isThrownBy(() -> executor.execute(Map.of("g.t", grid(N, 16)), false))
                    .withMessageContaining("arguments of task g.t: got 6; needs 5 arguments of the OpenCL kernel");
        }
    }

    @Test
    void tasksWithoutExportAreRefusedBeforeAnythingIsTaken() {
        FloatArray out = filled(N, 0);
        openRefused(graph(run("t", "unexported", ctx, out)), "FixtureKernels#unexported");
        openRefused(graph(run("t", "elsewhere", ctx, out)), "those are for opencl-abacus, opencl-loom");
        try (GraphExecutor executor = device.open(graph(run("t", "misnamed", ctx, out)))) {
            assertThatExceptionOfType(OpenClException.class)
                    .isThrownBy(() -> executor.execute(Map.of("g.t", grid(N, 16)), false))
                    .withMessageContaining("clCreateKernel (task g.t, entry misnamed): got CL_INVALID_KERNEL_NAME");
        }
    }

    @Test
    void aCompilerErrorCarriesItsNameAndTheLogsFirstLines() {
        try (GraphExecutor executor = device.open(graph(run("t", "broken", ctx, filled(N, 0))))) {
            assertThatExceptionOfType(OpenClException.class)
                    .isThrownBy(() -> executor.execute(Map.of("g.t", grid(N, 16)), false))
                    .satisfies(e -> assertThat(e.status()).isNegative())
                    .withMessageContaining("kernel of task g.t: got CL_BUILD_PROGRAM_FAILURE")
                    .withMessageContaining("no_such_function");
        }
    }

    @Test
    void arraysBeyondTheDeviceAreRefusedBeforeAnythingIsTaken() {
        long tooMuch = device.info().maxAllocationBytes() / 4 + 16;
        assumeTrue(tooMuch < Integer.MAX_VALUE, "an array holds at most 2^31 elements");
        try (Arena arena = Arena.ofConfined()) {
            assumeTrue(tooMuch * 4 < 1L << 40, "the address space of the test");
            MemorySegment untouched = arena.allocate(16 + tooMuch * 4, 8);
            FloatArray large = FloatArray.fromSegmentShallow(untouched);
            openRefused(graph(run("t", "count", ctx, large)), "argument 1 of task g.t: got " + (16 + tooMuch * 4));
        }
    }

    @Test
    void anArrayWhoseMemoryIsGoneIsRefused() {
        Arena arena = Arena.ofConfined();
        FloatArray log = FloatArray.fromSegmentShallow(arena.allocate(16 + 4 * N, 8));
        try (GraphExecutor executor = device.open(graph(once(log), run("count", "count", ctx, log)))) {
            arena.close();
            refused(executor, grid(N, 16), "argument 1 of task g.count: got an array whose arena is closed");
        }
    }

    @Test
    void anOutputInReadOnlyMemoryIsRefused() {
        try (Arena arena = Arena.ofConfined()) {
            FloatArray log =
                    FloatArray.fromSegmentShallow(arena.allocate(16 + 4 * N, 8).asReadOnly());
            openRefused(
                    graph(once(log), run("t", "count", ctx, log), toHost(log)),
                    "argument 1 of task g.t: got read-only memory for an output");
        }
    }

    @Test
    void compiledProgramsAreKeptOnDisk() throws IOException {
        countOnce();
        Map<Path, byte[]> kept = files();
        assertThat(kept).hasSize(1);

        countOnce();
        assertThat(files()).containsOnlyKeys(kept.keySet());
    }

    @Test
    void damagedAndRefusedProgramsAreMadeAnew() throws Exception {
        countOnce();
        Path file = files().keySet().iterator().next();
        byte[] good = files().get(file);
        for (byte[] content : List.of(new byte[0], Arrays.copyOf(good, good.length / 2))) {
            Files.write(file, content);
            countOnce();
            assertThat(files().get(file)).as("made anew").hasSizeGreaterThan(good.length / 2);
        }

        ProgramKey key = keyOf("count.cl");
        assertThat(file.getFileName()).hasToString(key.fileName());
        byte[] refused = "this is no program of any driver".getBytes(StandardCharsets.UTF_8);
        new ProgramCache(cache).write(key, refused);
        countOnce();
        assertThat(new ProgramCache(cache).read(key).orElseThrow()).isNotEqualTo(refused);
    }

    /** A program's binary would have PoCL compile each kernel again, for groups of any size. */
    @Test
    void ofPoclWhatClangMadeIsKept() throws IOException {
        assumeTrue(ProgramMaker.keepsObjects(device.info()), "PoCL alone compiles kernels again for a binary");
        countOnce();

        byte[] kept = new ProgramCache(cache).read(keyOf("count.cl")).orElseThrow();
        assertThat(new String(kept, StandardCharsets.ISO_8859_1))
                .contains("program.bc")
                .as("names of compiled kernels")
                .doesNotContain("count.so");
    }

    private ProgramKey keyOf(String file) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("fixtures/" + file)) {
            String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return ProgramKey.of(source, OpenClSettings.BUILD_OPTIONS, device.info());
        }
    }

    @Test
    void executorsOfSeveralThreadsDoNotDisturbEachOther() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Float>> work = IntStream.range(0, 16)
                    .mapToObj(i -> (Callable<Float>) () -> {
                        FloatArray in = filled(N, i);
                        FloatArray out = filled(N, Float.NaN);
                        execute(
                                graph(once(in), run("t", "scale", ctx, in, out, 2 + i % 2), toHost(out)),
                                Map.of("g.t", grid(N, 16)));
                        return out.get(N - 1);
                    })
                    .toList();
            List<Future<Float>> results = threads.invokeAll(work);
            for (int i = 0; i < 16; i++) {
                assertThat(results.get(i).get()).isEqualTo((float) i * (2 + i % 2));
            }
        }
    }

    @Test
    void opensExecutionsAndClosesLeaveNothingBehind() throws IOException {
        int n = 4 << 20;
        FloatArray log = filled(n, 0);
        Map<String, WorkerGrid> grids = Map.of("g.count", grid(n, 64));
        RecordedGraph graph = graph(once(log), run("count", "count", ctx, log), toHost(log));
        long settled = 0;
        for (int i = 0; i < 60; i++) {
            try (GraphExecutor executor = device.open(graph)) {
                executor.execute(grids, i % 3 == 0);
                executor.execute(grids, false);
            }
            assertThat(LiveObjects.count()).isEqualTo(objectsBefore);
            if (i == 10) {
                settled = residentBytes();
            }
        }
        // 50 rounds of 16 MiB: one buffer in five kept would be 160 MiB
        assertThat(residentBytes() - settled).isLessThan(100L << 20);
    }

    private static long residentBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        assumeTrue(Files.isReadable(status), "resident memory is only known on Linux");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("RssAnon:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    * 1024;
        }
    }

    private void countOnce() {
        FloatArray log = filled(N, 0);
        execute(graph(once(log), run("count", "count", ctx, log), toHost(log)), Map.of("g.count", grid(N, 16)));
        assertThat(log.get(N - 1)).isEqualTo(1f);
    }

    private Map<Path, byte[]> files() throws IOException {
        try (Stream<Path> list = Files.list(cache)) {
            return list.collect(Collectors.toMap(file -> file, file -> {
                try {
                    return Files.readAllBytes(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        }
    }

    private void execute(RecordedGraph graph, Map<String, WorkerGrid> grids) {
        try (GraphExecutor executor = device.open(graph)) {
            executor.execute(grids, false);
        }
    }

    private void openRefused(RecordedGraph graph, String message) {
        assertThatExceptionOfType(OpenClException.class)
                .isThrownBy(() -> device.open(graph).close())
                .withMessageContaining(message);
    }

    private static void refused(GraphExecutor executor, WorkerGrid grid, String message) {
        refused(executor, Map.of("g.count", grid), message);
    }

    private static void refused(GraphExecutor executor, Map<String, WorkerGrid> grids, String message) {
        assertThatExceptionOfType(OpenClException.class)
                .isThrownBy(() -> executor.execute(grids, false))
                .withMessageContaining(message);
    }

    private static WorkerGrid grid(int global, int local) {
        WorkerGrid grid = new WorkerGrid1D(global);
        grid.setLocalWork(local, 1, 1);
        return grid;
    }

    private static FloatArray ramp(int n, float first) {
        FloatArray array = new FloatArray(n);
        for (int i = 0; i < n; i++) {
            array.set(i, first + i);
        }
        return array;
    }

    private static FloatArray filled(int n, float value) {
        FloatArray array = new FloatArray(n);
        array.init(value);
        return array;
    }
}
