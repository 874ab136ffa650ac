package io.attn4j.mechanism;

import io.attn4j.error.InvalidInputException;
import io.attn4j.plan.KeyRanges;
import io.attn4j.plan.Plan;
import io.attn4j.plan.View;
import io.attn4j.reference.Operand;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tensors of the core that mechanisms on queries, keys and values share: {@code q [B,H,N,D]}, {@code k [B,Hkv,L,D]},
 * {@code v [B,Hkv,L,Dv]}, {@code bias}, {@code key_bias}.
 *
 * @param batch B
 * @param heads H
 * @param kvHeads heads of keys and values; divides H
 * @param queries N
 * @param keys L
 * @param keyDim D
 * @param valueDim Dv
 */
public record CoreInputs(int batch, int heads, int kvHeads, int queries, int keys, int keyDim, int valueDim) {
    /** Largest head dim that the kernels take. */
    public static final int MAX_HEAD_DIM = 256;

    private static final List<TensorSpec> QUERY_KEY_VALUE = List.of(
            TensorSpec.input("q", "[B,H,N,D]").meaning("queries"),
            TensorSpec.input("k", "[B,Hkv,L,D]").meaning("keys; Hkv divides H (grouped queries)"),
            TensorSpec.input("v", "[B,Hkv,L,Dv]").meaning("values"));

    private static final TensorSpec BIAS = TensorSpec.input("bias", "[1|B,1|H,1|N,L]");
    private static final TensorSpec KEY_BIAS = TensorSpec.input("key_bias", "[B,H,L]");
    private static final TensorSpec LENGTHS = TensorSpec.integers("lengths", "[B]");

    /** Specifications of q, k and v, followed by a mechanism's own. */
    public static List<TensorSpec> specs(TensorSpec... own) {
        List<TensorSpec> all = new ArrayList<>(QUERY_KEY_VALUE);
        all.addAll(List.of(own));
        return List.copyOf(all);
    }

    /**
     * Type of a case's {@code bias}, the same for all sequences, or {@code key_bias}.
     *
     * @param keys of the core: L, or the slots that keys are compressed to
     */
    public static TensorType sampleBias(String tensor, CaseSizes sizes, int keys) {
        return tensor.equals("bias")
                ? TensorType.f32(1, sizes.heads(), sizes.queries(), keys)
                : TensorType.f32(sizes.batch(), sizes.heads(), keys);
    }

    /** Checks q, k and v against each other. */
    public static CoreInputs check(Map<String, TensorType> inputs) {
        Shapes shapes = Shapes.bind(QUERY_KEY_VALUE, inputs);
        TensorType q = inputs.get("q");
        headDim("q", q);
        headDim("v", inputs.get("v"));
        if (shapes.size("H") % shapes.size("Hkv") != 0) {
            throw new InvalidInputException(
                    "k",
                    shapes.size("Hkv") + " heads",
                    "a divisor of the " + shapes.size("H") + " heads of q",
                    "repeating or dropping heads of k and v");
        }
        CoreInputs core = new CoreInputs(
                shapes.size("B"),
                shapes.size("H"),
                shapes.size("Hkv"),
                shapes.size("N"),
                shapes.size("L"),
                shapes.size("D"),
                shapes.size("Dv"));
        int group = core.heads / core.kvHeads;
        InputChecks.indivisible("q", group, core.queries, core.keyDim);
        InputChecks.indivisible("k", core.keys, core.keyDim);
        InputChecks.indivisible("v", core.keys, core.valueDim);
        InputChecks.indivisible("o", group, core.queries, core.valueDim);
        if (2L * core.batch * core.queries > Integer.MAX_VALUE) {
            throw new InvalidInputException(
                    "q", q, "B * N below 2^30, the rows of one request", "several requests with fewer batches each");
        }
        return core;
    }

    private static void headDim(String name, TensorType type) {
        if (type.dimension(3) > MAX_HEAD_DIM) {
            throw new InvalidInputException(
                    name, type, "a head dim from 1 to " + MAX_HEAD_DIM, "splitting the model dim over more heads");
        }
    }

    /**
     * Checks {@code bias} and {@code key_bias}, where given.
     *
     * @param coreKeys keys of the core: L, or the rank of a projection
     * @param meaning what {@code coreKeys} is, for the message
     */
    public void checkBiases(Map<String, TensorType> inputs, int coreKeys, String meaning) {
        Shapes shapes = shapes().set("L", coreKeys, meaning);
        TensorType bias = shapes.add(BIAS, inputs);
        if (bias != null) {
            InputChecks.indivisible("bias", bias.dimension(1) == 1 ? 1 : heads / kvHeads, bias.dimension(2), coreKeys);
        }
        shapes.add(KEY_BIAS, inputs);
    }

    /** Checks {@code lengths [B]}, where given. */
    public void checkLengths(Map<String, TensorType> inputs) {
        shapes().add(LENGTHS, inputs);
    }

    private Shapes shapes() {
        return new Shapes().set("B", batch, "B of q").set("H", heads, "H of q").set("N", queries, "N of q");
    }

    /**
     * Sigma of a request.
     *
     * @return the scale of {@code config}, or {@code 1/sqrt(D)}
     * @throws InvalidInputException when it is not finite
     */
    public float scale(MechanismConfig config) {
        if (config.scale() == null) {
            return (float) (1 / Math.sqrt(keyDim));
        }
        if (!Float.isFinite(config.scale())) {
            throw new InvalidInputException("scale", config.scale(), "a finite number", "leaving it out for 1/sqrt(D)");
        }
        return config.scale();
    }

