package io.attn4j.bench;

import java.util.ArrayList;
import java.util.List;

/** What {@code attn4j bench} and {@code attn4j check} run when no case is asked for. */
public final class BenchSuite {
    /** FLOPs beyond which a case is not worth the simulator's time. */
    public static final double SIMULATOR_FLOPS = 4e6;

    /** FLOPs beyond which a case is not worth the time of the fp64 loops as an engine. */
    public static final double REFERENCE_FLOPS = 1e10;

    private static final List<CaseId> BENCH = List.of(
            CaseId.of("standard", 1, 1, 32, 48, 32, 0, false),
            CaseId.of("linformer", 1, 1, 48, 48, 32, 16, false),
            // every mechanism at one M, H and N
            form("standard", CaseId.DEFAULT_VARIANT, 1024, 0, false),
            form("standard", CaseId.DEFAULT_VARIANT, 1024, 0, true),
            form("linformer", CaseId.DEFAULT_VARIANT, 1024, 128, false),
            form("synthesizer", CaseId.DEFAULT_VARIANT, 1024, 0, false),
            form("synthesizer", "random", 1024, 0, false),
            form("synthesizer", "factorized-dense", 1024, 0, false),
            form("synthesizer", "factorized-random", 1024, 8, false),
            form("centroid", CaseId.DEFAULT_VARIANT, 1024, 128, false),
            form("collaborative", CaseId.DEFAULT_VARIANT, 1024, 256, false),
            // and how cost grows: four times for twice the tokens, or twice
            form("standard", CaseId.DEFAULT_VARIANT, 512, 0, false),
            form("standard", CaseId.DEFAULT_VARIANT, 2048, 0, false),
            form("linformer", CaseId.DEFAULT_VARIANT, 2048, 128, false),
            form("linformer", CaseId.DEFAULT_VARIANT, 4096, 128, false),
            form("centroid", CaseId.DEFAULT_VARIANT, 2048, 128, false),
            form("centroid", CaseId.DEFAULT_VARIANT, 4096, 128, false));

    private static final List<CaseId> SCALE = scaled();

    private static final List<CaseId> BATCH = List.of(
            batched("standard", 64, 512, 0),
            batched("linformer", 64, 1024, 128),
            batched("linformer", 128, 256, 32),
            batched("centroid", 32, 1024, 128));

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
            CaseId.of("linformer", 1, 8, 256, 256, 64, 64, false),
            CaseId.of("synthesizer", 2, 2, 33, 33, 16, 0, true),
            small("synthesizer", "random", 0),
            small("synthesizer", "factorized-dense", 0),
            small("synthesizer", "factorized-random", 5),
            small("synthesizer", "mixture", 0),
            small("centroid", CaseId.DEFAULT_VARIANT, 7),
            small("centroid", "centroids", 7),
            small("centroid", "farthest", 7),
            CaseId.of("collaborative", 2, 3, 33, 41, 8, 10, true),
            small("collaborative", "sigmoid", 10),
            small("collaborative", "mixture", 10),
            small("collaborative", "talking", 10),
            small("block", CaseId.DEFAULT_VARIANT, 0),
            small("block", "linformer", 9));

    private static final int TUNED_QUERIES_LEAST = 512;
    private static final int TUNED_QUERIES_MOST = 1024;

    private BenchSuite() {}

    /** B = 1, H = 8, D = 64, so M = 512. */
    private static CaseId form(String mechanism, String variant, int tokens, int rank, boolean causal) {
        return new CaseId(mechanism, variant, 1, 8, 8, tokens, tokens, 64, 64, rank, causal);
    }

    private static List<CaseId> scaled() {
        List<CaseId> cases = new ArrayList<>();
        for (int tokens = 4096; tokens <= 65_536; tokens *= 2) {
            if (tokens <= 8192) {
                cases.add(form("standard", CaseId.DEFAULT_VARIANT, tokens, 0, false));
            }
            cases.add(form("linformer", CaseId.DEFAULT_VARIANT, tokens, 128, false));
            cases.add(form("linformer", "past-only", tokens, 128, true));
            cases.add(form("linformer", "block", tokens, 128, true));
            cases.add(form("centroid", CaseId.DEFAULT_VARIANT, tokens, 128, false));
        }
        return List.copyOf(cases);
    }

    private static CaseId batched(String mechanism, int batch, int tokens, int rank) {
        return CaseId.of(mechanism, batch, 8, tokens, tokens, 64, rank, false);
    }

    private static CaseId small(String mechanism, String variant, int rank) {
        return new CaseId(mechanism, variant, 2, 2, 2, 37, 37, 12, 12, rank, false);
    }

    /** Cases to measure: two small ones, which the simulator runs too, every mechanism at one size, and how cost grows with N. */
    public static List<CaseId> bench() {
        return BENCH;
    }

    /**
     * How cost and memory grow with N up to 65,536: Linformer, its causal forms and centroids, with standard attention beside
     * them up to 8192. Linformer's block form sees one slot for every four tokens of the past, so its time is quadratic all
     * the same, and its memory is not.
     */
    public static List<CaseId> scale() {
        return SCALE;
    }

    /** Cases that {@code attn4j tune} makes fast: those to measure whose size is neither tiny nor long to run. */
    public static List<CaseId> tune() {
        return BENCH.stream()
                .filter(id -> id.queries() >= TUNED_QUERIES_LEAST && id.queries() <= TUNED_QUERIES_MOST)
                .toList();
    }

    /** Batches to be run under a memory budget many times smaller, where copies bind and where kernels do. */
    public static List<CaseId> batch() {
        return BATCH;
    }

    /** Cases to check: awkward shapes and one ordinary one of each mechanism. */
    public static List<CaseId> check() {
        return CHECK;
    }
}
