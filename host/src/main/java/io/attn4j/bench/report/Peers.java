package io.attn4j.bench.report;

import io.attn4j.bench.ResultRecord;
import io.attn4j.engine.Engines;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Engines of others in a file, and how fast they were at a record's case. */
final class Peers {
    private Peers() {}

    /** Whether a record's request was run in one part, rather than split to fit into memory. */
    static boolean whole(ResultRecord record) {
        return record.get("parts") == null || record.get("parts").equals(1L);
    }

    /** Ids of the peers in a file, in alphabetical order. */
    static List<String> in(RawFile file) {
        TreeSet<String> ids = new TreeSet<>();
        file.measured().stream()
                .map(record -> (String) record.get("engine"))
                .filter(engine -> !Engines.own(engine))
                .forEach(ids::add);
        return List.copyOf(ids);
    }

    /**
     * Median times in nanoseconds of every peer that ran the record's case on the same processor with the same number of
     * threads or compute units; the fastest where one ran several times.
     */
    static Map<String, Double> of(RawFile file, ResultRecord record) {
        Map<String, Double> medians = new LinkedHashMap<>();
        for (String peer : in(file)) {
            file.measured().stream()
                    .filter(other -> other.get("engine").equals(peer)
                            && whole(other)
                            && whole(record)
                            && other.get("case_id").equals(record.get("case_id"))
                            && Objects.equals(other.get("cpu"), record.get("cpu"))
                            && Objects.equals(other.get("compute_units"), record.get("compute_units")))
                    .map(other -> (Double) other.get("median_ns"))
                    .min(Double::compare)
                    .ifPresent(median -> medians.put(peer, median));
        }
        return medians;
    }
}
