package io.attn4j.autodiff;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.Gradients;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.Fill;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.plan.row.Sum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The backward steps as they are made, and the gradient of each array as far as it is known. */
final class GradientTape implements Gradients {

    /** The gradient of one array. */
    private static final class Gradient {
        private Buffer buffer;
        /** Whether another array's gradient, or the caller's, stands there too, so that nothing may be written to it. */
        private boolean shared;
        /** What of it is more than zeros. */
        private final List<View> given = new ArrayList<>();

        private boolean holds(View place) {
            return given.stream().anyMatch(each -> Overlap.between(each, place));
        }
    }

    private final RecordedForward forward;
    private final Set<Buffer> depending;
    private final Map<Buffer, Gradient> gradients = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> tasks = new HashSet<>();
    private String current = "";
    private int made;

    GradientTape(RecordedForward forward, Set<Buffer> depending) {
        this.forward = forward;
        this.depending = depending;
    }

    List<Step> steps() {
        return steps;
    }

    /** Gives the gradient of an output. */
    void seed(Buffer output, Buffer given) {
        Gradient gradient = new Gradient();
        gradient.buffer = given;
        gradient.shared = true;
        gradient.given.add(whole(output));
        gradients.put(output, gradient);
    }

    void differentiate(Step step) {
        current = step.task();
        step.differentiate(this);
    }

    /** The gradient of {@code place} has reached the step that wrote it, and nothing of it goes further back. */
    void clear(View place) {
        Gradient gradient = gradients.get(place.buffer());
        if (gradient != null) {
            own(place.buffer(), gradient);
            steps.add(new Fill(task("cleared"), 0, place.over(gradient.buffer)));
        }
    }

    /** The array with the whole gradient of {@code tensor}, and nothing else. */
    Buffer finished(Buffer tensor) {
        current = tensor.name();
        Gradient gradient = gradients.get(tensor);
        if (gradient == null) {
            return zeros(whole(tensor)).buffer();
        }
        own(tensor, gradient);
        return gradient.buffer;
    }

    @Override
    public View of(View result) {
        Gradient gradient = gradients.get(result.buffer());
        return gradient == null ? null : result.over(gradient.buffer);
    }

    @Override
    public boolean wants(View operand) {
        return operand != null && depending.contains(operand.buffer());
    }

    @Override
    public View target(View operand) {
        if (operand.broadcasts()) {
            return like(operand);
        }
        Gradient gradient = gradients.get(operand.buffer());
        if (gradient == null) {
            gradient = begun(operand);
        }
        if (gradient.shared || gradient.holds(operand)) {
            return like(operand);
        }
        // from here on it is taken: a step may ask for the gradients of two operands that are one array
        gradient.given.add(operand);
        return operand.over(gradient.buffer);
    }

    @Override
    public void commit(View operand, View target) {
        Gradient gradient = gradients.get(operand.buffer());
        boolean inPlace = gradient != null && target.buffer().equals(gradient.buffer);
        if (!inPlace) {
            contribute(operand, target);
        }
    }

    @Override
    public void contribute(View operand, View gradient) {
        if (operand.broadcasts()) {
            contributeSums(operand, gradient);
            return;
        }
        Gradient sum = gradients.get(operand.buffer());
        if (sum == null && operand.buffer().kind() == Buffer.Kind.INTERMEDIATE && sameLayout(operand, gradient)) {
            share(operand, gradient);
            return;
        }
        if (sum == null) {
            sum = begun(operand);
        }
        if (sum.shared && sameLayout(operand, operand.over(sum.buffer)) && sum.holds(operand)) {
            // added to a copy in one step
            View both = like(whole(operand.buffer()));
            View place = operand.over(both.buffer());
            steps.add(new Addition(task("sum"), operand.over(sum.buffer), gradient, place));
            sum.buffer = both.buffer();
            sum.shared = false;
            return;
        }
        own(operand.buffer(), sum);
        View place = operand.over(sum.buffer);
        steps.add(
                sum.holds(operand)
                        ? new Addition(task("sum"), place, gradient, place)
                        : new Rearrange(task("copy"), gradient, null, place));
        sum.given.add(operand);
    }

