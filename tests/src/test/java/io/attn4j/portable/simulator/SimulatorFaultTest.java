package io.attn4j.portable.simulator;

import static io.attn4j.portable.simulator.SimulatedRun.grid;
import static io.attn4j.portable.simulator.SimulatedRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attn4j.portable.GraphExecutor;
import io.attn4j.portable.OnPortableRuntime;
import io.attn4j.portable.PortableDevice;
import io.attn4j.portable.RecordedGraph;
import io.attn4j.portable.simulator.SimulatorFault.Kind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Each kind of fault is found in a kernel that has it, and not in the kernel's twin that does not. */
@OnPortableRuntime
class SimulatorFaultTest {
    private static final int ITEMS = 16;
    private static final KernelContext CONTEXT = new KernelContext();

    private final FloatArray in = new FloatArray(ITEMS);
    private final FloatArray out = new FloatArray(ITEMS);
    private final FloatArray scratch = new FloatArray(ITEMS);
    private final IntArray ints = new IntArray(ITEMS);
    private final IntArray otherInts = new IntArray(ITEMS);

    /** A faulty kernel, its clean twin, and what is to be found. */
    private record Twins(
            String name,
            Task3<KernelContext, FloatArray, FloatArray> faulty,
            Task3<KernelContext, FloatArray, FloatArray> clean,
            Kind kind,
            String array,
            int index,
            List<Integer> workItem,
            List<Integer> other) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Twins> twins() {
        return Stream.of(
                new Twins(
                        "local read after write",
                        FaultyKernels::localRaceReadAfterWrite,
                        CleanKernels::localRaceReadAfterWrite,
                        Kind.DATA_RACE,
                        "tile",
                        0,
                        List.of(1),
                        List.of(0)),
                new Twins(
                        "local read before write",
                        FaultyKernels::localReadBeforeWrite,
                        CleanKernels::localReadBeforeWrite,
                        Kind.UNINITIALIZED_LOCAL_READ,
                        "tile",
                        7,
                        List.of(0),
                        null),
                new Twins(
                        "local write after read",
                        FaultyKernels::localRaceWriteAfterRead,
                        CleanKernels::localRaceWriteAfterRead,
                        Kind.DATA_RACE,
                        "tile",
                        0,
                        List.of(1),
                        List.of(0)),
                new Twins(
                        "local write after write",
                        FaultyKernels::localRaceWriteAfterWrite,
                        CleanKernels::localRaceWriteAfterWrite,
                        Kind.DATA_RACE,
                        "total",
                        0,
                        List.of(1),
                        List.of(0)),
                new Twins(
                        "global memory within a group",
                        FaultyKernels::globalRaceInGroup,
                        CleanKernels::globalRaceInGroup,
                        Kind.DATA_RACE,
                        "out",
                        4,
                        List.of(4),
                        List.of(3)),
                new Twins(
                        "barrier in a branch",
                        FaultyKernels::barrierInBranch,
                        CleanKernels::barrierInBranch,
                        Kind.BARRIER_DIVERGENCE,
                        null,
                        -1,
                        List.of(4),
                        List.of(0)),
                new Twins(
                        "two barriers in branches",
                        FaultyKernels::twoBarriersInBranches,
                        CleanKernels::barrierInBranch,
                        Kind.BARRIER_DIVERGENCE,
                        null,
                        -1,
                        List.of(4),
                        List.of(0)),
                new Twins(
                        "barrier in a loop",
                        FaultyKernels::barrierInLoop,
                        CleanKernels::barrierInLoop,
                        Kind.BARRIER_DIVERGENCE,
                        null,
                        -1,
                        List.of(1),
                        List.of(0)),
                new Twins(
                        "return before a barrier",
                        FaultyKernels::returnBeforeBarrier,
                        CleanKernels::returnBeforeBarrier,
                        Kind.BARRIER_DIVERGENCE,
                        null,
                        -1,
                        List.of(7),
                        List.of(0)),
                new Twins(
                        "above a global array",
                        FaultyKernels::outOfGlobal,
                        CleanKernels::inBounds,
                        Kind.OUT_OF_BOUNDS,
                        "in",
                        ITEMS,
                        List.of(15),
                        null),
                new Twins(
                        "below a global array",
                        FaultyKernels::belowGlobal,
                        CleanKernels::inBounds,
                        Kind.OUT_OF_BOUNDS,
                        "out",
                        -1,
                        List.of(0),
                        null),
                new Twins(
                        "out of a local array",
                        FaultyKernels::outOfLocal,
                        CleanKernels::inBounds,
                        Kind.OUT_OF_BOUNDS,
                        "tile",
                        8,
                        List.of(7),
                        null),
                new Twins(
                        "out of a private array",
                        FaultyKernels::outOfPrivate,
                        CleanKernels::inBounds,
                        Kind.OUT_OF_BOUNDS,
                        "sums",
                        4,
                        List.of(0),
                        null),
                new Twins(
                        "uninitialised local memory",
                        FaultyKernels::uninitializedLocal,
                        CleanKernels::initialized,
                        Kind.UNINITIALIZED_LOCAL_READ,
                        "tile",
                        7,
                        List.of(7),
                        null),
                new Twins(
                        "uninitialised private array",
                        FaultyKernels::uninitializedPrivate,
                        CleanKernels::initialized,
                        Kind.UNINITIALIZED_PRIVATE_READ,
                        "sums",
                        0,
                        List.of(0),
                        null),
                new Twins(
                        "different local arrays",
                        FaultyKernels::otherLocalSizes,
                        CleanKernels::initialized,
                        Kind.LOCAL_ALLOCATION,
                        "tile",
                        -1,
                        List.of(1),
                        null),
                new Twins(
                        "a local array of some",
                        FaultyKernels::localArrayOfSome,
                        CleanKernels::localArrayOfAll,
                        Kind.LOCAL_ALLOCATION,
                        "tile",
                        -1,
                        List.of(3),
                        List.of(0)),
                new Twins(
                        "a local array of some, after a barrier",
                        FaultyKernels::localArrayOfSomeAfterABarrier,
                        CleanKernels::localArrayOfAll,
                        Kind.LOCAL_ALLOCATION,
                        "tile",
                        -1,
                        List.of(3),
                        List.of(0)),
                new Twins(
                        "local array passed on",
                        FaultyKernels::passesLocal,
                        CleanKernels::passesPrivate,
                        Kind.LOCAL_ARRAY_PASSED,
                        "tile",
                        -1,
                        List.of(0),
                        null),
                new Twins(
                        "what only Java can do",
                        FaultyKernels::makesAnObject,
                        CleanKernels::copy,
                        Kind.NOT_A_KERNEL,
                        null,
                        -1,
                        null,
                        null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("twins")
    void findsTheFaultInTheFaultyTwinOnly(Twins twins) {
        SimulatorFault fault = fault(g -> g.task("t", twins.faulty(), CONTEXT, in, out), in, out);
        assertThat(fault.kind()).as(fault.getMessage()).isEqualTo(twins.kind());
        assertThat(fault.array()).as(fault.getMessage()).isEqualTo(Optional.ofNullable(twins.array()));
        assertThat(fault.index()).as(fault.getMessage()).isEqualTo(twins.index());
        assertThat(fault.workItem().map(WorkItemPosition::global).orElse(null))
                .as(fault.getMessage())
                .isEqualTo(twins.workItem());
        assertThat(fault.otherWorkItem().map(WorkItemPosition::global).orElse(null))
                .as(fault.getMessage())
                .isEqualTo(twins.other());
        assertThatCode(() -> run(g -> g.task("t", twins.clean(), CONTEXT, in, out), grid(ITEMS, 8), in, out))
                .doesNotThrowAnyException();
    }

    @Test
    void aLocalBarrierDoesNotOrderGlobalMemory() {
        SimulatorFault fault = fault(
                g -> g.task("t", FaultyKernels::globalOrderedByLocalBarrier, CONTEXT, in, scratch, out),
                in,
                scratch,
                out);
        assertThat(fault.kind()).isEqualTo(Kind.DATA_RACE);
        assertThat(fault.array()).contains("scratch");
        clean(g -> g.task("t", CleanKernels::globalOrderedByLocalBarrier, CONTEXT, in, scratch, out), in, scratch, out);
    }

    @Test
    void noBarrierOrdersGroups() {
        SimulatorFault fault = fault(
                g -> g.task("t", FaultyKernels::globalRaceAcrossGroups, CONTEXT, in, scratch, out), in, scratch, out);
        assertThat(fault.kind()).as(fault.getMessage()).isEqualTo(Kind.DATA_RACE);
        assertThat(fault.workItem().orElseThrow().group()).isEqualTo(List.of(1));
        assertThat(fault.otherWorkItem().orElseThrow().group()).isEqualTo(List.of(0));
        clean(g -> g.task("t", CleanKernels::globalRaceAcrossGroups, CONTEXT, in, scratch, out), in, scratch, out);
    }

    @Test
    void findsAWriteOfWhatAnotherGroupRead() {
        SimulatorFault fault = fault(g -> g.task("t", FaultyKernels::globalWriteOfReadAcrossGroups, CONTEXT, in), in);
        assertThat(fault.kind()).as(fault.getMessage()).isEqualTo(Kind.DATA_RACE);
        assertThat(fault.array()).contains("values");
        assertThat(fault.index()).isEqualTo(8);
        clean(g -> g.task("t", CleanKernels::globalWriteOfReadAcrossGroups, CONTEXT, in), in);
    }

    @Test
    void atomicUpdatesCollideWithPlainAccessesOnly() {
        SimulatorFault fault =
                fault(g -> g.task("t", FaultyKernels::atomicAndPlain, CONTEXT, ints, otherInts), ints, otherInts);
        assertThat(fault.kind()).isEqualTo(Kind.DATA_RACE);
        assertThat(fault.array()).contains("counter");
        clean(g -> g.task("t", CleanKernels::atomicAndPlain, CONTEXT, ints, otherInts), ints, otherInts);
        assertThat(otherInts.toHeapArray()).containsOnly(8);
    }

    @Test
    void atomicUpdatesCollideWithPlainWritesBeforeThem() {
        SimulatorFault acrossGroups = fault(
                g -> g.task("t", FaultyKernels::atomicAfterPlainAcrossGroups, CONTEXT, ints, otherInts),
                ints,
                otherInts);
        assertThat(acrossGroups.kind()).as(acrossGroups.getMessage()).isEqualTo(Kind.DATA_RACE);
        assertThat(acrossGroups.array()).contains("counter");
        assertThat(acrossGroups.workItem().orElseThrow().global()).isEqualTo(List.of(8));
        assertThat(acrossGroups.otherWorkItem().orElseThrow().global()).isEqualTo(List.of(0));
        SimulatorFault afterOwn =
                fault(g -> g.task("t", FaultyKernels::atomicAfterOwnPlain, CONTEXT, ints, otherInts), ints, otherInts);
        assertThat(afterOwn.kind()).as(afterOwn.getMessage()).isEqualTo(Kind.DATA_RACE);
        assertThat(afterOwn.workItem().orElseThrow().global()).isEqualTo(List.of(1));
        clean(g -> g.task("t", CleanKernels::atomicAfterPlain, CONTEXT, ints, otherInts), ints, otherInts);
        assertThat(ints.get(0)).isEqualTo(8);
        assertThat(ints.get(1)).isEqualTo(8);
    }

    @Test
    void findsExceptionsWithTheWorkItem() {
        SimulatorFault fault =
                fault(g -> g.task("t", FaultyKernels::dividesByZero, CONTEXT, ints, otherInts), ints, otherInts);
        assertThat(fault.kind()).isEqualTo(Kind.KERNEL_EXCEPTION);
        assertThat(fault.workItem().orElseThrow().local()).isEqualTo(List.of(0));
        assertThat(fault).hasCauseInstanceOf(ArithmeticException.class);
        clean(g -> g.task("t", CleanKernels::dividesByOne, CONTEXT, ints, otherInts), ints, otherInts);
    }

    @Test
    void findsReadsOfDeviceMemoryThatNobodyWrote() throws Exception {
        TaskGraph graph = new TaskGraph("g").task("t", CleanKernels::copy, CONTEXT, in, out);
        SimulatorFault fault;
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.withDevice(new SimulatorDevice()).withGridScheduler(new GridScheduler("g.t", grid(ITEMS, 8)));
            fault = catchThrowableOfType(SimulatorFault.class, plan::execute);
        }
        assertThat(fault.kind()).isEqualTo(Kind.UNINITIALIZED_GLOBAL_READ);
        assertThat(fault.array()).contains("in");
    }

    @Test
    void findsCopiesToTheHostOfDeviceMemoryThatNobodyWrote() throws Exception {
        SimulatorFault partly = catchThrowableOfType(
                SimulatorFault.class, () -> copyBack(new SimulatorDevice(), FaultyKernels::writesAllButTheLast, 1));
        assertThat(partly.kind()).isEqualTo(Kind.UNINITIALIZED_GLOBAL_READ);
        assertThat(partly.task()).isEqualTo("g");
        assertThat(partly.array()).contains("out");
        assertThat(partly.index()).isEqualTo(ITEMS - 1);
        assertThat(partly)
                .hasMessageContaining("got a copy to the host of global array out[15]")
                .hasMessageContaining("; needs ")
                .hasMessageContaining("; try ");
        copyBack(new SimulatorDevice(), CleanKernels::copy, 1);
        copyBack(new SimulatorDevice().unchecked(), FaultyKernels::writesAllButTheLast, 1);
    }

    @Test
    void whatWasNotWrittenIsKnownAfterEpochsStartOver() throws Exception {
        AtomicInteger executions = new AtomicInteger();
        PortableDevice startsOverWithEachLaunch = new PortableDevice() {
            @Override
            public String engine() {
                return "simulator";
            }

            @Override
            public GraphExecutor open(RecordedGraph graph) {
                return new SimulatorExecutor(graph, true, report -> executions.incrementAndGet(), 3);
            }
        };
        copyBack(startsOverWithEachLaunch, CleanKernels::copy, 3);
        assertThat(executions).hasValue(3);
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, in)
                .task("t", FaultyKernels::writesAllButTheLast, CONTEXT, in, scratch)
                .task("u", FaultyKernels::writesAllButTheLast, CONTEXT, in, scratch)
                .task("v", CleanKernels::copy, CONTEXT, scratch, out);
        GridScheduler grids = new GridScheduler("g.t", grid(ITEMS, 8));
        grids.addWorkerGrid("g.u", grid(ITEMS, 8));
        grids.addWorkerGrid("g.v", grid(ITEMS, 8));
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.withDevice(startsOverWithEachLaunch).withGridScheduler(grids);
            SimulatorFault fault = catchThrowableOfType(SimulatorFault.class, plan::execute);
            assertThat(fault.kind()).isEqualTo(Kind.UNINITIALIZED_GLOBAL_READ);
            assertThat(fault.task()).isEqualTo("g.v");
            assertThat(fault.index()).isEqualTo(ITEMS - 1);
        }
    }

