package io.attn4j.bench;

import java.util.List;

/** What {@code attn4j bench} and {@code attn4j check} run when no case is asked for. */
public final class BenchSuite {
    /** FLOPs beyond which a case is not worth the simulator's time. */
    public static final double SIMULATOR_FLOPS = 4e6;

    private static final List<CaseId> BENCH = List.of(
            CaseId.of("standard", 1, 1, 32, 48, 32, 0, false),
            CaseId.of("linformer", 1, 1, 48, 48, 32, 16, false),
            CaseId.of("standard", 1, 8, 512, 512, 64, 0, false),
            CaseId.of("standard", 1, 8, 1024, 1024, 64, 0, true),
            CaseId.of("linformer", 1, 8, 1024, 1024, 64, 128, false),
            CaseId.of("linformer", 1, 8, 4096, 4096, 64, 128, false));

    private static final List<CaseId> CHECK = List.of(
            CaseId.of("standard", 1, 1, 1, 1, 16, 0, false),
            CaseId.of("standard", 1, 2, 3, 5, 40, 0, false),
            CaseId.of("standard", 2, 2, 63, 65, 64, 0, true),
            // More queries than keys: the first rows see no key and give zeros.
            CaseId.of("standard", 1, 1, 33, 17, 32, 0, true),
            new CaseId("standard", CaseId.DEFAULT_VARIANT, 1, 4, 2, 32, 48, 64, 32, 0, false),
            CaseId.of("standard", 1, 8, 256, 256, 64, 0, false),
            CaseId.of("linformer", 1, 2, 17, 33, 32, 5, false),
            // More slots than keys.
            CaseId.of("linformer", 1, 1, 9, 7, 16, 11, false),
            new CaseId("linformer", "mean-pool", 1, 2, 2, 31, 33, 32, 32, 7, false),
            CaseId.of("linformer", 1, 8, 256, 256, 64, 64, false));

    private BenchSuite() {}

    /** Cases to measure: two small ones, which the simulator runs too, and four of a size that machines are used for. */
    public static List<CaseId> bench() {
        return BENCH;
    }

    /** Cases to check: awkward shapes and one ordinary one of each mechanism. */
    public static List<CaseId> check() {
        return CHECK;
    }
}
