package io.attn4j.bench.report;

import io.attn4j.bench.Check;
import io.attn4j.bench.ResultRecord;
import io.attn4j.engine.Engines;
import io.attn4j.graph.DeviceType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The records of one file on one device: a card, or the processor and all that runs in its memory.
 *
 * <p>On a card times are those of the kernels: {@code median_ns} of attn4j includes transfers over PCIe, and peers keep their
 * tensors on the device.
 *
 * @param file where the records are
 * @param machine name of card or processor, such as {@code NVIDIA H100 80GB HBM3 (driver 580.159.04)}
 * @param records in the order of the file
 */
record DeviceRun(RawFile file, String machine, List<ResultRecord> records) {
    /** Type of accumulation of peers that round the operands of matrix products. */
    static final String TF32 = "tf32";

    private static final Pattern THREADS = Pattern.compile("([0-9]+) threads?$");
    private static final Set<String> CARDS = Set.of(DeviceType.GPU.toString(), DeviceType.FPGA.toString());
    private static final Set<String> INSTRUMENTS = Set.of(Engines.SIMULATOR, Engines.REFERENCE);

    /** The devices of a file in the order of their first records. */
    static List<DeviceRun> of(RawFile file) {
        return groups(file.records(), record -> onCard(record) ? record.text("device_name") : "").values().stream()
                .map(records -> new DeviceRun(file, name(records), records))
                .toList();
    }

    /** Groups in the order of their first elements. */
    static <T, K> Map<K, List<T>> groups(Collection<T> elements, Function<T, K> key) {
        return elements.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }

    private static boolean onCard(ResultRecord record) {
        return record.get("device_type") != null && CARDS.contains(record.text("device_type"));
    }

    private static String name(List<ResultRecord> records) {
        if (!onCard(records.getFirst())) {
            String processor = distinct(records.stream(), "cpu");
            return processor.isEmpty() ? "unnamed processor" : processor;
        }
        String driver = distinct(
                records.stream()
                        .filter(record -> Engines.own(record.text("engine")))
                        .filter(record -> record.text("driver_version") != null
                                && !record.text("driver_version").isBlank()),
                "driver_version");
        return records.getFirst().text("device_name") + (driver.isEmpty() ? "" : " (driver " + driver + ")");
    }

    private static String distinct(Stream<ResultRecord> records, String field) {
        return records.map(record -> record.text(field))
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** The machine for headings, with the number of threads where not all of a processor's were used. */
    String device() {
        Matcher threads = THREADS.matcher(machine);
        List<String> used = contenders().stream()
                .map(record -> String.valueOf(record.get("compute_units")))
                .distinct()
                .toList();
        return !onCard()
                        && threads.find()
                        && used.size() == 1
                        && used.getFirst().matches("[0-9]+")
                        && !used.getFirst().equals(threads.group(1))
                ? machine + ", " + used.getFirst() + " used"
                : machine;
    }

    /** Whether the device has memory of its own. */
    boolean onCard() {
        return onCard(records.getFirst());
    }

    /** Whether attn4j's kernels were run, rather than a peer. */
    static boolean ours(ResultRecord record) {
        String engine = record.text("engine");
        return Engines.own(engine) || engine.startsWith("cuda-exports");
    }

    /** Time that speeds follow from, in nanoseconds; null for records without one or whose check did not pass. */
    Double time(ResultRecord record) {
        return record.is(Check.PASSED) ? record.number(onCard() ? "kernel_ns" : "median_ns") : null;
    }

    /** FLOPs of the mechanism's model over {@link #time}. */
    Double gflops(ResultRecord record) {
        Double time = time(record);
        return time == null || record.get("gflops") == null
                ? null
                : record.number("gflops") * record.number("median_ns") / time;
    }

    /** Records with a time, in one part, of engines that are meant to be fast. */
    List<ResultRecord> contenders() {
        return records.stream()
                .filter(record -> time(record) != null && whole(record) && !INSTRUMENTS.contains(record.text("engine")))
                .toList();
    }

    /** Whether a record's request was run in one part, rather than split to fit into memory. */
    static boolean whole(ResultRecord record) {
        return record.get("parts") == null || record.get("parts").equals(1L);
    }

    /** Peers that take part in comparisons of {@code accumulation}, in alphabetical order. */
    Collection<String> peers(String accumulation) {
        return records.stream()
                .filter(record -> !ours(record) && accumulation.equals(record.get("acc_dtype")))
                .map(record -> record.text("engine"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Time of every peer of that accumulation on the record's case, on the same processor with the same number of threads or
     * compute units; the least where one ran several times.
     */
    Map<String, Double> peerTimes(ResultRecord record, String accumulation) {
        Map<String, Double> times = new TreeMap<>();
        for (ResultRecord other : contenders()) {
            if (!ours(other)
                    && whole(record)
                    && Objects.equals(accumulation, other.get("acc_dtype"))
                    && other.get("case_id").equals(record.get("case_id"))
                    && (onCard()
                            || (Objects.equals(other.get("cpu"), record.get("cpu"))
                                    && Objects.equals(other.get("compute_units"), record.get("compute_units"))))) {
                times.merge(other.text("engine"), time(other), Math::min);
            }
        }
        return times;
    }
}