    private void copyBack(PortableDevice device, Task3<KernelContext, FloatArray, FloatArray> kernel, int times)
            throws TornadoExecutionPlanException {
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, in)
                .task("t", kernel, CONTEXT, in, out)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, out);
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.withDevice(device).withGridScheduler(new GridScheduler("g.t", grid(ITEMS, 8)));
            for (int i = 0; i < times; i++) {
                plan.execute();
            }
        }
    }

    @Test
    void memoryThatAnEarlierTaskWroteMayBeRead() throws Exception {
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, in)
                .task("t", CleanKernels::copy, CONTEXT, in, scratch)
                .task("u", CleanKernels::copy, CONTEXT, scratch, out)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, out);
        in.init(5.0f);
        GridScheduler grids = new GridScheduler("g.t", grid(ITEMS, 8));
        grids.addWorkerGrid("g.u", grid(ITEMS, 4));
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.withDevice(new SimulatorDevice()).withGridScheduler(grids);
            plan.execute();
            in.init(6.0f);
            plan.execute();
        }
        assertThat(out.toHeapArray()).containsOnly(5.0f);
        assertThat(scratch.toHeapArray()).containsOnly(0.0f);
    }

    @Test
    void refusesALocalSizeThatDoesNotDivide() {
        SimulatorFault fault = catchThrowableOfType(
                SimulatorFault.class,
                () -> run(g -> g.task("t", CleanKernels::copy, CONTEXT, in, out), grid(ITEMS, 5), in, out));
        assertThat(fault.kind()).isEqualTo(Kind.LOCAL_SIZE);
        assertThat(fault).hasMessageContaining("g.t").hasMessageContaining("[5, 1, 1]");
    }

    @Test
    void refusesALocalSizeThatNoDeviceTakes() {
        SimulatorFault fault = catchThrowableOfType(
                SimulatorFault.class,
                () -> run(g -> g.task("t", CleanKernels::copy, CONTEXT, in, out), grid(4096, 2048), in, out));
        assertThat(fault.kind()).isEqualTo(Kind.LOCAL_SIZE);
        WorkerGrid empty = grid(ITEMS, 8);
        empty.setGlobalWork(0, 1, 1);
        assertThat(catchThrowableOfType(
                                SimulatorFault.class,
                                () -> run(g -> g.task("t", CleanKernels::copy, CONTEXT, in, out), empty, in, out))
                        .kind())
                .isEqualTo(Kind.LOCAL_SIZE);
    }

    @Test
    void theMessageNamesTaskArrayIndexAndBothWorkItems() {
        SimulatorFault fault =
                fault(g -> g.task("t", FaultyKernels::localRaceWriteAfterWrite, CONTEXT, in, out), in, out);
        assertThat(fault)
                .hasMessageContaining("g.t")
                .hasMessageContaining("local array total[0]")
                .hasMessageContaining("work-item [1] (group [0], local [1])")
                .hasMessageContaining("work-item [0] (group [0], local [0])");
    }

    @Test
    void refusesBarriersThatItCannotResumeAt() {
        SimulatorFault overElements =
                fault(g -> g.task("t", FaultyKernels::barrierOverElements, CONTEXT, in, out), in, out);
        assertThat(overElements.kind()).isEqualTo(Kind.NOT_A_KERNEL);
        assertThat(overElements).hasMessageContaining("counting loop");
        SimulatorFault inAHelper = fault(g -> g.task("t", FaultyKernels::barrierInAHelper, CONTEXT, in, out), in, out);
        assertThat(inAHelper.kind()).isEqualTo(Kind.NOT_A_KERNEL);
        assertThat(inAHelper).hasMessageContaining("FaultyKernels.meet");
    }

    @Test
    void withoutChecksOnlyBoundsAndBarriersAreLookedAt() throws Exception {
        TaskGraph graph = new TaskGraph("g")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, in)
                .task("t", FaultyKernels::uninitializedPrivate, CONTEXT, in, out)
                .task("u", FaultyKernels::outOfGlobal, CONTEXT, in, out);
        GridScheduler grids = new GridScheduler("g.t", grid(ITEMS, 8));
        grids.addWorkerGrid("g.u", grid(ITEMS, 8));
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.withDevice(new SimulatorDevice().unchecked()).withGridScheduler(grids);
            SimulatorFault fault = catchThrowableOfType(SimulatorFault.class, plan::execute);
            assertThat(fault.kind()).isEqualTo(Kind.OUT_OF_BOUNDS);
            assertThat(fault.task()).isEqualTo("g.u");
        }
    }

    private static SimulatorFault fault(Consumer<TaskGraph> task, Object... arrays) {
        SimulatorFault fault = catchThrowableOfType(SimulatorFault.class, () -> run(task, grid(ITEMS, 8), arrays));
        assertThat(fault).as("a fault was to be found").isNotNull();
        assertThat(fault).hasMessageMatching(".+: got .+; needs .+; try .+");
        return fault;
    }

    private static void clean(Consumer<TaskGraph> task, Object... arrays) {
        assertThatCode(() -> run(task, grid(ITEMS, 8), arrays)).doesNotThrowAnyException();
    }
}
