package io.attn4j.conformance;

import io.attn4j.bench.BenchSuite;
import io.attn4j.bench.CaseId;
import io.attn4j.bench.CaseInputs;
import io.attn4j.mechanism.centroid.CentroidRequests;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The requests that every engine answers: awkward shapes, every option, and seeded random mixtures of them. */
final class ConformanceCases {
    private static final int RANDOM_CASES = 24;

    private ConformanceCases() {}

    static List<ConformanceCase> all() {
        List<ConformanceCase> cases = new ArrayList<>();
        shapes(cases);
        options(cases);
        linformer(cases);
        centroid(cases);
        CollaborativeCases.addTo(cases);
        random(cases);
        cases.addAll(LinformerFormCases.all());
        cases.addAll(CausalLinformerCases.all());
        cases.addAll(SynthesizerCases.all());
        cases.addAll(BlockCases.all());
        others(cases);
        return cases;
    }

    /** Of mechanisms without cases of their own here, those cases to check that the simulator can run. */
    private static void others(List<ConformanceCase> cases) {
        List<String> covered =
                cases.stream().map(made -> made.mechanism().id()).distinct().toList();
        for (CaseId id : BenchSuite.check()) {
            if (!covered.contains(id.mechanism()) && id.request().cost().flops() <= BenchSuite.SIMULATOR_FLOPS) {
                cases.add(ConformanceCase.of(id.toString(), id.config(), CaseInputs.of(id, 1, Arena.ofAuto())));
            }
        }
    }

    private static void shapes(List<ConformanceCase> cases) {
        for (int n : new int[] {1, 3, 63, 64, 65}) {
            cases.add(ConformanceCase.standard(1, 2, n, n, 40));
            cases.add(ConformanceCase.standard(1, 2, n, n, 64).causal());
        }
        cases.add(ConformanceCase.standard(2, 3, 1, 129, 32));
        cases.add(ConformanceCase.standard(2, 3, 129, 1, 32));
        cases.add(ConformanceCase.standard(1, 2, 17, 70, 16).causal());
        cases.add(ConformanceCase.standard(1, 2, 70, 17, 16).causal());
        for (int dim : new int[] {1, 7, 16, 17, 80, 96, 128, 160, 192, 256}) {
            cases.add(ConformanceCase.standard(1, 2, 37, 41, dim));
        }
        cases.add(ConformanceCase.standard(1, 2, 2, 33, 35, 24, 72));
        cases.add(ConformanceCase.standard(1, 2, 2, 33, 35, 72, 24));
        cases.add(ConformanceCase.standard(1, 1, 1, 20, 21, 256, 5));
    }

    private static void options(List<ConformanceCase> cases) {
        cases.add(ConformanceCase.standard(2, 6, 2, 33, 65, 64, 64));
        cases.add(ConformanceCase.standard(2, 4, 1, 33, 65, 64, 64).causal());
        cases.add(ConformanceCase.standard(2, 2, 33, 65, 40).scale(0.5f));
        cases.add(ConformanceCase.standard(2, 2, 33, 65, 40).scale(0.0f));
        cases.add(ConformanceCase.standard(2, 2, 33, 65, 40).scale(-0.25f));
        cases.add(ConformanceCase.standard(2, 2, 33, 65, 40).keyBias(65));
        cases.add(ConformanceCase.standard(2, 2, 33, 65, 40).bias(1, 1, 65));
        cases.add(ConformanceCase.standard(2, 2, 33, 65, 40).bias(2, 1, 65).causal());
        cases.add(ConformanceCase.standard(2, 2, 33, 65, 40).bias(1, 2, 65).keyBias(65));
        cases.add(ConformanceCase.standard(2, 2, 33, 65, 40).bias(2, 2, 65).lengths(65, 1));
        cases.add(ConformanceCase.standard(2, 2, 13, 17, 8).rowBias(2, 2, 17));
        cases.add(ConformanceCase.standard(2, 2, 13, 17, 8).rowBias(2, 1, 17).causal());
        cases.add(ConformanceCase.standard(2, 2, 13, 17, 8).rowBias(1, 1, 17).keyBias(17));
        cases.add(ConformanceCase.standard(2, 2, 1, 17, 8).rowBias(1, 2, 17).lengths(17, 4));
        cases.add(ConformanceCase.standard(1, 2, 33, 65, 40).infiniteBias());
        cases.add(ConformanceCase.standard(3, 2, 33, 65, 40).lengths(65, 0, 31));
        cases.add(ConformanceCase.standard(3, 2, 65, 65, 64).lengths(64, 0, 31).causal());
        cases.add(ConformanceCase.standard(3, 2, 33, 65, 40).lengths(64, 5, 31).poisonBeyondLengths());
        cases.add(ConformanceCase.standard(1, 2, 65, 65, 40).packed(0, 65));
        cases.add(ConformanceCase.standard(1, 2, 65, 65, 40).packed(0, 1, 2, 30, 30, 65));
        cases.add(ConformanceCase.standard(1, 2, 130, 130, 64)
                .packed(0, 63, 64, 129, 130)
                .causal());
        cases.add(ConformanceCase.standard(1, 2, 33, 65, 40).largeLogits(1000));
        cases.add(ConformanceCase.standard(1, 2, 65, 65, 40).largeLogits(1000).causal());
    }

