package io.attn4j.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.Storage;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.Product;
import io.attn4j.reference.PlanReference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Conversions stand where arrays are first read and last written, and their fp32 copies share memory. */
class StoredPlanTest {
    private static final Map<String, Storage> HALF =
            Map.of("a", Storage.F16, "b", Storage.F16, "y", Storage.F16, "w", Storage.F16, "absent", Storage.F16);

    /** {@code y = a a + w}, then {@code y = y + b b}; c is read by no step. */
    private static Plan plan(int n) {
        Plan.Builder plan = Plan.builder("sums");
        View a = row(plan.input("a", n));
        View b = row(plan.input("b", n));
        plan.input("c", n);
        View w = row(plan.weight("w", n));
        View one = row(plan.constant("one", filled(n)));
        View square = row(plan.intermediate("square", n));
        View other = row(plan.intermediate("other", n));
        View y = row(plan.output("y", n));
        View lse = row(plan.output("lse", n));
        return plan.add(new Product("square", a, a, 1, square))
                .add(new Addition("first", square, w, y))
                .add(new Product("other", b, b, 1, other))
                .add(new Addition("second", y, other, y))
                .add(new Addition("last", y, one, lse))
                .build();
    }

    private static float[] filled(int n) {
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static View row(Buffer buffer) {
        return View.contiguous(buffer, 1, 1, 1, (int) buffer.elements());
    }

    @Test
    void convertsBeforeTheFirstReadAndAfterTheLastWrite() {
        Plan stored = StoredPlan.of(plan(5), HALF);
        assertThat(stored.steps().stream().map(Step::task))
                .containsExactly("widenA", "square", "first", "widenB", "other", "second", "narrowY", "last");
        assertThat(stored.buffers().get("a")).isEqualTo(new Buffer("a", Buffer.Kind.INPUT, 5, Storage.F16));
        assertThat(stored.buffers().get("y")).isEqualTo(new Buffer("y", Buffer.Kind.OUTPUT, 5, Storage.F16));
        for (String same : List.of("c", "w", "lse", "one")) {
            assertThat(stored.buffers().get(same)).isEqualTo(plan(5).buffers().get(same));
        }
        assertThat(stored.constants()).containsOnlyKeys("one");
        // 5 elements fill 3 integers
        assertThat(stored.bytes(Buffer.Kind.INPUT)).isEqualTo(12 + 12 + 20);
    }

    @Test
    void copiesShareMemoryWhenTheirTimesDoNotMeet() {
        Plan stored = StoredPlan.of(plan(5), HALF);
        View a = stored.steps().get(0).writes().getFirst();
        View b = stored.steps().get(3).writes().getFirst();
        assertThat(b.buffer()).isEqualTo(a.buffer());
        // a and b, square and other, y
        assertThat(stored.bytes(Buffer.Kind.INTERMEDIATE)).isEqualTo(3 * 20);
    }

    @Test
    void isThePlanItselfWhereNothingIsStoredOtherwise() {
        Plan plan = plan(3);
        assertThat(StoredPlan.of(plan, Map.of("a", Storage.F32, "w", Storage.BF16)))
                .isSameAs(plan);
    }

    @Test
    void hasTheStepsOfASmallerRequest() {
        assertThat(StoredPlan.of(plan(3), HALF).fitsIn(StoredPlan.of(plan(4), HALF)))
                .isTrue();
        assertThat(StoredPlan.of(plan(3), HALF).fitsIn(plan(4))).isFalse();
        Map<String, Storage> other = Map.of("a", Storage.BF16, "b", Storage.BF16, "y", Storage.BF16);
        assertThat(StoredPlan.of(plan(3), HALF).fitsIn(StoredPlan.of(plan(4), other)))
                .isFalse();
    }

    @Test
    void computesInFp32AndRoundsOnce() {
        double tiny = 0x1p-11;
        Map<String, double[]> given = Map.of(
                "a", new double[] {1, 3}, "b", new double[] {2, 1}, "c", new double[2], "w", new double[] {tiny, 0});
        Map<String, double[]> arrays = PlanReference.execute(StoredPlan.of(plan(2), HALF), given);
        // 5 + 2^-11 is between 5 and 5 + 2^-8
        assertThat(arrays.get("y")).containsExactly(5, 10);
        assertThat(arrays.get("lse")).containsExactly(6 + tiny, 11);
    }
}
