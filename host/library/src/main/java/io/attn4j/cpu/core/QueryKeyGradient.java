package io.attn4j.cpu.core;

import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.core.KeyGradient;
import io.attn4j.plan.core.QueryGradient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A {@link QueryGradient} and the {@link KeyGradient} of the same forward step as one sweep, which forms P and dS once for
 * both: five products instead of seven. Each result has the bits of its own step.
 *
 * @param query its y is no operand of {@code key}
 * @param key none of its results is an operand of {@code query}
 */
public record QueryKeyGradient(QueryGradient query, KeyGradient key) implements Step {
    /** Steps between the two at most: those that clear results, scale the gradient of the queries, and sum it where they are shared. */
    private static final int REACH = 8;

    /** The two steps in one where they belong together, in either order, else null. */
    public static QueryKeyGradient of(Step first, Step second) {
        QueryKeyGradient pair;
        if (first instanceof QueryGradient query && second instanceof KeyGradient key) {
            pair = new QueryKeyGradient(query, key);
        } else if (first instanceof KeyGradient key && second instanceof QueryGradient query) {
            pair = new QueryKeyGradient(query, key);
        } else {
            return null;
        }
        return pair.sameForwardStep() && areIndependent(first, second) ? pair : null;
    }

    /**
     * {@code steps} with each two that belong together as one, where none of the steps between them depends on the first and has
     * the second depend on it. Results are the same.
     */
    public static List<Step> joined(List<Step> steps) {
        List<Step> joined = new ArrayList<>(steps);
        for (int i = 0; i < joined.size(); i++) {
            for (int j = i + 1; j < Math.min(joined.size(), i + 1 + REACH); j++) {
                if (of(joined.get(i), joined.get(j)) != null) {
                    join(joined.subList(i, j + 1));
                    break;
                }
            }
        }
        return List.copyOf(joined);
    }

    /** Joins the first and the last of {@code steps}: what does not depend on the first comes before both, the rest after. */
    private static void join(List<Step> steps) {
        Step first = steps.getFirst();
        Step last = steps.getLast();
        List<Step> before = new ArrayList<>();
        List<Step> after = new ArrayList<>();
        for (Step step : steps.subList(1, steps.size() - 1)) {
            boolean depends = !areIndependent(first, step) || !areIndependent(step, after);
            (depends ? after : before).add(step);
        }
        if (areIndependent(last, after)) {
            steps.clear();
            steps.addAll(before);
            steps.add(of(first, last));
            steps.addAll(after);
        }
    }

    private static boolean areIndependent(Step step, List<Step> others) {
        return others.stream().allMatch(other -> areIndependent(step, other));
    }

    private boolean sameForwardStep() {
        return query.core().equals(key.core())
                && query.outputGradient().equals(key.outputGradient())
                && query.delta().equals(key.delta());
    }

    /** Whether no array is written by one step and touched by the other: neither then minds when the other runs. */
    private static boolean areIndependent(Step one, Step other) {
        return !overlaps(one.writes(), other.reads())
                && !overlaps(one.writes(), other.writes())
                && !overlaps(other.writes(), one.reads());
    }

    private static boolean overlaps(List<View> written, List<View> touched) {
        Set<String> names = new HashSet<>();
        written.forEach(view -> names.add(view.buffer().name()));
        return touched.stream().anyMatch(view -> names.contains(view.buffer().name()));
    }

    @Override
    public String task() {
        return query.task() + " and " + key.task();
    }

    @Override
    public List<View> reads() {
        return key.reads();
    }

    @Override
    public List<View> writes() {
        List<View> writes = new ArrayList<>(query.writes());
        writes.addAll(key.writes());
        return writes;
    }

    @Override
    public double flops() {
        return query.flops() + key.flops();
    }

    @Override
    public String equation() {
        return query.equation() + "; " + key.equation();
    }
}
