package io.attn4j.bench.report;

import io.attn4j.bench.Medians;
import io.attn4j.bench.ResultRecord;
import io.attn4j.device.Peaks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The figures that one device's records give, one for each set of the sizes other than N. */
final class Figures {
    /** Name of the figures that compare attn4j with peers, before its sizes. */
    static final String PEERS = "peers";

    private static final double NANOS_PER_MS = 1e6;
    private static final double BYTES_PER_MIB = 1 << 20;

    /** Below, a ratio of times would show what a call costs. */
    private static final double LEAST_FLOPS = 1e7;

    private final DeviceRun run;
    private final String folder;
    private final List<ResultRecord> contenders;
    private final List<ResultRecord> ours;
    private final List<Figure> figures = new ArrayList<>();

    /** Forms and sizes whose speed is shown, so that time and memory need no figure of theirs. */
    private final Set<String> shownBySpeed = new LinkedHashSet<>();

    private Figures(DeviceRun run, String folder) {
        this.run = run;
        this.folder = folder;
        contenders = run.contenders();
        ours = contenders.stream().filter(DeviceRun::ours).toList();
    }

    /**
     * Figures in the order of the page.
     *
     * @param folder where they are, below {@code figures/}
     */
    static List<Figure> of(DeviceRun run, String folder) {
        Figures made = new Figures(run, folder);
        made.speeds();
        made.peers();
        made.times();
        made.memory();
        made.rooflines();
        made.speedups();
        made.errors();
        return Collections.unmodifiableList(made.figures);
    }

    private static String engine(ResultRecord record) {
        return record.text("engine");
    }

    private static String tokens(ResultRecord record) {
        return ", N " + record.get("seq_q");
    }

    /** Several records of one place are represented by the median of their values. */
    private static Double median(Collection<ResultRecord> records, Function<ResultRecord, Double> value) {
        double[] values = records.stream()
                .map(value)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        return values.length == 0 ? null : Medians.of(values);
    }

    private static String formAndSizes(ResultRecord record) {
        return CaseLabel.typed(record) + ", " + CaseLabel.sizes(record);
    }

    private String onCard(String kernels, String whole) {
        return run.onCard() ? kernels : whole;
    }

    /** GFLOP/s of attn4j's engines and of the peers that keep to the same arithmetic. */
    private void speeds() {
        String speed = onCard("GFLOP/s of the kernels", "GFLOP/s");
        DeviceRun.groups(contenders, Figures::formAndSizes).forEach((form, records) -> {
            boolean shown = lines(
                    "speed " + form,
                    speed + " against N: " + form,
                    Figure.Kind.SPEED,
                    speed,
                    records.stream()
                            .filter(record ->
                                    run.gflops(record) != null && !DeviceRun.TF32.equals(record.get("acc_dtype")))
                            .toList(),
                    Figures::engine,
                    run::gflops,
                    compared -> compared.stream().anyMatch(DeviceRun::ours)
                            && !compared.stream().allMatch(DeviceRun::ours));
            if (shown) {
                shownBySpeed.add(form);
            }
        });
    }

    private void times() {
        String time = onCard("kernel time", "time");
        DeviceRun.groups(ours, Figures::engine)
                .forEach((engine, ofEngine) -> DeviceRun.groups(ofEngine, CaseLabel::sizes)
                        .forEach((sizes, records) -> lines(
                                "time " + engine + " " + sizes,
                                time + " against N: engine " + engine + ", " + sizes,
                                Figure.Kind.GROWTH,
                                "median " + time + ", ms",
                                records,
                                CaseLabel::typed,
                                record -> run.time(record) / NANOS_PER_MS,
                                this::showsMore)));
    }

    /** Memory follows from the plan, which engines share. */
    private void memory() {
        List<ResultRecord> counted = ours.stream()
                .filter(record -> record.get("device_peak_bytes") != null && record.number("device_peak_bytes") > 0)
                .toList();
        DeviceRun.groups(counted, CaseLabel::sizes)
                .forEach((sizes, records) -> lines(
                        "memory " + sizes,
                        "device memory against N: " + sizes,
                        Figure.Kind.GROWTH,
                        "peak device memory, MiB",
                        records,
                        CaseLabel::typed,
                        record -> record.number("device_peak_bytes") / BYTES_PER_MIB,
                        this::showsMore));
    }

