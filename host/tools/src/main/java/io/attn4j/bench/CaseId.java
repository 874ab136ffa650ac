package io.attn4j.bench;

import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.mechanism.CaseSizes;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.MechanismConfig;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.Variant;
import io.attn4j.mechanism.gradient.GradientMechanism;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.TensorType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A case: a mechanism with its sizes, and the text that names it.
 *
 * <p>{@code standard/fwd/f32/B1/H8/N512/L512/D64}, where fwd may be bwd or fwdbwd, f32 may be f16 or bf16, and after
 * that, only where they differ from the default, in this order: {@code G2} key/value heads (default H), {@code V32} value dim (default D), {@code R128} rank, {@code causal},
 * {@code variant=mean-pool}, {@code with=lengths+bias} for optional tensors that are given too.
 *
 * @param mechanism mechanism id
 * @param variant the mechanism's variant, {@code -} for its default
 * @param pass what a call computes
 * @param dtype element type of all floats but log-sum-exps
 * @param batch B
 * @param heads H
 * @param kvHeads heads of keys and values
 * @param queries N
 * @param keys L
 * @param keyDim D
 * @param valueDim Dv
 * @param rank k, 0 for none
 * @param causal whether causally masked
 * @param extras names of optional tensors that the case gives, masks and biases, in the order of the text
 */
