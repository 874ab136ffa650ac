package io.attn4j.cli;

import io.attn4j.bench.BenchSuite;
import io.attn4j.bench.CaseId;
import io.attn4j.bench.Pass;
import io.attn4j.error.InvalidInputException;
import io.attn4j.error.ShellWord;
import io.attn4j.file.FileBytes;
import io.attn4j.mechanism.CaseSizes;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Variant;
import io.attn4j.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Flags that choose the cases of {@code bench} and {@code check}; sizes take lists and ranges, which are combined. */
final class CaseFlags {
    private static final int MOST_BYTES = 1 << 24;

    @Option(names = "--case", paramLabel = "ID", description = "Case ids, as records name them; repeatable.")
    private List<String> cases;

    @Option(names = "--shapes", paramLabel = "FILE", description = "File with one case id per line.")
    private Path shapes;

    @Option(names = "--mechanism", paramLabel = "IDS", description = "Mechanisms.")
    private String mechanism;

    @Option(
            names = "--variant",
            paramLabel = "NAMES",
            description = "Variants of the mechanisms, as attn4j list names them.")
    private String variant;

    @Option(
            names = "--pass",
            paramLabel = "LIST",
            description = "fwd (default); bwd, gradients by every tensor; fwdbwd, both in one call.")
    private String pass;

    @Option(names = "--dtype", paramLabel = "LIST", description = "f32 (default), f16, bf16.")
    private String dtype;

    @Option(names = "--batch", paramLabel = "LIST", description = "B.")
    private String batch;

    @Option(names = "--heads", paramLabel = "LIST", description = "H.")
    private String heads;

    @Option(names = "--seq-q", paramLabel = "LIST", description = "N, such as 64..4096*2.")
    private String queries;

    @Option(names = "--seq-k", paramLabel = "LIST", description = "L (default: N).")
    private String keys;

    @Option(names = "--head-dim", paramLabel = "LIST", description = "D.")
    private String dim;

    @Option(
            names = "--rank",
            paramLabel = "LIST",
            description = "Slots, centroids or shared width, of mechanisms that have a rank.")
    private String rank;

    @Option(
            names = "--causal",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true,false",
            description = "Causal mask; both with true,false.")
    private String causal;

    /**
     * The cases asked for.
     *
     * @param suite those to use when neither a case nor a size is given; --mechanism and --variant filter them
     * @throws InvalidInputException when a flag is wrong or no case is left
     */
    List<CaseId> cases(List<CaseId> suite) {
        List<CaseId> chosen = new ArrayList<>();
        if (cases != null) {
            cases.forEach(id -> chosen.add(CaseId.parse(id)));
        }
        if (shapes != null) {
            chosen.addAll(fromFile());
        }
        if ((sizesGiven() || dtype != null) && !chosen.isEmpty()) {
            throw new InvalidInputException(
                    "--case",
                    "a case and " + (sizesGiven() ? "sizes" : "--dtype " + dtype),
                    "either case ids or " + (sizesGiven() ? "sizes" : "--dtype"),
                    "leaving one of them out");
        }
        if (sizesGiven()) {
            chosen.addAll(combined());
        } else if (chosen.isEmpty()) {
            List<CaseId> asked = suite.stream().filter(this::asked).toList();
            List<CaseId> passed = pass == null
                    ? asked
                    : passes().stream()
                            .flatMap(each -> asked.stream().map(id -> id.withPass(each)))
                            .toList();
            for (DType type : dtypes()) {
                passed.forEach(id -> chosen.add(id.withDType(type)));
            }
        } else {
            requirePasses(chosen);
        }
        if (chosen.isEmpty()) {
            throw new InvalidInputException(
                    "--variant",
                    variant,
                    "a case of that mechanism and variant in the suite",
                    "giving sizes, as --seq-q 512");
        }
        return chosen;
    }

    /** Whether neither cases nor sizes are given, so that the suite is what runs. */
    boolean suite() {
        return cases == null && shapes == null && !sizesGiven();
    }

    private boolean sizesGiven() {
        return causal != null || given().values().stream().anyMatch(Objects::nonNull);
    }

    private Map<String, String> given() {
        Map<String, String> given = new TreeMap<>();
        given.put("--batch", batch);
        given.put("--heads", heads);
        given.put("--seq-q", queries);
        given.put("--seq-k", keys);
        given.put("--head-dim", dim);
        given.put("--rank", rank);
        return given;
    }

    private List<DType> dtypes() {
        return ValueList.texts("--dtype", dtype == null ? DType.F32.id() : dtype).stream()
                .map(id -> CaseId.dtype("--dtype", id))
                .toList();
    }

    private List<Pass> passes() {
        return ValueList.texts("--pass", pass == null ? Pass.FORWARD.id() : pass).stream()
                .map(id -> Pass.of("--pass", id))
                .toList();
    }

