package io.attn4j.bench.report;

import io.attn4j.bench.ResultRecord;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of cases in tables and figures. */
final class CaseLabel {
    /** Parts of a case id that do not tell one form of a mechanism from another. */
    private static final String SIZES = "BHGNLDV";

    private CaseLabel() {}

    /** Mechanism and form, without sizes: {@code linformer R128}, {@code standard causal}. */
    static String form(ResultRecord record) {
        return parts(record)
                .filter(part -> !isSize(part) && !part.equals("fwd") && !part.startsWith("variant="))
                .filter(part -> !part.equals(record.get("dtype")) && !part.equals(record.get("mechanism")))
                .collect(Collectors.joining(" ", name(record) + " ", ""))
                .strip();
    }

    private static String name(ResultRecord record) {
        Object variant = record.get("variant");
        return record.get("mechanism") + (variant.equals("-") ? "" : " " + variant);
    }

    /** Sizes beside N and L, and the element type: {@code B1 H8 D64 f32}. */
    static String fixedSizes(ResultRecord record) {
        return parts(record)
                        .filter(part -> isSize(part) && part.charAt(0) != 'N' && part.charAt(0) != 'L')
                        .collect(Collectors.joining(" "))
                + " " + record.get("dtype");
    }

    /** What all of {@code records} share of that, or nothing when they differ. */
    static String sharedSizes(Collection<ResultRecord> records) {
        List<String> sizes =
                records.stream().map(CaseLabel::fixedSizes).distinct().toList();
        return sizes.size() == 1 ? sizes.getFirst() : "";
    }

    /** The form, and the sizes where {@code shared} does not say them. */
    static String within(String shared, ResultRecord record) {
        return shared.isEmpty() ? form(record) + " " + fixedSizes(record) : form(record);
    }

    /** Whether N is L, as in the self-attention that figures of growth show. */
    static boolean square(ResultRecord record) {
        return record.get("seq_q").equals(record.get("seq_k"));
    }

    private static boolean isSize(String part) {
        return part.length() > 1 && SIZES.indexOf(part.charAt(0)) >= 0 && Character.isDigit(part.charAt(1));
    }

    private static Stream<String> parts(ResultRecord record) {
        return Arrays.stream(((String) record.get("case_id")).split("/"));
    }
}
