package io.attn4j.cpu.matrix;

import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.matrix.MatrixProduct;
import java.util.List;

/** A {@link MatrixProduct} the copies of whose w are kept for the next execution, with the same results. */
public record KeptProduct(MatrixProduct product, KeptPanels panels) implements Step {
    @Override
    public String task() {
        return product.task();
    }

    @Override
    public List<View> reads() {
        return product.reads();
    }

    @Override
    public List<View> writes() {
        return product.writes();
    }

    @Override
    public double flops() {
        return product.flops();
    }

    @Override
    public String equation() {
        return product.equation();
    }
}
