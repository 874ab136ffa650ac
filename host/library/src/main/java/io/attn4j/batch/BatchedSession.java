package io.attn4j.batch;

import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.EngineSession;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphTimings;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.mechanism.Call;
import io.attn4j.mechanism.InputChecks;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs a request in parts that fit a memory budget, on two sessions at a time so that copies overlap kernels.
 *
 * <p>Works with any engine. Outputs are bit-equal to those of the unsplit request, as parts share no sums, except for gradients
 * of what batches share: those are sums of the parts', in order ({@link SharedSums}). Weights stay on
 * the device from part to part. One thread at a time, as every session; each inner session lives on a thread of its own.
 * When a part fails the others are not started, the first failure is thrown and the session stays usable.
 */
public final class BatchedSession implements EngineSession {
    private final BatchPlan plan;
    private final Request capacity;
    private final List<Lane> lanes = new ArrayList<>();
    private Request previous;
    private boolean closed;

    /** An inner session and the thread that it lives on. */
    private static final class Lane {
        private final ExecutorService thread;
        private EngineSession session;
        private Chunk last;

        Lane(int index) {
            thread = Executors.newSingleThreadExecutor(work -> {
                Thread daemon = new Thread(work, "attn4j-batch-" + index);
                daemon.setDaemon(true);
                return daemon;
            });
        }
    }

    private BatchedSession(Request capacity, BatchPlan plan) {
        this.capacity = capacity;
        this.plan = plan;
    }

    /**
     * Opens a session for requests up to {@code capacity}: one of the engine's own where it fits, else a batched one.
     *
     * <p>The budget is {@code options.memoryBudgetBytes()}, or the memory of the device for engines that have one.
     *
     * @throws UnsupportedRequestException when there is no such device, or one key/value head of one batch does not fit
     */
    public static EngineSession open(Engine engine, Request capacity, EngineOptions options) {
        BatchPlan plan = plan(engine, capacity, options);
        if (plan.chunks().size() == 1) {
            return engine.open(capacity, options);
        }
        BatchedSession session = new BatchedSession(capacity, plan);
        try {
            session.openLanes(engine, options);
            return session;
        } catch (RuntimeException | Error failure) {
            session.closeAfter(failure);
            throw failure;
        }
    }

    /** How {@link #open} splits. */
    static BatchPlan plan(Engine engine, Request capacity, EngineOptions options) {
        long budget = options.memoryBudgetBytes();
        long maxElements = Long.MAX_VALUE;
        if (engine.taskGraphs()) {
            GraphDevice device = engine.device(options.device());
            budget = budget == 0 ? device.globalMemoryBytes() : Math.min(budget, device.globalMemoryBytes());
            // Device arrays are indexed by 32-bit integers.
            maxElements = Math.min(Integer.MAX_VALUE - 8, device.maxAllocationBytes() / Float.BYTES);
        }
        return BatchPlan.of(capacity, engine::plan, plan -> engine.scratch(plan, options), budget, maxElements);
    }

    private void openLanes(Engine engine, EngineOptions options) {
        EngineOptions each = options.withMemoryBudget(options.memoryBudgetBytes() / plan.sessions());
        for (int i = 0; i < plan.sessions(); i++) {
            Lane lane = new Lane(i);
            lanes.add(lane);
            await(lane.thread.submit(() -> lane.session = engine.open(plan.capacity(), each)));
        }
    }

    /** Number of parts that a request of the full capacity is split into. */
    public int parts() {
        return plan.chunks().size();
    }

    /** Device memory that the parts in flight take together, by the mechanism's model. */
    public long plannedDeviceBytes() {
        return plan.deviceBytes();
    }

