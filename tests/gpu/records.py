"""Result records of recorded launches, in attn4j's schema."""

import datetime
import platform
import random

from pytorch_peers import FIELDS, cpu_model

# What a record says of a roof holds for the device that the launches were recorded for.
ROOF = ("peak_gflops", "peak_gbs", "peak_source")


def origin(device):
    """What every record of this run says of machine and device."""
    now = datetime.datetime.now(datetime.timezone.utc)
    return {
        "run_id": f"{now:%Y%m%dT%H%M%SZ}-{random.getrandbits(24):06x}",
        "jdk": None,
        "jocl_version": None,
        "os": f"{platform.system()} {platform.release()} {platform.machine()}",
        "cpu": cpu_model(),
        "engine": device.engine,
        "driver_version": None,
        "device_mem_bytes": None,
        "compute_units": None,
        **device.describe(),
    }


def of(recording, common, mode):
    """The record of a recording before it is executed."""
    known = {field: value for field, value in recording.record.items() if field in FIELDS}
    now = datetime.datetime.now(datetime.timezone.utc)
    record = {field: None for field in FIELDS} | known | common
    record |= {
        "timestamp_utc": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "repro": f"{known['repro']} && python3 tests/gpu/cuda_exports.py {mode} DIR",
        "status": "ok",
        "check": "skipped",
    }
    if known.get("device_name") != record["device_name"]:
        record |= dict.fromkeys(ROOF)
    return record


def derived(record, recording):
    """The fields that follow from the time of a record."""
    median, intensity = record["median_ns"], recording.flops / recording.bytes
    gflops = recording.flops / median
    fields = {
        "gflops": gflops,
        "gbs": recording.bytes / median,
        "intensity": intensity,
        "tokens_per_s": 1e9 * record["batch"] * record["seq_q"] / median,
    }
    if record["peak_gflops"] and record["peak_gbs"]:
        fields["roofline_pct"] = 100 * gflops / min(record["peak_gflops"], intensity * record["peak_gbs"])
    return fields


def summary(record):
    """One line for a person."""
    name = f"{record['engine']} {record['case_id']}"
    if record["status"] != "ok":
        return f"{name}: {record['status']}: {record['reason']}"
    error = "not finite" if record["rms_rel_err"] is None else f"error {record['rms_rel_err']:.1e} rms"
    if record["median_ns"] is None:
        return f"{name}: {record['check']}, {error}"
    return (f"{name}: {record['median_ns'] / 1e6:.4f} ms, kernels {record['kernel_ns'] / 1e6:.4f} ms, "
            f"{record['gflops']:.0f} GFLOP/s, {record['check']}, {error}")
