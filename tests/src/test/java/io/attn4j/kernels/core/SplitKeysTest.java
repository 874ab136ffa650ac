package io.attn4j.kernels.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Strategy;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where tiles of rows make too few groups for a device, groups share the keys: the result is the one of a device that does
 * not split, bit by bit, under every mask and option.
 */
class SplitKeysTest {
    private static final int MANY_UNITS = 132;
    private static final int L = 300;

    /** How names begin of cases with blocks of more keys than a kernel sums in registers. */
    private static final String STRETCHES = "stretches";

    /** A step with a name and the tile to run it with, null for the usual one. */
    private record Case(String name, CoreAttention step, int[] tile) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Buffer input(String name, long elements) {
        return StepArrays.input(name, elements);
    }

    private static CoreAttention core(int batch, int heads, int kvHeads, int n, int da, int dv, KeyRanges ranges) {
        return core(batch, heads, kvHeads, n, L, da, dv, ranges);
    }

    private static CoreAttention core(
            int batch, int heads, int kvHeads, int n, int l, int da, int dv, KeyRanges ranges) {
        return CoreAttention.of(
                "core",
                0.3f,
                View.contiguous(input("q", (long) batch * heads * n * da), batch, heads, n, da),
                View.contiguous(input("k", (long) batch * kvHeads * l * da), batch, kvHeads, l, da),
                View.contiguous(input("v", (long) batch * kvHeads * l * dv), batch, kvHeads, l, dv),
                ranges,
                View.splitHeads(StepArrays.output("o", (long) batch * heads * n * dv), batch, heads, n, dv),
                View.contiguous(StepArrays.output("lse", (long) batch * heads * n), batch, heads, n, 1));
    }

    private static CoreAttention with(CoreAttention c, View mu, View keyBias, View bias, float[] beta) {
        return new CoreAttention(
                "core", 0.3f, c.a(), c.b(), c.w(), mu, keyBias, bias, beta, null, 0, c.ranges(), c.o(), c.lse());
    }

