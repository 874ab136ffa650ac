package io.attn4j.bench;

import io.attn4j.device.DeviceConfig;
import io.attn4j.device.DeviceConfigs;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineOptions;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.mechanism.Cost;
import io.attn4j.mechanism.Request;
import java.util.List;

/** The fields of a case's record that are known before anything is executed: code and machine, request, device, kernels. */
final class CaseFields {
    private static final List<String> MAIN_ROLES = List.of("core.forward", "matrix.product", "row.kernels");

    private CaseFields() {}

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
                .set("pass", "fwd")
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
                .set("device_type", device.type())
                .set("driver_version", device.driverVersion())
                .set("device_mem_bytes", device.globalMemoryBytes())
                .set("compute_units", device.computeUnits() == 0 ? null : device.computeUnits())
                .set("acc_dtype", engine.id().equals("reference") ? "f64" : "f32");
        if (!engine.taskGraphs()) {
            return null;
        }
        DeviceConfig config =
                DeviceConfigs.select(device, options.deviceConfig()).config();
        record.set("config_file", config.file())
                .set("config_source", options.strategy() == null ? config.source() : "user");
        return config;
    }

    /** Fills in the tile and the group of the case's main kernel: the fused core, else the first with a role. */
    static void launches(ResultRecord record, List<TaskLaunch> launches) {
        for (String role : MAIN_ROLES) {
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
}
