package io.attn4j.model;

import io.attn4j.plan.Plan;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a classifier makes of documents: the mean of the probabilities that it gives their views ({@link DocumentReading}). */
public final class DocumentVotes {
    private final Classifier model;
    private final Plan plan;
    private final int batch;
    private final boolean targets;

    /** A view: the number of its document, and its first token. */
    private record Window(int document, int start) {}

    /**
     * Votes by a plan.
     *
     * @param plan of the model's logits, with its loss or without, parameters as states
     * @param batch B of the plan
     */
    public DocumentVotes(Classifier model, Plan plan, int batch) {
        this.model = model;
        this.plan = plan;
        this.batch = batch;
        targets = plan.buffers().containsKey(BlockModel.TARGETS);
    }

    /**
     * The probability of each label for each document.
     *
     * @param documents their tokens, one or more each
     */
    public double[][] of(PlanSession session, List<int[]> documents) {
        int labels = model.labels();
        int size = model.config().window();
        double[][] probabilities = new double[documents.size()][labels];
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            for (int start : model.config().reading().starts(documents.get(i).length, size)) {
                windows.add(new Window(i, start));
            }
        }
        for (int from = 0; from < windows.size(); from += batch) {
            DocumentBatch texts = new DocumentBatch(batch, model.config());
            int rows = Math.min(batch, windows.size() - from);
            for (int row = 0; row < rows; row++) {
                Window window = windows.get(from + row);
                texts.set(row, documents.get(window.document()), window.start());
            }
            float[] logits = new float[batch * labels];
            Map<String, MemorySegment> tensors = texts.inputs();
            tensors.put(BlockModel.LOGITS, MemorySegment.ofArray(logits));
            if (targets) {
                float[] none = new float[batch];
                Arrays.fill(none, -1);
                tensors.put(BlockModel.TARGETS, MemorySegment.ofArray(none));
                tensors.put(BlockModel.LOSS, MemorySegment.ofArray(new float[batch]));
            }
            session.run(plan, tensors);
            for (int row = 0; row < rows; row++) {
                int[] document = documents.get(windows.get(from + row).document());
                int views = model.config().reading().starts(document.length, size).length;
                add(
                        logits,
                        row * labels,
                        views,
                        probabilities[windows.get(from + row).document()]);
            }
        }
        return probabilities;
    }

    private static void add(float[] logits, int from, int views, double[] probabilities) {
        double largest = logits[from + largest(logits, from, probabilities.length)];
        double sum = 0;
        for (int label = 0; label < probabilities.length; label++) {
            sum += Math.exp(logits[from + label] - largest);
        }
        for (int label = 0; label < probabilities.length; label++) {
            probabilities[label] += Math.exp(logits[from + label] - largest) / sum / views;
        }
    }

    /** The first of the largest of {@code count} values. */
    public static int largest(float[] values, int from, int count) {
        int largest = 0;
        for (int i = 1; i < count; i++) {
            if (values[from + i] > values[from + largest]) {
                largest = i;
            }
        }
        return largest;
    }

    /** The first of the largest probabilities. */
    public static int largest(double... probabilities) {
        int largest = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[largest]) {
                largest = i;
            }
        }
        return largest;
    }
}