public record CaseId(
        String mechanism,
        String variant,
        Pass pass,
        DType dtype,
        int batch,
        int heads,
        int kvHeads,
        int queries,
        int keys,
        int keyDim,
        int valueDim,
        int rank,
        boolean causal,
        List<String> extras) {

    /** The default variant. */
    public static final String DEFAULT_VARIANT = "-";

    public CaseId {
        extras = List.copyOf(extras);
    }

    /** A forward case of fp32 without optional tensors. */
    public CaseId(
            String mechanism,
            String variant,
            int batch,
            int heads,
            int kvHeads,
            int queries,
            int keys,
            int keyDim,
            int valueDim,
            int rank,
            boolean causal) {
        this(
                mechanism,
                variant,
                Pass.FORWARD,
                DType.F32,
                batch,
                heads,
                kvHeads,
                queries,
                keys,
                keyDim,
                valueDim,
                rank,
                causal,
                List.of());
    }

    /** This case with another element type. */
    public CaseId withDType(DType other) {
        return new CaseId(
                mechanism, variant, pass, other, batch, heads, kvHeads, queries, keys, keyDim, valueDim, rank, causal,
                extras);
    }

    /** This case with another pass. */
    public CaseId withPass(Pass other) {
        return new CaseId(
                mechanism, variant, other, dtype, batch, heads, kvHeads, queries, keys, keyDim, valueDim, rank, causal,
                extras);
    }

    /** This case with optional tensors given too. */
    public CaseId with(String... tensors) {
        return new CaseId(
                mechanism,
                variant,
                pass,
                dtype,
                batch,
                heads,
                kvHeads,
                queries,
                keys,
                keyDim,
                valueDim,
                rank,
                causal,
                List.of(tensors));
    }

    /**
     * The element type that case ids and flags name so.
     *
     * @throws InvalidInputException when cases have no such type
     */
    public static DType dtype(String field, String id) {
        for (DType known : DType.FLOATS) {
            if (known.id().equals(id)) {
                return known;
            }
        }
        throw new InvalidInputException(field, id, "f32, f16 or bf16", "f32");
    }

    /** A forward case of fp32 and equal dims, with as many key/value heads as query heads. */
    public static CaseId of(
            String mechanism, int batch, int heads, int queries, int keys, int dim, int rank, boolean causal) {
        return new CaseId(mechanism, DEFAULT_VARIANT, batch, heads, heads, queries, keys, dim, dim, rank, causal);
    }

    /** The text that {@link #parse} takes. */
    @Override
    public String toString() {
        StringBuilder id = new StringBuilder(mechanism)
                .append('/')
                .append(pass.id())
                .append('/')
                .append(dtype.id())
                .append("/B")
                .append(batch)
                .append("/H")
                .append(heads)
                .append("/N")
                .append(queries)
                .append("/L")
                .append(keys)
                .append("/D")
                .append(keyDim);
        if (kvHeads != heads) {
            id.append("/G").append(kvHeads);
        }
        if (valueDim != keyDim) {
            id.append("/V").append(valueDim);
        }
        if (rank > 0) {
            id.append("/R").append(rank);
        }
        if (causal) {
            id.append("/causal");
        }
        if (!variant.equals(DEFAULT_VARIANT)) {
            id.append("/variant=").append(variant);
        }
        if (!extras.isEmpty()) {
            id.append("/with=").append(String.join("+", extras));
        }
        return id.toString();
    }

    /**
     * The case that {@code text} names.
     *
     * @throws InvalidInputException when it is not a case id
     */
    public static CaseId parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length < 3) {
            throw invalid(text, "MECHANISM/fwd/f32/B1/H8/N512/L512/D64 and so on");
        }
        Mechanisms.byId(parts[0]);
        Pass pass = Pass.of("pass of case " + text, parts[1]);
        DType dtype = dtype("dtype of case " + text, parts[2]);
        Map<Character, Integer> sizes = new HashMap<>();
        boolean causal = false;
        String variant = DEFAULT_VARIANT;
        List<String> extras = List.of();
        for (int i = 3; i < parts.length; i++) {
            if (parts[i].equals("causal")) {
                causal = true;
            } else if (parts[i].startsWith("variant=")) {
                variant = parts[i].substring("variant=".length());
            } else if (parts[i].startsWith("with=") && extras.isEmpty()) {
                extras = List.of(parts[i].substring("with=".length()).split("\\+", -1));
            } else if (sizes.put(key(text, parts[i]), size(text, parts[i])) != null) {
                throw invalid(text, "each size once");
            }
        }
        for (char needed : "BHNLD".toCharArray()) {
            if (!sizes.containsKey(needed)) {
                throw invalid(text, "the size " + needed);
            }
        }
        int heads = sizes.get('H');
        int dim = sizes.get('D');
        return new CaseId(
                parts[0],
                variant,
                pass,
                dtype,
                sizes.get('B'),
                heads,
                sizes.getOrDefault('G', heads),
                sizes.get('N'),
                sizes.get('L'),
                dim,
                sizes.getOrDefault('V', dim),
                sizes.getOrDefault('R', 0),
                causal,
                extras);
    }

    private static char key(String text, String part) {
        if (part.isEmpty() || "BHGNLDVR".indexOf(part.charAt(0)) < 0) {
            throw invalid(text, "sizes B, H, G, N, L, D, V, R, and causal, variant=, with=; not '" + part + "'");
        }
        return part.charAt(0);
    }

    private static int size(String text, String part) {
        try {
            int size = Integer.parseInt(part.substring(1));
            if (size >= 1) {
                return size;
            }
        } catch (NumberFormatException notANumber) {
            throw invalid(text, "a whole number from 1 in '" + part + "'");
        }
        throw invalid(text, "a whole number from 1 in '" + part + "'");
    }

    private static InvalidInputException invalid(String text, String needs) {
        return new InvalidInputException("case", text, needs, "standard/fwd/f32/B1/H8/N512/L512/D64");
    }

    /**
     * The mechanism's options for this case.
     *
     * @throws InvalidInputException when the mechanism has no such variant
     */
    public MechanismConfig config() {
        Mechanism known = Mechanisms.byId(mechanism);
        Map<String, String> options = new HashMap<>(known.sampleOptions(variant, sizes()));
        if (!variant.equals(DEFAULT_VARIANT)) {
            options.putAll(variantOf(known).options());
        }
        return new MechanismConfig(mechanism, causal, null, options);
    }

    private Variant variantOf(Mechanism known) {
        List<Variant> variants = known.variants();
        for (Variant made : variants) {
            if (made.name().equals(variant)) {
                return made;
            }
        }
        throw new InvalidInputException(
                "variant",
                variant,
                variants.isEmpty()
                        ? "none, as " + mechanism + " has one form"
                        : "one of "
                                + String.join(
                                        ", ",
                                        variants.stream().map(Variant::name).toList()),
                "attn4j list");
    }

    /**
     * Types of the inputs, as the mechanism samples them for its variant, and of the optional tensors, with floats of the
     * case's element type; with gradients also {@code grad.o}, of the type and shape of o.
     *
     * @throws InvalidInputException when the mechanism refuses the sizes or options, or cases of it cannot have one of the
     *     optional tensors
     */
    public Map<String, TensorType> tensors() {
        Map<String, TensorType> types = forwardTensors();
        if (pass.gradients()) {
            TensorType o = Mechanisms.byId(mechanism).request(config(), types).outputType();
            types.put(GradientMechanism.PREFIX + "o", o.withDType(dtype));
        }
        return types;
    }

    private Map<String, TensorType> forwardTensors() {
        Map<String, TensorType> types =
                new LinkedHashMap<>(Mechanisms.byId(mechanism).sample(variant, sizes()));
        for (String extra : extras) {
            types.put(extra, Mechanisms.byId(mechanism).sampleOptional(extra, sizes()));
        }
        types.replaceAll((name, type) -> type.dtype() == DType.F32 ? type.withDType(dtype) : type);
        return types;
    }

    private CaseSizes sizes() {
        return new CaseSizes(batch, heads, kvHeads, queries, keys, keyDim, valueDim, rank);
    }

    /**
     * The checked request, of the mechanism or of its gradient by every tensor.
     *
     * @throws InvalidInputException when the mechanism refuses the sizes or options
     * @throws UnsupportedRequestException when a form of the mechanism has no gradient
     */
    public Request request() {
        Mechanism forward = Mechanisms.byId(mechanism);
        Mechanism computed = pass.gradients() ? new GradientMechanism(forward, List.of()) : forward;
        return computed.request(config(), tensors());
    }
}
