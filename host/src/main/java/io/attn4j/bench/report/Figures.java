package io.attn4j.bench.report;

import io.attn4j.bench.Medians;
import io.attn4j.bench.ResultRecord;
import io.attn4j.engine.Engines;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The figures that one file of records gives. */
final class Figures {
    /** Kinds of figures in the order of the page, with what a file must hold for one of them. */
    static final Map<String, String> NEEDED = needed();

    private static final Set<String> INSTRUMENTS = Set.of("simulator", "reference");
    private static final double NANOS_PER_MS = 1e6;
    private static final double BYTES_PER_MIB = 1 << 20;

    private final RawFile file;
    private final List<ResultRecord> contenders;
    private final List<Figure> figures = new ArrayList<>();

    private Figures(RawFile file) {
        this.file = file;
        contenders = file.measured().stream()
                .filter(record -> !INSTRUMENTS.contains(record.get("engine")) && Peers.whole(record))
                .toList();
    }

    private static Map<String, String> needed() {
        Map<String, String> needed = new LinkedHashMap<>();
        needed.put(
                "time",
                "one mechanism at two or more N on one engine: `bench --mechanism linformer --seq-q 512..4096*2`");
        needed.put("memory", "the same on an engine with device memory, whose records hold device_peak_bytes");
        needed.put("roofline", "records with measured peaks: peak_gflops, peak_gbs and intensity");
        needed.put("speedup", "a mechanism and standard attention at the same N on one engine");
        needed.put("peers", "a case on an engine of attn4j and on a peer: `bench --peers`");
        needed.put("error", "one mechanism with two or more element types: `bench --dtype f32,f16,bf16`");
        return Collections.unmodifiableMap(needed);
    }

    /** Figures of a file, in the order of the page. */
    static List<Figure> of(RawFile file) {
        Figures made = new Figures(file);
        for (String engine : made.engines()) {
            made.growth("time", engine, "time", "median time, ms", record -> scaled(record, "median_ns", NANOS_PER_MS));
        }
        for (String engine : made.engines()) {
            made.growth("memory", engine, "device memory", "peak device memory, MiB", Figures::memory);
        }
        made.rooflines();
        made.speedups();
        made.peers();
        made.errors();
        return Collections.unmodifiableList(made.figures);
    }

    /** The kind of a figure, which the part of its name after the file's is. */
    static String kind(RawFile file, Figure figure) {
        return figure.name().substring(file.stem().length() + 1).replaceAll("-.*", "");
    }

    private static Double scaled(ResultRecord record, String field, double unit) {
        Object value = record.get(field);
        return value == null ? null : ((Number) value).doubleValue() / unit;
    }

    private static Double memory(ResultRecord record) {
        Double mebibytes = scaled(record, "device_peak_bytes", BYTES_PER_MIB);
        return mebibytes == null || mebibytes == 0 ? null : mebibytes;
    }

    private Set<String> engines() {
        Set<String> engines = new LinkedHashSet<>();
        contenders.forEach(record -> engines.add(engine(record)));
        return engines;
    }

    private static String engine(ResultRecord record) {
        return (String) record.get("engine");
    }

    private static Long tokens(ResultRecord record) {
        return (Long) record.get("seq_q");
    }

    /** Records by a key, whose several records of one place are represented by the median of their values. */
    private static Double median(Collection<ResultRecord> records, Function<ResultRecord, Double> value) {
        double[] values = records.stream()
                .map(value)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        return values.length == 0 ? null : Medians.of(values);
    }