    private static KeyRanges all(int batch, int n) {
        return KeyRanges.rectangular(batch, n, L, false, null);
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(
                "five blocks", core(1, 1, 1, 20, 600, 16, 16, KeyRanges.rectangular(1, 20, 600, false, null)), null));
        cases.add(new Case("one row, grouped queries", core(2, 4, 2, 1, 64, 64, all(2, 1)), null));
        KeyRanges causal = KeyRanges.rectangular(1, 70, L, true, null);
        cases.add(new Case("causal, 64 rows", core(1, 2, 2, 70, 64, 64, causal), new int[] {64, 32}));
        cases.add(new Case("causal, 64 rows, 128 columns", core(1, 1, 1, 70, 128, 128, causal), new int[] {64, 16}));
        KeyRanges lengths = KeyRanges.rectangular(3, 9, L, false, new int[] {L, 0, 256});
        cases.add(new Case("lengths", core(3, 1, 1, 9, 20, 24, lengths), null));
        KeyRanges packed = KeyRanges.packed(new int[] {0, 3, 60, 60, 100}, new int[] {0, 90, 250, 270, L}, true);
        cases.add(new Case("packed", core(1, 2, 2, 100, 16, 16, packed), null));
        CoreAttention plain = core(2, 2, 1, 33, 32, 32, all(2, 33));
        View keyBias = View.contiguous(input("c", 2 * 2 * L), 2, 2, 1, L);
        View bias = View.contiguous(input("bias", 33 * L), 1, 1, 33, L)
                .broadcastBatch(2)
                .broadcastHeads(2);
        View mu = View.contiguous(input("mu", 2 * 32), 1, 2, 1, 32);
        View factors = View.contiguous(input("pq", 2 * 2 * 33 * 36), 2, 2, 33, 36);
        cases.add(new Case("biases, scaled columns", with(plain, mu, keyBias, bias, new float[] {0.5f, -2}), null));
        CoreAttention factored = new CoreAttention(
                "core",
                1,
                plain.a().columns(0, 0),
                plain.b().columns(0, 0),
                plain.w(),
                null,
                null,
                null,
                null,
                factors,
                16,
                plain.ranges(),
                plain.o(),
                plain.lse());
        cases.add(new Case("factors", factored, null));
        cases.add(new Case("wide keys", core(1, 2, 2, 33, 130, 24, all(1, 33)), null));
        addStretches(cases);
        return cases;
    }

    /** Blocks of more keys than a kernel sums in registers. */
    private static void addStretches(List<Case> cases) {
        KeyRanges causal = KeyRanges.rectangular(1, 1000, 530, true, null);
        cases.add(new Case(STRETCHES, core(1, 1, 1, 1000, 530, 20, 16, causal), null));
        KeyRanges packed = KeyRanges.packed(new int[] {0, 300, 310, 1000}, new int[] {0, 280, 290, 600}, false);
        cases.add(new Case(STRETCHES + " of 256 columns, packed", core(1, 1, 1, 1000, 600, 16, 256, packed), null));
        CoreAttention plain = core(1, 1, 1, 1000, 530, 32, 32, causal);
        View keyBias = View.contiguous(input("c", 530), 1, 1, 1, 530);
        View bias = View.contiguous(input("bias", 1000 * 530), 1, 1, 1000, 530);
        View seeds = View.contiguous(input("seeds", 2 * 1000), 1, 1, 1000, 2);
        CoreAttention biased = with(plain, null, keyBias, bias, new float[] {30});
        cases.add(new Case(STRETCHES + " with biases and dropout", biased.withDropout(seeds, 0.3f), null));
    }

    /** Stretches begin where a block has more keys than one holds. */
    @Test
    void keysWaitFromTheSecondStretchOn() {
        for (int n : new int[] {1, 64, 1000, 4096, 131_072}) {
            int blocks = (63 + (n + 63) / 64) / ((n + 63) / 64);
            for (int l : new int[] {128 * blocks, 128 * blocks + 1, 131_072}) {
                TiledGrid grid = grid(1, 9, n, l, 2);
                CoreAttention core = core(1, 9, 9, n, l, 64, 64, KeyRanges.rectangular(1, n, l, false, null));
                long groups = 9L * grid.rowTiles(n);
                long expected = l == 128 * blocks ? 0 : groups * grid.rows() * 65;
                assertThat(grid.waiting(core, 1))
                        .as(n + " rows, " + l + " keys")
                        .isEqualTo(expected);
                assertThat(grid.waiting(core, 3)).isEqualTo(3 * expected);
            }
        }
    }

    /** The sums that wait count among the memory of a request, alone and with those of splits. */
    @Test
    void countsWhatWaits() {
        KernelChoice choice = new KernelChoice(KernelRole.CORE, Strategy.TILED, Map.of());
        CoreAttention core = core(1, 1, 1, 4096, 300, 64, 64, KeyRanges.rectangular(1, 4096, 300, false, null));
        assertThat(CoreAttentionTasks.scratch(core, choice, device(2))).containsExactly(64L * 64 * 65);
        CoreAttention whole = core(1, 1, 1, 4096, 128, 64, 64, KeyRanges.rectangular(1, 4096, 128, false, null));
        assertThat(CoreAttentionTasks.scratch(whole, choice, device(2))).isEmpty();
        CoreAttention split = core(1, 1, 1, 1000, 600, 64, 64, KeyRanges.rectangular(1, 1000, 600, false, null));
        assertThat(CoreAttentionTasks.scratch(split, choice, device(MANY_UNITS)))
                .containsExactly(1000L * 4 * 64, 1000L * 4 * 2, 16L * 4 * 64 * 65);
    }

    /** PoCL compiles a kernel whose sums wait for most of a minute. */
    private static boolean isTried(String engine, Case made) {
        return engine.startsWith("simulator")
                || made.name().equals(STRETCHES)
                || !made.name().startsWith(STRETCHES);
    }

    static Stream<Arguments> runs() {
        return StepRun.engines()
                .filter(engine -> engine.endsWith("gpu"))
                .flatMap(engine ->
                        cases().stream().filter(made -> isTried(engine, made)).map(made -> Arguments.of(engine, made)));
    }

    private static KernelChoice tiled(CoreAttention step, int[] tile) {
        String dim = "dim" + TiledGrid.capacity(step.a().columns(), 0, step.w().columns());
        return new KernelChoice(
                KernelRole.CORE,
                Strategy.TILED,
                tile == null ? Map.of() : Map.of(dim + ".rows", tile[0], dim + ".keys", tile[1]));
    }

    private static StepRun.Factory<CoreAttention> on(int computeUnits, KernelChoice choice, List<StepTasks<?>> made) {
        return (CoreAttention capacity, DeviceArrays arrays, GraphDevice device) -> {
            CoreAttentionTasks tasks =
                    new CoreAttentionTasks(capacity, arrays, choice, StepRun.withUnits(device, computeUnits));
            made.add(tasks);
            return tasks;
        };
    }

    private static Map<String, float[]> contents(CoreAttention step) {
        Map<String, float[]> contents = new HashMap<>();
        for (View view : step.reads()) {
            contents.put(
                    view.buffer().name(), StepArrays.normal(view.buffer().name().hashCode(), view.buffer()));
        }
        return contents;
    }

    private static List<String> kernels(StepTasks<?> tasks) {
        return tasks.launches().stream().map(TaskGrid::kernel).toList();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("runs")
    void givesTheBitsOfAGroupThatTakesAllKeys(String engine, Case made) {
        List<StepTasks<?>> tasks = new ArrayList<>();
        KernelChoice choice = tiled(made.step(), made.tile());
        Map<String, float[]> contents = contents(made.step());
        Map<String, float[]> whole = StepRun.run(engine, made.step(), on(0, choice, tasks), contents);
        Map<String, float[]> split = StepRun.run(engine, made.step(), on(MANY_UNITS, choice, tasks), contents);
        assertThat(kernels(tasks.get(0))).containsExactly("FusedAttention.forwardTiled");
        assertThat(kernels(tasks.get(1)))
                .containsExactly("FusedAttention.forwardTiled", "FusedAttention.forwardJoined");
        assertThat(tasks.get(1).launches().getFirst().describe())
                .matches(".* groups of 64 work-items, [2-5] to each sum, .*");
        assertThat(split.get("o")).isEqualTo(whole.get("o"));
        assertThat(split.get("lse")).isEqualTo(whole.get("lse"));
    }

    /** A session for a large step runs smaller ones, and those with more blocks of keys than it has room for. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.attn4j.kernels.step.StepRun#engines")
    void runsOtherSizesThanItWasMadeFor(String engine) {
        CoreAttention capacity = core(1, 2, 2, 70, L, 16, 16, all(1, 70));
        for (int[] size : new int[][] {{9, L}, {1, 40}, {70, L}}) {
            KeyRanges ranges = KeyRanges.rectangular(1, size[0], size[1], true, null);
            CoreAttention step = core(1, 2, 2, size[0], size[1], 16, 16, ranges);
            KernelChoice choice = tiled(step, null);
            Map<String, float[]> contents = contents(step);
            Map<String, float[]> alone = StepRun.run(engine, step, on(0, choice, new ArrayList<>()), contents);
            Map<String, float[]> within =
                    StepRun.run(engine, capacity, step, on(MANY_UNITS, choice, new ArrayList<>()), contents);
            for (String name : List.of("o", "lse")) {
                assertThat(within.get(name)).as(name + " of " + step).startsWith(alone.get(name));
            }
        }
    }

    /** Tile and blocks of keys, on which bits depend, are the same for every device and number of batches and heads. */
    @Test
    void dividesTheSameWayForEveryDevice() {
        for (int n : new int[] {1, 64, 300, 1024, 5000}) {
            for (int l : new int[] {1, 127, 128, 129, 1024, 70_000, 131_072}) {
                TiledGrid small = grid(1, 1, n, l, MANY_UNITS);
                TiledGrid large = grid(7, 9, n, l, 2);
                assertThat(small.rows()).isEqualTo(large.rows());
                assertThat(small.keys()).isEqualTo(large.keys());
                assertThat(large.splits()).isEqualTo(1);
                int block = large.blockKeys(n, l);
                assertThat(block).isEqualTo(small.blockKeys(n, l)).isBetween(128, 2048);
                assertThat(block % large.keys()).isZero();
                assertThat((long) block * large.blocks(n, l)).isBetween((long) l, (long) l + block - 1);
                assertThat(small.splits()).isIn(1, large.blocks(n, l));
            }
        }
    }

    private static TiledGrid grid(int batch, int heads, int n, int l, int units) {
        CoreAttention core = core(batch, heads, heads, n, l, 64, 64, KeyRanges.rectangular(batch, n, l, false, null));
        return TiledGrid.of(core, new KernelChoice(KernelRole.CORE, Strategy.TILED, Map.of()), device(units));
    }

    private static GraphDevice device(int units) {
        return new GraphDevice(
                "opencl",
                0,
                "opencl",
                "a GPU",
                "v",
                "p",
                DeviceType.GPU,
                "",
                1L << 36,
                1L << 34,
                48 << 10,
                1024,
                new long[] {1024, 1024, 64},
                units,
                false,
                true);
    }
}
