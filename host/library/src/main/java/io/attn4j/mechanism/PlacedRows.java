package io.attn4j.mechanism;

import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.plan.loss.GatherRows;
import io.attn4j.plan.row.Rearrange;

/** What a weight has for each position, taken by the places of tokens in their documents: a part of packed plans. */
public final class PlacedRows {
    private PlacedRows() {}

    /**
     * Appends the steps that gather rows by the input {@link Mechanism#PLACES}.
     *
     * @param name of the arrays, and the tasks' prefix
     * @param x rows of positions [1,H,P,n], any strides
     * @param batch B
     * @param tokens N
     * @return the row of each token's place [B,H,N,n]
     */
    public static View of(Plan.Builder plan, String name, View x, int batch, int tokens) {
        int heads = x.heads();
        int width = heads * x.columns();
        Buffer table = plan.intermediate(name + "ByPosition", (long) x.rows() * width);
        View byHeads = View.splitHeads(table, 1, heads, x.rows(), x.columns());
        plan.add(new Rearrange(name + "ByPosition", x, null, byHeads));
        Buffer gathered = plan.intermediate(name + "ByPlace", (long) batch * tokens * width);
        plan.add(new GatherRows(
                name + "ByPlace",
                View.contiguous(table, 1, 1, x.rows(), width),
                View.contiguous(plan.input(Mechanism.PLACES, (long) batch * tokens), batch, 1, tokens, 1),
                View.contiguous(gathered, batch, 1, tokens, width)));
        return View.splitHeads(gathered, batch, heads, tokens, x.columns());
    }
}
