package io.attn4j.tune;

import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.graph.TuningSpace;
import io.attn4j.plan.Strategy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A workload whose times are made up: a bowl over rows and keys of the core, a slope over the groups of row kernels, and
 * seeded noise. Case b has no row kernel. The clock is the sum of the times.
 */
final class FakeWorkload implements Workload {
    static final Candidate START = new Candidate(List.of(
            new KernelChoice(KernelRole.CORE, Strategy.TILED, Map.of("rows", 1, "keys", 1)),
            new KernelChoice(KernelRole.ROWS, Strategy.ROWS, Map.of("local", 64))));

    /** The fastest of those that run and are right. */
    static final Candidate BEST = new Candidate(List.of(
            new KernelChoice(KernelRole.CORE, Strategy.TILED, Map.of("rows", 4, "keys", 2)),
            new KernelChoice(KernelRole.ROWS, Strategy.ROWS, Map.of("local", 16))));

    /** The strategy whose results are wrong. */
    static final Strategy WRONG = Strategy.LANES;

    /** The strategy that cannot be compiled. */
    static final Strategy BROKEN = Strategy.ROWS;

    final List<String> opened = new ArrayList<>();
    final Map<String, Integer> runs = new HashMap<>();
    private final SplittableRandom noise = new SplittableRandom(7);
    private final double spread;
    private String code = "code";
    private int open;
    private long now;

    /** Times vary by {@code spread} of themselves. */
    FakeWorkload(double spread) {
        this.spread = spread;
    }

    FakeWorkload withCode(String changed) {
        code = changed;
        return this;
    }

    long now() {
        return now;
    }

    /** Trials that have not been closed. */
    int open() {
        return open;
    }

    @Override
    public List<String> cases() {
        return List.of("a", "b");
    }

    @Override
    public List<TuningSpace> spaces() {
        return List.of(
                new TuningSpace(KernelRole.CORE, Strategy.TILED)
                        .with("rows", 1, 2, 4, 8, 16)
                        .with("keys", 1, 2, 4),
                new TuningSpace(KernelRole.CORE, Strategy.NAIVE).with("items", 1, 2),
                new TuningSpace(KernelRole.CORE, WRONG),
                new TuningSpace(KernelRole.CORE, BROKEN),
                new TuningSpace(KernelRole.ROWS, Strategy.ROWS).with("local", 1, 16, 64));
    }

    private static KernelChoice choice(Candidate candidate, KernelRole role) {
        return candidate.choices().stream()
                .filter(one -> one.role() == role)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public List<TaskLaunch> launches(String caseId, Candidate candidate) {
        KernelChoice core = choice(candidate, KernelRole.CORE);
        if (core.constant("rows", 1) == 16) {
            throw new UnsupportedRequestException("localBytes of core: got 99; needs at most 48; try smaller tiles");
        }
        List<TaskLaunch> launches = new ArrayList<>();
        launches.add(new TaskLaunch(
                "core",
                core.strategy().toString(),
                List.of(KernelRole.CORE),
                core.constants(),
                0,
                0,
                1,
                0,
                code,
                true));
        if (caseId.equals("a")) {
            int local = choice(candidate, KernelRole.ROWS).constant("local", 64);
            launches.add(
                    new TaskLaunch("norm", "norm", List.of(KernelRole.ROWS), Map.of(), 0, 0, local, 0, code, true));
        }
        return launches;
    }

    private double time(String caseId, Candidate candidate) {
        KernelChoice core = choice(candidate, KernelRole.CORE);
        if (core.strategy() != Strategy.TILED) {
            return 90e6;
        }
        double rows = Math.log(core.constant("rows", 1) / 4.0);
        double keys = Math.log(core.constant("keys", 1) / 2.0);
        double local = Math.abs(Math.log(choice(candidate, KernelRole.ROWS).constant("local", 64) / 16.0));
        return 2e6 * (1 + rows * rows + keys * keys) + (caseId.equals("a") ? 1e6 * (1 + local) : 0);
    }

    @Override
    public Execution open(String caseId, Candidate candidate) {
        launches(caseId, candidate);
        opened.add(candidate + " on " + caseId);
        Strategy strategy = choice(candidate, KernelRole.CORE).strategy();
        if (strategy == WRONG) {
            throw new WrongResultException("rms 1e-1");
        }
        if (strategy == BROKEN) {
            throw new LinkageError("driver: internal compiler error");
        }
        open++;
        return new Execution() {
            @Override
            public long run() {
                runs.merge(candidate.toString(), 1, Integer::sum);
                long time = (long) (time(caseId, candidate) * (1 + spread * noise.nextDouble()));
                now += time;
                return time;
            }

            @Override
            public void close() {
                open--;
            }
        };
    }
}
