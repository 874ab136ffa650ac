package io.attn4j.bench.regression;

import io.attn4j.bench.Medians;
import io.attn4j.bench.ResultRecord;
import io.attn4j.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Joins two sets of records on problem, engine and device, and says of each case what changed.
 *
 * <p>Samples of one run are no independent repetitions: consecutive executions share caches, clock rates and neighbours, and
 * all of a run share what the JVM compiled and where memory came to lie. Taking them for independent (pseudoreplication,
 * Hurlbert 1984) makes any two runs of one build differ "significantly". Therefore a change must pass four bars:
 *
 * <ol>
 *   <li>significance: the two-sided Mann-Whitney test at {@code alpha} on medians of blocks as long as the autocorrelation of
 *       the samples ({@link BlockMedians}). A record whose samples drift all along has few blocks and proves nothing;
 *   <li>size: the Hodges-Lehmann ratio and the ratio of medians lie beyond the band, which is the largest of the threshold,
 *       three times the relative median absolute deviation of either side's samples, and the spread between runs. Where a side
 *       has several records of the case, that spread is the half width of Student's interval, at {@code alpha}, for the
 *       difference of mean log medians, with runs as the unit of replication (Georges, Buytaert and Eeckhout 2007; Kalibera and
 *       Jones 2013). With one record a side it is Student's quantile times the standard deviation of the log ratios of all cases
 *       of the engine, estimated from their shortest half, so that up to half of the cases may have changed, or all by the same
 *       factor. The band is widened by the factor by which the machine itself changed: that of the case's roof, measured in the
 *       same runs, as far as the median of all cases shows it too;
 *   <li>the fastest samples agree: their ratio lies beyond the threshold, on the same side. Neighbours only ever add time, while
 *       slower code has no fast samples left (Chen and Revels 2016);
 *   <li>both sides were measured and passed their check. A check that passed and now fails is a regression by itself, and so
 *       is a case that ran and now breaks or is refused.
 * </ol>
 *
 * <p>The simulator's time is no claim about anything: of its records only the checks are compared.
 *
 * <p>A difference that is significant or beyond the band, but not all of this, is ambiguous; unless its confidence interval lies
 * within the threshold, which shows that the two sides are equivalent.
 *
 * @param cases what is in both, in the base's order
 * @param onlyBase what only the base holds
 * @param onlyNew what only the new side holds
 * @param oneRun engines whose spread between runs stays unknown: one record a side and too few cases
 */
