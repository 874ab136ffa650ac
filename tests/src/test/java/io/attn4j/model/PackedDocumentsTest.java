package io.attn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.autodiff.Differentiation;
import io.attn4j.error.InvalidInputException;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.Plan;
import io.attn4j.plan.row.RowSeeds;
import io.attn4j.reference.PlanReference;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents that share a window: each is computed as if it were alone. */
class PackedDocumentsTest {
    private static final int WINDOW = 12;
    private static final int VOCABULARY = 11;

    static Stream<CausalForms.Form> apart() {
        return CausalForms.all().filter(PackedDocumentsTest::keepsApart);
    }

    static Stream<CausalForms.Form> others() {
        return CausalForms.all().filter(form -> !keepsApart(form));
    }

    static Stream<CausalForms.Form> apartWithoutDropout() {
        return apart().filter(form -> form.dropout() == 0 && form.attentionDropout() == 0);
    }

    private static boolean keepsApart(CausalForms.Form form) {
        return Stream.of("synthesizer random", "factorized-dense", "synthesizer mixture", "weighed mixture")
                .noneMatch(form.name()::contains);
    }

    /** Documents in a window: two where they start at multiples, else three, and in the last the end is padding. */
    private static final class Packing {
        private final DocumentStarts documents = new DocumentStarts(2, WINDOW);
        private final int[] table = new int[2 * WINDOW];
        private final float[] places = new float[2 * WINDOW];
        private final int[][] lengths;

        Packing(ModelConfig config) {
            int multiple = LanguageModel.documentMultiple(config);
            int second = multiple == 1 ? 5 : multiple;
            int third = multiple == 1 ? 9 : 2 * multiple;
            int[][] starts = {{0, second, third}, {0, third}};
            // the documents before the last leave a place free where they start at multiples
            int free = multiple == 1 ? 0 : 1;
            lengths =
                    new int[][] {{second - free, third - second, WINDOW - third - free}, {third - free, WINDOW - third}
                    };
            for (int row = 0; row < 2; row++) {
                for (int start : starts[row]) {
                    Arrays.fill(table, row * WINDOW + start, (row + 1) * WINDOW, start);
                }
            }
            for (int at = 0; at < places.length; at++) {
                places[at] = at % WINDOW - table[at];
            }
            documents.set(table);
        }

        /** Whether a place has a token, and not padding. */
        boolean has(int at) {
            int row = at / WINDOW;
            int number = number(at);
            return at % WINDOW - table[at] < lengths[row][number];
        }

        int number(int at) {
            int row = at / WINDOW;
            return (int) Arrays.stream(table, row * WINDOW, at + 1).distinct().count() - 1;
        }

        /** Whether two places are of the same document. */
        boolean together(int x, int y) {
            return x / WINDOW == y / WINDOW && table[x] == table[y];
        }
    }

    private static Map<String, MemorySegment> inputs(
            Packing packing, ModelConfig config, float[] ids, float[] targets) {
        Map<String, MemorySegment> tensors = new HashMap<>();
        tensors.put(LanguageModel.IDS, MemorySegment.ofArray(ids));
        tensors.put(LanguageModel.TARGETS, MemorySegment.ofArray(targets));
        tensors.put(LanguageModel.PLACES, MemorySegment.ofArray(packing.places));
        if (config.drops()) {
            tensors.put(LanguageModel.DROPOUT, MemorySegment.ofArray(RowSeeds.keys(5, 8, 0, 2)));
        }
        return tensors;
    }

    /** What came out of a loss and its gradients, seeded with the losses of one document alone. */
    private record Results(float[] losses, Map<String, float[]> gradients) {}

    private static Results results(
            LanguageModel model, PlanSession session, Plan backward, Packing packing, float[] ids, int of) {
        float[] targets = new float[ids.length];
        float[] seed = new float[ids.length];
        for (int at = 0; at < ids.length; at++) {
            targets[at] = packing.has(at) ? (at * 7 + 3) % VOCABULARY : -1;
            seed[at] = packing.together(at, of) ? 0.25f : 0;
        }
        float[] losses = new float[ids.length];
        Map<String, MemorySegment> tensors = inputs(packing, model.config(), ids, targets);
        tensors.put(Differentiation.PREFIX + LanguageModel.LOSS, MemorySegment.ofArray(seed));
        tensors.put(LanguageModel.LOSS, MemorySegment.ofArray(losses));
        Map<String, float[]> gradients = new HashMap<>();
        for (Parameter parameter : model.parameters()) {
            float[] gradient = new float[(int) parameter.type().elements()];
            gradients.put(parameter.name(), gradient);
            tensors.put(Differentiation.PREFIX + parameter.name(), MemorySegment.ofArray(gradient));
        }
        session.run(backward, tensors);
        return new Results(losses, gradients);
    }