    private static void centroid(List<ConformanceCase> cases) {
        for (CentroidRequests.Example request : CentroidRequests.all()) {
            cases.add(ConformanceCase.of(request.name(), request.config(), request.inputs()));
        }
    }

    private static void linformer(List<ConformanceCase> cases) {
        for (int n : new int[] {1, 3, 63, 65}) {
            cases.add(ConformanceCase.linformer(1, 2, 2, n, 40, Math.max(1, n / 2), 0, n));
        }
        cases.add(ConformanceCase.linformer(2, 2, 2, 33, 64, 70, 0, 33));
        cases.add(ConformanceCase.linformer(2, 4, 2, 65, 40, 24, 0, 65));
        cases.add(ConformanceCase.linformer(2, 4, 2, 65, 40, 24, 2, 65));
        cases.add(ConformanceCase.linformer(2, 2, 2, 65, 40, 24, 0, 80));
        cases.add(ConformanceCase.linformer(2, 2, 2, 65, 40, 24, 2, 80).sharedProjection());
        cases.add(ConformanceCase.linformer(2, 2, 2, 65, 40, 24, 0, 65).sharedProjection());
        cases.add(ConformanceCase.linformer(3, 2, 2, 65, 40, 24, 0, 65).lengths(65, 0, 31));
        cases.add(ConformanceCase.linformer(3, 2, 2, 65, 40, 24, 0, 65)
                .lengths(64, 3, 31)
                .poisonBeyondLengths());
        cases.add(ConformanceCase.linformer(2, 2, 2, 65, 40, 24, 0, 65)
                .bias(1, 2, 24)
                .keyBias(24));
        cases.add(ConformanceCase.linformer(1, 2, 2, 600, 64, 128, 0, 600));
        for (int rank : new int[] {1, 7, 65}) {
            cases.add(ConformanceCase.meanPool(2, 4, 2, 65, 40, rank));
            cases.add(ConformanceCase.maxPool(2, 4, 2, 65, 40, rank));
        }
        cases.add(ConformanceCase.maxPool(2, 2, 2, 63, 40, 9).lengths(50, 0).poisonBeyondLengths());
        cases.add(ConformanceCase.meanPool(2, 2, 2, 65, 40, 9).lengths(65, 17));
        cases.add(ConformanceCase.meanPool(2, 2, 2, 65, 40, 9).lengths(50, 0).poisonBeyondLengths());
    }

    /** Options mixed at random, the same ones every time. */
    private static void random(List<ConformanceCase> cases) {
        Random random = new Random(20_06_04_768);
        for (int i = 0; i < RANDOM_CASES; i++) {
            int batch = 1 + random.nextInt(3);
            int kvHeads = 1 + random.nextInt(2);
            int heads = kvHeads * (1 + random.nextInt(3));
            int queries = 1 + random.nextInt(90);
            int keys = 1 + random.nextInt(90);
            int dim = 1 + random.nextInt(96);
            boolean linformer = random.nextInt(3) == 0;
            ConformanceCase made;
            int coreKeys = keys;
            if (linformer) {
                coreKeys = 1 + random.nextInt(40);
                made = ConformanceCase.linformer(
                        batch,
                        heads,
                        kvHeads,
                        keys,
                        dim,
                        coreKeys,
                        random.nextBoolean() ? 0 : kvHeads,
                        keys + random.nextInt(9));
            } else {
                made = ConformanceCase.standard(batch, heads, kvHeads, queries, keys, dim, 1 + random.nextInt(96));
                if (random.nextBoolean()) {
                    made.causal();
                }
            }
            if (random.nextInt(3) == 0) {
                int[] lengths = random.ints(batch, 0, keys + 1).toArray();
                made.lengths(lengths);
                if (random.nextBoolean()) {
                    made.poisonBeyondLengths();
                }
            }
            if (random.nextInt(3) == 0) {
                made.keyBias(coreKeys);
            }
            if (random.nextInt(3) == 0) {
                made.bias(random.nextBoolean() ? 1 : batch, random.nextBoolean() ? 1 : heads, coreKeys);
            }
            cases.add(made);
        }
    }
}
