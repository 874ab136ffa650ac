package io.attn4j.baseline;

import io.attn4j.data.LabelledDocuments;
import io.attn4j.train.Confusion;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a classifier has to beat to be worth its time.
 *
 * @param documents how many it was measured on
 * @param majority accuracy of always saying the label that most of the documents to train on have
 * @param bagOfWords accuracy of {@link BagOfWords}
 * @param bagOfWordsMacroF1 its macro-F1
 */
public record Baseline(int documents, double majority, double bagOfWords, double bagOfWordsMacroF1) {
    /**
     * Fits it and measures it.
     *
     * @param training to train on
     * @param held to measure on, with the same labels
     */
    public static Baseline of(LabelledDocuments training, LabelledDocuments held) {
        Confusion words = new BagOfWords(training).on(held);
        return new Baseline(held.size(), majority(training, held), words.accuracy(), words.macroF1());
    }

    private static double majority(LabelledDocuments training, LabelledDocuments held) {
        int[] counts = counts(training);
        int most = 0;
        for (int label = 1; label < counts.length; label++) {
            most = counts[label] > counts[most] ? label : most;
        }
        return (double) counts(held)[most] / held.size();
    }

    private static int[] counts(LabelledDocuments documents) {
        int[] counts = new int[documents.labels().size()];
        for (int i = 0; i < documents.size(); i++) {
            counts[documents.label(i)]++;
        }
        return counts;
    }

    /** As a record. */
    public Map<String, Object> record() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("majority_accuracy", majority);
        record.put("bag_of_words_accuracy", bagOfWords);
        record.put("bag_of_words_macro_f1", bagOfWordsMacroF1);
        return record;
    }
}
