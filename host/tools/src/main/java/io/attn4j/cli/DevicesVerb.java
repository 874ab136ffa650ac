package io.attn4j.cli;

import io.attn4j.device.DeviceConfigs;
import io.attn4j.engine.Availability;
import io.attn4j.engine.Engine;
import io.attn4j.engine.Engines;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.DevicePeak;
import io.attn4j.graph.GraphDevice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attn4j devices}. */
@Command(description = "List the devices of every engine, with limits and the device-config that fits.")
final class DevicesVerb implements Verb {
    private final Terminal terminal;

    @Option(names = "--engine", paramLabel = "ID[,ID]", description = "Only these engines.")
    private String engines;

    @Option(
            names = "--peaks",
            description = "Measure multiply-adds, copies and transfers of each device that runs kernels (seconds).")
    private boolean peaks;

    @Mixin
    private OutputOptions output = new OutputOptions();

    DevicesVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int call(CommandLine.ParseResult parsed) {
        output.check();
        List<Map<String, Object>> records = new ArrayList<>();
        List<String> unusable = new ArrayList<>();
        for (String id : engines == null ? Engines.ids() : ValueList.texts("--engine", engines)) {
            try (Engine engine = Engines.create(id)) {
                Availability availability = engine.availability();
                if (!availability.usable()) {
                    unusable.add(id + ": needs " + availability.reason() + "; try " + availability.remedy());
                    continue;
                }
                for (GraphDevice device : engine.devices()) {
                    Map<String, Object> record = record(engine, device);
                    if (peaks && engine.taskGraphs() && !engine.instrument()) {
                        add(record, engine.peak(device));
                    }
                    records.add(record);
                }
            }
        }
        if (records.isEmpty()) {
            throw new UnsupportedRequestException(String.join("; ", unusable));
        }
        output.write(
                terminal, records, records.stream().map(DevicesVerb::tableRow).toList());
        if (output.format() == OutputFormat.MD && !unusable.isEmpty()) {
            terminal.out().println();
            unusable.forEach(reason -> terminal.out().println("not usable: " + reason));
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> record(Engine engine, GraphDevice device) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("engine", engine.id());
        record.put("device", device.index());
        record.put("backend", device.backend());
        record.put("device_name", device.name());
        record.put("device_vendor", device.vendor());
        record.put("platform", device.platform());
        record.put("device_type", device.type().toString());
        record.put("driver_version", device.driverVersion());
        record.put("device_mem_bytes", device.globalMemoryBytes());
        record.put("max_allocation_bytes", device.maxAllocationBytes());
        record.put("local_mem_bytes", device.localMemoryBytes());
        record.put("max_work_group_size", device.maxWorkGroupSize());
        record.put("max_work_items", device.maxWorkItems());
        record.put("compute_units", device.computeUnits() == 0 ? null : device.computeUnits());
        record.put("fp16", device.fp16());
        record.put("fp64", device.fp64());
        record.put(
                "config_file",
                engine.taskGraphs()
                        ? DeviceConfigs.select(device, null).config().file()
                        : null);
        return record;
    }

    private static void add(Map<String, Object> record, DevicePeak peak) {
        record.put("peak_gflops", peak.gflops());
        record.put("peak_gbs", peak.gbs());
        record.put("h2d_gbs", peak.toDeviceGbs());
        record.put("d2h_gbs", peak.toHostGbs());
    }

    private static Map<String, Object> tableRow(Map<String, Object> record) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("engine", record.get("engine"));
        row.put("device", record.get("device"));
        row.put("backend", record.get("backend"));
        row.put("name", record.get("device_name"));
        row.put("type", record.get("device_type"));
        row.put("platform", record.get("platform"));
        row.put("memory", ByteCount.format((long) record.get("device_mem_bytes")));
        row.put("units", record.get("compute_units"));
        row.put("device-config", record.get("config_file"));
        if (record.containsKey("peak_gflops")) {
            row.put("GFLOP/s", String.format(Locale.ROOT, "%.0f", (Double) record.get("peak_gflops")));
            row.put("copy GB/s", String.format(Locale.ROOT, "%.1f", (Double) record.get("peak_gbs")));
            row.put("to device", String.format(Locale.ROOT, "%.1f", (Double) record.get("h2d_gbs")));
            row.put("to host", String.format(Locale.ROOT, "%.1f", (Double) record.get("d2h_gbs")));
        }
        return row;
    }
}
