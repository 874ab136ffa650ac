package io.attn4j.cpu.core;

import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import java.util.List;

/** A {@link CoreAttention} whose softmax weights are kept for the next execution, with the same results. */
public record KeptAttention(CoreAttention core, KeptWeights weights) implements Step {
    @Override
    public String task() {
        return core.task();
    }

    @Override
    public List<View> reads() {
        return core.reads();
    }

    @Override
    public List<View> writes() {
        return core.writes();
    }

    @Override
    public double flops() {
        return core.flops();
    }

    @Override
    public String equation() {
        return core.equation();
    }
}
