package io.attn4j.train;

import io.attn4j.data.AnsweredTexts;
import io.attn4j.data.Batch;
import io.attn4j.model.DocumentVotes;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

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
        Sums sums = new Sums(spaced(texts, most).length);
        sums.add(session, texts, spaced(texts, most));
        return Evaluation.Result.ofAnswers(
                Arrays.stream(sums.losses).sum() / sums.answers, sums.answers, (double) sums.right / sums.answers);
    }

    /**
     * How often the answer is found among candidates.
     *
     * @param questions texts
     * @param accuracy the part of them of whose candidates the right one has the lowest loss, all bytes together, the first of equal
     *     ones
     * @param mostFrequent the part of them where it is the one that occurs most often in the text, again the first
     */
    public record Choices(int questions, double accuracy, double mostFrequent) {}

    /**
     * Lets the model choose among the candidates of texts.
     *
     * @param texts each with candidates
     * @param most how many texts, evenly spaced; 0 for all
     * @throws io.attn4j.error.InvalidInputException when the model does not see each text whole
     */
    public Choices choices(PlanSession session, AnsweredTexts texts, int most) {
        int[] numbers = spaced(texts, most);
        AnsweredTexts candidates = texts.withCandidates(numbers);
        candidates.requireWithin(model.config().window());
        Sums sums = new Sums(candidates.size());
        sums.add(session, candidates, IntStream.range(0, candidates.size()).toArray());
        int found = 0;
        int frequent = 0;
        int from = 0;
        for (int number : numbers) {
            int[] occurrences = texts.occurrences(number);
            int least = 0;
            int often = 0;
            for (int i = 1; i < texts.candidates(number); i++) {
                least = sums.losses[from + i] < sums.losses[from + least] ? i : least;
                often = occurrences[i] > occurrences[often] ? i : often;
            }
            found += least == texts.rightCandidate(number) ? 1 : 0;
            frequent += often == texts.rightCandidate(number) ? 1 : 0;
            from += texts.candidates(number);
        }
        return new Choices(numbers.length, (double) found / numbers.length, (double) frequent / numbers.length);
    }

    private static int[] spaced(AnsweredTexts texts, int most) {
        int count = most == 0 ? texts.size() : Math.min(most, texts.size());
        return IntStream.range(0, count)
                .map(i -> (int) ((long) texts.size() * i / count))
                .toArray();
    }

    /** What is summed up over texts. */
    private final class Sums {
        /** Of each text, over its answers. */
        private final double[] losses;

        private long answers;
        private long right;

        Sums(int texts) {
            losses = new double[texts];
        }

        void add(PlanSession session, AnsweredTexts texts, int... numbers) {
            int vocabulary = model.config().vocabulary();
            int window = model.config().window();
            float[] logits = new float[Math.multiplyExact(batch * window, vocabulary)];
            for (int from = 0; from < numbers.length; from += batch) {
                int[] some = new int[batch];
                Arrays.fill(some, -1);
                System.arraycopy(numbers, from, some, 0, Math.min(batch, numbers.length - from));
                Batch tokens = texts.batch(window, some);
                Map<String, MemorySegment> tensors = new HashMap<>();
                tensors.put(LanguageModel.IDS, MemorySegment.ofArray(tokens.ids()));
                tensors.put(LanguageModel.LOGITS, MemorySegment.ofArray(logits));
                session.run(plan, tensors);
                for (int i = 0; i < batch * window; i++) {
                    int target = (int) tokens.targets()[i];
                    if (target >= 0) {
                        int largest = DocumentVotes.largest(logits, i * vocabulary, vocabulary);
                        losses[from + i / window] += loss(logits, i * vocabulary, vocabulary, largest, target);
                        right += largest == target ? 1 : 0;
                        answers++;
                    }
                }
            }
        }
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
