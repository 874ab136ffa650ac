package io.attn4j.kernels.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphSession;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.row.Addition;
import io.attn4j.portable.simulator.SimulatorDevice;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** Plans that one task graph does not hold, and plans that share states. */
class GraphPartTest {
    private static final int N = 5;
    private static final GraphDevice DEVICE =
            new PortableBackend("simulator").devices().getFirst();

    private static View row(Buffer buffer) {
        return View.contiguous(buffer, 1, 1, 1, N);
    }

    /** {@code total += x} twelve times over an array between steps, and {@code y = total + x}. */
    private static Plan sums(String name) {
        Plan.Builder plan = Plan.builder(name);
        View x = row(plan.input("x", N));
        View total = row(plan.state("total", N));
        View y = row(plan.output("y", N));
        View between = row(plan.intermediate("between", N));
        plan.add(new Addition("first", x, x, between));
        for (int i = 0; i < 12; i++) {
            plan.add(new Addition("add" + i, total, i % 2 == 0 ? x : between, total));
        }
        return plan.add(new Addition("last", total, between, y)).build();
    }

    /** {@code total = -total + ...}: what another plan makes of the same state. */
    private static Plan doubled() {
        Plan.Builder plan = Plan.builder("doubled");
        View total = row(plan.state("total", N));
        View y = row(plan.output("y", N));
        return plan.add(new Addition("double", total, total, total))
                .add(new Addition("copy", total, total, y))
                .build();
    }

    private static GraphSession open(int nodes, Plan... plans) {
        Map<String, FloatArray> states = new LinkedHashMap<>();
        List<PlanTasks> tasks = new ArrayList<>();
        for (Plan plan : plans) {
            PlanTasks one = new PlanTasks(plan, List.of(), DEVICE, states);
            states.putAll(one.states());
            tasks.add(one);
        }
        return new TaskGraphSession(tasks, nodes, new SimulatorDevice(), false, launch -> "");
    }

    private static float[] run(GraphSession session, Plan plan, float x, Float total) {
        float[] xs = new float[N];
        float[] y = new float[N];
        java.util.Arrays.fill(xs, x);
        Map<String, MemorySegment> given = new LinkedHashMap<>();
        if (plan.buffers().containsKey("x")) {
            given.put("x", MemorySegment.ofArray(xs));
        }
        if (total != null) {
            float[] totals = new float[N];
            java.util.Arrays.fill(totals, total);
            given.put("total", MemorySegment.ofArray(totals));
        }
        session.run(plan, given, Map.of("y", MemorySegment.ofArray(y)));
        return y;
    }

    @Test
    void aPlanIsCutWhereAGraphIsFull() {
        PlanTasks tasks = new PlanTasks(sums("sums"), List.of(), DEVICE);
        assertThat(GraphPart.of(tasks, Integer.MAX_VALUE)).hasSize(1);
        List<GraphPart> parts = GraphPart.of(tasks, 60);
        assertThat(parts).hasSizeGreaterThan(2);
        assertThat(parts.stream().flatMap(part -> part.tasks().stream()).toList())
                .isEqualTo(tasks.tasks());
        assertThat(parts.stream().map(GraphPart::name)).doesNotHaveDuplicates();
    }

    /** 12 additions of 1 or 2 to 10, then one of 2: 28 + 2; executed twice, with the state kept. */
    @Test
    void severalGraphsDoWhatOneDoes() {
        Plan plan = sums("sums");
        try (GraphSession one = open(Integer.MAX_VALUE, plan);
                GraphSession several = open(60, plan)) {
            for (GraphSession session : List.of(one, several)) {
                assertThat(run(session, plan, 1, 10f)).containsOnly(30);
                assertThat(run(session, plan, 2, null)).containsOnly(28 + 36 + 4);
                assertThat(session.read("total").getAtIndex(java.lang.foreign.ValueLayout.JAVA_FLOAT, 3))
                        .isEqualTo(64);
                session.invalidate();
                assertThat(run(session, plan, 1, null)).containsOnly(64 + 18 + 2);
            }
        }
    }

    @Test
    void plansShareTheirStates() {
        Plan plan = sums("sums");
        Plan other = doubled();
        for (int nodes : new int[] {Integer.MAX_VALUE, 60}) {
            try (GraphSession session = open(nodes, plan, other)) {
                assertThatThrownBy(() -> run(session, other, 0, null)).hasMessageContaining("first");
            }
            try (GraphSession session = open(nodes, plan, other)) {
                run(session, plan, 1, 10f);
                assertThat(run(session, other, 0, null)).containsOnly(4 * 28);
                assertThat(run(session, other, 0, null)).containsOnly(8 * 28);
                assertThat(run(session, plan, 1, null)).containsOnly(4 * 28 + 18 + 2);
                assertThat(session.read("total").getAtIndex(java.lang.foreign.ValueLayout.JAVA_FLOAT, 0))
                        .isEqualTo(4 * 28 + 18);
                assertThatThrownBy(() -> run(session, sums("unknown"), 1, null))
                        .hasMessageContaining("needs one of [sums, doubled]");
            }
        }
    }
}
