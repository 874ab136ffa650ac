package io.attn4j.baseline;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.attn4j.data.LabelledDocuments;
import io.attn4j.train.Confusion;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A logistic regression of the words of documents, whatever their order: the plainest classifier that is any good.
 *
 * <p>A word is a run of letters or digits, or one other visible character, in lower case, that two documents or more have. A
 * document is the vector of {@code (1 + ln tf) (1 + ln((1 + n) / (1 + df)))}, tf how often it has a word and df how many of the n
 * documents do, divided by its norm. LIBLINEAR (Fan et al. 2008) fits a regression for each label against the others, with L2
 * regularisation and {@code C} = {@value #C}.
 */
public final class BagOfWords {
    /** The weight of the loss against the regularisation, the same for all data. */
    static final double C = 10;

    private static final double TOLERANCE = 1e-3;
    private static final int LEAST_DOCUMENTS = 2;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+|[^\\s\\p{L}\\p{N}\\p{Cntrl}]");

    private final Map<String, Integer> words = new HashMap<>();
    private final double[] rarity;
    private final Model model;

    static {
        // it prints how it goes otherwise
        Linear.disableDebugOutput();
    }

    /** Fits it to documents. */
    public BagOfWords(LabelledDocuments documents) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < documents.size(); i++) {
            for (String word : new HashSet<>(counted(documents.text(i)).keySet())) {
                counts.merge(word, 1, Integer::sum);
            }
        }
        counts.values().removeIf(count -> count < LEAST_DOCUMENTS);
        rarity = new double[counts.size()];
        // in the order of words, so that sums have a fixed order
        new TreeMap<>(counts).forEach((word, count) -> {
            rarity[words.size()] = 1 + Math.log((1.0 + documents.size()) / (1 + count));
            words.put(word, words.size());
        });
        Problem problem = new Problem();
        problem.l = documents.size();
        problem.n = words.size() + 1;
        problem.bias = 1;
        problem.x = new Feature[documents.size()][];
        problem.y = new double[documents.size()];
        for (int i = 0; i < documents.size(); i++) {
            problem.x[i] = features(documents.text(i));
            problem.y[i] = documents.label(i);
        }
        model = Linear.train(problem, new Parameter(SolverType.L2R_LR, C, TOLERANCE));
    }

    private static Map<String, Integer> counted(byte[] text) {
        Map<String, Integer> counts = new TreeMap<>();
        Matcher matcher = WORD.matcher(new String(text, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            counts.merge(matcher.group(), 1, Integer::sum);
        }
        return counts;
    }

    /** A document's vector, and a constant at its end. */
    private Feature[] features(byte[] text) {
        Map<Integer, Double> weights = new TreeMap<>();
        double squares = 0;
        for (Map.Entry<String, Integer> word : counted(text).entrySet()) {
            Integer index = words.get(word.getKey());
            if (index != null) {
                double weight = (1 + Math.log(word.getValue())) * rarity[index];
                weights.put(index, weight);
                squares += weight * weight;
            }
        }
        Feature[] features = new Feature[weights.size() + 1];
        int next = 0;
        for (Map.Entry<Integer, Double> weight : weights.entrySet()) {
            // indices start at 1
            features[next++] = new FeatureNode(weight.getKey() + 1, weight.getValue() / Math.sqrt(squares));
        }
        features[next] = new FeatureNode(words.size() + 1, 1);
        return features;
    }

    /** The number of the label that a document most likely has. */
    public int classify(byte[] text) {
        return (int) Linear.predict(model, features(text));
    }

    /** What it makes of documents with the same labels. */
    public Confusion on(LabelledDocuments documents) {
        int labels = documents.labels().size();
        long[][] counts = new long[labels][labels];
        for (int i = 0; i < documents.size(); i++) {
            counts[documents.label(i)][classify(documents.text(i))]++;
        }
        return new Confusion(documents.labels(), counts);
    }
}
