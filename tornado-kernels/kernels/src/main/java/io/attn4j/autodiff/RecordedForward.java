package io.attn4j.autodiff;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.StepRewriter;
import io.attn4j.plan.Temporaries;
import io.attn4j.plan.View;
import io.attn4j.plan.row.KeepRanges;
import io.attn4j.plan.row.Rearrange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The steps of a plan with every value kept: where a plan writes an array again, an array of its own takes the new content,
 * so that each one means the same from its first use to the end of the backward pass.
 */
final class RecordedForward implements Temporaries {
    private final List<Step> steps = new ArrayList<>();
    /** What stands now in each array of the plan. */
    private final Map<String, Buffer> current = new HashMap<>();
    /** What has been written of each array. */
    private final Map<Buffer, List<View>> written = new HashMap<>();
    /** Where the content stands that a step changed in place, by what it is now. */
    private final Map<View, View> before = new HashMap<>();
    /** What a step wrote over a copy of what stood there, by the step's number. */
    private final Map<Integer, List<View>> overwritten = new HashMap<>();

    private int made;

    /**
     * Records {@code plan}.
     *
     * @param padded rows of inputs, by name, beyond which an input holds padding: it is taken as zeros
     */
    RecordedForward(Plan plan, Map<String, PaddedRows> padded) {
        plan.buffers().forEach((name, buffer) -> {
            if (buffer.kind().given()) {
                current.put(name, buffer);
            }
        });
        padded.forEach((name, rows) -> {
            Buffer buffer = plan.buffers().get(name);
            if (buffer != null) {
                View kept = rows.of(buffer(name, buffer.elements()));
                steps.add(new KeepRanges(name + "Valid", rows.of(buffer), rows.ranges(kept.rows()), kept));
                current.put(name, kept.buffer());
            }
        });
        for (Step step : plan.steps()) {
            step.recorded(this).forEach(this::place);
        }
    }

    List<Step> steps() {
        return steps;
    }

    /** The array that holds the last content of {@code name}. */
    Buffer last(String name) {
        return Objects.requireNonNull(current.get(name), name);
    }

    /** The content of {@code view} before it was changed in place. */
    View before(View view) {
        return Objects.requireNonNull(before.get(view), () -> view + ": needs to be among what its step keeps");
    }

    /** What step {@code number} wrote over a copy. */
    List<View> overwritten(int number) {
        return overwritten.getOrDefault(number, List.of());
    }

    @Override
    public View temporary(int batch, int heads, int rows, int columns) {
        Buffer buffer = buffer("recorded", (long) batch * heads * rows * columns);
        current.put(buffer.name(), buffer);
        written.put(buffer, new ArrayList<>());
        return View.contiguous(buffer, batch, heads, rows, columns);
    }

    private Buffer buffer(String name, long elements) {
        return new Buffer(name + "~" + made++, Buffer.Kind.INTERMEDIATE, elements);
    }

    private void place(Step step) {
        Map<String, Buffer> reads = new HashMap<>(current);
        Map<View, Buffer> writes = new LinkedHashMap<>();
        List<View> over = new ArrayList<>();
        for (View view : step.writes()) {
            writes.put(view, StepRewriter.inPlace(step, view) ? changed(step, view) : renewed(step, view, over));
        }
        UnaryOperator<View> read = view -> {
            Buffer buffer = reads.get(view.buffer().name());
            return buffer == null ? view : view.over(buffer);
        };
        Step placed =
                new StepRewriter(UnaryOperator.identity(), read, view -> view.over(writes.get(view))).rewrite(step);
        if (!over.isEmpty()) {
            overwritten.put(steps.size(), over);
        }
        steps.add(placed);
    }

    /** Where a step that changes {@code view} in place does so: over a copy if its gradient needs what stood there. */
    private Buffer changed(Step step, View view) {
        Buffer old = last(view.buffer().name());
        if (!step.keeps().contains(view)) {
            return old;
        }
        Buffer copy = copied(step, view.buffer().name(), old);
        before.put(view.over(copy), view.over(old));
        return copy;
    }

    /** Where a step writes {@code view}: where its array stands, unless something stands there already. */
    private Buffer renewed(Step step, View view, List<View> over) {
        String name = view.buffer().name();
        Buffer old = current.get(name);
        if (old != null && old.kind().given()) {
            throw new UnsupportedOperationException("gradient of a step that writes " + old + ", " + step.equation());
        }
        List<View> there = old == null ? List.of() : written.get(old);
        if (old != null && there.stream().noneMatch(each -> Overlap.between(each, view))) {
            there.add(view);
            return old;
        }
        Buffer made;
        if (old == null || there.stream().allMatch(each -> Overlap.covers(view, each))) {
            made = buffer(name, view.buffer().elements());
            current.put(name, made);
            written.put(made, new ArrayList<>());
        } else {
            made = copied(step, name, old);
            over.add(view.over(made));
        }
        written.get(made).add(view);
        return made;
    }

    private Buffer copied(Step step, String name, Buffer old) {
        Buffer copy = buffer(name, old.elements());
        int elements = Math.toIntExact(old.elements());
        steps.add(new Rearrange(
                step.task() + "Kept",
                View.contiguous(old, 1, 1, 1, elements),
                null,
                View.contiguous(copy, 1, 1, 1, elements)));
        current.put(name, copy);
        written.put(copy, new ArrayList<>(written.getOrDefault(old, List.of())));
        return copy;
    }
}
