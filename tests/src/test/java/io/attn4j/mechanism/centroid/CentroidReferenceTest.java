package io.attn4j.mechanism.centroid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Requests;
import io.attn4j.mechanism.centroid.CentroidReference.Weights;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CentroidReferenceTest {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final Weights IDENTITY = new Weights(null, null, null, null);

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void startingFromTheInputsOneUpdateIsSelfAttentionWithResidual(int heads) {
        Tensor x = RandomTensors.normal(1, 2, 5, 6);
        double[] self = standard(x, heads, false).get("o");
        double[] o =
                reference(inputs("x", x, "u", x), false, "heads", "" + heads).get("o");
        for (int e = 0; e < o.length; e++) {
            assertThat(o[e]).as("element " + e).isCloseTo(x.getFloat(e) + self[e], EXACT);
        }
    }

    @Test
    void weightsOverCentroidsSumToOneForEachInput() {
        CentroidOptions options = options(false, "centroids", "3", "norm", "centroids");
        double[][] p =
                new CentroidReference(options, 0.5, IDENTITY).weights(random(2, 3, 4), random(3, 7, 4), all(3, 7));
        for (int i = 0; i < 7; i++) {
            assertThat(p[0][i] + p[1][i] + p[2][i]).isCloseTo(1, EXACT);
        }
    }

    @Test
    void normalisedWeightsOverCentroidsSumToAlmostOneForEachCentroid() {
        CentroidOptions options =
                options(false, "centroids", "3", "norm", "centroids-normalized", "similarity", "distance");
        for (double[] row :
                new CentroidReference(options, 0.5, IDENTITY).weights(random(2, 3, 4), random(3, 7, 4), all(3, 7))) {
            assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-4)).isLessThan(1);
        }
    }

    @Test
    void displacementsByDistanceOverCentroidsAreTheGradientStepOfSoftKMeans() {
        double alpha = 0.75;
        double[][] x = random(4, 9, 3);
        double[][] u = random(5, 4, 3);
        CentroidOptions options = options(
                false,
                "centroids",
                "4",
                "norm",
                "centroids",
                "similarity",
                "distance",
                "alpha",
                "" + alpha,
                "value",
                "displacement",
                "epsilon",
                "0.5");
        double[][] updated = new CentroidReference(options, 1, IDENTITY).update(x, u, all(4, 9));
        double step = 1e-5;
        for (int j = 0; j < 4; j++) {
            for (int d = 0; d < 3; d++) {
                double kept = u[j][d];
                u[j][d] = kept + step;
                double above = objective(alpha, x, u);
                u[j][d] = kept - step;
                double below = objective(alpha, x, u);
                u[j][d] = kept;
                assertThat(updated[j][d])
                        .as("centroid " + j + ", column " + d)
                        .isCloseTo(kept - 0.5 * (above - below) / (2 * step), within(1e-8));
            }
        }
    }

    private static double objective(double alpha, double[][] x, double[][] u) {
        double sum = 0;
        for (double[] row : x) {
            double total = 0;
            for (double[] centroid : u) {
                double distance = 0;
                for (int d = 0; d < row.length; d++) {
                    distance += Math.pow(row[d] - centroid[d], 2);
                }
                total += Math.exp(-alpha / 2 * distance);
            }
            sum -= Math.log(total) / alpha;
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample", "mean-pool", "kmeans", "farthest", "given"})
    void aPaddedSequenceIsTheSlicedOne(String init) {
        for (int valid : new int[] {1, 2, 4, 7}) {
            Tensor x = RandomTensors.normal(6, 2, 7, 4);
            for (int e = (7 + valid) * 4; e < 2 * 7 * 4; e++) {
                x.segment().setAtIndex(ValueLayout.JAVA_FLOAT, e, Float.NaN);
            }
            Tensor u = RandomTensors.normal(7, 3, 4);
            Map<String, Tensor> padded = inputs("x", x, "lengths", RandomTensors.ints(7, valid));
            Map<String, Tensor> sliced = inputs("x", x.slice(0, 1, 2).slice(1, 0, valid));
            String[] options = {"centroids", "3", "init", init, "neighbours", "3", "norm", "centroids"};
            if (init.equals("given")) {
                padded.put("u", u);
                sliced.put("u", u);
            }
            double[] o = reference(padded, false, options).get("o");
            assertThat(Arrays.copyOfRange(o, 12, 24))
                    .as(valid + " valid inputs")
                    .isEqualTo(reference(sliced, false, options).get("o"));
        }
    }

    @Test
    void segmentsCoverTheSequenceAndRepeatInputsWhereThereAreTooFew() {
        double[][] x = {{0}, {2}, {4}, {6}, {8}};
        assertThat(start(x, "mean-pool", 2)).containsExactly(1, 6);
        assertThat(start(x, "mean-pool", 3)).containsExactly(0, 3, 7);
        assertThat(start(x, "mean-pool", 7)).containsExactly(0, 0, 2, 4, 4, 6, 8);
    }

    @Test
    void farthestPointsTakeTheLowestOfEquallyFarInputs() {
        assertThat(start(new double[][] {{0}, {3}, {-5}, {5}, {5}}, "farthest", 4))
                .containsExactly(0, -5, 5, 3);
        assertThat(start(new double[][] {{1}, {4}}, "farthest", 4)).containsExactly(1, 4, 1, 1);
    }

    @Test
    void lloydsAlgorithmTakesTheLowestOfEquallyNearCentroidsAndKeepsEmptyClusters() {
        // Segments {0,4} {2,2}: both means are 2, so the first takes all and the second stays.
        assertThat(start(new double[][] {{0}, {4}, {2}, {2}}, "kmeans", 2)).containsExactly(2, 2);
        // Segments {0,10} {0,11}: means 5 and 5.5, then {0,0} {10,11}.
        assertThat(start(new double[][] {{0}, {10}, {0}, {11}}, "kmeans", 2)).containsExactly(0, 10.5);
    }

    @Test
    void neighboursAreTheNearestInputsOfTheStartTiesToTheLowest() {
        CentroidOptions options = options(false, "centroids", "2", "neighbours", "2");
        double[][] x = {{1}, {-1}, {1}, {8}};
        boolean[][] kept = new CentroidReference(options, 1, IDENTITY).kept(x, new double[][] {{0}, {5}});
        assertThat(kept).isDeepEqualTo(new boolean[][] {{true, true, false, false}, {true, false, false, true}});
    }

    @ParameterizedTest
    @ValueSource(strings = {"inputs", "centroids", "centroids-normalized"})
    void asManyNeighboursAsInputsAreNoRestriction(String norm) {
        Map<String, Tensor> inputs = inputs("x", RandomTensors.normal(8, 2, 6, 4));
        double[] all = reference(inputs, false, "centroids", "3", "norm", norm).get("o");
        for (String neighbours : new String[] {"6", "7"}) {
            assertThat(reference(inputs, false, "centroids", "3", "norm", norm, "neighbours", neighbours)
                            .get("o"))
                    .isEqualTo(all);
        }
    }

    @Test
    void anInputThatNoCentroidKeepsEntersNothing() {
        Map<String, Tensor> inputs = inputs(
                "x",
                RandomTensors.floats(new float[] {1, 2, 100}, 1, 3, 1),
                "u",
                RandomTensors.floats(new float[] {1, 2}, 2, 1));
        String[] options = {"neighbours", "1", "norm", "centroids", "value", "displacement"};
        assertThat(reference(inputs, false, options).get("o")).containsExactly(1, 2);
    }

    @Test
    void expansionFromUnmovedInputsIsSelfAttention() {
        Tensor x = RandomTensors.normal(9, 2, 5, 6);
        Map<String, double[]> self = standard(x, 2, false);
        Map<String, double[]> expanded =
                reference(inputs("x", x, "u", x), false, "heads", "2", "epsilon", "0", "expand", "true");
        assertThat(expanded.get("o")).containsExactly(self.get("o"), EXACT);
        assertThat(expanded.get("lse")).containsExactly(self.get("lse"), EXACT);
    }

    @Test
    void causalWithOneChunkIsCausalSelfAttention() {
        Tensor x = RandomTensors.normal(10, 2, 5, 6);
        Map<String, double[]> self = standard(x, 2, true);
        Map<String, double[]> causal = reference(inputs("x", x), true, "heads", "2", "centroids", "1", "chunk", "5");
        assertThat(causal.get("o")).containsExactly(self.get("o"), EXACT);
        assertThat(causal.get("lse")).containsExactly(self.get("lse"), EXACT);
    }

    @Test
    void causalWithUnmovedCentroidsForEachTokenIsCausalSelfAttention() {
        Tensor x = RandomTensors.normal(11, 2, 7, 6);
        Map<String, double[]> self = standard(x, 2, true);
        Map<String, double[]> causal =
                reference(inputs("x", x), true, "heads", "2", "centroids", "1", "chunk", "1", "epsilon", "0");
        assertThat(causal.get("o")).containsExactly(self.get("o"), EXACT);
        assertThat(causal.get("lse")).containsExactly(self.get("lse"), EXACT);
    }

    @Test
    void laterTokensDoNotReachEarlierOutputs() {
        Tensor x = RandomTensors.normal(12, 1, 11, 4);
        String[] options = {"centroids", "2", "chunk", "3", "steps", "2", "init", "kmeans", "norm", "centroids"};
        double[] before = reference(inputs("x", x), true, options).get("o");
        for (int token = 0; token < 11; token++) {
            Tensor changed = RandomTensors.floats(x.toFloats(), 1, 11, 4);
            changed.segment().setAtIndex(ValueLayout.JAVA_FLOAT, token * 4L, 50);
            double[] after = reference(inputs("x", changed), true, options).get("o");
            assertThat(Arrays.copyOf(after, token * 4)).isEqualTo(Arrays.copyOf(before, token * 4));
            assertThat(Arrays.copyOfRange(after, 40, 44)).isNotEqualTo(Arrays.copyOfRange(before, 40, 44));
        }
    }

    @Test
    void paddingGivesZeroTokens() {
        Map<String, Tensor> inputs = inputs("x", RandomTensors.normal(13, 1, 4, 2), "lengths", RandomTensors.ints(3));
        Map<String, double[]> outputs = reference(inputs, false, "centroids", "2", "expand", "true");
        assertThat(Arrays.copyOfRange(outputs.get("o"), 6, 8)).containsOnly(0);
        assertThat(outputs.get("lse")[3]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(outputs.get("lse")[2]).isFinite();
    }

    private static double[] start(double[][] x, String init, int centroids) {
        CentroidOptions options = options(false, "centroids", "" + centroids, "init", init);
        return Arrays.stream(new CentroidReference(options, 1, IDENTITY).start(x, null, 0))
                .mapToDouble(row -> row[0])
                .toArray();
    }

    private static CentroidOptions options(boolean causal, String... options) {
        return CentroidOptions.parse(Requests.config("centroid", causal, options), null);
    }

    private static boolean[][] all(int m, int n) {
        boolean[][] all = new boolean[m][n];
        for (boolean[] row : all) {
            Arrays.fill(row, true);
        }
        return all;
    }

    private static double[][] random(long seed, int rows, int columns) {
        Random random = new Random(seed);
        double[][] x = new double[rows][columns];
        for (double[] row : x) {
            Arrays.setAll(row, d -> random.nextGaussian());
        }
        return x;
    }

    private static Map<String, Tensor> inputs(Object... namesAndTensors) {
        Map<String, Tensor> inputs = new HashMap<>();
        for (int i = 0; i < namesAndTensors.length; i += 2) {
            inputs.put((String) namesAndTensors[i], (Tensor) namesAndTensors[i + 1]);
        }
        return inputs;
    }

    private static Map<String, double[]> reference(Map<String, Tensor> inputs, boolean causal, String... options) {
        return reference(Requests.config("centroid", causal, options), inputs);
    }

    private static Map<String, double[]> reference(MechanismConfig config, Map<String, Tensor> inputs) {
        Request request = Requests.request(config, inputs);
        Map<String, double[]> outputs = new LinkedHashMap<>();
        request.outputs().forEach((name, type) -> {
            double[] poisoned = new double[(int) type.elements()];
            Arrays.fill(poisoned, Double.NaN);
            outputs.put(name, poisoned);
        });
        request.reference(inputs, outputs);
        return outputs;
    }

    /** Self-attention of x [B,N,M] with q = k = v = x, as {@code o [B,N,M]} and {@code lse [B,H,N]}. */
    private static Map<String, double[]> standard(Tensor x, int heads, boolean causal) {
        int batch = (int) x.type().dimension(0);
        int tokens = (int) x.type().dimension(1);
        int width = (int) x.type().dimension(2) / heads;
        float[] split = new float[batch * heads * tokens * width];
        for (int e = 0; e < split.length; e++) {
            split[e] = x.getFloat(merged(e, heads, tokens, width));
        }
        Tensor q = RandomTensors.floats(split, batch, heads, tokens, width);
        Map<String, double[]> outputs = reference(Requests.config("standard", causal), inputs("q", q, "k", q, "v", q));
        double[] o = new double[split.length];
        for (int e = 0; e < split.length; e++) {
            o[merged(e, heads, tokens, width)] = outputs.get("o")[e];
        }
        outputs.put("o", o);
        return outputs;
    }

    /** Index in [B,N,H*D] of element {@code e} of [B,H,N,D]. */
    private static int merged(int e, int heads, int tokens, int width) {
        int d = e % width;
        int i = e / width % tokens;
        int h = e / (width * tokens) % heads;
        int b = e / (width * tokens * heads);
        return ((b * tokens + i) * heads + h) * width + d;
    }
}
