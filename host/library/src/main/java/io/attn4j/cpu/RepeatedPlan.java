package io.attn4j.cpu;

import io.attn4j.cpu.core.KeptAttention;
import io.attn4j.cpu.core.KeptWeights;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.core.CoreAttention;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A plan that is executed again and again, and what of its results stays while its weights do: the arrays that steps over weights
 * alone have written, and the softmax weights of attention whose logits are made of weights.
 *
 * <p>Nothing is kept before the second execution over the same weights. They are the same where no one has said that they may
 * have changed and they lie where they lay, or else where their fingerprint is the same; a caller whose weights do change
 * pays for {@value #PATIENCE} fingerprints that were in vain, and no more.
 */
final class RepeatedPlan {
    private static final int PATIENCE = 2;

    private final Plan plan;
    private final List<Step> steps;
    private final CpuKernels kernels;

    /** Bytes that may be kept besides the arrays of the plan; negative where nothing is kept. */
    private final long room;

    private final List<KeptWeights> softmaxWeights = new ArrayList<>();
    private final List<String> explanation = new ArrayList<>();
    private List<Step> all = List.of();
    private List<Step> changing = List.of();
    private String[] weights = {};

    /** Where each of {@link #weights} lay in the last execution. */
    private long[] places;

    private boolean executed;
    private boolean looked;
    private boolean doubted;
    private boolean fingerprinted;
    private long fingerprint;
    private int misses;

    /** Whether constant steps have written their arrays. */
    private boolean written;

    /** Whether the execution in progress takes part in keeping. */
    private boolean keeping;

    RepeatedPlan(Plan plan, CpuKernels kernels, long room) {
        this.plan = plan;
        this.kernels = kernels;
        this.room = room;
        steps = StepSequence.of(plan.steps());
    }

    Plan plan() {
        return plan;
    }

    /** The weights may have changed since the last execution. */
    void doubt() {
        doubted = true;
    }

    /** The steps of the execution that begins, over {@code arrays}. */
    List<Step> begin(Map<String, MemorySegment> arrays) {
        keeping = false;
        if (room < 0 || !executed) {
            return steps;
        }
        if (!looked) {
            look();
        }
        if (softmaxWeights.isEmpty() && changing.size() == all.size()) {
            return steps;
        }
        boolean same = !haveMoved(arrays) && !doubted || isFingerprint(arrays);
        doubted = false;
        if (!same) {
            forget();
            return steps;
        }
        keeping = true;
        softmaxWeights.forEach(KeptWeights::begin);
        return written ? changing : all;
    }

    /** The execution has ended well. */
    void end() {
        executed = true;
        if (keeping) {
            softmaxWeights.forEach(KeptWeights::end);
            written = true;
        }
    }

    /** Gives up what is kept. */
    void forget() {
        written = false;
        softmaxWeights.forEach(KeptWeights::clear);
    }

    /** Bytes kept besides the arrays of the plan. */
    long heldBytes() {
        return softmaxWeights.stream().mapToLong(KeptWeights::heldBytes).sum();
    }

    /** What is kept, and what is not for want of room, in lines. */
    String explain() {
        if (room < 0) {
            return "";
        }
        look();
        return String.join("", explanation);
    }

    /** Finds out what is constant. */
    private void look() {
        looked = true;
        List<String> once = new ArrayList<>();
        ConstantParts parts = ConstantParts.of(steps);
        all = new ArrayList<>();
        changing = new ArrayList<>();
        long left = room;
        for (Step step : steps) {
            if (parts.isConstant(step)) {
                once.add(step.task());
                all.add(step);
                continue;
            }
            Step kept = step;
            if (parts.hasConstantWeights(step)) {
                CoreAttention core = (CoreAttention) step;
                long bytes = KeptWeights.bytes(core);
                boolean fits = bytes <= left;
                if (fits) {
                    left -= bytes;
                    KeptWeights own = new KeptWeights(core);
                    softmaxWeights.add(own);
                    kept = new KeptAttention(core, own);
                }
                explanation.add("softmax weights of " + core.task()
                        + (fits ? ", kept while its weights stay: at most " : ", not kept: ") + bytes + " bytes"
                        + (fits ? "" : ", more than the " + left + " that may be kept") + "\n");
            }
            all.add(kept);
            changing.add(kept);
        }
        if (!once.isEmpty()) {
            explanation.add("run once while their weights stay: " + String.join(", ", once) + "\n");
        }
        weights = parts.weights().stream()
                .filter(name -> !plan.constants().containsKey(name))
                .toArray(String[]::new);
    }

    /** Whether weights lie elsewhere than in the last execution; notes where. Those on the heap always may. */
    private boolean haveMoved(Map<String, MemorySegment> arrays) {
        boolean known = places != null;
        boolean moved = false;
        places = known ? places : new long[weights.length];
        for (int i = 0; i < weights.length; i++) {
            MemorySegment weight = arrays.get(weights[i]);
            moved |= known && !(weight.isNative() && places[i] == weight.address());
            places[i] = weight.address();
        }
        return moved;
    }

    /** Whether weights are what they were when they were last looked at; looks at them unless that has been in vain before. */
    private boolean isFingerprint(Map<String, MemorySegment> arrays) {
        if (misses >= PATIENCE) {
            return false;
        }
        long now = 0;
        for (String weight : weights) {
            now = 31 * now + kernels.fingerprint(arrays.get(weight));
        }
        boolean same = fingerprinted && now == fingerprint;
        misses = same || !fingerprinted ? misses : misses + 1;
        fingerprint = now;
        fingerprinted = true;
        return same;
    }
}