    private void growth(String kind, String engine, String what, String unit, Function<ResultRecord, Double> value) {
        List<ResultRecord> square = contenders.stream()
                .filter(record ->
                        engine(record).equals(engine) && CaseLabel.square(record) && value.apply(record) != null)
                .toList();
        Map<String, Map<Long, List<ResultRecord>>> byForm = new LinkedHashMap<>();
        for (ResultRecord record : square) {
            byForm.computeIfAbsent(CaseLabel.form(record) + " " + CaseLabel.fixedSizes(record), form -> new TreeMap<>())
                    .computeIfAbsent(tokens(record), size -> new ArrayList<>())
                    .add(record);
        }
        byForm.values().removeIf(bySize -> bySize.size() < 2);
        List<ResultRecord> shown = byForm.values().stream()
                .flatMap(bySize -> bySize.values().stream())
                .flatMap(List::stream)
                .toList();
        String shared = CaseLabel.sharedSizes(shown);
        List<Figure.Series> series = new ArrayList<>();
        byForm.forEach((form, bySize) -> {
            List<Double> sizes = new ArrayList<>();
            List<Double> values = new ArrayList<>();
            bySize.forEach((size, records) -> {
                sizes.add(size.doubleValue());
                values.add(median(records, value));
            });
            ResultRecord any = bySize.values().iterator().next().getFirst();
            series.add(new Figure.Series(CaseLabel.within(shared, any), sizes, values, true));
        });
        add(
                kind + "-" + engine,
                title(what + " against N, engine " + engine, shared),
                Figure.Kind.GROWTH,
                "N = L, tokens",
                unit,
                List.of(),
                series);
    }

    private static String title(String what, String shared) {
        return shared.isEmpty() ? what : what + ", " + shared;
    }

    /** One figure for each pair of measured peaks, which is one device in one run. */
    private void rooflines() {
        Map<List<Object>, List<ResultRecord>> byRoof = new LinkedHashMap<>();
        for (ResultRecord record : contenders) {
            if ("measured".equals(record.get("peak_source"))
                    && record.get("peak_gflops") != null
                    && record.get("peak_gbs") != null
                    && record.get("intensity") != null) {
                byRoof.computeIfAbsent(
                                List.of(record.get("peak_gflops"), record.get("peak_gbs")), roof -> new ArrayList<>())
                        .add(record);
            }
        }
        int number = 0;
        for (Map.Entry<List<Object>, List<ResultRecord>> entry : byRoof.entrySet()) {
            number++;
            double gflops = (Double) entry.getKey().get(0);
            double gbs = (Double) entry.getKey().get(1);
            Map<String, List<ResultRecord>> byEngine = new LinkedHashMap<>();
            entry.getValue()
                    .forEach(record -> byEngine.computeIfAbsent(engine(record), engine -> new ArrayList<>())
                            .add(record));
            double ridge = gflops / gbs;
            double least = ridge;
            double most = ridge;
            for (ResultRecord record : entry.getValue()) {
                least = Math.min(least, (Double) record.get("intensity"));
                most = Math.max(most, (Double) record.get("intensity"));
            }
            List<Figure.Series> series = new ArrayList<>();
            series.add(new Figure.Series(
                    "roof", List.of(least / 2, ridge, most * 2), List.of(least / 2 * gbs, gflops, gflops), true));
            byEngine.forEach((engine, records) -> series.add(new Figure.Series(
                    engine,
                    records.stream()
                            .map(record -> (Double) record.get("intensity"))
                            .toList(),
                    records.stream()
                            .map(record -> (Double) record.get("gflops"))
                            .toList(),
                    false)));
            add(
                    "roofline" + (byRoof.size() == 1 ? "" : "-" + number),
                    String.format(Locale.ROOT, "roofline: %.0f GFLOP/s, %.1f GB/s, measured", gflops, gbs),
                    Figure.Kind.ROOFLINE,
                    "FLOPs per byte, by the models",
                    "GFLOP/s",
                    List.of(),
                    series);
        }
    }

    /** Speed-up over standard attention of the same engine, sizes and type. */
    private void speedups() {
        Map<String, Map<String, Double>> byEngine = new LinkedHashMap<>();
        Set<String> categories = new LinkedHashSet<>();
        List<ResultRecord> shown =
                contenders.stream().filter(record -> standard(record) != null).toList();
        String shared = CaseLabel.sharedSizes(shown);
        for (ResultRecord record : shown) {
            String category = CaseLabel.within(shared, record) + ", N " + tokens(record);
            categories.add(category);
            byEngine.computeIfAbsent(engine(record), engine -> new LinkedHashMap<>())
                    .put(category, standard(record) / (Double) record.get("median_ns"));
        }
        bars("speedup", title("speed-up over standard attention of the same engine", shared), categories, byEngine);
    }

