package io.attn4j.bench.regression;

import io.attn4j.bench.Check;
import io.attn4j.bench.Medians;
import io.attn4j.bench.ResultRecord;
import io.attn4j.bench.Status;
import io.attn4j.device.Peaks;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The records of one case on one side. */
final class Side {
    /** Share of the samples whose slowest represents the fastest ones; a single one may be an outlier. */
    private static final double FASTEST = 0.1;

    /** How a case went, from best to worst. */
    enum Outcome {
        PASSED,
        NOT_RUN,
        REFUSED,
        FAILED
    }

    private final List<ResultRecord> records;
    private final List<double[]> samples;

    Side(List<ResultRecord> records, Metric metric) {
        this.records = records;
        samples = records.stream()
                .filter(record -> outcome(record) == Outcome.PASSED)
                .map(record -> samples(record, metric))
                .filter(Objects::nonNull)
                .toList();
    }

    private static double[] samples(ResultRecord record, Metric metric) {
        if (metric == Metric.KERNEL) {
            Double kernel = (Double) record.get("kernel_ns");
            return kernel == null || kernel == 0 ? null : new double[] {kernel};
        }
        long[] nanoseconds = (long[]) record.get("samples_ns");
        return nanoseconds == null
                ? null
                : Arrays.stream(nanoseconds).asDoubleStream().toArray();
    }

    private static Outcome outcome(ResultRecord record) {
        if (record.is(Status.OK)) {
            return record.is(Check.PASSED)
                    ? Outcome.PASSED
                    : record.is(Check.SKIPPED) ? Outcome.NOT_RUN : Outcome.FAILED;
        }
        return record.is(Status.UNSUPPORTED)
                ? Outcome.REFUSED
                : record.is(Status.SKIPPED) ? Outcome.NOT_RUN : Outcome.FAILED;
    }

    /** The worst of the records. */
    Outcome outcome() {
        return records.stream().map(Side::outcome).max(Outcome::compareTo).orElseThrow();
    }

    /** What the first record with the worst outcome says. */
    String describeOutcome() {
        Outcome worst = outcome();
        ResultRecord record = records.stream()
                .filter(candidate -> outcome(candidate) == worst)
                .findFirst()
                .orElseThrow();
        String reason = (String) record.get("reason");
        return (record.is(Status.OK) ? "check " + record.get("check") : record.text("status"))
                + (reason == null ? "" : " (" + reason + ")");
    }

    String engine() {
        return text("engine");
    }

    String text(String field) {
        return records.stream()
                .map(record -> (String) record.get(field))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    int records() {
        return records.size();
    }

    boolean measured() {
        return !samples.isEmpty();
    }

    /** Records with a time. */
    int runs() {
        return samples.size();
    }

    /** Median of the medians of the runs. */
    double median() {
        return Medians.of(samples.stream().mapToDouble(Medians::of).toArray());
    }

    /** Largest relative median absolute deviation of a run. */
    double noise() {
        return samples.stream().mapToDouble(Medians::relativeDeviation).max().orElseThrow();
    }

    /** Time that the fastest tenth of the samples does not exceed. */
    double fastest() {
        double[] sorted =
                samples.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        return sorted[(int) (FASTEST * (sorted.length - 1))];
    }

    /**
     * Roof in GFLOP/s that was measured in the same runs, at that intensity in FLOPs per byte, or null where none was: the
     * median over the records.
     */
    Double measuredRoof(double intensity) {
        double[] roofs = records.stream()
                .filter(record -> Peaks.Source.MEASURED.toString().equals(record.get("peak_source")))
                .filter(record -> record.get("peak_gflops") != null && record.get("peak_gbs") != null)
                .mapToDouble(record ->
                        Math.min((Double) record.get("peak_gflops"), intensity * (Double) record.get("peak_gbs")))
                .toArray();
        return roofs.length == 0 ? null : Medians.of(roofs);
    }

    /** Intensity of the case in FLOPs per byte, or null where unknown. */
    Double intensity() {
        return records.stream()
                .map(record -> (Double) record.get("intensity"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Block medians of all runs. */
    double[] blocks() {
        return samples.stream()
                .flatMapToDouble(run -> Arrays.stream(BlockMedians.of(run)))
                .toArray();
    }

    /** Sum of squared deviations of the runs' log medians from their mean. */
    double squaresBetweenRuns() {
        double[] logs =
                samples.stream().mapToDouble(run -> Math.log(Medians.of(run))).toArray();
        double mean = Arrays.stream(logs).average().orElseThrow();
        return Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
    }
}
