package io.attn4j.train;

import io.attn4j.model.JsonFields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a model is trained.
 *
 * @param batch B, windows of a step
 * @param steps steps of the whole run, which schedules depend on
 * @param learningRate the largest learning rate
 * @param schedule how it depends on the step
 * @param warmup steps of the warm-up
 * @param finalShare the part of the learning rate that cosine and linear end with
 * @param weightDecay AdamW's decay, of matrices only
 * @param beta1 AdamW's
 * @param beta2 AdamW's
 * @param epsilon AdamW's
 * @param clip largest norm of all gradients together; 0: not clipped
 * @param smoothing label smoothing in training
 * @param evaluateEvery steps between evaluations; 0: none
 * @param evaluateWindows windows of an evaluation, evenly spaced
 * @param saveEvery steps between checkpoints; 0: at the end only
 * @param keep checkpoints that are kept, the last ones
 * @param validationShare the part at the end of the text that is held out, where no other text is given for it
 */
public record TrainingConfig(
        int batch,
        long steps,
        double learningRate,
        Schedule schedule,
        long warmup,
        double finalShare,
        double weightDecay,
        double beta1,
        double beta2,
        double epsilon,
        double clip,
        double smoothing,
        long evaluateEvery,
        int evaluateWindows,
        long saveEvery,
        int keep,
        double validationShare) {

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
                json.wholeNumber("steps", 1, MOST_STEPS, 1000L),
                json.number("learning_rate", 0, 1e3, 2e-3),
                Schedule.of(json.word("schedule", Schedule.words(), Schedule.COSINE.word())),
                json.wholeNumber("warmup", 0, MOST_STEPS, 100L),
                json.number("final_share", 0, 1, 0.1),
                json.number("weight_decay", 0, 1e3, 0.1),
                json.number("beta1", 0, BELOW_ONE, 0.9),
                json.number("beta2", 0, BELOW_ONE, 0.99),
                json.number("epsilon", 0, 1, 1e-8),
                json.number("clip", 0, 1e30, 1.0),
                json.number("smoothing", 0, BELOW_ONE, 0.0),
                json.wholeNumber("evaluate_every", 0, MOST_STEPS, 250L),
                json.integer("evaluate_windows", 1, 64),
                json.wholeNumber("save_every", 0, MOST_STEPS, 250L),
                json.integer("keep", 1, 2),
                json.number("validation_share", 0, 0.9, 0.1));
        json.end();
        return config;
    }

    /** As {@link #read} reads it, every field there. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("batch", batch);
        json.put("steps", steps);
        json.put("learning_rate", learningRate);
        json.put("schedule", schedule.word());
        json.put("warmup", warmup);
        json.put("final_share", finalShare);
        json.put("weight_decay", weightDecay);
        json.put("beta1", beta1);
        json.put("beta2", beta2);
        json.put("epsilon", epsilon);
        json.put("clip", clip);
        json.put("smoothing", smoothing);
        json.put("evaluate_every", evaluateEvery);
        json.put("evaluate_windows", evaluateWindows);
        json.put("save_every", saveEvery);
        json.put("keep", keep);
        json.put("validation_share", validationShare);
        return json;
    }

    /** With another number of steps. */
    public TrainingConfig withSteps(long number) {
        return new TrainingConfig(
                batch,
                number,
                learningRate,
                schedule,
                warmup,
                finalShare,
                weightDecay,
                beta1,
                beta2,
                epsilon,
                clip,
                smoothing,
                evaluateEvery,
                evaluateWindows,
                saveEvery,
                keep,
                validationShare);
    }

    /** Learning rate of a step, from 1. */
    public double rate(long step) {
        return learningRate * schedule.factor(step, steps, warmup, finalShare);
    }
}
