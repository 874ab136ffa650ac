package io.attn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.error.InvalidInputException;
import io.attn4j.plan.Buffer;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Views of documents, tokens that are left out, n-grams and their rows, and votes. */
class DocumentReadingTest {
    private static final int WINDOW = 8;

    private static DocumentReading reading(int views, double dropped, List<Integer> ngrams, int buckets) {
        return new DocumentReading(views, DocumentReading.MEAN, dropped, ngrams, buckets);
    }

    @ParameterizedTest(name = "{0} tokens, {1} views")
    @CsvSource({
        "5, 4, 0",
        "8, 4, 0",
        "9, 4, '0 1'",
        "24, 4, '0 8 16'",
        "25, 4, '0 5 11 17'",
        "100, 3, '0 46 92'",
        "30, 1, 0"
    })
    void viewsAreEvenlySpacedFromBeginningToEnd(int length, int views, String starts) {
        assertThat(reading(views, 0, List.of(), 1).starts(length, WINDOW))
                .containsExactly(Arrays.stream(starts.split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    @Test
    void aStepTakesAViewThatStartsAnywhere() {
        DocumentReading four = reading(4, 0, List.of(), 1);
        Set<Integer> starts = new HashSet<>();
        for (int step = 1; step <= 400; step++) {
            int[] places = four.places(20, WINDOW, 7, step, 1);
            assertThat(places).isEqualTo(four.places(20, WINDOW, 7, step, 1));
            assertThat(places)
                    .containsExactly(
                            IntStream.range(places[0], places[0] + WINDOW).toArray());
            starts.add(places[0]);
        }
        assertThat(starts).hasSize(13).contains(0, 12);
        assertThat(four.places(5, WINDOW, 7, 1, 1)).containsExactly(0, 1, 2, 3, 4);
        assertThat(DocumentReading.DEFAULT.places(20, WINDOW, 7, 3, 1)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void aShareOfTheTokensIsLeftOut() {
        DocumentReading third = reading(1, 0.3, List.of(), 1);
        int kept = 0;
        for (int step = 1; step <= 200; step++) {
            int[] places = third.places(100, 1000, 7, step, 0);
            assertThat(places).isSorted().doesNotHaveDuplicates();
            kept += places.length;
        }
        assertThat(kept / 20_000.0).isCloseTo(0.7, within(0.02));
        // a window is filled with tokens further on
        assertThat(third.places(100, 10, 7, 1, 0)).hasSize(10);
        assertThat(reading(1, 0.99, List.of(), 1).places(1, 10, 7, 1, 0)).containsExactly(0);
    }

    @Test
    void anNgramHasOneRowWhereverItStands() {
        DocumentReading many = reading(1, 0, List.of(2, 3), 1 << 20);
        int[] tokens = {4, 5, 6, 9, 4, 5, 6};
        assertThat(many.row(2, tokens, 1)).isEqualTo(many.row(2, tokens, 5)).isBetween(0, (1 << 20) - 1);
        assertThat(many.row(3, tokens, 2)).isEqualTo(many.row(3, tokens, 6));
        assertThat(many.row(2, tokens, 0)).isEqualTo(-1);
        assertThat(many.row(3, tokens, 1)).isEqualTo(-1);
        Set<Integer> rows = new HashSet<>();
        for (int a = 0; a < 64; a++) {
            for (int b = 0; b < 64; b++) {
                rows.add(many.row(2, new int[] {a, b}, 1));
            }
        }
        // of 4,096 in 2^20 rows some 8 pairs meet
        assertThat(rows).hasSizeBetween(4_070, 4_096);
        DocumentReading few = reading(1, 0, List.of(2), 3);
        assertThat(rows.stream().map(row -> few.row(2, new int[] {row, 1}, 1)).distinct())
                .containsExactlyInAnyOrder(0, 1, 2);
    }

    /** The n-grams of tokens that stand together in the document, whatever else the view holds. */
    @Test
    void ngramsAreThoseOfTheDocument() {
        ModelConfig config = config(reading(2, 0, List.of(2), 1000));
        DocumentBatch batch = new DocumentBatch(1, config);
        int[] tokens = {7, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        batch.setPlaces(0, tokens, 3, 5);
        float[] rows = batch.inputs().get("ngram_rows.2").toArray(java.lang.foreign.ValueLayout.JAVA_FLOAT);
        assertThat(rows)
                .containsExactly(
                        config.reading().row(2, new int[] {2, 3}, 1),
                        config.reading().row(2, new int[] {4, 5}, 1),
                        -1,
                        -1,
                        -1,
                        -1,
                        -1,
                        -1);
    }

    private static ModelConfig config(DocumentReading reading) {
        return new ModelConfig(
                256,
                1,
                8,
                2,
                16,
                WINDOW,
                AttentionConfig.of("standard", 0, Map.of()),
                "gelu",
                false,
                0,
                0,
                ModelConfig.GAIN,
                reading);
    }

    /** Of a short document, and of a long one with three views, more than a batch has rows. */
    @Test
    void probabilitiesAreTheMeansOfThoseOfTheViews() {
        Classifier several = new Classifier(config(reading(3, 0, List.of(), 1)), 3);
        Classifier one = new Classifier(config(DocumentReading.DEFAULT), 3);
        int[] brief = {1, 2, 3};
        int[] extended = IntStream.range(40, 65).toArray();
        double[][] found;
        try (PlanSession session = new PlanSession(1, started(several))) {
            found = new DocumentVotes(several, several.logits(2, Buffer.Kind.STATE), 2)
                    .of(session, List.of(brief, extended));
            double[][] same = new DocumentVotes(several, several.loss(2, Buffer.Kind.STATE, 0), 2)
                    .of(session, List.of(brief, extended));
            assertThat(same).isDeepEqualTo(found);
        }
        double[] mean = new double[3];
        for (int start : new int[] {0, 8, 17}) {
            double[] alone = alone(one, Arrays.copyOfRange(extended, start, start + WINDOW));
            for (int i = 0; i < mean.length; i++) {
                mean[i] += alone[i] / 3;
            }
        }
        assertThat(found[0]).containsExactly(alone(one, brief), within(1e-6));
        assertThat(found[1]).containsExactly(mean, within(1e-6));
        assertThat(found[1]).isNotEqualTo(alone(one, extended));
    }

    private static double[] alone(Classifier model, int... tokens) {
        DocumentBatch batch = new DocumentBatch(1, model.config());
        batch.set(0, tokens);
        float[] logits = new float[3];
        Map<String, MemorySegment> tensors = batch.inputs();
        tensors.put(BlockModel.LOGITS, MemorySegment.ofArray(logits));
        try (PlanSession session = new PlanSession(1, started(model))) {
            session.run(model.logits(1, Buffer.Kind.STATE), tensors);
        }
        double[] probabilities = new double[3];
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        for (int i = 0; i < 3; i++) {
            probabilities[i] = Math.exp(logits[i]) / sum;
        }
        return probabilities;
    }

    private static Map<String, Tensor> started(Classifier model) {
        return model.start(5);
    }

    @Test
    void aModelFileKeepsWhatDiffersFromTheDefaults() {
        DocumentReading all = new DocumentReading(4, DocumentReading.ATTENTION, 0.25, List.of(2, 5), 1000);
        assertThat(DocumentReading.read(JsonFields.of("m", all.json()))).isEqualTo(all);
        assertThat(DocumentReading.DEFAULT.json()).isEmpty();
        assertThat(DocumentReading.read(JsonFields.of("m", Map.of()))).isEqualTo(DocumentReading.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"views=0", "pooling=max", "token_dropout=1", "buckets=0", "buckets=100000000"})
    void refusesWhatCannotBe(String mistake) {
        String[] field = mistake.split("=");
        Object value = field[1].matches("[0-9]+") ? (Object) Long.valueOf(field[1]) : field[1];
        assertThatThrownBy(() -> DocumentReading.read(JsonFields.of("m", Map.of(field[0], value))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("m " + field[0] + ": got ");
    }

    @Test
    void refusesOtherNgrams() {
        for (List<?> mistake : List.of(List.of(1L), List.of(3L, 2L), List.of(2L, 2L), List.of(17L), List.of("two"))) {
            assertThatThrownBy(() -> DocumentReading.read(JsonFields.of("m", Map.of("ngrams", mistake))))
                    .as(mistake.toString())
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("m ngrams: got ");
        }
    }
}
