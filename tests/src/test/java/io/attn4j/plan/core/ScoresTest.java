package io.attn4j.plan.core;

import io.attn4j.kernels.core.ScoresTasks;
import io.attn4j.kernels.step.StepRun;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.StepData;
import io.attn4j.plan.StepTest;
import io.attn4j.plan.View;
import java.util.List;
import java.util.Map;

/** Logits in memory with every bias; masked pairs below any logit. */
class ScoresTest extends StepTest<Scores> {
    @Override
    protected Map<String, StepRun.Factory<Scores>> tasks() {
        return only(ScoresTasks::new);
    }

    @Override
    protected List<StepCase<Scores>> cases() {
        return List.of(plain(), everything("everything", 17, 9, 33), everything("no product", 0, 9, 33), smaller());
    }

    private static CoreAttention core(StepData data, int rows, int keys, int da, KeyRanges ranges) {
        return CoreAttention.of(
                "core",
                0.5f,
                data.splitHeads("a", 2, 4, rows, da),
                data.gapped("b", 2, 2, keys, da),
                data.gapped("w", 2, 2, keys, 3),
                ranges,
                data.emptyGapped("o", 2, 4, rows, 3),
                data.empty("lse", 2, 4, rows, 1));
    }

    private static StepCase<Scores> plain() {
        StepData data = new StepData(1);
        CoreAttention core = core(data, 7, 9, 5, KeyRanges.rectangular(2, 7, 9, true, new int[] {9, 0}));
        return new StepCase<>("masked", data, new Scores("scores", core, data.empty("s", 2, 4, 7, 9)));
    }

    private static StepCase<Scores> everything(String name, int da, int rows, int keys) {
        StepData data = new StepData(2);
        KeyRanges ranges = KeyRanges.of(2, rows, (batch, i) -> i % 3, (batch, i) -> batch == 0 ? keys : i);
        CoreAttention plain = core(data, rows, keys, Math.max(1, da), ranges);
        View keyBias = data.gapped("c", 2, 4, keys, 1).transposed();
        View bias = data.gapped("bias", 1, 1, rows, keys).broadcastHeads(4).broadcastBatch(2);
        data.fill(bias, (b, h, i, j) -> (i + j) % 4 == 0 ? Double.NEGATIVE_INFINITY : data.get(bias, b, h, i, j));
        View factors = data.gapped("factors", 2, 4, rows, 4 + Math.ceilDiv(keys, 4));
        CoreAttention core = new CoreAttention(
                "core",
                0.5f,
                da == 0 ? plain.a().columns(0, 0) : plain.a(),
                da == 0 ? plain.b().columns(0, 0) : plain.b(),
                plain.w(),
                da == 0 ? null : data.gapped("mu", 1, 4, 1, da),
                keyBias,
                bias,
                new float[] {1, 0.5f, 2, 0.25f},
                factors,
                4,
                ranges,
                plain.o(),
                plain.lse());
        return new StepCase<>(name, data, new Scores("scores", core, data.empty("s", 2, 4, rows, keys)));
    }

    private static StepCase<Scores> smaller() {
        StepData data = new StepData(3);
        CoreAttention whole = core(data, 7, 9, 5, KeyRanges.rectangular(2, 7, 9, false, null));
        View s = data.empty("s", 2, 4, 7, 9);
        CoreAttention part = CoreAttention.of(
                "core",
                0.5f,
                whole.a().firstRows(2),
                whole.b().firstRows(4),
                whole.w().firstRows(4),
                KeyRanges.rectangular(2, 2, 4, false, null),
                whole.o().firstRows(2),
                View.contiguous(whole.lse().buffer(), 2, 4, 2, 1));
        return new StepCase<>(
                        "smaller than its tasks",
                        data,
                        new Scores("scores", part, View.contiguous(s.buffer(), 2, 4, 2, 4)))
                .within(new Scores("scores", whole, s));
    }
}
