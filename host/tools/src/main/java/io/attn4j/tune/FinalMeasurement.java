package io.attn4j.tune;

import io.attn4j.device.DeviceConfigs;
import io.attn4j.device.TuningEvidence;
import io.attn4j.graph.TaskLaunch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The measurement that ends a search: the generic, the untuned and the tuned kernels in turn, case by case. */
final class FinalMeasurement {
    private static final int LEAST_ROUNDS = 7;
    private static final int MOST_ROUNDS = 31;

    /** The generic kernels may be slower by orders of magnitude, and nothing is decided by their time. */
    private static final int GENERIC_ROUNDS = 5;

    private final Workload workload;
    private final Candidate untuned;
    private final Candidate tuned;
    private final Candidate generic = new Candidate(DeviceConfigs.generic().kernels());
    private final Map<String, long[]> untunedNs = new LinkedHashMap<>();
    private final Map<String, long[]> tunedNs = new LinkedHashMap<>();
    private final Map<String, long[]> genericNs = new LinkedHashMap<>();
    private final LongSupplier clock;
    private String genericFails;

    FinalMeasurement(Workload workload, Candidate untuned, Candidate tuned, LongSupplier clock) {
        this.workload = workload;
        this.untuned = untuned;
        this.tuned = tuned;
        this.clock = clock;
    }

    /** Measures until {@code deadlineNs}, and a few rounds in any case. */
    void measure(long deadlineNs) {
        long each = (deadlineNs - clock.getAsLong()) / workload.cases().size();
        for (String id : workload.cases()) {
            long until = clock.getAsLong() + each;
            genericNs.put(id, genericTimes(id));
            try (Workload.Execution before = workload.open(id, untuned);
                    Workload.Execution after = workload.open(id, tuned)) {
                before.run();
                after.run();
                List<Long> ofBefore = new ArrayList<>();
                List<Long> ofAfter = new ArrayList<>();
                for (int round = 0;
                        round < MOST_ROUNDS && (round < LEAST_ROUNDS || clock.getAsLong() < until);
                        round++) {
                    if (round % 2 == 0) {
                        ofBefore.add(before.run());
                        ofAfter.add(after.run());
                    } else {
                        ofAfter.add(after.run());
                        ofBefore.add(before.run());
                    }
                }
                untunedNs.put(id, times(ofBefore));
                tunedNs.put(id, times(ofAfter));
            }
        }
    }

    /** Times with the generic kernels, or null where the device cannot run them. */
    private long[] genericTimes(String id) {
        try {
            workload.launches(id, generic);
            try (Workload.Execution trial = workload.open(id, generic)) {
                List<Long> times = new ArrayList<>();
                for (int round = 0; round < GENERIC_ROUNDS; round++) {
                    times.add(trial.run());
                }
                return times(times);
            }
        } catch (RuntimeException refused) {
            genericFails = String.valueOf(refused.getMessage());
            return null;
        }
    }

    private static long[] times(List<Long> list) {
        return list.stream().mapToLong(Long::longValue).toArray();
    }

    /** Whether the tuned kernels are other than the untuned ones, and faster. */
    boolean gained() {
        return different() && ratio(untunedNs, tunedNs) > 1;
    }

    private boolean different() {
        for (String id : workload.cases()) {
            List<TaskLaunch> before = workload.launches(id, untuned);
            if (!before.equals(workload.launches(id, tuned))) {
                return true;
            }
        }
        return false;
    }

    private Double ratio(Map<String, long[]> slow, Map<String, long[]> fast) {
        List<Double> ratios = new ArrayList<>();
        for (String id : workload.cases()) {
            if (slow.get(id) == null) {
                return null;
            }
            ratios.add(Race.median(slow.get(id)) / Race.median(fast.get(id)));
        }
        return Math.round(1e4 * Race.geometricMean(ratios)) / 1e4;
    }

    /** Its line of the evidence file. */
    Map<String, Object> line() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("status", "final");
        line.put("incumbent", untuned.toString());
        line.put("candidate", tuned.toString());
        line.put("ratio", ratio(untunedNs, tunedNs));
        List<Map<String, Object>> measured = new ArrayList<>();
        for (String id : workload.cases()) {
            Map<String, Object> times = new LinkedHashMap<>();
            times.put("case", id);
            times.put("generic_ns", genericNs.get(id));
            times.put("incumbent_ns", untunedNs.get(id));
            times.put("candidate_ns", tunedNs.get(id));
            measured.add(times);
        }
        line.put("measured", measured);
        line.put("reason", genericFails == null ? null : "generic: " + genericFails);
        return line;
    }

    /** Speed-up of the tuned kernels over the untuned ones; 1 where they are kept. */
    double gain() {
        return gained() ? ratio(untunedNs, tunedNs) : 1;
    }

    /** Speed-up of what is kept over the generic kernels, null where the device cannot run those. */
    Double gainOverGeneric() {
        return ratio(genericNs, gained() ? tunedNs : untunedNs);
    }

    /** Medians by case: generic, untuned, and what is kept. */
    List<TuningEvidence.Case> cases() {
        Map<String, long[]> after = gained() ? tunedNs : untunedNs;
        List<TuningEvidence.Case> cases = new ArrayList<>();
        for (String id : workload.cases()) {
            long[] general = genericNs.get(id);
            cases.add(new TuningEvidence.Case(
                    id,
                    general == null ? null : Race.median(general),
                    Race.median(untunedNs.get(id)),
                    Race.median(after.get(id))));
        }
        return cases;
    }
}