    /** Starts the request of a mechanism on q, k and v, with the outputs {@code o} and {@code lse}. */
    public Request.Builder request(Mechanism mechanism, MechanismConfig config, Map<String, TensorType> inputs) {
        return Request.builder(mechanism, config, inputs)
                .batch(batch)
                .heads(heads, kvHeads)
                .sequence(queries, keys)
                .headDims(keyDim, valueDim)
                .scale(scale(config))
                .attentionOutputs();
    }

    /** {@code q} as operand A of the core, for references. */
    public static Operand queries(Request request, Map<String, Tensor> inputs) {
        return Operand.contiguous(inputs.get("q").segment(), request.heads(), request.queries(), request.keyDim());
    }

    /** {@code k} before any projection, for references. */
    public static Operand keys(Request request, Map<String, Tensor> inputs) {
        return Operand.contiguous(inputs.get("k").segment(), request.kvHeads(), request.keys(), request.keyDim());
    }

    /** {@code v} before any projection, for references. */
    public static Operand values(Request request, Map<String, Tensor> inputs) {
        return Operand.contiguous(inputs.get("v").segment(), request.kvHeads(), request.keys(), request.valueDim());
    }

    /** {@code key_bias} over {@code coreKeys} keys, or null, for references. */
    public static Operand keyBias(Request request, Map<String, Tensor> inputs, int coreKeys) {
        return request.has("key_bias")
                ? Operand.contiguous(inputs.get("key_bias").segment(), request.heads(), 1, coreKeys)
                : null;
    }

    /** {@code bias} over {@code coreKeys} keys with zero strides where it is broadcast, or null, for references. */
    public static Operand denseBias(Request request, Map<String, Tensor> inputs, int coreKeys) {
        TensorType type = request.inputs().get("bias");
        if (type == null) {
            return null;
        }
        long rows = type.dimension(2);
        long matrix = rows * coreKeys;
        return new Operand(
                inputs.get("bias").segment(),
                0,
                type.dimension(0) == 1 ? 0 : type.dimension(1) * matrix,
                type.dimension(1) == 1 ? 0 : matrix,
                rows == 1 ? 0 : coreKeys);
    }

    /** {@code q} [B,H,N,D] in a plan. */
    public static View queries(Plan.Builder plan, Request p) {
        return whole(plan, "q", p.batch(), p.heads(), p.queries(), p.keyDim());
    }

    /** {@code k} [B,Hkv,L,D] in a plan. */
    public static View keys(Plan.Builder plan, Request p) {
        return whole(plan, "k", p.batch(), p.kvHeads(), p.keys(), p.keyDim());
    }

    /** {@code v} [B,Hkv,L,Dv] in a plan. */
    public static View values(Plan.Builder plan, Request p) {
        return whole(plan, "v", p.batch(), p.kvHeads(), p.keys(), p.valueDim());
    }

    private static View whole(Plan.Builder plan, String name, int batch, int heads, int rows, int columns) {
        return View.contiguous(plan.input(name, (long) batch * heads * rows * columns), batch, heads, rows, columns);
    }

    /** {@code key_bias}, or a {@code bias} that is the same for all rows, [B,H,1,coreKeys] in a plan, or null. */
    public static View keyBias(Plan.Builder plan, Request p, int coreKeys) {
        if (p.has("key_bias")) {
            return whole(plan, "key_bias", p.batch(), p.heads(), 1, coreKeys);
        }
        return isKeyBias(p) ? bias(plan, p, coreKeys) : null;
    }

    /** {@code bias} [B,H,N,coreKeys] in a plan with zero strides where it is broadcast, or null where it is the key bias. */
    public static View denseBias(Plan.Builder plan, Request p, int coreKeys) {
        if (!p.has("bias") || isKeyBias(p)) {
            return null;
        }
        View given = bias(plan, p, coreKeys);
        return given.rows() == p.queries() ? given : given.broadcastRows(p.queries());
    }

    /** Whether {@code bias} is one row for all, and no other bias of keys is there. */
    private static boolean isKeyBias(Request p) {
        TensorType type = p.inputs().get("bias");
        return type != null && type.dimension(2) == 1 && !p.has("key_bias");
    }

    /** {@code bias} [B,H,1 or N,coreKeys] with zero strides where batches or heads share it. */
    private static View bias(Plan.Builder plan, Request p, int coreKeys) {
        TensorType type = p.inputs().get("bias");
        int rows = (int) type.dimension(2);
        View given = whole(plan, "bias", (int) type.dimension(0), (int) type.dimension(1), rows, coreKeys);
        View overHeads = given.heads() == 1 ? given.broadcastHeads(p.heads()) : given;
        return overHeads.batch() == 1 ? overHeads.broadcastBatch(p.batch()) : overHeads;
    }

    /** {@code o} [B,H,N,Dv] in a plan. */
    public static View output(Plan.Builder plan, Request p) {
        return View.contiguous(
                plan.output("o", (long) p.batch() * p.heads() * p.queries() * p.valueDim()),
                p.batch(),
                p.heads(),
                p.queries(),
                p.valueDim());
    }

    /** {@code lse} [B,H,N,1] in a plan. */
    public static View logSumExp(Plan.Builder plan, Request p) {
        return View.contiguous(
                plan.output("lse", (long) p.batch() * p.heads() * p.queries()), p.batch(), p.heads(), p.queries(), 1);
    }

    /** Every one of {@code keys} keys seen by every row. */
    public static KeyRanges unmasked(Request p, int keys) {
        return KeyRanges.rectangular(p.batch(), p.queries(), keys, false, null);
    }
}