    /** Median of standard attention beside a record; null for standard attention itself and where there is none. */
    private Double standard(ResultRecord record) {
        if (record.get("mechanism").equals("standard")) {
            return null;
        }
        return median(
                contenders.stream()
                        .filter(other -> other.get("mechanism").equals("standard")
                                && engine(other).equals(engine(record))
                                && Objects.equals(other.get("compute_units"), record.get("compute_units"))
                                && CaseLabel.fixedSizes(other).equals(CaseLabel.fixedSizes(record))
                                && other.get("seq_q").equals(record.get("seq_q"))
                                && other.get("seq_k").equals(record.get("seq_k"))
                                && other.get("causal").equals(record.get("causal")))
                        .toList(),
                other -> (Double) other.get("median_ns"));
    }

    /** Speed-up of every engine of ours over every peer on the same case. */
    private void peers() {
        Map<String, Map<String, Double>> bySeries = new LinkedHashMap<>();
        Set<String> categories = new LinkedHashSet<>();
        List<ResultRecord> shown = contenders.stream()
                .filter(record ->
                        Engines.own(engine(record)) && !Peers.of(file, record).isEmpty())
                .toList();
        String shared = CaseLabel.sharedSizes(shown);
        for (ResultRecord record : shown) {
            String category = CaseLabel.within(shared, record) + ", N " + tokens(record);
            categories.add(category);
            Peers.of(file, record)
                    .forEach((peer, median) -> bySeries.computeIfAbsent(
                                    engine(record) + " over " + peer, key -> new LinkedHashMap<>())
                            .put(category, median / (Double) record.get("median_ns")));
        }
        bars("peers", title("speed-up over peers on the same case", shared), categories, bySeries);
    }

    private void errors() {
        Map<String, Map<String, List<ResultRecord>>> byForm = new LinkedHashMap<>();
        Set<String> dtypes = new TreeSet<>(Comparator.comparingInt(List.of("f32", "f16", "bf16")::indexOf));
        for (ResultRecord record : contenders) {
            if (record.get("rms_rel_err") != null && (Double) record.get("rms_rel_err") > 0) {
                byForm.computeIfAbsent(
                                CaseLabel.form(record) + " N" + tokens(record) + ", " + engine(record),
                                form -> new LinkedHashMap<>())
                        .computeIfAbsent((String) record.get("dtype"), dtype -> new ArrayList<>())
                        .add(record);
            }
        }
        byForm.values().removeIf(byType -> byType.size() < 2);
        byForm.values().forEach(byType -> dtypes.addAll(byType.keySet()));
        Map<String, Map<String, Double>> bySeries = new LinkedHashMap<>();
        byForm.forEach((form, byType) -> {
            Map<String, Double> values = new LinkedHashMap<>();
            byType.forEach((dtype, records) ->
                    values.put(dtype, median(records, record -> (Double) record.get("rms_rel_err"))));
            bySeries.put(form, values);
        });
        add(
                "error",
                "error against the fp64 reference by element type",
                Figure.Kind.LOG_POINTS,
                "element type",
                "RMS error over RMS reference",
                List.copyOf(dtypes),
                byCategory(dtypes, bySeries));
    }

    private void bars(String kind, String title, Set<String> categories, Map<String, Map<String, Double>> bySeries) {
        add(
                kind,
                title,
                Figure.Kind.BARS,
                "",
                "times as fast",
                List.copyOf(categories),
                byCategory(categories, bySeries));
    }

    private static List<Figure.Series> byCategory(Set<String> categories, Map<String, Map<String, Double>> bySeries) {
        List<Figure.Series> series = new ArrayList<>();
        bySeries.forEach((name, values) -> {
            List<Double> y = new ArrayList<>();
            categories.forEach(category -> y.add(values.get(category)));
            series.add(new Figure.Series(name, List.of(), Collections.unmodifiableList(y), false));
        });
        return series;
    }

    private void add(
            String suffix,
            String title,
            Figure.Kind kind,
            String xLabel,
            String yLabel,
            List<String> categories,
            List<Figure.Series> series) {
        if (!series.isEmpty()) {
            figures.add(new Figure(
                    file.stem() + "-" + suffix, title, kind, xLabel, yLabel, categories, List.copyOf(series)));
        }
    }
}
