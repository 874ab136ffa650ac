package io.attn4j.text;

import io.attn4j.error.InvalidInputException;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.PlanSession;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Lets a language model continue texts, token by token; each byte is a token unless the model has others.
 *
 * <p>Positions are learned, so that a model sees a window of tokens. Where a text fills it, its oldest tokens are forgotten,
 * and the others are taken again from position 0 on.
 */
public final class Generator {
    private final LanguageModel model;
    private final Predictor predictor;
    private final FullForward full;
    private int slide = 1;

    /** One text, each token by a forward pass over the whole window with the parameters that {@code session} has then. */
    public Generator(LanguageModel model, PlanSession session) {
        this.model = model;
        full = new FullForward(model, session, 1);
        predictor = full;
    }

    /** Texts of {@code predictor}, which the caller closes. */
    public Generator(LanguageModel model, Predictor predictor) {
        this.model = model;
        this.predictor = predictor;
        full = null;
    }

    /**
     * How many tokens are forgotten where a text fills the window: 1 unless told otherwise; 0 ends the text there.
     *
     * @throws InvalidInputException when it is no number from 0 to the window less 1
     */
    public Generator slide(int tokens) {
        int window = model.config().window();
        if (tokens < 0 || tokens >= Math.max(2, window)) {
            throw new InvalidInputException(
                    "slide",
                    tokens,
                    "a number of tokens from 0, below the window " + window,
                    "--slide " + (window / 2));
        }
        slide = tokens;
        return this;
    }

    /** One text that goes on. */
    public static final class Text {
        private final int[] prompt;
        private final Draws draws;
        private final IntConsumer out;
        private final int[] window;
        private int length;
        private int count;
        private boolean ended;

        private Text(int[] prompt, int window, Draws draws, IntConsumer out) {
            this.prompt = prompt;
            this.draws = draws;
            this.out = out;
            this.window = new int[window];
        }

        /** Ends it; takes no token any more. */
        public void end() {
            ended = true;
        }

        /** Tokens generated so far. */
        public int count() {
            return count;
        }
    }

    /**
     * A text to be generated.
     *
     * @param prompt at least one byte, at most a window
     * @param out takes each byte as it is made
     * @throws InvalidInputException for an empty prompt or one longer than a window
     */
    public Text text(byte[] prompt, Sampler sampler, IntConsumer out) {
        check(prompt);
        int[] tokens = new int[prompt.length];
        Arrays.setAll(tokens, i -> prompt[i] & 0xFF);
        return begun(tokens, sampler, out);
    }

    /**
     * A text to be generated.
     *
     * @param prompt at least one token, at most a window
     * @param out takes each token as it is made
     * @throws InvalidInputException for an empty prompt or one longer than a window
     */
    public Text text(int[] prompt, Sampler sampler, IntConsumer out) {
        check(prompt);
        return begun(prompt, sampler, out);
    }

    private Text begun(int[] prompt, Sampler sampler, IntConsumer out) {
        return new Text(
                prompt, model.config().window(), sampler.draws(model.config().vocabulary()), out);
    }

    /** Generates {@code count} bytes of one text. */
    public void generate(byte[] prompt, int count, Sampler sampler, IntConsumer out) {
        generate(List.of(text(prompt, sampler, out)), count, number -> {});
    }

    /**
     * Generates up to {@code count} tokens of each text, a token of each at a time.
     *
     * @param ended takes the number of each text when it has come to its end
     */
    public void generate(List<Text> texts, int count, IntConsumer ended) {
        for (int number = 0; number < texts.size(); number++) {
            begin(number, texts.get(number));
        }
        boolean more = count > 0;
        while (more) {
            predictor.run();
            more = false;
            for (int number = 0; number < texts.size(); number++) {
                Text text = texts.get(number);
                if (text.ended) {
                    continue;
                }
                if (next(number, text, count)) {
                    more = true;
                } else {
                    ended.accept(number);
                }
            }
        }
    }

    private void begin(int number, Text text) {
        predictor.restart(number);
        for (int token : text.prompt) {
            text.window[text.length++] = token;
            text.draws.meet(token);
            predictor.take(number, token);
        }
    }

    /** Draws the next token; whether another follows. */
    private boolean next(int number, Text text, int count) {
        int token = text.draws.draw(predictor.logits(number), text.count++);
        text.draws.meet(token);
        text.out.accept(token);
        text.ended |= text.count == count || text.length == text.window.length && slide == 0;
        if (text.ended) {
            return false;
        }
        if (text.length < text.window.length) {
            predictor.take(number, token);
        } else {
            int kept = text.length - Math.min(slide, text.length);
            System.arraycopy(text.window, text.length - kept, text.window, 0, kept);
            text.length = kept;
            predictor.restart(number);
            for (int i = 0; i < kept; i++) {
                predictor.take(number, text.window[i]);
            }
            predictor.take(number, token);
        }
        text.window[text.length++] = token;
        return true;
    }

    /**
     * Refuses a prompt that the model cannot continue.
     *
     * @throws InvalidInputException when it is empty or longer than a window
     */
    public void check(byte[] prompt) {
        int window = model.config().window();
        if (prompt.length == 0 || prompt.length > window) {
            throw new InvalidInputException(
                    "prompt", prompt.length + " bytes", "1 to " + window + " bytes, the window", "another prompt");
        }
        int vocabulary = model.config().vocabulary();
        for (byte each : prompt) {
            if ((each & 0xFF) >= vocabulary) {
                throw new InvalidInputException(
                        "prompt",
                        "the byte " + (each & 0xFF),
                        "bytes below the vocabulary " + vocabulary,
                        "another prompt");
            }
        }
    }

    /**
     * Refuses a prompt that the model cannot continue.
     *
     * @throws InvalidInputException when it has no token or more than a window
     */
    public void check(int... prompt) {
        int window = model.config().window();
        if (prompt.length == 0 || prompt.length > window) {
            throw new InvalidInputException(
                    "prompt", prompt.length + " tokens", "1 to " + window + " tokens, the window", "another prompt");
        }
    }

    /**
     * Logits after {@code position} by a forward pass over the whole window.
     *
     * @param ids tokens [N]; those after the position do not matter
     */
    public float[] logits(float[] ids, int position) {
        if (full == null) {
            throw new IllegalStateException("logits: got a predictor with caches; needs forward passes");
        }
        return full.logits(ids, position);
    }
}