    /** Another token in one document changes no loss and no gradient of another, bit for bit, and some of its own. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("apart")
    void noDocumentReachesAnother(CausalForms.Form form) {
        ModelConfig config = form.model(VOCABULARY, false);
        Packing packing = new Packing(config);
        LanguageModel model = new LanguageModel(config, packing.documents);
        Plan loss = model.trainingLoss(2, Buffer.Kind.STATE, 0);
        Plan backward = Differentiation.of(loss, List.of(LanguageModel.LOSS), model.names(), Map.of());
        float[] ids = new float[2 * WINDOW];
        for (int at = 0; at < ids.length; at++) {
            ids[at] = packing.has(at) ? (at * 5 + 2) % VOCABULARY : 0;
        }
        try (PlanSession session = new PlanSession(2, model.start(5))) {
            for (int changed = 0; changed < ids.length; changed++) {
                float[] others = ids.clone();
                others[changed] = (others[changed] + 4) % VOCABULARY;
                boolean own = false;
                for (int of = 0; of < ids.length; of++) {
                    if (packing.places[of] != 0) {
                        continue;
                    }
                    Results before = results(model, session, backward, packing, ids, of);
                    Results after = results(model, session, backward, packing, others, of);
                    if (packing.together(changed, of)) {
                        own = !Arrays.equals(before.losses, after.losses);
                        continue;
                    }
                    for (int at = 0; at < ids.length; at++) {
                        if (packing.together(at, of)) {
                            assertThat(after.losses[at])
                                    .as("loss at %s after a change at %s", at, changed)
                                    .isEqualTo(before.losses[at]);
                        }
                    }
                    before.gradients.forEach((name, gradient) ->
                            assertThat(after.gradients.get(name)).as(name).isEqualTo(gradient));
                }
                assertThat(own).as("own losses after a change at %s", changed).isEqualTo(packing.has(changed));
            }
        }
    }

    /** Losses are those of each document in a window of its own, and gradients of a mean over all targets too, in fp64. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("apartWithoutDropout")
    void theSameAsDocumentsOneByOne(CausalForms.Form form) {
        ModelConfig config = form.model(VOCABULARY, true);
        Packing packing = new Packing(config);
        // powers of what slots keep are rounded to fp32 in both, in chunks of other sizes
        double limit = form.name().contains("horizon") ? 1e-7 : 1e-12;
        LanguageModel packed = new LanguageModel(config, packing.documents);
        LanguageModel alone = new LanguageModel(config);
        Random random = new Random(3);
        Map<String, double[]> given = new HashMap<>();
        packed.start(9).forEach((name, tensor) -> given.put(name, perturbed(name, tensor)));
        double[] ids = random.ints(2 * WINDOW, 0, VOCABULARY).asDoubleStream().toArray();
        double[] targets = new double[ids.length];
        double[] seed = new double[ids.length];
        for (int at = 0; at < ids.length; at++) {
            targets[at] = packing.has(at) ? random.nextInt(VOCABULARY) : -1;
            seed[at] = packing.has(at) ? 1.0 / 20 : 0;
        }
        given.put(LanguageModel.IDS, ids);
        given.put(LanguageModel.TARGETS, targets);
        given.put(Differentiation.PREFIX + LanguageModel.LOSS, seed);
        Map<String, double[]> more = new HashMap<>(given);
        double[] places = new double[ids.length];
        Arrays.setAll(places, i -> packing.places[i]);
        more.put(LanguageModel.PLACES, places);
        Map<String, double[]> together = PlanReference.execute(backward(packed, 2), more);
        Plan one = backward(alone, 1);
        Map<String, double[]> sums = new HashMap<>();
        for (int start = 0; start < ids.length; start++) {
            if (packing.places[start] != 0) {
                continue;
            }
            int end = start;
            while (end < ids.length && packing.together(start, end) && packing.has(end)) {
                end++;
            }
            given.put(LanguageModel.IDS, padded(ids, start, end, 0));
            given.put(LanguageModel.TARGETS, padded(targets, start, end, -1));
            given.put(Differentiation.PREFIX + LanguageModel.LOSS, padded(seed, start, end, 0));
            Map<String, double[]> found = PlanReference.execute(one, given);
            for (int at = start; at < end; at++) {
                assertThat(together.get(LanguageModel.LOSS)[at])
                        .as("loss at %s", at)
                        .isCloseTo(found.get(LanguageModel.LOSS)[at - start], within(limit));
            }
            for (String name : alone.names()) {
                double[] gradient = found.get(Differentiation.PREFIX + name);
                double[] sum = sums.computeIfAbsent(name, none -> new double[gradient.length]);
                Arrays.setAll(sum, i -> sum[i] + gradient[i]);
            }
        }
        for (String name : alone.names()) {
            assertThat(together.get(Differentiation.PREFIX + name))
                    .as(name)
                    .containsExactly(sums.get(name), within(limit));
        }
    }

    private static Plan backward(LanguageModel model, int batch) {
        Plan loss = model.trainingLoss(batch, Buffer.Kind.WEIGHT, 0.1f);
        return Differentiation.of(loss, List.of(LanguageModel.LOSS), model.names(), Map.of());
    }

    private static double[] padded(double[] values, int from, int to, double padding) {
        double[] window = new double[WINDOW];
        Arrays.fill(window, padding);
        System.arraycopy(values, from, window, 0, to - from);
        return window;
    }

    private static double[] perturbed(String name, Tensor tensor) {
        Random random = new Random(name.hashCode());
        double[] values = new double[(int) tensor.type().elements()];
        Arrays.setAll(values, i -> tensor.getFloat(i) + 0.2 * random.nextGaussian());
        return values;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void mechanismsThatCannotSaySo(CausalForms.Form form) {
        ModelConfig config = form.model(VOCABULARY, false);
        assertThatThrownBy(() -> new LanguageModel(config, new DocumentStarts(2, WINDOW)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(
                        "documents: got packed with " + config.attention().mechanism());
    }

    @Test
    void startsAreChecked() {
        DocumentStarts documents = new DocumentStarts(2, 3);
        documents.set(0, 0, 2, 0, 1, 2);
        for (int[] wrong : new int[][] {{0, 0, 2}, {0, 0, 1, 0, 0, 0}, {1, 1, 1, 0, 0, 0}, {0, 1, 0, 0, 0, 0}}) {
            assertThatThrownBy(() -> documents.set(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
