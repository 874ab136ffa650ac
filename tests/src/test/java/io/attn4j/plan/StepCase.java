package io.attn4j.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.compare.Tolerance;
import io.attn4j.kernels.step.StepArrays;
import io.attn4j.reference.PlanReference;
import io.attn4j.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A step over data, with what {@link PlanReference} makes of it.
 *
 * <p>An engine's result agrees when each view that the step writes is within the limits of fp32 (RMS and largest error
 * relative to the root mean square of the view's finite elements; NaN and infinities exactly where expected), and every
 * other element of every array has the bits that it had before (on TornadoVM, of every array that the step reads).
 */
public final class StepCase<S extends Step> {
    private static final Tolerance LIMIT = Tolerance.of(DType.F32, Tolerance.Pass.FORWARD);

    /** What stands for the logit of a masked pair differs between engines; all of it is below any logit. */
    private static final double MASKED = -1e29;

    private final String name;
    private final S step;
    private final Map<String, float[]> before;
    private final List<View> unspecified = new ArrayList<>();
    private S capacity;
    private boolean exact;
    private double factor = 1;

    /** The case {@code name} of {@code step}; what {@code data} holds now is what the step is given. */
    public StepCase(String name, StepData data, S step) {
        this.name = name;
        this.step = step;
        capacity = step;
        before = data.contents();
    }

    /** Results are those of the reference, rounded once. */
    public StepCase<S> exact() {
        exact = true;
        return this;
    }

    /** Errors may be {@code times} as large as usual, where operands lose digits before the step can do anything. */
    public StepCase<S> limit(double times) {
        factor = times;
        return this;
    }

    /** What {@code view} and the rest of its array hold afterwards is the engine's own affair. */
    public StepCase<S> unspecified(View view) {
        unspecified.add(view);
        return this;
    }

    /** Tasks are made for {@code larger}, over the same arrays, and then execute the step. */
    public StepCase<S> within(S larger) {
        capacity = larger;
        return this;
    }

    /** The step. */
    public S step() {
        return step;
    }

    /** What its tasks are made for. */
    public S capacity() {
        return capacity;
    }

    /** Contents beforehand of the arrays that are operands, by name. */
    public Map<String, float[]> contents() {
        Map<String, float[]> contents = new LinkedHashMap<>();
        for (View view : Stream.concat(capacity.reads().stream(), capacity.writes().stream())
                .toList()) {
            contents.put(view.buffer().name(), before.get(view.buffer().name()).clone());
        }
        return contents;
    }

    /** How the arrays that are operands are stored, by name. */
    public Map<String, Storage> storage() {
        Map<String, Storage> storage = new LinkedHashMap<>();
        for (View view : Stream.concat(capacity.reads().stream(), capacity.writes().stream())
                .toList()) {
            storage.put(view.buffer().name(), view.buffer().storage());
        }
        return storage;
    }

    /** Asserts that {@code after} are the arrays that the step should leave behind. */
    public void check(String engine, Map<String, float[]> after) {
        Map<String, double[]> expected = new LinkedHashMap<>();
        contents().forEach((array, values) -> {
            double[] wide = new double[values.length];
            Arrays.setAll(wide, i -> values[i]);
            expected.put(array, wide);
        });
        PlanReference.execute(step, expected);
        Map<String, BitSet> written = new LinkedHashMap<>();
        for (View view :
                Stream.concat(step.writes().stream(), unspecified.stream()).toList()) {
            String array = view.buffer().name();
            BitSet at = written.computeIfAbsent(array, key -> new BitSet());
            StepArrays.each(view, (b, h, i, c) -> at.set(StepArrays.at(view, b, h, i, c)));
            if (unspecified.stream().noneMatch(other -> other.buffer().equals(view.buffer()))) {
                checkView(engine + ": " + view + " of " + step.equation(), view, after.get(array), expected.get(array));
            }
        }
        contents().forEach((array, values) -> {
            if (engine.startsWith("tornado") && !isRead(array)) {
                return;
            }
            BitSet changed = written.getOrDefault(array, new BitSet());
            for (int at = 0; at < values.length; at++) {
                if (!changed.get(at) && Float.compare(after.get(array)[at], values[at]) != 0) {
                    throw new AssertionError(engine + ": " + array + ", element " + at + ": got " + after.get(array)[at]
                            + "; needs " + values[at] + ", which no view written covers");
                }
            }
        });
    }

    /** TornadoVM copies nothing to a device that kernels only write: what lies beside the elements is anything there. */
    private boolean isRead(String array) {
        return step.reads().stream().anyMatch(view -> view.buffer().name().equals(array));
    }

    private void checkView(String what, View view, float[] actual, double[] expected) {
        double[] sums = new double[4];
        StepArrays.each(view, (b, h, i, c) -> {
            int at = StepArrays.at(view, b, h, i, c);
            double want = expected[at];
            float got = actual[at];
            boolean agrees;
            if (exact || !Double.isFinite(want)) {
                agrees = Float.compare(got, (float) want) == 0;
            } else if (want < MASKED) {
                agrees = got < MASKED;
            } else {
                agrees = Float.isFinite(got);
                sums[0] += want * want;
                sums[1] += (got - want) * (got - want);
                sums[2] = Math.max(sums[2], Math.abs(got - want));
                sums[3]++;
            }
            if (!agrees) {
                throw new AssertionError(
                        what + " at [" + b + "," + h + "," + i + "," + c + "]: got " + got + "; needs " + want);
            }
        });
        if (sums[3] > 0) {
            double rms = Math.sqrt(sums[0] / sums[3]);
            assertThat(Math.sqrt(sums[1] / sums[3]))
                    .as(what + ": RMS error")
                    .isLessThanOrEqualTo(factor * LIMIT.rms() * rms);
            assertThat(sums[2]).as(what + ": largest error").isLessThanOrEqualTo(factor * LIMIT.max() * rms);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
