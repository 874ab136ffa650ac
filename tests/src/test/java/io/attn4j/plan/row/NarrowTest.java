package io.attn4j.plan.row;

import io.attn4j.kernels.row.NarrowTasks;
import io.attn4j.kernels.step.StepArrays;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.Storage;
import io.attn4j.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * fp32 rounded to 16 bits: every number of 16 bits, the middle between it and the next one (a tie), the floats on both sides
 * of the middle, and floats of random bits.
 */
class NarrowTest extends StepTest<Narrow> {
    private static final int NUMBERS = 1 << 16;

    @Override
    protected Map<String, StepRun.Factory<Narrow>> tasks() {
        return only(NarrowTasks::new);
    }

    @Override
    protected List<StepCase<Narrow>> cases() {
        List<StepCase<Narrow>> cases = new ArrayList<>();
        for (Storage storage : List.of(Storage.F16, Storage.BF16)) {
            cases.add(run(storage, "numbers", NUMBERS, c -> StepArrays.wide((short) c, storage)));
            cases.add(run(storage, "ties", NUMBERS, c -> middle(c, storage)));
            cases.add(run(storage, "above ties", NUMBERS, c -> Math.nextUp(middle(c, storage))));
            cases.add(run(storage, "below ties", NUMBERS, c -> Math.nextDown(middle(c, storage))));
            Random random = new Random(7);
            cases.add(run(storage, "random bits", NUMBERS, c -> Float.intBitsToFloat(random.nextInt())));
            float[] edges = {
                0f,
                -0f,
                Float.MIN_VALUE,
                -Float.MIN_VALUE,
                Float.MIN_NORMAL,
                Float.MAX_VALUE,
                -Float.MAX_VALUE,
                Float.POSITIVE_INFINITY,
                Float.NEGATIVE_INFINITY,
                Float.NaN,
                65504f,
                65519.996f,
                65520f,
                -65520f,
                0x1p-14f,
                0x1p-24f,
                0x1p-25f,
                0x1.000002p-25f,
                0x1.fffffep-15f,
                0x1.FEFFFEp127f,
                0x1.FFp127f
            };
            cases.add(run(storage, "edges", edges.length, c -> edges[c]));
            for (int columns : new int[] {1, 2, 3, 127, 130, 3001, 4097}) {
                cases.add(run(storage, columns + " numbers", columns, c -> 1.001f * (c - 3)));
            }
            cases.add(smaller(storage, 7));
            cases.add(smaller(storage, 8));
        }
        return cases;
    }

    private interface Number {
        float at(int c);
    }

    /** Halfway to the next number away from zero. */
    private static float middle(int bits, Storage storage) {
        float number = StepArrays.wide((short) bits, storage);
        float next = StepArrays.wide((short) (bits + 1), storage);
        return Float.isFinite(next) ? (float) ((number + (double) next) / 2) : number;
    }

    private static StepCase<Narrow> run(Storage storage, String name, int columns, Number number) {
        StepData data = new StepData(1);
        View x = data.empty("x", 1, 1, 1, columns);
        data.fill(x, (b, h, i, c) -> number.at(c));
        return new StepCase<>(storage + ", " + name, data, new Narrow("n", x, data.packed("y", storage, columns)))
                .exact();
    }

    private static StepCase<Narrow> smaller(Storage storage, int columns) {
        StepData data = new StepData(1);
        View x = data.contiguous("x", 1, 1, 1, 13);
        View y = data.packed("y", storage, 13);
        return new StepCase<>(
                        storage + ", " + columns + " of 13",
                        data,
                        new Narrow("n", x.columns(0, columns), y.columns(0, columns)))
                .within(new Narrow("n", x, y))
                .exact();
    }
}
