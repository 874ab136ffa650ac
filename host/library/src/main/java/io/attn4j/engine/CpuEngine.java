package io.attn4j.engine;

import io.attn4j.cpu.CpuKernels;
import io.attn4j.cpu.CpuKernelsProvider;
import io.attn4j.cpu.PlanExecutor;
import io.attn4j.graph.GraphDevice;
import io.attn4j.mechanism.Call;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.Plan;
import io.attn4j.tensor.Narrowing;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.Workspace;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Fused multi-threaded Java ({@code io.attn4j.cpu}) in fp32; 16-bit tensors are widened before and rounded after.
 *
 * <p>All sessions share one set of threads; sessions that run at the same time take turns, as one execution already uses
 * every core. Closing the engine ends the threads.
 */
public final class CpuEngine implements Engine {
    private final ReentrantLock turn = new ReentrantLock();
    private int threads;
    private CpuKernels kernels;

    /** Uses every processor. */
    public CpuEngine() {
        this(Runtime.getRuntime().availableProcessors());
    }

    /** Uses {@code threads} threads. */
    public CpuEngine(int threads) {
        this.threads = threads;
    }

    @Override
    public String id() {
        return Engines.CPU;
    }

    @Override
    public Availability availability() {
        return new Availability(true, kernels().description(), "");
    }

    @Override
    public List<GraphDevice> devices() {
        return List.of(HostDevice.of(id(), kernels().description(), kernels().threads()));
    }

    @Override
    public boolean taskGraphs() {
        return false;
    }

    @Override
    public void useThreads(int limit) {
        turn.lock();
        try {
            close();
            threads = limit;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public EngineSession open(Request capacity, EngineOptions options) {
        HostDevice.check(id(), options);
        return new Session(capacity, kernels(), options);
    }

    @Override
    public EnginePlans open(List<Plan> plans, EngineOptions options) {
        HostDevice.check(id(), options);
        return new Plans(kernels());
    }

    private CpuKernels kernels() {
        turn.lock();
        try {
            if (kernels == null) {
                kernels = CpuKernelsProvider.open(threads);
            }
            return kernels;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            if (kernels != null) {
                kernels.close();
                kernels = null;
            }
        } finally {
            turn.unlock();
        }
    }

    private final class Plans implements EnginePlans {
        private final PlanExecutor executor;
        private final Workspace workspace = new Workspace();
        private final List<Tensor> adopted = new ArrayList<>();

        Plans(CpuKernels opened) {
            executor = new PlanExecutor(opened);
        }

        @Override
        public void start(String state, Tensor content) {
            adopted.add(content);
            executor.adopt(state, content.segment());
        }

        @Override
        public void run(Plan plan, Map<String, MemorySegment> inputs, Map<String, MemorySegment> outputs) {
            Map<String, MemorySegment> tensors = new HashMap<>(inputs);
            tensors.putAll(outputs);
            turn.lock();
            try {
                executor.execute(plan, tensors, workspace);
            } finally {
                turn.unlock();
            }
        }

        @Override
        public MemorySegment read(String state) {
            return executor.read(state);
        }

        @Override
        public long heldBytes() {
            return executor.heldBytes() + workspace.heldBytes();
        }

        @Override
        public void close() {
            workspace.close();
            executor.close();
            adopted.forEach(Tensor::close);
            adopted.clear();
        }
    }

    private final class Session extends HostSession {
        private final PlanCache plans = new PlanCache();
        private final String mechanism;
        private final CpuKernels opened;
        private final PlanExecutor executor;
        private final Workspace workspace = new Workspace();
        private final Workspace unrounded = new Workspace();

        /** Those of the call; null between calls, as they are the caller's. */
        private final Map<String, MemorySegment> segments = new HashMap<>();

        Session(Request capacity, CpuKernels opened, EngineOptions options) {
            super(capacity);
            this.mechanism = capacity.mechanism().id();
            this.opened = opened;
            executor = new PlanExecutor(opened, room(capacity, options));
        }

        /** Bytes that may be kept besides the arrays of plans: what the budget leaves, and not more than a share of the heap. */
        private static long room(Request capacity, EngineOptions options) {
            long ofHeap = Runtime.getRuntime().maxMemory() / 4;
            long budget = options.memoryBudgetBytes();
            return budget == 0 ? ofHeap : Math.clamp(budget - capacity.deviceBytes(null), 0, ofHeap);
        }

        @Override
        void execute(Call call, Map<String, Tensor> inputs) {
            Map<String, Tensor> outputs = call.outputs();
            turn.lock();
            try {
                inputs.forEach((name, tensor) -> segments.put(name, tensor.segment()));
                Map<String, Tensor> exact = unrounded.roomForFloats(outputs);
                exact.forEach((name, tensor) -> segments.put(name, tensor.segment()));
                executor.execute(plans.of(call), segments, workspace);
                outputs.forEach((name, tensor) -> {
                    if (exact.get(name) != tensor) {
                        Narrowing.narrow(exact.get(name).segment(), tensor);
                    }
                });
            } finally {
                segments.replaceAll((name, segment) -> null);
                turn.unlock();
            }
        }

        @Override
        long heldBytes() {
            return workspace.heldBytes() + unrounded.heldBytes() + executor.heldBytes();
        }

        @Override
        public MemorySegment read(String name) {
            return executor.read(name);
        }

        @Override
        public void invalidateWeights() {
            turn.lock();
            try {
                executor.doubtWeights();
            } finally {
                turn.unlock();
            }
        }

        @Override
        public String explain() {
            return mechanism + " on cpu: " + opened.description() + "\n"
                    + (capacity().readsData() ? "" : executor.explain(capacity().plan()));
        }

        @Override
        public void close() {
            super.close();
            workspace.close();
            unrounded.close();
            executor.close();
        }
    }
}
