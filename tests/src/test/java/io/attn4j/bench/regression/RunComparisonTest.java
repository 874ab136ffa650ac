package io.attn4j.bench.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.bench.Records;
import io.attn4j.bench.ResultRecord;
import io.attn4j.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunComparisonTest {
    private static final String CASE = "standard/fwd/f32/B1/H8/N512/L512/D64";

    private static CaseComparison only(RunComparison comparison) {
        assertThat(comparison.cases()).hasSize(1);
        return comparison.cases().getFirst();
    }

    private static CaseComparison compare(ResultRecord base, ResultRecord changed) {
        return only(RunComparison.of(List.of(base), List.of(changed), ComparisonRules.DEFAULT));
    }

    /** A suite of cases on one engine; every run has an offset of its own, as has every case in it. */
    private static List<ResultRecord> suite(Random random, int cases, double slowdown) {
        List<ResultRecord> records = new ArrayList<>();
        for (int i = 0; i < cases; i++) {
            records.add(Records.measured(
                    "standard/fwd/f32/B1/H8/N" + 64 * (i + 1) + "/L512/D64",
                    "cpu",
                    Records.noisy(random, 60, slowdown * 1e6 * (i + 1), 0.02, 0.7, 0.02)));
        }
        return records;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsAPlantedSlowdownOfOneFifth(long seed) {
        Random random = new Random(seed);
        RunComparison comparison =
                RunComparison.of(suite(random, 16, 1), suite(random, 16, 1.2), ComparisonRules.DEFAULT);
        assertThat(comparison.count(Verdict.REGRESSION)).isGreaterThanOrEqualTo(8);
        assertThat(comparison.count(Verdict.IMPROVEMENT)).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsTheOneCaseThatIsSlower(long seed) {
        Random random = new Random(seed);
        List<ResultRecord> base = suite(random, 16, 1);
        List<ResultRecord> changed = suite(random, 16, 1);
        changed.set(3, suite(random, 4, 1.3).get(3));
        RunComparison comparison = RunComparison.of(base, changed, ComparisonRules.DEFAULT);
        assertThat(comparison.cases().get(3).verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(comparison.count(Verdict.REGRESSION)).isEqualTo(1);
    }

    @Test
    void seldomFindsADifferenceBetweenRunsOfOneBuild() {
        Random random = new Random(7);
        int runs = 100;
        int wrong = 0;
        for (int run = 0; run < runs; run++) {
            RunComparison comparison =
                    RunComparison.of(suite(random, 16, 1), suite(random, 16, 1), ComparisonRules.DEFAULT);
            wrong += (int) (comparison.count(Verdict.REGRESSION) + comparison.count(Verdict.IMPROVEMENT));
        }
        // 1600 cases whose two runs differ by 2.8 % in standard deviation
        assertThat(wrong).isLessThanOrEqualTo(8);
    }

    @Test
    void severalRunsASideShowTheirSpread() {
        Random random = new Random(8);
        int pairs = 300;
        int wrong = 0;
        int found = 0;
        for (int pair = 0; pair < pairs; pair++) {
            List<ResultRecord> base = runs(random, 1);
            wrong += verdict(base, runs(random, 1)) == Verdict.REGRESSION ? 1 : 0;
            found += verdict(base, runs(random, 1.5)) == Verdict.REGRESSION ? 1 : 0;
        }
        assertThat(wrong).isLessThanOrEqualTo(3);
        assertThat(found).isGreaterThan(280);
    }

    /** Four runs of one case that differ by 6 % from one another. */
    private static List<ResultRecord> runs(Random random, double slowdown) {
        List<ResultRecord> records = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            records.add(Records.measured(CASE, "cpu", Records.noisy(random, 50, slowdown * 1e6, 0.01, 0.5, 0.06)));
        }
        return records;
    }

    private static Verdict verdict(List<ResultRecord> base, List<ResultRecord> changed) {
        return only(RunComparison.of(base, changed, ComparisonRules.DEFAULT)).verdict();
    }

    @Test
    void anotherSampleOfTheSameTimesIsTheSame() {
        ResultRecord base = Records.measured(CASE, "cpu", 100, 102, 99, 101, 103, 98, 100, 101, 99, 100);
        assertThat(compare(base, base))
                .returns(Verdict.SAME, CaseComparison::verdict)
                .returns(1.0, compared -> compared.change().shift().ratio());
    }

    @Test
    void neighboursThatSlowMostSamplesAreNoRegression() {
        long[] calm = Records.noisy(new Random(3), 60, 1e6, 0.01, 0, 0);
        long[] disturbed = calm.clone();
        for (int i = 0; i < disturbed.length; i++) {
            if (i % 5 != 0) {
                disturbed[i] += 400_000;
            }
        }
        CaseComparison compared =
                compare(Records.measured(CASE, "cpu", calm), Records.measured(CASE, "cpu", disturbed));
        assertThat(compared.verdict()).isEqualTo(Verdict.AMBIGUOUS);
        assertThat(compared.reason()).contains("fastest samples");
    }

    @Test
    void whatTheMachineItselfBecameSlowerByIsNotTheCodes() {
        ResultRecord base = Records.measured(CASE, "cpu", Records.noisy(new Random(5), 60, 1e6, 0.01, 0, 0));
        ResultRecord changed = Records.measured(CASE, "cpu", Records.noisy(new Random(6), 60, 1.15e6, 0.01, 0, 0));
        assertThat(compare(base, changed).verdict()).isEqualTo(Verdict.REGRESSION);
        CaseComparison onASlowerMachine = compare(base, changed.set("peak_gflops", 440.0));
        assertThat(onASlowerMachine.verdict()).isEqualTo(Verdict.AMBIGUOUS);
        assertThat(onASlowerMachine.change().band()).isGreaterThan(0.13);
        assertThat(compare(base, changed.set("peak_source", "spec")).verdict()).isEqualTo(Verdict.REGRESSION);
    }

    @Test
    void aRoofThatNoCaseConfirmsHidesNothing() {
        Random random = new Random(9);
        List<ResultRecord> base = suite(random, 16, 1);
        List<ResultRecord> changed = suite(random, 16, 1);
        changed.set(3, suite(random, 4, 1.3).get(3));
        changed.forEach(record -> record.set("peak_gflops", 50.0));
        RunComparison comparison = RunComparison.of(base, changed, ComparisonRules.DEFAULT);
        assertThat(comparison.cases().get(3).verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(comparison.cases().get(3).change().drift()).isLessThan(1.05);
    }

    @Test
    void theSimulatorsTimeIsNoClaim() {
        ResultRecord base = Records.measured(CASE, "simulator", 100, 101, 102, 103, 104, 105);
        ResultRecord changed = Records.measured(CASE, "simulator", 200, 201, 202, 203, 204, 205);
        assertThat(compare(base, changed).verdict()).isEqualTo(Verdict.NOT_MEASURED);
        assertThat(compare(base, changed.set("check", "failed")).verdict()).isEqualTo(Verdict.REGRESSION);
    }

    @Test
    void fewSamplesCannotProveAnything() {
        CaseComparison compared =
                compare(Records.measured(CASE, "cpu", 100, 101, 102), Records.measured(CASE, "cpu", 200, 201, 202));
        assertThat(compared.verdict()).isEqualTo(Verdict.AMBIGUOUS);
        assertThat(compared.reason()).contains("not significant");
        assertThat(compared.change().shift().low()).isNull();
    }

    @Test
    void aSmallButCertainChangeWithinTheThresholdIsTheSame() {
        long[] base = Records.noisy(new Random(4), 100, 1e6, 0.005, 0, 0);
        long[] changed =
                Arrays.stream(base).map(time -> Math.round(1.01 * time)).toArray();
        CaseComparison compared = compare(Records.measured(CASE, "cpu", base), Records.measured(CASE, "cpu", changed));
        assertThat(compared.change().shift().p()).isLessThan(0.01);
        assertThat(compared.verdict()).isEqualTo(Verdict.SAME);
    }

    @Test
    void kernelTimesNeedSeveralRecords() {
        ComparisonRules kernel = new ComparisonRules(0.05, 0.01, Metric.KERNEL, false);
        List<ResultRecord> base = new ArrayList<>();
        List<ResultRecord> changed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            base.add(Records.measured(CASE, "opencl", 100, 100, 100).set("kernel_ns", 1000.0 + i));
            changed.add(Records.measured(CASE, "opencl", 100, 100, 100).set("kernel_ns", 1300.0 + i));
        }
        assertThat(only(RunComparison.of(base, changed, kernel)).verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(only(RunComparison.of(base.subList(0, 2), changed.subList(0, 2), kernel))
                        .verdict())
                .isEqualTo(Verdict.AMBIGUOUS);
    }

    @ParameterizedTest(name = "{0}/{1} -> {2}/{3}")
    @CsvSource({
        "ok, passed, ok, failed, REGRESSION",
        "ok, passed, ok, mistrusted, REGRESSION",
        "ok, passed, error, failed, REGRESSION",
        "ok, passed, unsupported, skipped, REGRESSION",
        "ok, passed, skipped, skipped, NOT_MEASURED",
        "unsupported, skipped, error, failed, REGRESSION",
        "ok, failed, ok, passed, IMPROVEMENT",
        "error, failed, ok, passed, IMPROVEMENT",
        "ok, failed, ok, failed, NOT_MEASURED",
        "unsupported, skipped, unsupported, skipped, NOT_MEASURED"
    })
    void aChangeOfCorrectnessIsAVerdictByItself(
            String statusBefore, String checkBefore, String statusAfter, String checkAfter, Verdict verdict) {
        assertThat(compare(outcome(statusBefore, checkBefore), outcome(statusAfter, checkAfter))
                        .verdict())
                .isEqualTo(verdict);
    }

    private static ResultRecord outcome(String status, String check) {
        ResultRecord record = check.equals("passed")
                ? Records.measured(CASE, "cpu", 100, 101, 102)
                : Records.passed(CASE, "cpu").set("status", status).set("check", check);
        // What stops early knows no device.
        return status.equals("ok") ? record : record.set("device_name", null).set("acc_dtype", null);
    }

    @Test
    void oneFailedRecordOfSeveralIsARegression() {
        ResultRecord good = outcome("ok", "passed");
        assertThat(verdict(List.of(good, good), List.of(good, outcome("ok", "failed"))))
                .isEqualTo(Verdict.REGRESSION);
    }

    @Test
    void listsWhatOneSideLacks() {
        ResultRecord cpu = Records.measured(CASE, "cpu", 100, 101, 102);
        ResultRecord opencl = Records.measured(CASE, "opencl", 100, 101, 102);
        ResultRecord longer = Records.measured(CASE.replace("N512", "N1024"), "cpu", 100, 101, 102);
        RunComparison comparison =
                RunComparison.of(List.of(cpu, opencl), List.of(longer, cpu), ComparisonRules.DEFAULT);
        assertThat(comparison.cases()).hasSize(1);
        assertThat(comparison.onlyBase()).containsExactly(new RunComparison.Unmatched(CASE, "opencl"));
        assertThat(comparison.onlyNew())
                .containsExactly(new RunComparison.Unmatched(CASE.replace("N512", "N1024"), "cpu"));
        assertThat(comparison.oneRun()).containsExactly("cpu");
    }

    @Test
    void aRequestInPartsIsAnotherThanTheWholeOne() {
        ResultRecord whole = Records.measured(CASE, "opencl", 100, 101, 102);
        ResultRecord inOne = new ResultRecord(whole).set("parts", 1L);
        ResultRecord split = new ResultRecord(whole).set("parts", 4L);
        RunComparison comparison = RunComparison.of(List.of(whole), List.of(inOne, split), ComparisonRules.DEFAULT);
        assertThat(only(comparison).newRecords()).isEqualTo(1);
        assertThat(comparison.onlyNew()).hasSize(1);
    }

    @Test
    void refusesAnotherDeviceUnlessAskedTo() {
        ResultRecord base = Records.measured(CASE, "cpu", 100, 101, 102);
        ComparisonRules across = new ComparisonRules(0.05, 0.01, Metric.MEDIAN, true);
        for (String field : List.of("device_name", "cpu", "driver_version", "compute_units")) {
            ResultRecord elsewhere = new ResultRecord(base).set(field, "another");
            assertThatThrownBy(() -> RunComparison.of(List.of(base), List.of(elsewhere), ComparisonRules.DEFAULT))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("another")
                    .hasMessageContaining("try --cross-device");
            assertThat(only(RunComparison.of(List.of(base), List.of(elsewhere), across))
                            .verdict())
                    .isEqualTo(Verdict.SAME);
            assertThatThrownBy(() -> RunComparison.of(List.of(base, elsewhere), List.of(base), across))
                    .hasMessageContaining("got 2 in the base");
        }
    }

    @Test
    void joinsEachDeviceOfAnEngineWithItself() {
        ResultRecord first = Records.measured(CASE, "opencl", 100, 101, 102);
        ResultRecord second = Records.measured(CASE, "opencl", 200, 201, 202).set("device_name", "another");
        RunComparison comparison =
                RunComparison.of(List.of(first, second), List.of(second, first), ComparisonRules.DEFAULT);
        assertThat(comparison.cases())
                .hasSize(2)
                .allSatisfy(compared ->
                        assertThat(compared.change().shift().ratio()).isEqualTo(1));
        assertThat(RunComparison.of(List.of(first, second), List.of(first), ComparisonRules.DEFAULT)
                        .onlyBase())
                .containsExactly(new RunComparison.Unmatched(CASE, "opencl"));
    }
}
