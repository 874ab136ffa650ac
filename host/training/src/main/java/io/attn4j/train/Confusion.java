package io.attn4j.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a classifier made of documents of known labels.
 *
 * @param labels the labels, in the order of their numbers
 * @param counts documents of label i that were given label j, [C][C]
 */
public record Confusion(List<String> labels, long[][] counts) {

    /** Documents. */
    public long documents() {
        long sum = 0;
        for (long[] row : counts) {
            for (long each : row) {
                sum += each;
            }
        }
        return sum;
    }

    /** The part of the documents that were given their own label. */
    public double accuracy() {
        long right = 0;
        for (int label = 0; label < counts.length; label++) {
            right += counts[label][label];
        }
        return (double) right / documents();
    }

    /**
     * The mean over labels of {@code F1 = 2 TP / (2 TP + FP + FN)}, the harmonic mean of precision and recall, each label
     * counted alike; labels that no document has or was given are left out.
     */
    public double macroF1() {
        double sum = 0;
        int met = 0;
        for (int label = 0; label < counts.length; label++) {
            long all = 0;
            for (int other = 0; other < counts.length; other++) {
                all += counts[label][other] + counts[other][label];
            }
            if (all > 0) {
                sum += 2.0 * counts[label][label] / all;
                met++;
            }
        }
        return sum / met;
    }

    /** The matrix by labels: of each label, how many of its documents were given which one. */
    public Map<String, Map<String, Long>> matrix() {
        Map<String, Map<String, Long>> matrix = new LinkedHashMap<>();
        for (int label = 0; label < counts.length; label++) {
            Map<String, Long> row = new LinkedHashMap<>();
            for (int given = 0; given < counts.length; given++) {
                row.put(labels.get(given), counts[label][given]);
            }
            matrix.put(labels.get(label), row);
        }
        return matrix;
    }
}