    @Override
    public GraphTimings run(Call call) {
        if (closed) {
            throw new IllegalStateException("session: used after close");
        }
        InputChecks.shared(call);
        Request request = call.request();
        if (previous != null && !request.equals(previous)) {
            invalidateWeights();
        }
        previous = request;
        long start = System.nanoTime();
        List<Chunk> chunks = request.equals(capacity) ? plan.chunks() : chunksOf(request);
        SharedSums sums = new SharedSums(request, chunks, call.outputs());
        AtomicBoolean failed = new AtomicBoolean();
        List<Future<GraphTimings>> running = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            int first = i;
            Lane lane = lanes.get(i);
            running.add(lane.thread.submit(() -> runLane(lane, first, chunks, call, sums, failed)));
        }
        Throwable failure = null;
        GraphTimings sum = new GraphTimings(0, 0, 0, 0, 0, 0, 0, 0, 0);
        for (Future<GraphTimings> lane : running) {
            try {
                GraphTimings timings = await(lane);
                sum = plus(sum, timings, known(sum.deviceBytes(), timings.deviceBytes()));
            } catch (RuntimeException | Error thrown) {
                if (failure == null) {
                    failure = thrown;
                } else {
                    failure.addSuppressed(thrown);
                }
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        return new GraphTimings(
                System.nanoTime() - start,
                sum.jitNs(),
                sum.toDeviceNs(),
                sum.kernelNs(),
                sum.toHostNs(),
                sum.dispatchNs(),
                sum.bytesToDevice(),
                sum.bytesToHost(),
                sum.deviceBytes());
    }

    @Override
    public boolean takes(Request request) {
        return chunksOf(request).stream()
                .map(chunk -> chunk.request(request))
                .distinct()
                .allMatch(part -> part.fitsIn(plan.capacity()));
    }

    /** The parts of a request below the capacity: as many batches and heads at a time as the sessions hold. */
    private List<Chunk> chunksOf(Request request) {
        int heads = Math.min(request.kvHeads(), plan.capacity().kvHeads());
        int batches = heads < request.kvHeads()
                ? 1
                : Math.min(request.batch(), plan.capacity().batch());
        return BatchPlan.chunks(request, batches, heads);
    }

    private GraphTimings runLane(
            Lane lane, int first, List<Chunk> chunks, Call call, SharedSums sums, AtomicBoolean failed) {
        Request request = call.request();
        GraphTimings sum = new GraphTimings(0, 0, 0, 0, 0, 0, 0, 0, 0);
        try {
            for (int i = first; i < chunks.size() && !failed.get(); i += lanes.size()) {
                Chunk chunk = chunks.get(i);
                if (lane.last != null && !lane.last.sameHeads(chunk)) {
                    lane.session.invalidateWeights();
                }
                lane.last = chunk;
                Map<String, Tensor> outputs = sums.outputsOf(i);
                boolean complete = false;
                GraphTimings part;
                try {
                    part = lane.session.run(chunk.request(request), chunk.slice(request, call.inputs()), outputs);
                    complete = true;
                } finally {
                    sums.take(i, outputs, complete);
                }
                sum = plus(sum, part, Math.max(sum.deviceBytes(), part.deviceBytes()));
            }
            return sum;
        } catch (RuntimeException | Error failure) {
            failed.set(true);
            throw failure;
        }
    }

    /** Sums of times and transfers, with the memory held given: parts of one lane share theirs, lanes do not. */
    private static GraphTimings plus(GraphTimings a, GraphTimings b, long deviceBytes) {
        return new GraphTimings(
                a.wallNs() + b.wallNs(),
                known(a.jitNs(), b.jitNs()),
                known(a.toDeviceNs(), b.toDeviceNs()),
                known(a.kernelNs(), b.kernelNs()),
                known(a.toHostNs(), b.toHostNs()),
                known(a.dispatchNs(), b.dispatchNs()),
                a.bytesToDevice() + b.bytesToDevice(),
                a.bytesToHost() + b.bytesToHost(),
                deviceBytes);
    }

    private static long known(long a, long b) {
        return a < 0 || b < 0 ? -1 : a + b;
    }

    @Override
    public void invalidateWeights() {
        for (Lane lane : lanes) {
            await(lane.thread.submit(lane.session::invalidateWeights));
        }
    }

    @Override
    public List<TaskLaunch> launches() {
        Callable<List<TaskLaunch>> inner = lanes.getFirst().session::launches;
        return await(lanes.getFirst().thread.submit(inner));
    }

    @Override
    public String explain() {
        Callable<String> inner = lanes.getFirst().session::explain;
        return split(plan) + await(lanes.getFirst().thread.submit(inner));
    }

    /**
     * What {@link #explain} of the session that {@link #open} would open says, without the request's memory being taken.
     *
     * @throws UnsupportedRequestException as {@link #open}
     */
    public static String explain(Engine engine, Request capacity, EngineOptions options) {
        BatchPlan plan = plan(engine, capacity, options);
        String inner = engine.explain(
                plan.capacity(), options.withMemoryBudget(options.memoryBudgetBytes() / plan.sessions()));
        return plan.chunks().size() == 1 ? inner : split(plan) + inner;
    }

    private static String split(BatchPlan plan) {
        return "split into " + plan.chunks().size() + " parts on " + plan.sessions() + " sessions of "
                + plan.capacity().inputs() + "\n";
    }

    private static <T> T await(Future<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException later) {
                    // A part in flight uses the caller's memory: returning before it ends would pull that away.
                    interrupted = true;
                }
            }
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure.getCause();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException | Error alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    @Override
    public void close() {
        closed = true;
        RuntimeException failure = null;
        for (Lane lane : lanes) {
            try {
                if (lane.session != null) {
                    await(lane.thread.submit(lane.session::close));
                }
            } catch (RuntimeException thrown) {
                failure = thrown;
            }
            lane.thread.shutdown();
        }
        lanes.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
