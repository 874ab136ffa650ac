package io.attn4j.batch;

import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.mechanism.PlanMemory;
import io.attn4j.mechanism.Request;
import io.attn4j.plan.Plan;
import io.attn4j.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * How a request is split so that it fits a memory budget.
 *
 * <p>A request that fits is one part in one session. Otherwise two sessions work at the same time, so that one copies
 * while the other computes, and the parts are the largest of which two fit: ranges of batches with all heads, or where
 * not even single batches fit, ranges of heads of one batch. Parts are ordered by heads, so that per-head weights stay
 * resident from batch to batch.
 *
 * @param chunks the parts
 * @param capacity the largest part as a request; sessions are opened for it
 * @param sessions number of sessions, 1 or 2
 * @param deviceBytes device memory of all sessions by {@link PlanMemory#deviceBytes}
 */
record BatchPlan(List<Chunk> chunks, Request capacity, int sessions, long deviceBytes) {
    private static final int DOUBLE_BUFFERED = 2;

    /**
     * Plans a request.
     *
     * @param plans the plan that is executed for a part
     * @param scratch sizes in elements of the arrays that kernels need for a plan besides its own
     * @param budgetBytes device memory for all sessions, 0 for no limit
     * @param maxTensorElements most elements of one tensor of a part
     * @throws UnsupportedRequestException when one head of one batch does not fit
     */
    static BatchPlan of(
            Request request,
            Function<Request, Plan> plans,
            Function<Plan, List<Long>> scratch,
            long budgetBytes,
            long maxTensorElements) {
        long budget = budgetBytes == 0 ? Long.MAX_VALUE : budgetBytes;
        return new Planner(request, plans, scratch, budget, maxTensorElements).plan();
    }

    private record Planner(
            Request request,
            Function<Request, Plan> plans,
            Function<Plan, List<Long>> scratch,
            long budget,
            long maxTensorElements) {

        BatchPlan plan() {
            if (fits(request, 1)) {
                Chunk whole = new Chunk(0, request.batch(), 0, request.kvHeads());
                return new BatchPlan(List.of(whole), request, 1, deviceBytes(request));
            }
            int batches = largest(request.batch(), n -> new Chunk(0, n, 0, request.kvHeads()));
            if (batches > 0) {
                return planned(new Chunk(0, batches, 0, request.kvHeads()), DOUBLE_BUFFERED);
            }
            int heads = request.splitsHeads() ? largest(request.kvHeads(), n -> new Chunk(0, 1, 0, n)) : 0;
            if (heads > 0) {
                return planned(new Chunk(0, 1, 0, heads), DOUBLE_BUFFERED);
            }
            Chunk smallest = new Chunk(0, 1, 0, request.splitsHeads() ? 1 : request.kvHeads());
            Request single = smallest.request(request);
            if (fits(single, 1)) {
                return planned(smallest, 1);
            }
            // only the cpu engine, which is then asked already, indexes arrays without a limit
            boolean limited = maxTensorElements < Long.MAX_VALUE;
            throw new UnsupportedRequestException("memory budget: got " + budget + " bytes"
                    + (limited ? " and at most " + maxTensorElements + " elements per tensor" : "") + "; needs "
                    + deviceBytes(single)
                    + " bytes for " + (request.splitsHeads() ? "one key/value head of one batch" : "one batch")
                    + ", the smallest part; try a larger budget" + (limited ? " or --engine cpu" : ""));
        }

        /**
         * Most batches or heads, up to {@code limit}, of which two parts fit, in parts that one session runs: what is left for
         * the last may have other steps, as a single matrix needs no sum over matrices. 0 when not even one fits.
         */
        private int largest(int limit, IntFunction<Chunk> firstChunk) {
            int fit = 0;
            int tooMany = limit + 1;
            while (tooMany - fit > 1) {
                int middle = fit + (tooMany - fit) / 2;
                if (fits(firstChunk.apply(middle).request(request), DOUBLE_BUFFERED)) {
                    fit = middle;
                } else {
                    tooMany = middle;
                }
            }
            while (fit > 1 && limit % fit > 0 && !sameSteps(firstChunk, limit % fit, fit)) {
                fit--;
            }
            return fit;
        }

        private boolean sameSteps(IntFunction<Chunk> firstChunk, int count, int capacity) {
            return firstChunk
                    .apply(count)
                    .request(request)
                    .fitsIn(firstChunk.apply(capacity).request(request));
        }

        private boolean fits(Request part, int sessions) {
            for (TensorType type : part.inputs().values()) {
                if (type.elements() > maxTensorElements) {
                    return false;
                }
            }
            Plan plan = plans.apply(part);
            List<Long> beside = scratch.apply(plan);
            return PlanMemory.largestArray(plan, beside) <= maxTensorElements
                    && PlanMemory.deviceBytes(plan, beside) <= budget / sessions;
        }

        private long deviceBytes(Request part) {
            Plan plan = plans.apply(part);
            return PlanMemory.deviceBytes(plan, scratch.apply(plan));
        }

        private BatchPlan planned(Chunk first, int sessions) {
            List<Chunk> chunks = chunks(request, first.batchTo(), first.kvHeadTo());
            Request capacity = first.request(request);
            int used = Math.min(sessions, chunks.size());
            return new BatchPlan(chunks, capacity, used, used * deviceBytes(capacity));
        }
    }

    /** The parts of at most {@code batches} batches and {@code kvHeads} heads, all batches of the same heads in a row. */
    static List<Chunk> chunks(Request request, int batches, int kvHeads) {
        List<Chunk> chunks = new ArrayList<>();
        for (int head = 0; head < request.kvHeads(); head += kvHeads) {
            int headTo = Math.min(request.kvHeads(), head + kvHeads);
            for (int batch = 0; batch < request.batch(); batch += batches) {
                chunks.add(new Chunk(batch, Math.min(request.batch(), batch + batches), head, headTo));
            }
        }
        return List.copyOf(chunks);
    }
}