    @Override
    public void contributeSums(View operand, View terms) {
        View once = operand.once();
        if (once.hasSize(terms.batch(), terms.heads(), terms.rows(), terms.columns())) {
            contribute(once, terms);
            return;
        }
        View sums = target(once);
        steps.add(new Sum(task("sums"), terms, sums));
        commit(once, sums);
    }

    @Override
    public View before(View place) {
        return forward.before(place);
    }

    @Override
    public View replace(View place) {
        Gradient gradient = gradients.get(place.buffer());
        if (gradient == null) {
            gradient = begun(place);
            if (Overlap.isWhole(place)) {
                steps.add(new Fill(task("zeros"), 0, place.over(gradient.buffer)));
            }
            gradient.given.add(place);
        }
        own(place.buffer(), gradient);
        return place.over(gradient.buffer);
    }

    @Override
    public View zeros(View view) {
        View zeros = like(view);
        steps.add(new Fill(task("zeros"), 0, zeros));
        return zeros;
    }

    @Override
    public void add(Step step) {
        steps.add(step);
    }

    @Override
    public View temporary(int batch, int heads, int rows, int columns) {
        return View.contiguous(buffer((long) batch * heads * rows * columns), batch, heads, rows, columns);
    }

    @Override
    public String task(String what) {
        String name = "grad" + capital(current) + capital(what);
        String unique = name;
        for (int i = 2; !tasks.add(unique); i++) {
            unique = name + i;
        }
        return unique;
    }

    private static String capital(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        boolean first = true;
        for (char c : name.toCharArray()) {
            if (!Character.isLetterOrDigit(c)) {
                first = true;
            } else {
                letters.append(first ? Character.toUpperCase(c) : c);
                first = false;
            }
        }
        return letters.toString();
    }

    private Buffer buffer(long elements) {
        return new Buffer("gradient~" + made++, Buffer.Kind.INTERMEDIATE, elements);
    }

    /**
     * A gradient that {@code operand} is the first to give a part of: of an array between steps that it covers nothing else
     * has to be written, of others zeros stand where no step writes. Which it is follows from the plan's steps alone: of a
     * tensor, sizes decide what part of it a plan takes.
     */
    private Gradient begun(View operand) {
        Gradient gradient = new Gradient();
        gradient.buffer = buffer(operand.buffer().elements());
        gradients.put(operand.buffer(), gradient);
        if (operand.buffer().kind() != Buffer.Kind.INTERMEDIATE || !Overlap.isWhole(operand)) {
            steps.add(new Fill(task("zeros"), 0, whole(operand.buffer()).over(gradient.buffer)));
        }
        return gradient;
    }

    /** Lets {@code gradient} stand for that of {@code operand}; neither is written from here on. */
    private void share(View operand, View gradient) {
        Gradient same = new Gradient();
        same.buffer = gradient.buffer();
        same.shared = true;
        same.given.add(operand);
        gradients.put(operand.buffer(), same);
        gradients.values().stream()
                .filter(each -> each.buffer.equals(gradient.buffer()))
                .forEach(each -> each.shared = true);
    }

    private static boolean sameLayout(View operand, View gradient) {
        return Overlap.isWhole(operand)
                // a gradient that repeats its elements has fewer of them
                && !gradient.broadcasts()
                && operand.over(gradient.buffer()).equals(gradient)
                && Overlap.isWhole(gradient);
    }

    /** Copies a shared gradient, which may then be written. */
    private void own(Buffer tensor, Gradient gradient) {
        if (gradient.shared) {
            View copy = like(whole(tensor));
            steps.add(new Rearrange(task("own"), whole(tensor).over(gradient.buffer), null, copy));
            gradient.buffer = copy.buffer();
            gradient.shared = false;
        }
    }

    private static View whole(Buffer buffer) {
        return View.contiguous(buffer, 1, 1, 1, Math.toIntExact(buffer.elements()));
    }
}
