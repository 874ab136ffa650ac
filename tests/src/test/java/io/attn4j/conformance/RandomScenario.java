package io.attn4j.conformance;

import io.attn4j.Attention;
import io.attn4j.bench.CaseId;
import io.attn4j.bench.CaseInputs;
import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.OptionSpec;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.TensorSpec;
import io.attn4j.mechanism.Variant;
import io.attn4j.mechanism.gradient.GradientMechanism;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A configuration and the calls made of it, one after another in one {@link Attention}, all drawn from a seed: mechanism,
 * variant and options, sizes odd and degenerate, optional tensors, masks and deep biases, and which calls ask for gradients.
 */
final class RandomScenario {
    /**
     * One call.
     *
     * @param inputs tensors by name
     * @param gradients whether its gradients are asked for
     */
    record Step(Map<String, Tensor> inputs, boolean gradients) {}

    /** Fewest numbers of a token of a block, as the gradient of a norm over two is rounding alone, and of one between ties. */
    private static final int LEAST_WIDTH = 4;

    /** By how much rounding errors may grow before they are compared: five updates by a step of 4 make them a thousand times as large. */
    private static final double MOST_GROWTH = 64;

    private static final int[] LENGTHS = {1, 2, 3, 4, 5, 7, 8, 12, 16, 17, 24, 31, 33, 48};
    private static final int[] DIMS = {1, 2, 3, 4, 8, 12, 16, 17};
    private static final int TRIES = 200;

    /** Integers that cases have samples of. */
    private static final List<String> INTEGERS = List.of("lengths", "cu_seqlens");

    private final SplittableRandom random;
    private final Mechanism mechanism;
    private final List<Step> steps = new ArrayList<>();
    private MechanismConfig config;

    private RandomScenario(long seed) {
        random = new SplittableRandom(seed);
        List<Mechanism> all = Mechanisms.all();
        mechanism = all.get(random.nextInt(all.size()));
    }

    /**
     * The scenario of {@code seed}.
     *
     * @param mostFlops of a call
     * @param arena owns the tensors
     */
    static RandomScenario of(long seed, double mostFlops, Arena arena) {
        RandomScenario made = new RandomScenario(seed);
        int calls = 1 + made.random.nextInt(4);
        for (int tried = 0; made.steps.size() < calls && tried < TRIES; tried++) {
            made.draw(mostFlops, arena);
        }
        return made;
    }

    MechanismConfig config() {
        return config;
    }

    List<Step> steps() {
        return steps;
    }

    /** By how much updates of centroids by large steps, one after another, multiply rounding errors. */
    private static double growth(MechanismConfig config) {
        double epsilon = Double.parseDouble(config.options().getOrDefault("epsilon", "1"));
        double steps = Double.parseDouble(config.options().getOrDefault("steps", "1"));
        return Math.pow(Math.max(1, epsilon), steps);
    }

    /** Draws a call, and with the first the configuration; nothing where the mechanism refuses it. */
    private void draw(double mostFlops, Arena arena) {
        try {
            CaseId id = id();
            if (random.nextInt(5) == 0) {
                id = id.withDType(random.nextBoolean() ? DType.F16 : DType.BF16);
            }
            MechanismConfig drawn = config == null ? config(id) : config;
            Map<String, TensorType> types = id.tensors();
            if (mechanism.id().equals("block") && types.get("x").dimension(2) < LEAST_WIDTH) {
                return;
            }
            if (growth(drawn) > MOST_GROWTH) {
                return;
            }
            Request request = mechanism.request(drawn, types);
            Map<String, Tensor> inputs = CaseInputs.of(id, random.nextInt(1000), arena);
            deepen(inputs);
            if (mechanism.plan(request, inputs).flops() > mostFlops) {
                return;
            }
            config = drawn;
            steps.add(new Step(inputs, random.nextInt(3) == 0));
        } catch (InvalidInputException | UnsupportedRequestException refused) {
            // another draw
        }
    }

