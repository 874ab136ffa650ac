package io.attn4j.train;

import io.attn4j.model.JsonFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a model is trained.
 *
 * @param batch B, windows of a step
 * @param accumulate parts of a step whose gradients are added up before the update; divides the batch
 * @param steps steps of the whole run, which schedules depend on
 * @param learningRate the largest learning rate
 * @param schedule how it depends on the step
 * @param warmup steps of the warm-up
 * @param finalShare the part of the learning rate that cosine and linear end with
 * @param optimizer the rule of the updates
 * @param weightDecay decay, of matrices only: AdamW's, or L2 regularisation with SGD
 * @param beta1 AdamW's
 * @param beta2 AdamW's
 * @param epsilon AdamW's
 * @param momentum SGD's
 * @param nesterov whether SGD's momentum is Nesterov's
 * @param clip largest norm of all gradients together; 0: not clipped
 * @param smoothing label smoothing in training
 * @param auxLoss weight of the mechanism's auxiliary loss in training
 * @param recompute whether the backward pass computes the forward of each block again, in place of keeping it
 * @param overfitBatch whether every step takes the batch of the first, to see that the model can learn it by heart
 * @param documents whether windows may run from one document into the next, {@code joined}, or not, {@code separate}; {@code
 *     packed}, windows of several documents, none of which sees another; or {@code answers}, texts of which only the answers are predicted
 * @param evaluateEvery steps between evaluations; 0: none
 * @param evaluateWindows windows of an evaluation, evenly spaced
 * @param patience evaluations in a row without a lower loss after which the run stops; 0: it does not
 * @param saveEvery steps between checkpoints; 0: at the end only
 * @param keep checkpoints that are kept, the last ones, in addition to the best
 * @param sampleEvery steps between samples of text that the model writes; 0: none
 * @param sample what samples go on with
 * @param validationShare the part at the end of the text that is held out, where no other text is given for it
 */