    /** Case ids say their pass, which a flag may repeat. */
    private void requirePasses(List<CaseId> chosen) {
        if (pass == null) {
            return;
        }
        List<Pass> asked = passes();
        for (CaseId id : chosen) {
            if (!asked.contains(id.pass())) {
                throw new InvalidInputException(
                        "--pass", pass + " and the case " + id, "the pass of the case", "leaving one of them out");
            }
        }
    }

    private List<CaseId> fromFile() {
        if (!Files.isReadable(shapes) || Files.isDirectory(shapes)) {
            throw unreadable();
        }
        byte[] bytes = FileBytes.read(shapes, MOST_BYTES, "case ids, one a line,", "several calls");
        try {
            List<CaseId> ids = BenchSuite.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
            if (ids.isEmpty()) {
                throw new InvalidInputException(
                        "--shapes",
                        shapes + ", which holds none",
                        "one case id per line",
                        "attn4j bench --suite scale");
            }
            return ids;
        } catch (CharacterCodingException noText) {
            throw unreadable();
        }
    }

    private InvalidInputException unreadable() {
        return new InvalidInputException(
                "--shapes",
                shapes + ", which cannot be read",
                "a text file with one case id per line",
                "ls -l " + ShellWord.of(shapes));
    }

    private boolean asked(CaseId id) {
        boolean mechanismAsked = mechanisms().contains(id.mechanism());
        if (variant == null || !mechanismAsked) {
            return mechanismAsked;
        }
        return variants(Mechanisms.byId(id.mechanism())).contains(id.variant());
    }

    private List<String> mechanisms() {
        List<String> ids = mechanism == null
                ? Mechanisms.all().stream().map(Mechanism::id).toList()
                : ValueList.texts("--mechanism", mechanism);
        ids.forEach(Mechanisms::byId);
        return ids;
    }

    /** Variants asked for that the mechanism has, its default one as {@link CaseId#DEFAULT_VARIANT}. */
    private List<String> variants(Mechanism known) {
        if (variant == null) {
            return List.of(CaseId.DEFAULT_VARIANT);
        }
        List<String> found = new ArrayList<>();
        for (String name : ValueList.texts("--variant", variant)) {
            if (name.equals(CaseId.DEFAULT_VARIANT)) {
                found.add(name);
            }
            for (Variant made : known.variants()) {
                if (made.name().equals(name)) {
                    found.add(made.options().isEmpty() ? CaseId.DEFAULT_VARIANT : name);
                }
            }
        }
        return found;
    }

    private List<CaseId> combined() {
        List<CaseId> ids = new ArrayList<>();
        for (String id : mechanisms()) {
            Mechanism known = Mechanisms.byId(id);
            for (String form : variants(known)) {
                for (boolean masked : causals()) {
                    List<CaseId> shaped = new ArrayList<>();
                    addShapes(known, form, masked, shaped);
                    for (Pass each : passes()) {
                        for (DType type : dtypes()) {
                            shaped.forEach(shape -> ids.add(shape.withPass(each).withDType(type)));
                        }
                    }
                }
            }
        }
        return ids;
    }

    private List<Boolean> causals() {
        List<Boolean> values = new ArrayList<>();
        for (String text : ValueList.texts("--causal", causal == null ? "false" : causal)) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new InvalidInputException("--causal", causal, "true, false or true,false", "--causal");
            }
            values.add(Boolean.valueOf(text));
        }
        return values;
    }

    private void addShapes(Mechanism known, String form, boolean masked, List<CaseId> into) {
        for (int b : sizes("--batch", "1")) {
            for (int h : sizes("--heads", "8")) {
                for (int n : sizes("--seq-q", keys == null ? "512" : keys)) {
                    for (int l : sizes("--seq-k", Integer.toString(n))) {
                        for (int d : sizes("--head-dim", "64")) {
                            for (int r : ranks(known, form, new CaseSizes(b, h, h, n, l, d, d, 0))) {
                                into.add(new CaseId(known.id(), form, b, h, h, n, l, d, d, r, masked));
                            }
                        }
                    }
                }
            }
        }
    }

    /** The ranks asked for, or the mechanism's default; 0 alone for a form that has none. */
    private List<Integer> ranks(Mechanism known, String form, CaseSizes sizes) {
        int otherwise = known.defaultRank(form, sizes);
        if (otherwise > 0) {
            return sizes("--rank", Integer.toString(otherwise));
        }
        if (rank != null && mechanism != null && mechanisms().size() == 1) {
            throw new InvalidInputException(
                    "--rank", rank, "a mechanism and variant that have a rank", "--mechanism linformer");
        }
        return List.of(0);
    }

    private List<Integer> sizes(String flag, String otherwise) {
        String text = given().get(flag);
        return ValueList.numbers(flag, text == null ? otherwise : text);
    }
}
