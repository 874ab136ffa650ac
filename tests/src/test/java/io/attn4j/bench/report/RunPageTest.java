package io.attn4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.bench.Records;
import io.attn4j.bench.ResultRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunPageTest {
    private static final String CASE = "standard/fwd/f32/B1/H8/N512/L512/D64";
    private static final String CARD = "a card (driver 7.5)";

    private static String page(ResultRecord... records) {
        RawFile file = new RawFile("run.jsonl", List.of(records));
        Map<DeviceRun, List<Figure>> figures = new LinkedHashMap<>();
        DeviceRun.of(file).forEach(run -> figures.put(run, Figures.of(run, file.stem())));
        return RunPage.of(file, figures);
    }

    private static ResultRecord checkOnly(String caseId, String run, Long tile, long group) {
        return Records.passed(caseId, "opencl")
                .set("run_id", run)
                .set("device_type", "gpu")
                .set("device_name", "a card")
                .set("tile_q", tile)
                .set("local_x", group)
                .set("rms_rel_err", 1e-6)
                .set("max_rel_err", 1e-5)
                .set("limit", "2.0E-6 rms / 5.0E-5 max");
    }

    @Test
    void aCardsTableHasKernelTimesAndTransfersApart() {
        assertThat(page(Records.onCard(CASE, "opencl", 500_000, 10_000_000)))
                .contains("## Kernels of attn4j, " + CARD)
                .contains("| " + CARD
                        + ": case | engine | kernels, ms | GFLOP/s | of peak, % | to device, ms | to host, ms |"
                        + " median, ms |")
                .contains("| `" + CASE + "` | `opencl` | 0.500 | 2000.0 | 400.0 | 0.250 | 0.125 | 10.000 |")
                .doesNotContain("roofline, %", "PyTorch");
    }

    @Test
    void checksOfPassesAreCountedApart() {
        assertThat(page(
                        checkOnly(CASE, "a", 64L, 64),
                        checkOnly(CASE.replace("/fwd/", "/bwd/"), "a", 64L, 64),
                        checkOnly(CASE.replace("/fwd/", "/bwd/") + "/causal", "a", 64L, 64)))
                .contains("| standard | none | 1 of 1 |")
                .contains("| standard bwd | none | 1 of 1 |")
                .contains("| standard bwd | causal | 1 of 1 |");
    }

    @Test
    void withoutAPeakNoShareOfItIsShown() {
        assertThat(page(Records.onCard(CASE, "opencl", 500_000, 10_000_000).set("peak_gflops", null)))
                .contains("| kernels, ms | GFLOP/s | to device, ms |")
                .doesNotContain("of peak");
    }

    @Test
    void pytorchIsComparedByKernelTimeAndTf32Apart() {
        String page = page(
                Records.onCard(CASE, "opencl", 500_000, 10_000_000),
                Records.onCard(CASE, "pytorch-eager", 750_000, 800_000),
                Records.failed(Records.onCard(CASE, "pytorch-sdpa", 1, 1)),
                Records.onCard(CASE, "pytorch-sdpa-tf32", 250_000, 260_000).set("acc_dtype", "tf32"));
        assertThat(page)
                .contains("## attn4j and PyTorch, " + CARD, "Compared by kernel time")
                .contains("| " + CARD + ": case | attn4j | kernels, ms | `pytorch-eager` | `pytorch-sdpa` |")
                .contains("| `" + CASE + "` | `opencl` | 0.500 | 0.750 (1.50x) | failed |")
                .contains("## attn4j and PyTorch with TF32, " + CARD)
                .contains("| `" + CASE + "` | `opencl` | 0.500 | 0.250 (0.50x) |")
                .contains(
                        "- `pytorch-sdpa` check failed, error 3.00e-06 rms / 4.00e-05 max, limit 2e-06 rms / 5e-05 max (`"
                                + CASE + "`)");
    }

    @Test
    void whatFailedHasNoSpeed() {
        ResultRecord wrong = Records.onCard(CASE, "opencl", 500_000, 10_000_000).set("check", "failed");
        assertThat(page(wrong, Records.onCard(CASE, "pytorch-eager", 750_000, 800_000)))
                .contains("| `" + CASE + "` | `opencl` | 1.0e-07 | failed |", "| `" + CASE + "` | 0.750 |")
                .doesNotContain("0.500", "10.000", "2000.0", "x)");
    }

    @Test
    void enginesWithOneReasonAreNamedTogether() {
        ResultRecord refused = Records.passed(CASE, "pytorch-sdpa")
                .set("status", "unsupported")
                .set("check", "skipped")
                .set("reason", "no | way");
        assertThat(page(
                        Records.measured(CASE, "cpu", 2_000_000),
                        refused,
                        new ResultRecord(refused).set("engine", "pytorch-sdpa-math")))
                .contains("- `pytorch-sdpa`, `pytorch-sdpa-math` unsupported: no \\| way (`" + CASE + "`)");
    }

    @Test
    void everyHeadingTableAndFigureNamesTheDevice() {
        String page = page(
                Records.onCard(CASE, "opencl", 500_000, 10_000_000),
                Records.onCard(CASE.replace("512", "1024"), "opencl", 2e6, 20_000_000),
                Records.onCard(CASE, "pytorch-eager", 750_000, 800_000),
                Records.onCard(CASE.replace("512", "1024"), "pytorch-eager", 750_000, 800_000),
                Records.measured(CASE, "cpu", 4_000_000));
        assertThat(page.lines().filter(line -> line.startsWith("#") || line.startsWith("!")))
                .hasSizeGreaterThan(5)
                .allMatch(line -> line.contains(CARD) || line.contains("a processor, 2 threads"));
        assertThat(page.lines().filter(line -> line.contains(": case |")))
                .hasSize(3)
                .allMatch(line -> line.contains(CARD) || line.contains("a processor, 2 threads"));
    }

    @Test
    void recordsWithoutTimesAreCountedByStrategyAndMask() {
        String masked = CASE + "/causal/with=lengths";
        assertThat(page(
                        checkOnly(CASE, "1", 64L, 128),
                        checkOnly(CASE.replace("512", "1024"), "1", null, 64),
                        checkOnly(masked, "1", 64L, 128),
                        checkOnly(CASE, "2", 16L, 1),
                        checkOnly(masked, "3", null, 64).set("check", "failed").set("max_rel_err", 6e-5)))
                .contains("## Checks, a card")
                .contains(
                        ": mechanism | mask | `opencl` tiled | `opencl` lanes | `opencl` naive | error | of limit, % |")
                .contains("| standard | none | 2 of 2 | 1 of 1 |  | 1.0e-06 | 50 |")
                .contains("| standard | causal, lengths | 1 of 1 |  | 0 of 1 | 1.0e-06 | 120 |")
                .contains("- `opencl` check failed, error 1.00e-06 rms / 6.00e-05 max, limit 2.0E-6 rms / 5.0E-5 max (`"
                        + masked + "`)")
                .doesNotContain("GFLOP/s");
    }

    @Test
    void enginesWithoutKernelsHaveNoStrategy() {
        ResultRecord record = checkOnly(CASE, "1", null, 64).set("device_type", "cpu");
        ResultRecord loops = new ResultRecord(record).set("engine", "reference").set("local_x", null);
        assertThat(page(record, loops)).contains("| mask | `opencl` naive | `reference` | error |");
    }

    @Test
    void aProcessorsTableComparesMedians() {
        assertThat(page(Records.measured(CASE, "cpu", 2_000_000), Records.measured(CASE, "libtorch", 3_000_000)))
                .contains("## Times, a processor, 2 threads", "| vs libtorch |", "| 1.50x |")
                .contains("To measure a row again: `./attn4j bench --case CASE --engine ENGINE`")
                .doesNotContain("null");
    }
}
