package io.attn4j.train;

import io.attn4j.data.AnsweredTexts;
import io.attn4j.data.Batch;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Loss and accuracy of a language model on the answers of texts. */
public final class AnswerEvaluation {
    private final LanguageModel model;
    private final int batch;
    private final Plan plan;

    /** Of {@code batch} texts at a time; parameters are states of the session. */
    public AnswerEvaluation(LanguageModel model, int batch) {
        this.model = model;
        this.batch = batch;
        plan = model.logits(batch, Buffer.Kind.STATE);
    }

    /** The plan of the logits of a batch. */
    public Plan plan() {
        return plan;
    }

    /**
     * Evaluates texts; an answer is right when its logit is the first of the largest.
     *
     * @param most how many texts, evenly spaced; 0 for all
     * @throws io.attn4j.error.InvalidInputException when the model does not see each text whole
     */
    public Evaluation.Result of(PlanSession session, AnsweredTexts texts, int most) {
        texts.requireWithin(model.config().window());
        int count = most == 0 ? texts.size() : Math.min(most, texts.size());
        int vocabulary = model.config().vocabulary();
        int window = model.config().window();
        float[] logits = new float[batch * window * vocabulary];
        double sum = 0;
        long answers = 0;
        long right = 0;
        for (int from = 0; from < count; from += batch) {
            int[] numbers = new int[batch];
            Arrays.fill(numbers, -1);
            for (int row = 0; row < batch && from + row < count; row++) {
                numbers[row] = (int) ((long) texts.size() * (from + row) / count);
            }
            Batch tokens = texts.batch(window, numbers);
            Map<String, MemorySegment> tensors = new HashMap<>();
            tensors.put(LanguageModel.IDS, MemorySegment.ofArray(tokens.ids()));
            tensors.put(LanguageModel.LOGITS, MemorySegment.ofArray(logits));
            session.run(plan, tensors);
            for (int i = 0; i < batch * window; i++) {
                int target = (int) tokens.targets()[i];
                if (target >= 0) {
                    int largest = DocumentEvaluation.largest(logits, i * vocabulary, vocabulary);
                    sum += loss(logits, i * vocabulary, vocabulary, largest, target);
                    right += largest == target ? 1 : 0;
                    answers++;
                }
            }
        }
        return Evaluation.Result.ofAnswers(sum / answers, answers, (double) right / answers);
    }

    /** {@code log(sum exp(logits)) - logits[target]} in fp64. */
    private static double loss(float[] logits, int from, int count, int largest, int target) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.exp((double) logits[from + i] - logits[from + largest]);
        }
        return Math.log(sum) + logits[from + largest] - logits[from + target];
    }
}
