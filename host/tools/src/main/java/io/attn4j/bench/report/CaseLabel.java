package io.attn4j.bench.report;

import io.attn4j.bench.Pass;
import io.attn4j.bench.ResultRecord;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of cases in tables and figures. */
final class CaseLabel {
    /** Parts of a case id that do not tell one form of a mechanism from another. */
    private static final String SIZES = "BHGNLDV";

    private CaseLabel() {}

    /** Mechanism and form, without sizes: {@code linformer linear R128}, {@code standard causal}, {@code standard fwdbwd}. */
    static String form(ResultRecord record) {
        String variant = record.text("variant");
        return parts(record)
                .filter(part -> !isSize(part) && !part.equals(Pass.FORWARD.id()) && !part.startsWith("variant="))
                .filter(part -> !part.equals(record.get("dtype")) && !part.equals(record.get("mechanism")))
                .collect(Collectors.joining(
                        " ", record.get("mechanism") + (variant.equals("-") ? "" : " " + variant) + " ", ""))
                .strip();
    }

    /** The form, and the element type where it is not f32. */
    static String typed(ResultRecord record) {
        return form(record) + (record.get("dtype").equals("f32") ? "" : " " + record.get("dtype"));
    }

    /** Sizes without N and L: {@code B1 H8 D64}. */
    static String sizes(ResultRecord record) {
        return parts(record)
                .filter(part -> isSize(part) && part.charAt(0) != 'N' && part.charAt(0) != 'L')
                .collect(Collectors.joining(" "));
    }

    /** Causality and optional tensors: {@code causal, lengths}, or {@code none}. */
    static String mask(ResultRecord record) {
        String mask = parts(record)
                .filter(part -> part.equals("causal") || part.startsWith("with="))
                .map(part -> part.replace("with=", "").replace("+", ", "))
                .collect(Collectors.joining(", "));
        return mask.isEmpty() ? "none" : mask;
    }

    /** Whether N is L, as in the self-attention that figures over N show. */
    static boolean square(ResultRecord record) {
        return record.get("seq_q").equals(record.get("seq_k"));
    }

    private static boolean isSize(String part) {
        return part.length() > 1 && SIZES.indexOf(part.charAt(0)) >= 0 && Character.isDigit(part.charAt(1));
    }

    private static Stream<String> parts(ResultRecord record) {
        return Arrays.stream(record.text("case_id").split("/"));
    }
}
