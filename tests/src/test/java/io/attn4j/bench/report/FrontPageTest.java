package io.attn4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.bench.Records;
import io.attn4j.bench.ResultRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrontPageTest {
    private static final String SMALL = "standard/fwd/f32/B1/H8/N512/L512/D64";
    private static final String LARGE = "standard/fwd/f32/B1/H8/N1024/L1024/D64";
    private static final String LINFORMER = "linformer/fwd/f32/B1/H8/N512/L512/D64/R128";

    private static String page(RawFile... files) {
        Map<DeviceRun, List<Figure>> figures = new LinkedHashMap<>();
        for (RawFile file : files) {
            DeviceRun.of(file).forEach(run -> figures.put(run, Figures.of(run, file.stem())));
        }
        return FrontPage.of(figures, List.of());
    }

    private static RawFile file(String name, ResultRecord... records) {
        return new RawFile(name, List.of(records));
    }

    @Test
    void showsTheFastestRecordThatAPeerRanToo() {
        assertThat(page(file(
                        "a.jsonl",
                        Records.measured(SMALL, "cpu", 2_000_000),
                        Records.measured(SMALL, "libtorch", 3_000_000),
                        Records.measured(SMALL, "onnxruntime", 2_500_000),
                        Records.measured(SMALL, "opencl", 4_000_000),
                        Records.measured(LARGE, "cpu", 1_000_000))))
                .contains("## a processor, 2 threads")
                .contains("| `" + SMALL + "` | `cpu` | 2.000 | 500 | 100.0 | 1.25x | `onnxruntime` |")
                .doesNotContain("| `" + LARGE, "`libtorch` |", "`opencl` | 4");
    }

    @Test
    void withoutPeersShowsTheFastestRecordOfAllFiles() {
        assertThat(page(
                        file("a.jsonl", Records.measured(SMALL, "cpu", 2_000_000)),
                        file("b.jsonl", Records.measured(LARGE, "cpu", 1_000_000)),
                        file("c.jsonl", Records.measured(LINFORMER, "cpu", 4_000_000))))
                .containsOnlyOnce("## a processor, 2 threads")
                .contains("| `" + LARGE + "` | `cpu` | 1.000 | 1000 |", "| `" + LINFORMER + "` |")
                .doesNotContain("| `" + SMALL, "fastest peer |");
    }

    @Test
    void cardsAreShownByKernelTimeInFp32() {
        assertThat(page(file(
                        "gpu.jsonl",
                        Records.onCard(SMALL, "opencl", 500_000, 10_000_000),
                        Records.onCard(SMALL, "pytorch-sdpa", 400_000, 450_000),
                        Records.failed(Records.onCard(SMALL, "pytorch-sdpa-math", 1, 1)),
                        Records.onCard(SMALL, "pytorch-sdpa-tf32", 100_000, 110_000)
                                .set("acc_dtype", "tf32"))))
                .contains("## a card (driver 7.5)")
                .contains("| `" + SMALL + "` | `opencl` | 0.500 | 2000 | 400.0 | 0.375 | 0.80x | `pytorch-sdpa` |");
    }

    @Test
    void listsEveryRunWithItsChecks() {
        assertThat(page(file(
                        "gpu.jsonl",
                        Records.onCard(SMALL, "opencl", 500_000, 10_000_000),
                        Records.failed(Records.onCard(LARGE, "opencl", 1, 1)),
                        Records.failed(Records.onCard(SMALL, "pytorch-sdpa", 1, 1)),
                        Records.onCard(SMALL, "pytorch-eager", 1, 1)
                                .set("status", "unsupported")
                                .set("check", "skipped"))))
                .contains("| run | device | records | passed | attn4j failed | peers failed |")
                .contains("| [gpu](runs/gpu.md) | a card (driver 7.5) | 4 | 1 | 1 | 1 |");
    }

    @Test
    void embedsOfEachDeviceTheFigureThatShowsMost() {
        String page = page(
                file(
                        "few.jsonl",
                        Records.measured(SMALL, "cpu", 2_000_000),
                        Records.measured(SMALL, "libtorch", 3_000_000)),
                file(
                        "more.jsonl",
                        Records.measured(SMALL, "cpu", 2_000_000),
                        Records.measured(SMALL, "libtorch", 3_000_000),
                        Records.measured(LARGE, "cpu", 2_000_000),
                        Records.measured(LARGE, "libtorch", 3_000_000)));
        assertThat(page)
                .contains("](figures/more/speed-standard-b1-h8-d64.svg)", "](figures/more/peers-b1-h8-d64.svg)")
                .doesNotContain("figures/few");
    }
}
