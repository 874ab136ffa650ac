package io.attn4j.plan;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.function.UnaryOperator;

/** Steps are records: the same step with another name and other views. */
public final class StepRewriter {
    private final UnaryOperator<String> names;
    private final UnaryOperator<View> reads;
    private final UnaryOperator<View> writes;

    /**
     * Rewrites names and views.
     *
     * @param names the new name of a step
     * @param reads the view to take in place of one that a step reads, of the same sizes
     * @param writes the same for one that it writes; of a view that it changes in place as well
     */
    public StepRewriter(UnaryOperator<String> names, UnaryOperator<View> reads, UnaryOperator<View> writes) {
        this.names = names;
        this.reads = reads;
        this.writes = writes;
    }

    /** Whether {@code step} changes {@code view} in place: it reads and writes it as one component of its record. */
    public static boolean inPlace(Step step, View view) {
        int found = 0;
        for (RecordComponent component : step.getClass().getRecordComponents()) {
            try {
                found += view.equals(component.getAccessor().invoke(step)) ? 1 : 0;
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException("step: got " + step.task() + "; needs a public record", impossible);
            }
        }
        return found == 1 && step.reads().contains(view);
    }

    /** {@code step} with other names and views. */
    public Step rewrite(Step step) {
        return rewrite(step, step.writes());
    }

    /** Results come last in a step's record: of equal views, one read and one written, the last is the result. */
    private <S extends Step> S rewrite(S step, List<View> written) {
        RecordComponent[] components = step.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = components[i].getAccessor().invoke(step);
            }
            Object[] rewritten = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                rewritten[i] = switch (values[i]) {
                    case View view ->
                        written.contains(view) && isLast(values, i) ? writes.apply(view) : reads.apply(view);
                    // a step within another is there for its operands
                    case Step nested -> rewrite(nested, List.of());
                    case String task -> names.apply(task);
                    case null, default -> values[i];
                };
            }
            @SuppressWarnings("unchecked")
            S made = (S) step.getClass().getDeclaredConstructor(types).newInstance(rewritten);
            return made;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("step: got " + step.task() + "; needs a public record", impossible);
        }
    }

    private static boolean isLast(Object[] values, int at) {
        for (int i = at + 1; i < values.length; i++) {
            if (values[at].equals(values[i])) {
                return false;
            }
        }
        return true;
    }
}
