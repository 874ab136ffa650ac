package io.attn4j.mechanism.centroid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.cpu.decode.DecodeRows;
import io.attn4j.cpu.decode.RowArray;
import io.attn4j.cpu.decode.RowThreads;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.Engines;
import io.attn4j.mechanism.DecodeSetup;
import io.attn4j.mechanism.Decoder;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.Plan;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Equal distances: the lowest index wins, in whole forward passes and in decoding alike.
 *
 * <p>Tokens are numbers, there are no weights, and the fifth token, the first of the second chunk, is 0: it attends alike to
 * itself and the two centroids of the first chunk, so that its output is a third of their sum. Each case is worked out by hand,
 * with the choice that the lowest index makes and with the one that the highest would.
 */
class CentroidTiesTest {
    private static final int CHUNK = 4;

    @ParameterizedTest(name = "{0} {1}: centroids {2}, not {3}")
    @CsvSource(delimiter = '|', textBlock = """
                    init=kmeans,iterations=1,epsilon=0   | 0 2 2 4                 | 1.3333333 4    | 0 2.6666667
                    init=kmeans,iterations=1,epsilon=0   | 0 2.000001 2.000001 4   | 1.3333340 4    | 0 2.6666673
                    init=kmeans,iterations=1,epsilon=0   | 0 2 2.1 4               | 1 3.05         | 2.05 4
                    init=farthest,epsilon=0              | 0 3 -3 1                | 0 3            | 0 -3
                    init=farthest,epsilon=0              | 0 3 -3.00001 1          | 0 3            | 0 -3.00001
                    init=farthest,epsilon=0              | 0 3 -3.1 1              | 0 -3.1         | 0 3
                    neighbours=1                         | 0 2 2 4                 | 1 5            | 3 7
                    neighbours=1                         | 0 1.999999 2.000001 4   | 0.9999995 4.9999995 | 2.9999985 7.0000005
                    """)
    void theLowestIndexWins(String options, String tokens, String centroids, String others) {
        float[] x = Arrays.copyOf(numbers(tokens), 6);
        Map<String, String> given = new HashMap<>(Map.of("centroids", "2", "chunk", "" + CHUNK));
        for (String option : options.split(",")) {
            given.put(option.split("=")[0], option.split("=")[1]);
        }
        Map<String, TensorType> types = Map.of("x", TensorType.f32(1, x.length, 1));
        Request request =
                Mechanisms.byId("centroid").request(new MechanismConfig("centroid", true, null, given), types);
        double expected = sum(centroids) / 3;
        assertThat(Math.abs(expected - sum(others) / 3))
                .as("what the choice makes of it")
                .isGreaterThan(0.3);

        double[] reference = new double[x.length];
        try (Tensor tensor = Tensor.of(x, 1, x.length, 1)) {
            request.reference(Map.of("x", tensor), Map.of("o", reference));
        }
        assertThat(reference[CHUNK]).as("reference").isCloseTo(expected, within(1e-6));
        assertThat(whole(request, x, new PlanSession(1, Map.of()))).as("cpu").isCloseTo(expected, within(1e-5));
        try (Engine simulator = Engines.create("simulator")) {
            Plan plan = request.plan(Map.of());
            PlanSession session = new PlanSession(simulator, EngineOptions.DEFAULT, List.of(plan), Map.of());
            assertThat(whole(request, x, session)).as("simulator").isCloseTo(expected, within(1e-5));
        }
        assertThat(decoded(request, x)).as("decoding").isCloseTo(expected, within(1e-5));
    }

    private static double whole(Request request, float[] x, PlanSession session) {
        float[] o = new float[x.length];
        float[] lse = new float[x.length];
        try (session) {
            session.run(
                    request.plan(Map.of()),
                    Map.of(
                            "x", MemorySegment.ofArray(x),
                            "o", MemorySegment.ofArray(o),
                            "lse", MemorySegment.ofArray(lse)));
        }
        return o[CHUNK];
    }

    private static double decoded(Request request, float[] x) {
        try (RowThreads threads = RowThreads.open(1)) {
            Decoder decoder = request.mechanism().decoder(request, new DecodeSetup(threads, 1, x.length, 1, Map.of()));
            RowArray token = RowArray.of(1, 1);
            RowArray out = RowArray.of(1, 1);
            DecodeRows rows = new DecodeRows(1);
            for (int position = 0; position <= CHUNK; position++) {
                token.data()[token.at(0)] = x[position];
                rows.add(0, position);
                decoder.run(rows, new Decoder.Inputs(token, null, null, null), out);
                rows.clear();
            }
            return out.data()[out.at(0)];
        }
    }

    private static float[] numbers(String text) {
        double[] wide =
                Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
        float[] numbers = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            numbers[i] = (float) wide[i];
        }
        return numbers;
    }

    private static double sum(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).sum();
    }
}
