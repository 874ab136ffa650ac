package io.attn4j.train;

import io.attn4j.data.PackedWindows;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.ModelConfig;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.Plan;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/** The loss of a language model on packed documents, each of which it sees by itself. */
public final class PackedEvaluation {
    private final DocumentStarts documents;
    private final Plan plan;

    /** Of {@code batch} windows at a time; parameters are states of the session. */
    public PackedEvaluation(ModelConfig config, int batch) {
        documents = new DocumentStarts(batch, config.window());
        plan = new LanguageModel(config, documents).loss(batch, Buffer.Kind.STATE, 0);
    }

    /** The plan of the loss of a batch. */
    public Plan plan() {
        return plan;
    }

    /**
     * Evaluates windows.
     *
     * @param most how many windows, evenly spaced; 0 for all of them, so that every token but the first of a document is
     *     predicted once
     */
    public Evaluation.Result of(PlanSession session, PackedWindows windows, int most) {
        int count = most == 0 ? windows.size() : Math.min(most, windows.size());
        double sum = 0;
        long predicted = 0;
        for (int from = 0; from < count; from += documents.batch()) {
            int[] numbers = new int[documents.batch()];
            for (int row = 0; row < numbers.length; row++) {
                int number = from + row;
                numbers[row] = number < count ? (int) ((long) windows.size() * number / count) : -1;
            }
            PackedWindows.Rows rows = windows.rows(numbers);
            float[] loss = new float[rows.places().length];
            Map<String, MemorySegment> tensors = inputs(rows, documents);
            tensors.put(LanguageModel.LOSS, MemorySegment.ofArray(loss));
            session.run(plan, tensors);
            sum += Evaluation.total(loss);
            predicted += rows.batch().count();
        }
        return new Evaluation.Result(sum / predicted, predicted, windows.text().bytesPerToken());
    }

    /** What plans take of some rows, whose documents are set as those of the next execution. */
    static Map<String, MemorySegment> inputs(PackedWindows.Rows rows, DocumentStarts documents) {
        documents.set(rows.documents());
        Map<String, MemorySegment> inputs = new HashMap<>();
        inputs.put(LanguageModel.IDS, MemorySegment.ofArray(rows.batch().ids()));
        inputs.put(LanguageModel.TARGETS, MemorySegment.ofArray(rows.batch().targets()));
        inputs.put(LanguageModel.PLACES, MemorySegment.ofArray(rows.places()));
        return inputs;
    }
}
