package io.attn4j.text;

import io.attn4j.model.LanguageModel;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** A forward pass over the whole window for each token: nothing is kept from one token to the next. */
public final class FullForward implements Predictor {
    private final LanguageModel model;
    private final PlanSession session;
    private final Plan plan;
    private final float[] all;
    private final float[][] ids;
    private final float[][] logits;
    private final int[] lengths;
    private final boolean[] waiting;

    /** With the parameters that {@code session} has as states when a token is computed; the caller closes it. */
    public FullForward(LanguageModel model, PlanSession session, int texts) {
        this.model = model;
        this.session = session;
        plan = model.logits(1, Buffer.Kind.STATE);
        all = new float[Math.multiplyExact(window(), model.config().vocabulary())];
        ids = new float[texts][window()];
        logits = new float[texts][];
        lengths = new int[texts];
        waiting = new boolean[texts];
    }

    @Override
    public int window() {
        return model.config().window();
    }

    @Override
    public int length(int text) {
        return lengths[text];
    }

    @Override
    public void restart(int text) {
        lengths[text] = 0;
    }

    @Override
    public void take(int text, int token) {
        Tokens.check(token, lengths[text], model.config().vocabulary(), window());
        ids[text][lengths[text]++] = token;
        waiting[text] = true;
    }

    @Override
    public void run() {
        for (int text = 0; text < ids.length; text++) {
            if (waiting[text]) {
                logits[text] = logits(ids[text], lengths[text] - 1);
                waiting[text] = false;
            }
        }
    }

    @Override
    public float[] logits(int text) {
        return logits[text];
    }

    /**
     * Logits after {@code position}.
     *
     * @param tokens [N]; those after the position do not matter
     */
    public float[] logits(float[] tokens, int position) {
        int vocabulary = model.config().vocabulary();
        session.run(
                plan,
                Map.of(
                        LanguageModel.IDS,
                        MemorySegment.ofArray(tokens),
                        LanguageModel.LOGITS,
                        MemorySegment.ofArray(all)));
        return Arrays.copyOfRange(all, position * vocabulary, (position + 1) * vocabulary);
    }
}
