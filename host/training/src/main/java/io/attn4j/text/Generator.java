package io.attn4j.text;

import io.attn4j.error.InvalidInputException;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Lets a language model go on with a text, byte by byte.
 *
 * <p>Each byte takes a forward pass over the whole window; nothing is kept from one byte to the next. Past the window the
 * oldest bytes are forgotten.
 */
public final class Generator {
    private final LanguageModel model;
    private final PlanSession session;
    private final Plan plan;

    /** With the parameters that {@code session} has as states. */
    public Generator(LanguageModel model, PlanSession session) {
        this.model = model;
        this.session = session;
        plan = model.logits(1, Buffer.Kind.STATE);
    }

    /**
     * Generates bytes.
     *
     * @param prompt at least one byte, at most a window
     * @param count bytes to generate
     * @param out takes each byte as it is made
     * @throws InvalidInputException for an empty prompt or one longer than a window
     */
    public void generate(byte[] prompt, int count, Sampler sampler, IntConsumer out) {
        check(prompt);
        int window = model.config().window();
        float[] ids = new float[window];
        for (int i = 0; i < prompt.length; i++) {
            ids[i] = prompt[i] & 0xFF;
        }
        int length = prompt.length;
        for (int number = 0; number < count; number++) {
            int next = sampler.draw(logits(ids, length - 1), number);
            out.accept(next);
            if (length == window) {
                System.arraycopy(ids, 1, ids, 0, window - 1);
                length--;
            }
            ids[length++] = next;
        }
    }

    /**
     * Refuses a prompt that the model cannot go on with.
     *
     * @throws InvalidInputException when it is empty or longer than a window
     */
    public void check(byte[] prompt) {
        int window = model.config().window();
        if (prompt.length == 0 || prompt.length > window) {
            throw new InvalidInputException(
                    "prompt", prompt.length + " bytes", "1 to " + window + " bytes, the window", "another prompt");
        }
    }

    /**
     * Logits after {@code position}.
     *
     * @param ids tokens [N]; those after the position do not matter
     */
    public float[] logits(float[] ids, int position) {
        int vocabulary = model.config().vocabulary();
        float[] logits = new float[model.config().window() * vocabulary];
        session.run(
                plan,
                Map.of(
                        LanguageModel.IDS,
                        MemorySegment.ofArray(ids),
                        LanguageModel.LOGITS,
                        MemorySegment.ofArray(logits)));
        return Arrays.copyOfRange(logits, position * vocabulary, (position + 1) * vocabulary);
    }
}