    private boolean showsMore(List<ResultRecord> records) {
        return records.stream().anyMatch(record -> !shownBySpeed.contains(formAndSizes(record)));
    }

    /** Draws a line over N for each name that has two of them, if {@code wanted} takes the records of those. */
    private boolean lines(
            String name,
            String title,
            Figure.Kind kind,
            String unit,
            List<ResultRecord> records,
            Function<ResultRecord, String> series,
            Function<ResultRecord, Double> value,
            Predicate<List<ResultRecord>> wanted) {
        Map<String, List<ResultRecord>> byName =
                DeviceRun.groups(records.stream().filter(CaseLabel::square).toList(), series);
        byName.values()
                .removeIf(several ->
                        DeviceRun.groups(several, record -> record.get("seq_q")).size() < 2);
        if (!wanted.test(byName.values().stream().flatMap(List::stream).toList())) {
            return false;
        }
        List<Figure.Series> shown = new ArrayList<>();
        byName.forEach((line, several) -> {
            Map<Double, List<ResultRecord>> bySize =
                    new TreeMap<>(DeviceRun.groups(several, record -> record.number("seq_q")));
            shown.add(new Figure.Series(
                    line,
                    List.copyOf(bySize.keySet()),
                    bySize.values().stream().map(same -> median(same, value)).toList()));
        });
        add(name, title, kind, "N = L, tokens", unit, List.of(), shown);
        return true;
    }

    /** One figure for each pair of measured peaks, which is one device in one run. */
    private void rooflines() {
        Map<List<Double>, List<ResultRecord>> byRoof = DeviceRun.groups(
                contenders.stream()
                        .filter(record -> Peaks.Source.MEASURED.toString().equals(record.get("peak_source"))
                                && record.get("peak_gflops") != null
                                && record.get("peak_gbs") != null
                                && run.gflops(record) != null
                                && record.get("intensity") != null)
                        .toList(),
                record -> List.of(record.number("peak_gflops"), record.number("peak_gbs")));
        int number = 0;
        for (Map.Entry<List<Double>, List<ResultRecord>> entry : byRoof.entrySet()) {
            number++;
            double gflops = entry.getKey().get(0);
            double gbs = entry.getKey().get(1);
            double ridge = gflops / gbs;
            DoubleSummaryStatistics intensities = entry.getValue().stream()
                    .collect(Collectors.summarizingDouble(record -> record.number("intensity")));
            double least = Math.min(ridge, intensities.getMin());
            double most = Math.max(ridge, intensities.getMax());
            List<Figure.Series> series = new ArrayList<>();
            series.add(new Figure.Series(
                    "roof", List.of(least / 2, ridge, most * 2), List.of(least / 2 * gbs, gflops, gflops)));
            DeviceRun.groups(entry.getValue(), Figures::engine)
                    .forEach((engine, records) -> series.add(new Figure.Series(
                            engine,
                            records.stream()
                                    .map(record -> record.number("intensity"))
                                    .toList(),
                            records.stream().map(run::gflops).toList())));
            add(
                    "roofline" + (byRoof.size() == 1 ? "" : " " + number),
                    String.format(Locale.ROOT, "roofline: %.0f GFLOP/s, %.1f GB/s, measured", gflops, gbs),
                    Figure.Kind.ROOFLINE,
                    "FLOPs per byte, by the models",
                    onCard("GFLOP/s of the kernels", "GFLOP/s"),
                    List.of(),
                    series);
        }
    }

    /** Speed-up over standard attention of the same engine, sizes and type. */
    private void speedups() {
        ratios("speedup", "speed-up over standard attention of the same engine", ours, record -> {
            Double standard = standard(record);
            return standard == null ? Map.of() : Map.of(engine(record), standard / run.time(record));
        });
    }

