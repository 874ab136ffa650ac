package io.attn4j.mechanism.block;

import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.View;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.Probabilities;
import io.attn4j.plan.row.Dropout;
import io.attn4j.plan.row.RowSeeds;

/**
 * Dropout in a stack of blocks: of the branches' elements and of attention weights, each place of the plan with a number of
 * its own (docs/equations.md, section 8.4).
 */
final class BlockDropout {
    private final Plan.Builder plan;
    private final BlockSettings settings;
    private final int batch;
    private int sites;

    BlockDropout(Plan.Builder plan, BlockSettings settings, int batch) {
        this.plan = plan;
        this.settings = settings;
        this.batch = batch;
    }

    /** Whether elements of branches are dropped. */
    boolean ofBranches() {
        return settings.dropout() > 0;
    }

    /** Whether attention weights are dropped. */
    boolean ofWeights() {
        return settings.attentionDropout() > 0;
    }

    /** Appends the dropout of a branch, in place. */
    void drop(String task, View branch) {
        View seeds = seeds(task, branch);
        plan.add(new Dropout(task + "Dropout", branch, seeds, settings.dropout(), branch));
    }

    /**
     * Appends a step of a mechanism, with dropout of the weights that it computes.
     *
     * @return whether it computes weights
     * @throws UnsupportedRequestException when all sequences share its weights
     */
    boolean addAttention(Step step) {
        switch (step) {
            case CoreAttention core -> {
                View seeds = seeds(core.task(), core.lse());
                plan.add(core.withDropout(seeds, settings.attentionDropout()));
                return true;
            }
            case Probabilities weights -> {
                if (weights.s().batch() % batch != 0) {
                    throw new UnsupportedRequestException("attention-dropout: got " + settings.attentionDropout()
                            + " with weights that all sequences share; needs weights of each sequence; try 0");
                }
                View s = weights.s();
                plan.add(weights);
                View seeds = seeds(weights.task(), s);
                plan.add(new Dropout(weights.task() + "Dropout", s, seeds, settings.attentionDropout(), s));
                return true;
            }
            default -> {
                plan.add(step);
                return false;
            }
        }
    }

    /** Seeds of the rows of {@code x}, whose batches are sequences or consecutive parts of them. */
    private View seeds(String task, View x) {
        View key = View.contiguous(
                plan.input(BlockMechanism.DROPOUT, (long) batch * RowSeeds.WORDS), batch, 1, 1, RowSeeds.WORDS);
        int site = sites++;
        long elements = 2L * x.batch() * x.heads() * x.rows();
        Buffer seeds = plan.intermediate("seeds" + site, elements);
        int heads = x.batch() / batch * x.heads();
        plan.add(new RowSeeds(task + "Seeds", key, site, View.contiguous(seeds, batch, heads, x.rows(), 2)));
        return View.contiguous(seeds, x.batch(), x.heads(), x.rows(), 2);
    }
}
