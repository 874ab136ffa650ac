package io.attn4j.bench;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Records for tests, and the lines of files that hold them. */
public final class Records {
    private Records() {}

    /** A record that passed its check, without times. */
    public static ResultRecord passed(String caseId, String engine) {
        CaseId id = CaseId.parse(caseId);
        return new ResultRecord()
                .set("run_id", "test")
                .set("case_id", caseId)
                .set("repro", "./attn4j bench --case " + caseId + " --engine " + engine)
                .set("status", "ok")
                .set("cpu", "a processor, 2 threads")
                .set("jdk", "25")
                .set("os", "Linux")
                .set("engine", engine)
                .set("device_name", "a device")
                .set("driver_version", "1.0")
                .set("mechanism", id.mechanism())
                .set("variant", id.variant())
                .set("pass", id.pass().id())
                .set("dtype", id.dtype().id())
                .set("acc_dtype", "f32")
                .set("batch", (long) id.batch())
                .set("heads", (long) id.heads())
                .set("seq_q", (long) id.queries())
                .set("seq_k", (long) id.keys())
                .set("head_dim", (long) id.keyDim())
                .set("value_dim", (long) id.valueDim())
                .set("rank", id.rank() == 0 ? null : (long) id.rank())
                .set("causal", id.causal())
                .set("seed", 1L)
                .set("check", "passed");
    }

    /** A record with times, and what follows from them for 10^9 FLOPs at 100 FLOPs per byte on 500 GFLOP/s and 50 GB/s. */
    public static ResultRecord measured(String caseId, String engine, long... samples) {
        Samples taken = new Samples(samples, 10, true);
        double gflops = 1e9 / taken.median();
        return passed(caseId, engine)
                .set("scope", "end-to-end")
                .set("timer", "host")
                .set("warmup_iters", 10L)
                .set("reps", (long) samples.length)
                .set("converged", true)
                .set("median_ns", taken.median())
                .set("mad_ns", taken.medianAbsoluteDeviation())
                .set("samples_ns", samples)
                .set("gflops", gflops)
                .set("intensity", 100.0)
                .set("peak_gflops", 500.0)
                .set("peak_gbs", 50.0)
                .set("peak_source", "measured")
                .set("roofline_pct", gflops / 5)
                .set("rms_rel_err", 1e-7);
    }

    /** A record of a card, with kernels of {@code kernelNs} for 10^9 FLOPs, half of that up and a quarter of it down the bus. */
    public static ResultRecord onCard(String caseId, String engine, double kernelNs, long... samples) {
        return measured(caseId, engine, samples)
                .set("device_name", "a card")
                .set("device_type", "gpu")
                .set("driver_version", engine.startsWith("pytorch") ? "PyTorch 2.11" : "7.5")
                .set("h2d_ns", kernelNs / 2)
                .set("kernel_ns", kernelNs)
                .set("d2h_ns", kernelNs / 4);
    }

    /** That record without speed, as its check failed. */
    public static ResultRecord failed(ResultRecord record) {
        for (String field : ResultRecord.FIELDS) {
            if (field.endsWith("_ns") || field.equals("reps") || field.equals("gflops")) {
                record.set(field, null);
            }
        }
        return record.set("check", "failed")
                .set("rms_rel_err", 3e-6)
                .set("max_rel_err", 4e-5)
                .set("limit", "2e-06 rms / 5e-05 max");
    }

    /**
     * Times of one run on a noisy machine: log-normal first-order autoregressive noise, now and then a neighbour's burst, and an
     * offset that the whole run shares.
     *
     * @param median time without noise
     * @param noise standard deviation of the log noise
     * @param correlation of one sample with the next
     * @param betweenRuns standard deviation of the log offset
     */
    public static long[] noisy(
            Random random, int count, double median, double noise, double correlation, double betweenRuns) {
        double offset = betweenRuns * random.nextGaussian();
        double state = noise * random.nextGaussian();
        long[] samples = new long[count];
        for (int i = 0; i < count; i++) {
            double burst = random.nextInt(30) == 0 ? random.nextDouble() : 0;
            samples[i] = Math.round(median * Math.exp(offset + state) * (1 + burst));
            state = correlation * state + Math.sqrt(1 - correlation * correlation) * noise * random.nextGaussian();
        }
        return samples;
    }

    /** A JSON line, written independently of the command line. */
    public static String line(ResultRecord record) {
        return record.values().entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + json(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}\n"));
    }

    private static String json(Object value) {
        return switch (value) {
            case String text -> "\"" + text + "\"";
            case long[] samples -> LongStream.of(samples).boxed().toList().toString();
            case null -> "null";
            default -> value.toString();
        };
    }

    /** The lines of a file. */
    public static String lines(ResultRecord... records) {
        return Arrays.stream(records).map(Records::line).collect(Collectors.joining());
    }
}