    private CaseId id() {
        int heads = 1 + random.nextInt(4);
        int kvHeads = random.nextInt(3) == 0 ? 1 : heads;
        int queries = LENGTHS[random.nextInt(LENGTHS.length)];
        int keys = random.nextInt(3) == 0 ? LENGTHS[random.nextInt(LENGTHS.length)] : queries;
        int dim = DIMS[random.nextInt(DIMS.length)];
        int valueDim = random.nextInt(4) == 0 ? DIMS[random.nextInt(DIMS.length)] : dim;
        List<Variant> variants = mechanism.variants();
        String variant = variants.isEmpty() || random.nextBoolean()
                ? CaseId.DEFAULT_VARIANT
                : variants.get(random.nextInt(variants.size())).name();
        int rank = 1 + random.nextInt(6);
        boolean causal = random.nextInt(3) == 0;
        int batch = 1 + random.nextInt(3);
        List<String> extras = new ArrayList<>();
        for (TensorSpec spec : mechanism.tensors()) {
            boolean sampled = spec.dtype() != DType.I32 || INTEGERS.contains(spec.name());
            if (!spec.required() && sampled && random.nextInt(3) == 0) {
                extras.add(spec.name());
            }
        }
        CaseId plain =
                new CaseId(mechanism.id(), variant, batch, heads, kvHeads, queries, keys, dim, valueDim, rank, causal);
        // not every optional tensor goes with cases
        List<String> known = new ArrayList<>();
        for (String extra : extras) {
            known.add(extra);
            try {
                plain.with(known.toArray(String[]::new)).tensors();
            } catch (InvalidInputException | UnsupportedRequestException refused) {
                known.remove(extra);
            }
        }
        return plain.with(known.toArray(String[]::new));
    }

    /** The configuration of a case with some options changed. */
    private MechanismConfig config(CaseId id) {
        MechanismConfig base = id.config();
        Map<String, String> options = new HashMap<>(base.options());
        List<OptionSpec> specs = mechanism.options();
        for (int i = random.nextInt(4); i > 0 && !specs.isEmpty(); i--) {
            OptionSpec spec = specs.get(random.nextInt(specs.size()));
            String value = spec.words().isEmpty()
                    ? Integer.toString(1 + random.nextInt(6))
                    : spec.words().get(random.nextInt(spec.words().size()));
            options.put(spec.name(), value);
        }
        boolean wide = id.heads() * id.keyDim() >= LEAST_WIDTH;
        if (mechanism.id().equals("centroid") && wide && random.nextInt(3) == 0) {
            // each centroid between two rows, which are hardly as close in so many dimensions that fp32 rounds the tie
            // away
            options.put("init", "mean-pool");
            options.put("neighbours", "1");
            options.put("centroids", Integer.toString(Math.max(1, id.queries() / 2)));
        }
        Float scale = random.nextInt(4) == 0 ? (float) (0.1 + random.nextDouble()) : null;
        return new MechanismConfig(mechanism.id(), id.causal(), scale, options);
    }

    /** Hides some pairs by a bias, or makes rows of it the deepest finite ones; empties and fills lengths. */
    private void deepen(Map<String, Tensor> inputs) {
        // two of the deepest add up to less than a float holds, where devices do not tell keys apart
        boolean deepest = false;
        for (String name : List.of("bias", "key_bias")) {
            Tensor bias = inputs.get(name);
            if (bias == null || random.nextBoolean()) {
                continue;
            }
            long columns = bias.type().dimension(bias.type().rank() - 1);
            long row = random.nextLong(bias.type().elements() / columns);
            boolean all = random.nextBoolean();
            boolean hides = random.nextBoolean() || deepest;
            float value = hides ? Float.NEGATIVE_INFINITY : -Float.MAX_VALUE;
            deepest |= !hides;
            for (long j = 0; j < columns; j++) {
                if (all || random.nextInt(3) == 0) {
                    bias.setFloat(row * columns + j, value);
                }
            }
        }
    }

    /** Inputs of the gradient of {@code step}: random gradients of what is finite in {@code outputs}. */
    Map<String, Tensor> withGradients(Step step, Map<String, double[]> outputs, Request request, Arena arena) {
        Map<String, Tensor> inputs = new LinkedHashMap<>(step.inputs());
        SplittableRandom seeded =
                new SplittableRandom(outputs.size() + 7L * step.inputs().size());
        double[] lse = outputs.get("lse");
        request.outputs().forEach((name, type) -> {
            if (!name.equals("o")) {
                return;
            }
            Tensor gradient = Tensor.allocate(type, arena);
            double[] values = outputs.get(name);
            long columns = type.dimension(type.rank() - 1);
            for (int i = 0; i < values.length; i++) {
                // rows of deep biases alone have no gradient that a log-sum-exp can tell
                boolean deep = lse != null && lse.length == values.length / columns && lse[(int) (i / columns)] < -1e30;
                gradient.setFloat(i, !Double.isFinite(values[i]) || deep ? 0 : (float) seeded.nextGaussian());
            }
            inputs.put(GradientMechanism.PREFIX + name, gradient);
        });
        return inputs;
    }
}