    /** Time of standard attention at the sizes of a record; null for standard attention itself and where there is none. */
    private Double standard(ResultRecord record) {
        if (record.get("mechanism").equals("standard")) {
            return null;
        }
        List<String> same = List.of("engine", "compute_units", "pass", "dtype", "seq_q", "seq_k", "causal");
        return median(
                ours.stream()
                        .filter(other -> other.get("mechanism").equals("standard")
                                && CaseLabel.sizes(other).equals(CaseLabel.sizes(record))
                                && same.stream().allMatch(field -> Objects.equals(other.get(field), record.get(field))))
                        .toList(),
                run::time);
    }

    /** Speed-up of every engine of attn4j over every peer on the same case. */
    private void peers() {
        ratios(PEERS, "speed-up over peers on the same case" + onCard(", by kernel time", ""), ours, record -> {
            Map<String, Double> ratios = new LinkedHashMap<>();
            run.peerTimes(record, record.text("acc_dtype"))
                    .forEach((peer, time) -> ratios.put(engine(record) + " over " + peer, time / run.time(record)));
            return ratios;
        });
    }

    private void ratios(
            String name,
            String title,
            List<ResultRecord> records,
            Function<ResultRecord, Map<String, Double>> ratiosOf) {
        List<ResultRecord> large = records.stream()
                .filter(record -> run.gflops(record) != null && run.gflops(record) * run.time(record) >= LEAST_FLOPS)
                .toList();
        DeviceRun.groups(large, CaseLabel::sizes).forEach((sizes, ofSizes) -> {
            Map<String, Map<String, Double>> bySeries = new LinkedHashMap<>();
            Set<String> categories = new LinkedHashSet<>();
            for (ResultRecord record : ofSizes) {
                ratiosOf.apply(record).forEach((series, ratio) -> {
                    String category = CaseLabel.typed(record) + tokens(record);
                    categories.add(category);
                    bySeries.computeIfAbsent(series, key -> new LinkedHashMap<>())
                            .put(category, ratio);
                });
            }
            add(
                    name + " " + sizes,
                    title + ": " + sizes,
                    Figure.Kind.RATIOS,
                    "times as fast",
                    "",
                    List.copyOf(categories),
                    byCategory(categories, bySeries));
        });
    }

    private void errors() {
        Map<String, List<ResultRecord>> byForm = DeviceRun.groups(
                ours.stream()
                        .filter(record -> record.get("rms_rel_err") != null && record.number("rms_rel_err") > 0)
                        .toList(),
                record -> CaseLabel.form(record) + tokens(record) + ", " + engine(record));
        Set<String> dtypes = new TreeSet<>(Comparator.comparingInt(List.of("f32", "f16", "bf16")::indexOf));
        Map<String, Map<String, Double>> bySeries = new LinkedHashMap<>();
        byForm.forEach((form, records) -> {
            Map<String, List<ResultRecord>> byType = DeviceRun.groups(records, record -> record.text("dtype"));
            if (byType.size() > 1) {
                dtypes.addAll(byType.keySet());
                Map<String, Double> values = new LinkedHashMap<>();
                byType.forEach(
                        (dtype, same) -> values.put(dtype, median(same, record -> record.number("rms_rel_err"))));
                bySeries.put(form, values);
            }
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

    private static List<Figure.Series> byCategory(Set<String> categories, Map<String, Map<String, Double>> bySeries) {
        List<Figure.Series> series = new ArrayList<>();
        bySeries.forEach((name, values) -> {
            List<Double> y = new ArrayList<>();
            categories.forEach(category -> y.add(values.get(category)));
            series.add(new Figure.Series(name, List.of(), Collections.unmodifiableList(y)));
        });
        return series;
    }

    private void add(
            String name,
            String title,
            Figure.Kind kind,
            String xLabel,
            String yLabel,
            List<String> categories,
            List<Figure.Series> series) {
        if (!series.isEmpty()) {
            String file = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            figures.add(new Figure(
                    folder + "/" + file, title, run.device(), kind, xLabel, yLabel, categories, List.copyOf(series)));
        }
    }
}