public record RunComparison(
        List<CaseComparison> cases, List<Unmatched> onlyBase, List<Unmatched> onlyNew, Set<String> oneRun) {

    /** Cases of an engine from which a spread between runs can be told. */
    static final int FEWEST_CASES = 8;

    private static final List<String> PROBLEM =
            List.of(("case_id engine mechanism variant pass dtype batch heads seq_q seq_k head_dim value_dim rank "
                            + "causal seed")
                    .split(" "));

    /**
     * A case that one side lacks.
     *
     * @param caseId the case
     * @param engine the engine
     */
    public record Unmatched(String caseId, String engine) {}

    /** What only a record that ran knows. */
    private record Setting(String device, String cpu, String driver, Object units, Object parts, String accumulator) {
        static Setting of(ResultRecord record, boolean crossDevice) {
            String accumulator = (String) record.get("acc_dtype");
            // Records from before requests were split do not say that they came in one part.
            Object parts = Objects.requireNonNullElse(record.get("parts"), 1L);
            return crossDevice
                    ? new Setting(null, null, null, null, parts, accumulator)
                    : new Setting(
                            (String) record.get("device_name"),
                            (String) record.get("cpu"),
                            (String) record.get("driver_version"),
                            record.get("compute_units"),
                            parts,
                            accumulator);
        }

        private Setting ofDevice() {
            return new Setting(device, cpu, driver, units, null, null);
        }
    }

    private record Pair(List<ResultRecord> base, List<ResultRecord> changed) {}

    /**
     * Compares.
     *
     * @throws InvalidInputException when a case was measured on different devices and the rules do not allow that, or when
     *     they do and one side alone has several
     */
    public static RunComparison of(List<ResultRecord> base, List<ResultRecord> changed, ComparisonRules rules) {
        Map<List<Object>, List<ResultRecord>> baseByProblem = byProblem(base);
        Map<List<Object>, List<ResultRecord>> newByProblem = byProblem(changed);
        Set<List<Object>> problems = new LinkedHashSet<>(baseByProblem.keySet());
        problems.addAll(newByProblem.keySet());
        List<Pair> pairs = new ArrayList<>();
        List<Unmatched> onlyBase = new ArrayList<>();
        List<Unmatched> onlyNew = new ArrayList<>();
        for (List<Object> problem : problems) {
            List<ResultRecord> left = baseByProblem.getOrDefault(problem, List.of());
            List<ResultRecord> right = newByProblem.getOrDefault(problem, List.of());
            for (Setting setting : settings(problem, left, right, rules.crossDevice())) {
                List<ResultRecord> ofBase = with(setting, left, rules.crossDevice());
                List<ResultRecord> ofNew = with(setting, right, rules.crossDevice());
                Unmatched unmatched = new Unmatched((String) problem.get(0), (String) problem.get(1));
                if (ofBase.isEmpty()) {
                    onlyNew.add(unmatched);
                } else if (ofNew.isEmpty()) {
                    onlyBase.add(unmatched);
                } else {
                    pairs.add(new Pair(ofBase, ofNew));
                }
            }
        }
        return judged(pairs, onlyBase, onlyNew, rules);
    }

    private static RunComparison judged(
            List<Pair> pairs, List<Unmatched> onlyBase, List<Unmatched> onlyNew, ComparisonRules rules) {
        Map<String, List<Double>> changes = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            Side left = new Side(pair.base, rules.metric());
            Side right = new Side(pair.changed, rules.metric());
            if (left.measured() && right.measured()) {
                changes.computeIfAbsent(left.engine(), engine -> new ArrayList<>())
                        .add(Math.log(right.median() / left.median()));
            }
        }
        Map<String, SuiteSpread> spreads = new LinkedHashMap<>();
        changes.forEach((engine, ratios) -> {
            if (ratios.size() >= FEWEST_CASES) {
                spreads.put(engine, SuiteSpread.of(ratios));
            }
        });
        double[] all = changes.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .toArray();
        double commonShift = all.length == 0 ? 0 : Medians.of(all);
        List<CaseComparison> cases = new ArrayList<>();
        Set<String> oneRun = new TreeSet<>();
        for (Pair pair : pairs) {
            Side left = new Side(pair.base, rules.metric());
            Side right = new Side(pair.changed, rules.metric());
            SuiteSpread suiteSpread = spreads.get(left.engine());
            if (left.measured() && right.measured() && left.runs() == 1 && right.runs() == 1 && suiteSpread == null) {
                oneRun.add(left.engine());
            }
            cases.add(new Judgement(rules, left, right, suiteSpread, commonShift).verdict());
        }
        return new RunComparison(
                Collections.unmodifiableList(cases),
                Collections.unmodifiableList(onlyBase),
                Collections.unmodifiableList(onlyNew),
                Collections.unmodifiableSet(oneRun));
    }

    /** Cases with that verdict. */
    public long count(Verdict verdict) {
        return cases.stream().filter(compared -> compared.verdict() == verdict).count();
    }

    private static Map<List<Object>, List<ResultRecord>> byProblem(List<ResultRecord> records) {
        Map<List<Object>, List<ResultRecord>> byProblem = new LinkedHashMap<>();
        for (ResultRecord record : records) {
            List<Object> problem = new ArrayList<>();
            PROBLEM.forEach(field -> problem.add(record.get(field)));
            byProblem.computeIfAbsent(problem, key -> new ArrayList<>()).add(record);
        }
        return byProblem;
    }

    private static Set<Setting> settings(
            List<Object> problem, List<ResultRecord> left, List<ResultRecord> right, boolean crossDevice) {
        Set<Setting> ofLeft = ran(left, crossDevice);
        Set<Setting> ofRight = ran(right, crossDevice);
        if (crossDevice) {
            oneDevice(problem, "the base", left);
            oneDevice(problem, "the new side", right);
        } else if (!ofLeft.isEmpty()
                && !ofRight.isEmpty()
                && Collections.disjoint(
                        ofLeft.stream().map(Setting::ofDevice).toList(),
                        ofRight.stream().map(Setting::ofDevice).toList())) {
            throw new InvalidInputException(
                    "device of " + problem.get(0) + " on " + problem.get(1),
                    text(ofLeft.iterator().next()) + " and "
                            + text(ofRight.iterator().next()),
                    "records of one device, processor, driver and number of threads or compute units",
                    "--cross-device");
        }
        Set<Setting> all = new LinkedHashSet<>(ofLeft);
        all.addAll(ofRight);
        if (all.isEmpty()) {
            all.add(new Setting(null, null, null, null, null, null));
        }
        return all;
    }

    private static void oneDevice(List<Object> problem, String side, List<ResultRecord> records) {
        Set<Setting> devices = new LinkedHashSet<>();
        ran(records, false).forEach(setting -> devices.add(setting.ofDevice()));
        if (devices.size() > 1) {
            throw new InvalidInputException(
                    "device of " + problem.get(0) + " on " + problem.get(1),
                    devices.size() + " in " + side,
                    "one on each side with --cross-device",
                    "a file with records of one of them");
        }
    }

    private static Set<Setting> ran(List<ResultRecord> records, boolean crossDevice) {
        Set<Setting> settings = new LinkedHashSet<>();
        for (ResultRecord record : records) {
            if (record.get("device_name") != null) {
                settings.add(Setting.of(record, crossDevice));
            }
        }
        return settings;
    }

    /** A record that did not get as far as a device belongs to every setting of its problem. */
    private static List<ResultRecord> with(Setting setting, List<ResultRecord> records, boolean crossDevice) {
        return records.stream()
                .filter(record -> record.get("device_name") == null
                        || Setting.of(record, crossDevice).equals(setting))
                .toList();
    }

    private static String text(Setting setting) {
        return setting.device
                + (setting.driver == null || setting.driver.isEmpty() ? "" : ", driver " + setting.driver)
                + (setting.units == null ? "" : ", " + setting.units + " units")
                + " (" + setting.cpu + ")";
    }
}
