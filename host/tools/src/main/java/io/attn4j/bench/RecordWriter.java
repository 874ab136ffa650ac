package io.attn4j.bench;

import io.attn4j.compare.Comparison;
import io.attn4j.compare.Tolerance;
import io.attn4j.device.DeviceConfig;
import io.attn4j.device.DeviceConfigs;
import io.attn4j.device.Peaks;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.GraphTimings;
import io.attn4j.graph.KernelRole;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.mechanism.Cost;
import io.attn4j.mechanism.Request;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Writes the fields of a case's record: code and machine, request, device, kernels; then the check, times and speeds. */
final class RecordWriter {
    private static final List<KernelRole> MAIN_ROLES = List.of(KernelRole.CORE, KernelRole.MATRIX, KernelRole.ROWS);

    private RecordWriter() {}

    /** A record of code, machine and request. */
    static ResultRecord of(CaseId id, Request request, long seed, Cost cost, Machine machine, String runId) {
        return new ResultRecord()
                .set("run_id", runId)
                .set("case_id", id.toString())
                .set("project_version", machine.projectVersion())
                .set("commit", machine.commit())
                .set("dirty", machine.dirty())
                .set("jdk", machine.jdk())
                .set("os", machine.os())
                .set("cpu", machine.cpu())
                .set("tornado_version", machine.tornadoVersion())
                .set("jocl_version", machine.joclVersion())
                .set("mechanism", id.mechanism())
                .set("variant", id.variant().equals(CaseId.DEFAULT_VARIANT) ? request.variant() : id.variant())
                .set("pass", id.pass().id())
                .set("dtype", id.dtype().id())
                .set("batch", id.batch())
                .set("heads", id.heads())
                .set("seq_q", id.queries())
                .set("seq_k", id.keys())
                .set("head_dim", id.keyDim())
                .set("value_dim", id.valueDim())
                .set("rank", request.rank() == 0 ? null : request.rank())
                .set("causal", id.causal())
                .set("seed", seed)
                .set("flop_model", cost.flopModel())
                .set("byte_model", cost.byteModel());
    }

    /** Fills in the device and the device-config, which only engines that run task graphs have. */
    static DeviceConfig device(ResultRecord record, Engine engine, GraphDevice device, EngineOptions options) {
        record.set("device_name", device.name())
                .set("device_vendor", device.vendor())
                .set("device_type", device.type().toString())
                .set("driver_version", device.driverVersion())
                .set("device_mem_bytes", device.globalMemoryBytes())
                .set("compute_units", device.computeUnits() == 0 ? null : device.computeUnits())
                .set("acc_dtype", engine.accumulation());
        if (!engine.taskGraphs()) {
            return null;
        }
        DeviceConfig config =
                DeviceConfigs.select(device, options.deviceConfig()).config();
        record.set("config_file", config.file())
                .set(
                        "config_source",
                        (options.strategy() == null ? config.source() : DeviceConfig.Source.USER).toString());
        return config;
    }

    /** Fills in the tile and the group of the case's main kernel: the fused core, else the first with a role. */
    static void launches(ResultRecord record, List<TaskLaunch> launches) {
        for (KernelRole role : MAIN_ROLES) {
            for (TaskLaunch launch : launches) {
                if (launch.roles().contains(role)) {
                    record.setKnown("tile_q", launch.tileQ() == 0 ? -1 : launch.tileQ())
                            .setKnown("tile_k", launch.tileK() == 0 ? -1 : launch.tileK())
                            .set("local_x", launch.localSize())
                            .set("local_y", 1)
                            .set("local_z", 1);
                    return;
                }
            }
        }
    }

    /** What an engine's record begins with: when, on what, and the command that measures it again. */
    static ResultRecord stamp(ResultRecord record, CaseId id, String engine, long seed, String flags) {
        // a bundle's launcher starts one of TornadoVM's code generators
        String backend = System.getProperty("attn4j.backend");
        return record.set(
                        "timestamp_utc",
                        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                .set("engine", engine)
                .set(
                        "repro",
                        "./attn4j " + (backend == null ? "" : "--backend " + backend + " ")
                                + (id.pass().timed() ? "bench" : "check") + " --case " + id
                                + " --engine " + engine + " --seed " + seed + (flags.isEmpty() ? "" : " " + flags));
    }

    /** How the trial ended. */
    static void end(ResultRecord record, Status status, String reason, Check check) {
        record.set("status", status.toString()).set("reason", reason).set("check", check.toString());
    }

    /** Both errors and the verdict of an output; of several, the one that is worst against its limit. */
    static void check(ResultRecord record, Compared compared) {
        Comparison comparison = compared.comparison();
        Tolerance tolerance = compared.tolerance();
        record.set("check", compared.verdict().name().toLowerCase(Locale.ROOT))
                .set("max_abs_err", finite(comparison.maxAbsolute()))
                .set("rms_rel_err", finite(comparison.rmsRelative()))
                .set("max_rel_err", finite(comparison.maxRelative()))
                .set("limit", tolerance.rms() + " rms / " + tolerance.max() + " max")
                .set("worst_index", comparison.worstIndex())
                .set("nonfinite_count", comparison.nonFinite())
                .set("checked_rows", compared.rows())
                .set("checked_tensor", compared.tensor());
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** The samples, what they say of the speed, and its share of the roofline where peaks are known (else null). */
    static void times(ResultRecord record, CaseId id, Cost cost, Samples samples, GraphTimings last, Peaks peaks) {
        double median = samples.median();
        double gflops = cost.flops() / median;
        double intensity = cost.flops() / cost.bytes();
        record.set("warmup_iters", samples.warmups())
                .set("reps", samples.count())
                .set("converged", samples.converged())
                .set("min_ns", samples.min())
                .set("median_ns", median)
                .set("mean_ns", samples.mean())
                .set("p95_ns", samples.p95())
                .set("max_ns", samples.max())
                .set("stddev_ns", samples.standardDeviation())
                .set("mad_ns", samples.medianAbsoluteDeviation())
                .set("samples_ns", samples.nanoseconds())
                .setKnown("h2d_bytes", last.bytesToDevice())
                .setKnown("d2h_bytes", last.bytesToHost())
                .setKnown("device_peak_bytes", last.deviceBytes())
                .set("gflops", gflops)
                .set("gbs", cost.bytes() / median)
                .set("intensity", intensity)
                .set("tokens_per_s", 1e9 * id.batch() * id.queries() / median);
        if (peaks != null) {
            record.set("peak_gflops", peaks.gflops())
                    .set("peak_gbs", peaks.gbs())
                    .set("peak_source", peaks.source().toString())
                    .set("roofline_pct", 100 * gflops / peaks.roof(intensity));
        }
    }

    /** Times that the device measured. */
    static void deviceTimes(ResultRecord record, GraphTimings timings) {
        record.setKnown("h2d_ns", timings.toDeviceNs())
                .setKnown("kernel_ns", timings.kernelNs())
                .setKnown("d2h_ns", timings.toHostNs())
                .setKnown("dispatch_ns", timings.dispatchNs());
    }
}
