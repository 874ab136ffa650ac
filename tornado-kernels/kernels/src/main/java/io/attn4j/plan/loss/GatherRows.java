package io.attn4j.plan.loss;

import io.attn4j.plan.Gradients;
import io.attn4j.plan.Operands;
import io.attn4j.plan.View;
import java.util.List;

/**
 * An embedding: {@code y[b,0,n,:] = table[ids[b,n],:]}. Unlike {@link io.attn4j.plan.row.SelectRows}, the rows are chosen by
 * data.
 *
 * <p>Ids are integers held as floats, exact below 2^24; a fraction is dropped. A negative id is padding: its row is zero and
 * passes no gradient on. An id that is no row of the table (from V, or NaN) gives a row of NaN, so that the mistake shows.
 *
 * @param task name
 * @param table [1,1,V,M], V below 2^24
 * @param ids [B,1,N,1]
 * @param y [B,1,N,M], out
 */
public record GatherRows(String task, View table, View ids, View y) implements LossStep {
    /** Integers up to this one, and the next one, are exact as floats. */
    static final int MOST_ROWS = (1 << 24) - 1;

    public GatherRows {
        Operands.require(
                table.hasSize(1, 1, table.rows(), y.columns())
                        && table.rows() <= MOST_ROWS
                        && ids.hasSize(y.batch(), 1, y.rows(), 1)
                        && y.heads() == 1,
                task,
                table,
                ids,
                y);
    }

    @Override
    public List<View> reads() {
        return List.of(table, ids);
    }

    @Override
    public List<View> writes() {
        return List.of(y);
    }

    @Override
    public double flops() {
        return 0;
    }

    @Override
    public double bytes() {
        return ids.bytes() + 2.0 * y.bytes();
    }

    @Override
    public void differentiate(Gradients gradients) {
        View dy = gradients.of(y);
        if (dy == null || !gradients.wants(table)) {
            return;
        }
        View dtable = gradients.target(table);
        gradients.add(new ScatterAdd(gradients.task("table"), dy, ids, dtable));
        gradients.commit(table, dtable);
    }

    @Override
    public String equation() {
        return y + " = rows of " + table + " by " + ids;
    }
}
