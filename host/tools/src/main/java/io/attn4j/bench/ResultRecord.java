package io.attn4j.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One flat result record: every field of the schema in its order, null where unknown. */
public final class ResultRecord {
    /** Version of the fields. */
    public static final int SCHEMA_VERSION = 1;

    /** Names of the fields in order; {@code tests/peers/pytorch/bench_peers.py} has the same. */
    public static final List<String> FIELDS = List.of((
            // identity
            "schema_version run_id case_id timestamp_utc repro status reason "
                    // code
                    + "project_version commit dirty jdk os cpu tornado_version jocl_version "
                    // device
                    + "engine device_name device_vendor device_type driver_version device_mem_bytes compute_units "
                    + "peak_gflops peak_gbs peak_source config_file config_source "
                    // problem
                    + "mechanism variant pass dtype acc_dtype batch heads seq_q seq_k head_dim value_dim rank causal "
                    + "seed tile_q tile_k local_x local_y local_z "
                    // measurement
                    + "scope timer warmup_iters reps converged min_ns median_ns mean_ns p95_ns max_ns stddev_ns "
                    + "mad_ns samples_ns "
                    // split
                    + "first_exec_ns jit_ns h2d_ns kernel_ns d2h_ns dispatch_ns h2d_bytes d2h_bytes "
                    + "device_peak_bytes power_mw parts predicted_ns sequential_ns "
                    // derived
                    + "flop_model byte_model gflops gbs intensity roofline_pct tokens_per_s "
                    // correctness
                    + "check max_abs_err rms_rel_err max_rel_err limit worst_index nonfinite_count checked_rows")
            .split(" "));

    private final Map<String, Object> values = new LinkedHashMap<>();

    /** A record in which only the schema's version is known. */
    public ResultRecord() {
        FIELDS.forEach(field -> values.put(field, null));
        set("schema_version", SCHEMA_VERSION);
    }

    /** A copy. */
    public ResultRecord(ResultRecord other) {
        values.putAll(other.values);
    }

    /**
     * Sets a field.
     *
     * @param value a text, number, boolean or {@code long[]}; null for unknown
     * @throws IllegalArgumentException when the schema has no such field
     */
    public ResultRecord set(String field, Object value) {
        if (!values.containsKey(field)) {
            throw new IllegalArgumentException("no field " + field + " in the schema of records");
        }
        values.put(field, value);
        return this;
    }

    /** Sets a time or size that is unknown when negative. */
    ResultRecord setKnown(String field, long value) {
        return set(field, value < 0 ? null : value);
    }

    /** Value of a field, null when unknown. */
    public Object get(String field) {
        return values.get(field);
    }

    /** Value of a field that holds text, null when unknown. */
    public String text(String field) {
        return (String) get(field);
    }

    /** Value of a field that holds a number, null when unknown. */
    public Double number(String field) {
        return get(field) == null ? null : ((Number) get(field)).doubleValue();
    }

    /** All fields in order. */
    public Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }
}
