package io.attn4j.mechanism.centroid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import io.attn4j.mechanism.CaseSizes;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.OptionSpec;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Requests;
import io.attn4j.mechanism.TensorAxes;
import io.attn4j.mechanism.centroid.CentroidRequests.Example;
import io.attn4j.tensor.RandomTensors;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CentroidMechanismTest {
    private final Mechanism centroid = Mechanisms.byId("centroid");

    @Test
    void returnsCentroids() {
        Request request = request("heads=4", "x 2 10 8", "u 3 8");
        assertThat(request.outputs()).isEqualTo(Map.of("o", TensorType.f32(2, 3, 8)));
        assertThat(request.variant()).isEqualTo("given");
        assertThat(request.rank()).isEqualTo(3);
        assertThat(request.keyDim()).isEqualTo(2);
        assertThat(request.scale()).isEqualTo((float) (1 / Math.sqrt(2)));
        assertThat(request.splitsHeads()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"centroids=3 expand=true", "centroids=3 causal", "centroids=3 causal chunk=4"})
    void returnsTokens(String options) {
        Request request = request(options, "x 2 10 8");
        assertThat(request.outputs()).isEqualTo(Map.of("o", TensorType.f32(2, 10, 8), "lse", TensorType.f32(2, 1, 10)));
        assertThat(request.variant()).isEqualTo("mean-pool");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "-                            | centroids: got no number; needs the number of centroids m, or the tensor u",
                "centroids=0                  | centroids: got 0; needs a whole number from 1; try --centroids 1",
                "centroids=x                  | centroids: got x; needs a whole number from 1",
                "centroids=2 heads=3          | heads: got 3; needs a divisor of M = 8; try --heads 1",
                "centroids=2 steps=0          | steps: got 0; needs a whole number from 1 to 100; try --steps 1",
                "centroids=2 steps=101        | steps: got 101; needs a whole number from 1 to 100",
                "centroids=2 epsilon=NaN      | epsilon: got NaN; needs a finite number; try --epsilon 1",
                "centroids=2 epsilon=much     | epsilon: got much; needs a finite number",
                "centroids=2 norm=rows        | norm: got rows; needs inputs, centroids or centroids-normalized; try --norm inputs",
                "centroids=2 similarity=cosine| similarity: got cosine; needs dot or distance; try --similarity dot",
                "centroids=2 value=x          | value: got x; needs projection or displacement; try --value projection",
                "centroids=2 expand=yes       | expand: got yes; needs true or false; try --expand false",
                "centroids=2 init=random      | init: got random; needs sample, mean-pool, kmeans, farthest or given",
                "centroids=2 init=given       | u: got no tensor; needs u [m,M] or [B,m,M] for init=given; try adding it",
                "centroids=2 seed=1           | seed: got 1 without init=sample; needs init=sample; try leaving it out",
                "centroids=2 init=sample seed=a | seed: got a; needs a whole number of 64 bits; try --seed 0",
                "centroids=2 iterations=3     | iterations: got 3 without init=kmeans; needs init=kmeans",
                "centroids=2 delta=1          | delta: got 1 without norm=centroids-normalized",
                "centroids=2 delta=0 norm=centroids-normalized | delta: got 0; needs a finite number above 0; try --delta 1e-6",
                "centroids=2 alpha=2          | alpha: got 2 without similarity=distance",
                "centroids=2 alpha=-1 similarity=distance | alpha: got -1; needs a finite number above 0",
                "centroids=2 scale=2 similarity=distance | scale: got 2.0 with similarity=distance; needs similarity=dot, or tokens",
                "centroids=2 scale=NaN        | scale: got NaN; needs a finite number; try leaving it out for 1/sqrt(D)",
                "centroids=2 neighbours=0     | neighbours: got 0; needs a whole number from 1",
                "centroids=2 chunk=4          | chunk: got 4 without causal; needs causal; try leaving it out",
                "centroids=5 causal chunk=4   | centroids: got 5; needs at most the 4 tokens of a chunk; try --centroids 1",
                "centroids=2 causal expand=true | expand: got true with causal; needs no expansion",
                "rank=2                       | rank: got an option that centroid does not take; needs one of causal, scale, centroids"
            })
    void refusesOptionsInOneLine(String options, String message) {
        assertRefused(message, options.equals("-") ? "" : options, "x 2 10 8");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "x 2 10              | x: got F32[2, 10]; needs the shape [B,N,M]",
                "x 2 0 8             | x: got F32[2, 0, 8]; needs every dimension from 1",
                "wq 8 8              | x: got no tensor; needs x [B,N,M]",
                "x 2 10 8, q 1 1 1 1 | q: got a tensor that centroid does not take; needs one of x, wq, wk, wv, wo, u, eps, lengths",
                "x 2 10 8, wk 8 4    | wk: got F32[8, 4]; needs dimension 1 to be 8 (M of x)",
                "x 2 10 8, wo 4 8    | wo: got F32[4, 8]; needs dimension 0 to be 8 (M of x)",
                "x 2 10 8, u 2 4     | u: got F32[2, 4]; needs dimension 1 to be 8 (M of x)",
                "x 2 10 8, u 3 2 8   | u: got F32[3, 2, 8]; needs dimension 0 to be 2 (B of x)",
                "x 2 10 8, u 3 8     | centroids: got 2; needs 3, the rows of u; try leaving it out",
                "x 2 10 600          | heads: got 1, a head dim of 600; needs a head dim M/H from 1 to 256; try --heads 3",
                "x 2 10 8, lengths 2 | lengths: got F32[2]; needs I32",
                "x 99999 99999 8     | x: got B = 99999, N = 99999, m = 2; needs B * N and B * m below 2^30",
                "x 1 999999999 8     | x: got at least"
            })
    void refusesTensorsInOneLine(String tensors, String message) {
        assertRefused(message, "centroids=2", tensors.split(", ", -1));
    }

    @Test
    void refusesTensorsThatOptionsExclude() {
        assertRefused(
                "wv: got a tensor with value=displacement; needs no wv, as values are x - u; try leaving it out",
                "centroids=2 value=displacement",
                "x 2 10 8",
                "wv 8 8");
        assertRefused("u: got a tensor with init=kmeans; needs init=given", "init=kmeans", "x 2 10 8", "u 2 8");
    }

    @Test
    void refusesTwoStepSizes() {
        assertRefused(
                "eps: got eps and epsilon; needs only one of the two", "epsilon=0.5 centroids=2", "x 1 4 8", "eps 1");
        assertRefused("eps: got F32[2]; needs", "centroids=2", "x 1 4 8", "eps 2");
    }

    @Test
    void refusesLengthsWithoutAValidInput() {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("x", RandomTensors.normal(1, 2, 5, 4));
        inputs.put("lengths", RandomTensors.ints(5, 0));
        MechanismConfig config = Requests.config("centroid", false, "centroids", "2");
        assertThatThrownBy(() -> centroid.plan(Requests.request(config, inputs), inputs))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("lengths[1]: got 0; needs a number from 1 to 5 (N of x; centroids need one valid input);"
                        + " try correcting it");
    }

    @Test
    void countsTheFormulasOfTheSpecification() {
        int n = 64;
        int m = 8;
        int model = 16;
        double projections = 4.0 * n * model * model;
        double steps = 3 * (4.0 * m * model * model + 4.0 * m * n * model);
        double start = n * model;
        assertThat(flops(CentroidRequests.of(1, n, model, m, "wq wk wv wo", "steps=3")))
                .isEqualTo(projections + steps + start);
        double lloyd = start + 2 * (3.0 * m * n * model + n * model);
        assertThat(flops(CentroidRequests.of(1, n, model, m, "", "init=kmeans iterations=2")))
                .isEqualTo(lloyd + 4.0 * m * n * model + 3.0 * m * model);
    }

    private double flops(Example example) {
        Request request = Requests.request(example.config(), example.inputs());
        return request.cost(request.plan(example.inputs())).flops();
    }

    @Test
    void splitsAlongBatchesOnly() {
        assertThat(centroid.axes("x", 3)).isEqualTo(new TensorAxes(0, -1, false));
        assertThat(centroid.axes("u", 3)).isEqualTo(new TensorAxes(0, -1, false));
        assertThat(centroid.axes("u", 2)).isEqualTo(TensorAxes.NONE);
        assertThat(centroid.axes("wo", 2)).isEqualTo(TensorAxes.NONE);
        assertThat(centroid.axes("lse", 3)).isEqualTo(new TensorAxes(0, -1, false));
    }

    @Test
    void samplesEveryWordOfItsOptions() {
        CaseSizes sizes = new CaseSizes(2, 4, 4, 32, 32, 8, 8, 6);
        for (OptionSpec option : centroid.options()) {
            for (String word : option.values().split("\\|", -1)) {
                if (option.values().contains("|")) {
                    Map<String, String> options = new HashMap<>(centroid.sampleOptions(word, sizes));
                    options.put(option.name(), word);
                    Request request = centroid.request(
                            new MechanismConfig("centroid", false, null, options), centroid.sample(word, sizes));
                    assertThat(request.rank()).as(option.name() + "=" + word).isEqualTo(6);
                }
            }
        }
    }

    private Request request(String options, String... tensors) {
        Map<String, TensorType> types = new HashMap<>();
        for (String tensor : tensors) {
            List<String> words = List.of(tensor.split(" ", -1));
            types.put(
                    words.getFirst(),
                    TensorType.f32(
                            words.stream().skip(1).mapToLong(Long::parseLong).toArray()));
        }
        return centroid.request(CentroidRequests.config(options), types);
    }

    private void assertRefused(String message, String options, String... tensors) {
        assertThatThrownBy(() -> request(options, tensors))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("\n");
    }
}