public record TrainingConfig(
        int batch,
        int accumulate,
        long steps,
        double learningRate,
        Schedule schedule,
        long warmup,
        double finalShare,
        Optimizer optimizer,
        double weightDecay,
        double beta1,
        double beta2,
        double epsilon,
        double momentum,
        boolean nesterov,
        double clip,
        double smoothing,
        double auxLoss,
        String recompute,
        boolean overfitBatch,
        String documents,
        long evaluateEvery,
        int evaluateWindows,
        int patience,
        long saveEvery,
        int keep,
        long sampleEvery,
        String sample,
        double validationShare) {

    /** Of {@link #recompute}: everything that gradients need is kept. */
    public static final String NONE = "none";

    /** Of {@link #recompute}: only what goes into each block is kept. */
    public static final String BLOCK = "block";

    /** Of {@link #documents}: one text. */
    public static final String JOINED = "joined";

    /** Of {@link #documents}: no window has tokens of two documents; short ones are padded. */
    public static final String SEPARATE = "separate";

    /** Of {@link #documents}: windows hold several, as many as fit whole, and none sees another. */
    public static final String PACKED = "packed";

    /** Of {@link #documents}: each is a text with its answers, which alone are targets. */
    public static final String ANSWERS = "answers";

    private static final long MOST_STEPS = 1L << 40;
    private static final double BELOW_ONE = Math.nextDown(1.0);

    /**
     * Reads the object {@code training} of a model file, in which everything has a default.
     *
     * @throws io.attn4j.error.InvalidInputException with one line
     */
    public static TrainingConfig read(JsonFields json) {
        TrainingConfig config = new TrainingConfig(
                json.integer("batch", 1, 4),
                json.integer("accumulate", 1, 1),
                json.wholeNumber("steps", 1, MOST_STEPS, 1000L),
                json.number("learning_rate", 0, 1e3, 2e-3),
                Schedule.of(json.word("schedule", Schedule.words(), Schedule.COSINE.word())),
                json.wholeNumber("warmup", 0, MOST_STEPS, 100L),
                json.number("final_share", 0, 1, 0.1),
                Optimizer.of(json.word("optimizer", Optimizer.words(), Optimizer.ADAMW.word())),
                json.number("weight_decay", 0, 1e3, 0.1),
                json.number("beta1", 0, BELOW_ONE, 0.9),
                json.number("beta2", 0, BELOW_ONE, 0.99),
                json.number("epsilon", 0, 1, 1e-8),
                json.number("momentum", 0, BELOW_ONE, 0.0),
                json.flag("nesterov", false),
                json.number("clip", 0, 1e30, 1.0),
                json.number("smoothing", 0, BELOW_ONE, 0.0),
                json.number("aux_loss", 0, 1e6, 0.0),
                json.word("recompute", List.of(NONE, BLOCK), NONE),
                json.flag("overfit_batch", false),
                json.word("documents", List.of(JOINED, SEPARATE, PACKED, ANSWERS), JOINED),
                json.wholeNumber("evaluate_every", 0, MOST_STEPS, 250L),
                json.integer("evaluate_windows", 1, 64),
                json.integer("patience", 0, 0),
                json.wholeNumber("save_every", 0, MOST_STEPS, 250L),
                json.integer("keep", 1, 2),
                json.wholeNumber("sample_every", 0, MOST_STEPS, 0L),
                json.text("sample", "The "),
                json.number("validation_share", 0, 0.9, 0.1));
        json.end();
        config.check(json);
        return config;
    }

    private void check(JsonFields json) {
        if (batch % accumulate != 0) {
            throw json.invalid("accumulate", (long) accumulate, "a divisor of the batch, " + batch);
        }
        if (optimizer == Optimizer.ADAMW && momentum > 0) {
            throw json.invalid("momentum", momentum, "the optimizer sgd, as AdamW has beta1");
        }
        if (nesterov && momentum == 0) {
            throw json.invalid("nesterov", true, "a momentum above 0");
        }
        if (patience > 0 && evaluateEvery == 0) {
            throw json.invalid("patience", (long) patience, "evaluations, evaluate_every above 0");
        }
        if (sampleEvery > 0 && sample.isEmpty()) {
            throw json.invalid("sample", sample, "a text to go on with");
        }
    }

    /** The defaults but for {@code fields}, as a model file has them. */
    public static TrainingConfig of(Map<String, ?> fields) {
        Map<String, Object> json = new LinkedHashMap<>();
        fields.forEach((name, value) -> json.put(name, value instanceof Integer number ? (Long) (long) number : value));
        return read(JsonFields.of("training", json));
    }

    /** As {@link #read} reads it, every field there. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("batch", (long) batch);
        json.put("accumulate", (long) accumulate);
        json.put("steps", steps);
        json.put("learning_rate", learningRate);
        json.put("schedule", schedule.word());
        json.put("warmup", warmup);
        json.put("final_share", finalShare);
        json.put("optimizer", optimizer.word());
        json.put("weight_decay", weightDecay);
        json.put("beta1", beta1);
        json.put("beta2", beta2);
        json.put("epsilon", epsilon);
        json.put("momentum", momentum);
        json.put("nesterov", nesterov);
        json.put("clip", clip);
        json.put("smoothing", smoothing);
        json.put("aux_loss", auxLoss);
        json.put("recompute", recompute);
        json.put("overfit_batch", overfitBatch);
        json.put("documents", documents);
        json.put("evaluate_every", evaluateEvery);
        json.put("evaluate_windows", (long) evaluateWindows);
        json.put("patience", (long) patience);
        json.put("save_every", saveEvery);
        json.put("keep", (long) keep);
        json.put("sample_every", sampleEvery);
        json.put("sample", sample);
        json.put("validation_share", validationShare);
        return json;
    }

    /** With another number of steps. */
    public TrainingConfig withSteps(long number) {
        Map<String, Object> json = json();
        json.put("steps", number);
        return of(json);
    }

    /** Windows of each part of a step. */
    public int microBatch() {
        return batch / accumulate;
    }

    /** Learning rate of a step, from 1. */
    public double rate(long step) {
        return learningRate * schedule.factor(step, steps, warmup, finalShare);
    }
}
