package io.attn4j.cpu;

import io.attn4j.cpu.core.KeptAttention;
import io.attn4j.cpu.core.KeptWeights;
import io.attn4j.cpu.matrix.KeptPanels;
import io.attn4j.cpu.matrix.KeptProduct;
import io.attn4j.cpu.step.Kept;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.matrix.MatrixProduct;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A plan that is executed again and again, and what of its results stays while its weights do: the arrays that steps over weights
 * alone have written, the softmax weights of attention whose logits are made of weights, and the copies of weights that products
 * multiply with.
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

    /** Those of {@link #room} that are not taken. */
    private long left;

    private final List<Kept> kept = new ArrayList<>();
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
        if (kept.isEmpty() && changing.size() == all.size()) {
            return steps;
        }
        boolean same = !haveMoved(arrays) && !doubted || isFingerprint(arrays);
        doubted = false;
        if (!same) {
            forget();
            return steps;
        }
        keeping = true;
        kept.forEach(Kept::begin);
        return written ? changing : all;
    }

    /** The execution has ended well. */
    void end() {
        executed = true;
        if (keeping) {
            kept.forEach(Kept::end);
            written = true;
        }
    }

    /** Gives up what is kept. */
    void forget() {
        written = false;
        kept.forEach(Kept::clear);
    }

    /** Bytes kept besides the arrays of the plan. */
    long heldBytes() {
        return kept.stream().mapToLong(Kept::heldBytes).sum();
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
        left = room;
        for (Step step : steps) {
            if (parts.isConstant(step)) {
                once.add(step.task());
                all.add(step);
                continue;
            }
            Step changed = step;
            if (parts.hasConstantWeights(step)) {
                CoreAttention core = (CoreAttention) step;
                if (fits("softmax weights", core, KeptWeights.bytes(core))) {
                    KeptWeights own = new KeptWeights(core);
                    kept.add(own);
                    changed = new KeptAttention(core, own);
                }
            } else if (parts.hasConstantPanels(step)) {
                MatrixProduct product = (MatrixProduct) step;
                if (fits("copies of w", product, KeptPanels.bytes(product))) {
                    KeptPanels own = new KeptPanels(product);
                    kept.add(own);
                    changed = new KeptProduct(product, own);
                }
            }
            all.add(changed);
            changing.add(changed);
        }
        if (!once.isEmpty()) {
            explanation.add("run once while their weights stay: " + String.join(", ", once) + "\n");
        }
        weights = parts.weights().stream()
                .filter(name -> !plan.constants().containsKey(name))
                .toArray(String[]::new);
    }

    /** Whether there is room for {@code bytes} more, which are then taken. */
    private boolean fits(String what, Step step, long bytes) {
        boolean fits = bytes <= left;
        explanation.add(what + " of " + step.task()
                + (fits ? ", kept while its weights stay: at most " : ", not kept: ") + bytes + " bytes"
                + (fits ? "" : ", more than the " + left + " that may be kept") + "\n");
        left -= fits ? bytes : 0;
        return fits;
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
