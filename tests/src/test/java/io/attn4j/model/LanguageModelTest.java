package io.attn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.autodiff.Differentiation;
import io.attn4j.data.Batch;
import io.attn4j.data.Corpus;
import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.row.RowSeeds;
import io.attn4j.reference.PlanReference;
import io.attn4j.tensor.Tensor;
import io.attn4j.text.Generator;
import io.attn4j.train.Evaluation;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LanguageModelTest {
    private static final Corpus TEXT =
            Corpus.of("text", "Call me Ishmael. Some years ago, never mind how long.".getBytes(StandardCharsets.UTF_8));

    static Stream<CausalForms.Form> forms() {
        return CausalForms.all();
    }

    @Test
    void everyMechanismHasAForm() {
        List<String> met = forms().map(form -> form.attention().mechanism()).toList();
        assertThat(met)
                .containsAll(Mechanisms.all().stream()
                        .map(mechanism -> mechanism.id())
                        .filter(id -> !id.equals("block"))
                        .toList());
    }

    /**
     * A fresh model knows nothing: it is as good as guessing, whatever the mechanism, and worse by what its logits vary, half
     * of 1/3.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void startsWithTheLossOfGuessing(CausalForms.Form form) {
        LanguageModel model = new LanguageModel(form.model(256, false));
        try (PlanSession session = new PlanSession(1, model.start(3))) {
            byte[] noise = new byte[3000];
            new Random(2).nextBytes(noise);
            Evaluation.Result found = new Evaluation(model, 8).of(session, Corpus.of("noise", noise), 0);
            assertThat(found.count()).isEqualTo(noise.length - 1);
            assertThat(found.nats()).isBetween(Math.log(256) + 0.02, Math.log(256) + 0.35);
        }
    }

    /** Nothing that comes after a position reaches its logits, and what is at it does. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void seesNoFuture(CausalForms.Form form) {
        LanguageModel model = new LanguageModel(form.model(256, false));
        int window = model.config().window();
        try (PlanSession session = new PlanSession(2, model.start(5))) {
            Generator generator = new Generator(model, session);
            float[] ids = Batch.at(TEXT, window, 7).ids();
            for (int changed = 0; changed < window; changed++) {
                float[] others = ids.clone();
                others[changed] = (others[changed] + 77) % 256;
                for (int position = 0; position <= changed; position++) {
                    boolean same = Arrays.equals(generator.logits(ids, position), generator.logits(others, position));
                    assertThat(same)
                            .as("logits of %s after a change of %s", position, changed)
                            .isEqualTo(position < changed);
                }
            }
        }
    }

    /** The gradient of the whole model's loss, by every parameter, in fp64. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void gradientsAreThoseOfCentralDifferences(CausalForms.Form form) {
        for (boolean tied : new boolean[] {false, true}) {
            LanguageModel model = new LanguageModel(form.model(11, tied));
            Plan loss = model.trainingLoss(2, Buffer.Kind.WEIGHT, 0.1f);
            Plan backward = Differentiation.of(loss, List.of(LanguageModel.LOSS), model.names(), Map.of());
            Map<String, double[]> given = new HashMap<>();
            model.start(9).forEach((name, tensor) -> given.put(name, perturbed(name, tensor)));
            Random random = new Random(4);
            given.put(LanguageModel.IDS, random.ints(24, 0, 11).asDoubleStream().toArray());
            given.put(
                    LanguageModel.TARGETS,
                    random.ints(24, -1, 11).asDoubleStream().toArray());
            if (model.config().drops()) {
                given.put(LanguageModel.DROPOUT, wide(RowSeeds.keys(5, 8, 0, 2)));
            }
            double[] seed = random.doubles(24, 0, 0.1).toArray();
            given.put(Differentiation.PREFIX + LanguageModel.LOSS, seed);
            Map<String, double[]> found = PlanReference.execute(backward, given);
            for (String name : model.names()) {
                double[] gradient = found.get(Differentiation.PREFIX + name);
                double[] direction = random.doubles(gradient.length, -1, 1).toArray();
                double expected = (loss(loss, given, name, direction, 1e-5, seed)
                                - loss(loss, given, name, direction, -1e-5, seed))
                        / 2e-5;
                double actual = 0;
                double size = 1e-8;
                for (int i = 0; i < gradient.length; i++) {
                    actual += gradient[i] * direction[i];
                    size += gradient[i] * gradient[i];
                }
                assertThat(actual).as(name).isCloseTo(expected, within(1e-5 * Math.sqrt(size)));
            }
        }
    }

    private static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    /** What starts as a constant is moved away from it, where some gradients would be zero. */
    private static double[] perturbed(String name, Tensor tensor) {
        Random random = new Random(name.hashCode());
        double[] values = new double[(int) tensor.type().elements()];
        Arrays.setAll(values, i -> tensor.getFloat(i) + 0.2 * random.nextGaussian());
        return values;
    }

    private static double loss(
            Plan plan, Map<String, double[]> given, String name, double[] direction, double step, double[] seed) {
        Map<String, double[]> moved = new HashMap<>(given);
        double[] values = given.get(name).clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += step * direction[i];
        }
        moved.put(name, values);
        double[] losses = PlanReference.execute(plan, moved).get(LanguageModel.LOSS);
        double sum = 0;
        for (int i = 0; i < losses.length; i++) {
            sum += losses[i] * seed[i];
        }
        return sum;
    }

    /** Numbers of parameters of the models that libtorch's anchors were measured with. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    standard      | 0  |                                     | 889600
                    centroid      | 0  | centroids=8,chunk=32                | 889600
                    linformer     | 8  | causal-form=block,block=32          | 891648
                    linformer     | 64 | causal-form=past-only               | 1020672
                    synthesizer   | 32 |                                     | 955648
                    synthesizer   | 0  | mode=random                         | 1807104
                    collaborative | 64 |                                     | 825088
                    """)
    void hasTheParametersOfItsPeers(String mechanism, int rank, String options, long count) {
        Map<String, String> given = new HashMap<>();
        if (options != null) {
            for (String option : options.split(",")) {
                given.put(option.split("=")[0], option.split("=")[1]);
            }
        }
        ModelConfig config = new ModelConfig(
                256, 4, 128, 4, 512, 256, AttentionConfig.of(mechanism, rank, given), "gelu", false, ModelConfig.GAIN);
        assertThat(new LanguageModel(config).parameterCount()).isEqualTo(count);
    }

    /** {@code 1 - gamma_r} in row r: with horizon 32 and three slots, 1/2, 1/8 and 1/32. */
    @Test
    void slotsThatForgetStartAsMeansOfWhatTheyRemember() {
        AttentionConfig attention =
                AttentionConfig.of("linformer", 3, Map.of("causal-form", "past-only", "horizon", "32"));
        ModelConfig config = new ModelConfig(11, 1, 8, 2, 16, 5, attention, "gelu", false, ModelConfig.GAIN);
        Map<String, Tensor> start = new LanguageModel(config).start(7);
        for (String name : List.of("layers.0.attention.e", "layers.0.attention.f")) {
            assertThat(start.get(name).toFloats())
                    .as(name)
                    .containsExactly(
                            0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.125f, 0.125f, 0.125f, 0.125f, 0.125f, 0.03125f, 0.03125f,
                            0.03125f, 0.03125f, 0.03125f);
        }
        start.values().forEach(Tensor::close);
    }

    @Test
    void parametersHaveStableNamesAndOnlyMatricesDecay() {
        LanguageModel model = new LanguageModel(CausalForms.all()
                .filter(form -> form.name().equals("collaborative talking"))
                .findFirst()
                .orElseThrow()
                .model(256, true));
        List<String> first = List.of(
                "embedding.weight",
                "positions.weight",
                "layers.0.norm1.weight",
                "layers.0.norm1.bias",
                "layers.0.attention.wq",
                "layers.0.attention.wk",
                "layers.0.attention.mu",
                "layers.0.attention.wv",
                "layers.0.attention.wo",
                "layers.0.attention.tl",
                "layers.0.attention.tp",
                "layers.0.norm2.weight",
                "layers.0.norm2.bias",
                "layers.0.mlp.w1",
                "layers.0.mlp.b1",
                "layers.0.mlp.w2",
                "layers.0.mlp.b2");
        assertThat(model.names()).startsWith(first.toArray(String[]::new)).endsWith("norm.weight", "norm.bias");
        assertThat(model.parameters().stream()
                        .filter(Parameter::decays)
                        .map(Parameter::name)
                        .filter(name -> !name.startsWith("layers.1")))
                .containsExactly(
                        "embedding.weight",
                        "positions.weight",
                        "layers.0.attention.wq",
                        "layers.0.attention.wk",
                        "layers.0.attention.wv",
                        "layers.0.attention.wo",
                        "layers.0.mlp.w1",
                        "layers.0.mlp.w2");
    }

    /** Deviations follow from fan-in, within what 6,000 or more draws allow. */
    @Test
    void startsByFanIn() {
        ModelConfig config = new ModelConfig(
                256,
                1,
                64,
                4,
                256,
                100,
                AttentionConfig.of("synthesizer", 32, Map.of()),
                "gelu",
                false,
                ModelConfig.GAIN);
        Map<String, Tensor> start = new LanguageModel(config).start(1);
        Map<String, Integer> fanIn = Map.of(
                "embedding.weight", 64,
                "head.weight", 64,
                "layers.0.mlp.w2", 256,
                "layers.0.attention.w1", 64,
                "layers.0.attention.w2", 32);
        fanIn.forEach((name, in) -> {
            double sum = 0;
            double squares = 0;
            for (float value : start.get(name).toFloats()) {
                sum += value;
                squares += (double) value * value;
            }
            long count = start.get(name).type().elements();
            double expected = 1 / Math.sqrt(3.0 * in);
            assertThat(Math.sqrt(squares / count)).as(name).isCloseTo(expected, within(0.04 * expected));
            assertThat(sum / count).as(name).isCloseTo(0, within(0.05 * expected));
        });
        assertThat(start.get("layers.0.norm1.weight").toFloats()).containsOnly(1);
        start.values().forEach(Tensor::close);
    }

    /** Weights that no row of a sequence has by itself are not dropped silently. */
    @Test
    void refusesDropoutOfWeightsThatItDoesNotSee() {
        for (String name : List.of("linformer past-only", "synthesizer random")) {
            AttentionConfig attention = CausalForms.all()
                    .filter(form -> form.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .attention();
            LanguageModel model = new LanguageModel(new CausalForms.Form(name, attention, 0.1, 0).model(256, false));
            assertThat(model.trainingLoss(2, Buffer.Kind.STATE, 0).steps()).isNotEmpty();
            assertThatThrownBy(
                            () -> new LanguageModel(new CausalForms.Form(name, attention, 0.1, 0.1).model(256, false))
                                    .trainingLoss(2, Buffer.Kind.STATE, 0))
                    .hasMessageContaining("attention-dropout: got 0.1");
        }
    }

    /** With dropout the loss of training differs from that of evaluation, and from step to step. */
    @Test
    void dropsInTrainingAlone() {
        CausalForms.Form form = CausalForms.all()
                .filter(each -> each.name().equals("centroid, dropout"))
                .findFirst()
                .orElseThrow();
        LanguageModel model = new LanguageModel(form.model(256, false));
        assertThat(model.loss(2, Buffer.Kind.STATE, 0).buffers()).doesNotContainKey(LanguageModel.DROPOUT);
        assertThat(model.logits(2, Buffer.Kind.STATE).buffers()).doesNotContainKey(LanguageModel.DROPOUT);
        try (PlanSession session = new PlanSession(1, model.start(3))) {
            double[] still = run(session, model.loss(2, Buffer.Kind.STATE, 0), null);
            Plan training = model.trainingLoss(2, Buffer.Kind.STATE, 0);
            double[] first = run(session, training, RowSeeds.keys(1, 1, 0, 2));
            assertThat(first).isNotEqualTo(still).isEqualTo(run(session, training, RowSeeds.keys(1, 1, 0, 2)));
            assertThat(first).isNotEqualTo(run(session, training, RowSeeds.keys(1, 2, 0, 2)));
            assertThat(first).isNotEqualTo(run(session, training, RowSeeds.keys(2, 1, 0, 2)));
            // the second of two windows alone
            double[] alone = run(session, model.trainingLoss(1, Buffer.Kind.STATE, 0), RowSeeds.keys(1, 1, 1, 1));
            assertThat(alone).isEqualTo(Arrays.copyOfRange(first, alone.length, 2 * alone.length));
        }
    }

    /** The loss of the last windows of two of the text. */
    private static double[] run(PlanSession session, Plan plan, float[] keys) {
        int batch = keys == null ? 2 : keys.length / RowSeeds.WORDS;
        Batch tokens = batch == 2 ? Batch.at(TEXT, 12, 3, 20) : Batch.at(TEXT, 12, 20);
        float[] loss = new float[tokens.ids().length];
        Map<String, MemorySegment> tensors = new HashMap<>();
        tensors.put(LanguageModel.IDS, MemorySegment.ofArray(tokens.ids()));
        tensors.put(LanguageModel.TARGETS, MemorySegment.ofArray(tokens.targets()));
        tensors.put(LanguageModel.LOSS, MemorySegment.ofArray(loss));
        if (keys != null) {
            tensors.put(LanguageModel.DROPOUT, MemorySegment.ofArray(keys));
        }
        session.run(plan, tensors);
        return wide(loss);
    }

    @Test
    void refusesWhatItCannotTrain() {
        assertThatThrownBy(() ->
                        new LanguageModel(form("synthesizer", Map.of("mode", "mixture"), Map.of("theta", List.of(3L)))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("theta");
        assertThatThrownBy(() -> new LanguageModel(form("linformer", Map.of(), Map.of())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a causal form");
        assertThatThrownBy(() -> new LanguageModel(form("standard", Map.of("chunk", "3"), Map.of())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("chunk");
        assertThatThrownBy(() -> new LanguageModel(form("standard", Map.of(), Map.of("bogus", List.of(3L)))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("bogus");
    }

    private static ModelConfig form(String mechanism, Map<String, String> options, Map<String, List<Long>> weights) {
        return new ModelConfig(
                256,
                2,
                8,
                2,
                16,
                12,
                new AttentionConfig(mechanism, options, null, 0, 0, weights, List.of()),
                "gelu",
                false,
                ModelConfig.GAIN);
    }
}
