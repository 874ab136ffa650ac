package io.attn4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.bench.Records;
import io.attn4j.bench.ResultRecord;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final String SMALL = "standard/fwd/f32/B1/H8/N512/L512/D64";
    private static final String LARGE = "standard/fwd/f32/B1/H8/N1024/L1024/D64";
    private static final String LINFORMER = "linformer/fwd/f32/B1/H8/N512/L512/D64/R128";

    private static List<Figure> figures(ResultRecord... records) {
        return Figures.of(DeviceRun.of(new RawFile("a.jsonl", List.of(records))).getFirst(), "a");
    }

    private static Figure figure(List<Figure> figures, String path) {
        return figures.stream()
                .filter(figure -> figure.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        path + " of " + figures.stream().map(Figure::path).toList()));
    }

    @Test
    void speedsOfACardFollowFromKernelTimeAndLeaveTf32Out() {
        List<Figure> figures = figures(
                Records.onCard(SMALL, "opencl", 500_000, 10_000_000),
                Records.onCard(LARGE, "opencl", 250_000, 20_000_000),
                Records.onCard(SMALL, "pytorch-sdpa", 400_000, 450_000),
                Records.onCard(LARGE, "pytorch-sdpa", 200_000, 450_000),
                Records.onCard(SMALL, "pytorch-sdpa-tf32", 1_000, 450_000).set("acc_dtype", "tf32"),
                Records.onCard(LARGE, "pytorch-sdpa-tf32", 1_000, 450_000).set("acc_dtype", "tf32"));
        Figure speed = figure(figures, "a/speed-standard-b1-h8-d64");
        assertThat(speed.device()).isEqualTo("a card (driver 7.5)");
        assertThat(speed.yLabel()).isEqualTo("GFLOP/s of the kernels");
        assertThat(speed.series())
                .containsExactly(
                        new Figure.Series("opencl", List.of(512.0, 1024.0), List.of(2000.0, 4000.0)),
                        new Figure.Series("pytorch-sdpa", List.of(512.0, 1024.0), List.of(2500.0, 5000.0)));
        assertThat(figure(figures, "a/peers-b1-h8-d64").series())
                .containsExactly(new Figure.Series("opencl over pytorch-sdpa", List.of(), List.of(0.8, 0.8)));
        assertThat(figures).noneMatch(figure -> figure.path().contains("time"));
    }

    @Test
    void passesAreNeverOfOneLine() {
        List<Figure> figures = figures(
                Records.measured(SMALL, "cpu", 2_000_000),
                Records.measured(LARGE, "cpu", 8_000_000),
                Records.measured(SMALL.replace("/fwd/", "/fwdbwd/"), "cpu", 6_000_000),
                Records.measured(LARGE.replace("/fwd/", "/fwdbwd/"), "cpu", 24_000_000),
                Records.measured(LINFORMER, "cpu", 1_000_000),
                Records.measured(LINFORMER.replace("/fwd/", "/fwdbwd/"), "cpu", 2_000_000));
        Figure time = figure(figures, "a/time-cpu-b1-h8-d64");
        assertThat(time.series()).extracting(Figure.Series::name).containsExactly("standard", "standard fwdbwd");
        assertThat(time.series().getFirst().y()).containsExactly(2.0, 8.0);
        assertThat(time.series().getLast().y()).containsExactly(6.0, 24.0);
        Figure speedup = figure(figures, "a/speedup-b1-h8-d64");
        assertThat(speedup.categories()).containsExactly("linformer R128, N 512", "linformer fwdbwd R128, N 512");
        assertThat(speedup.series()).containsExactly(new Figure.Series("cpu", List.of(), List.of(2.0, 3.0)));
    }

    @Test
    void timesOfOtherMechanismsAreShownNextToThose() {
        List<Figure> figures = figures(
                Records.measured(SMALL, "cpu", 2_000_000),
                Records.measured(LARGE, "cpu", 8_000_000),
                Records.measured(LINFORMER, "cpu", 1_000_000),
                Records.measured(LINFORMER.replace("512", "1024"), "cpu", 2_000_000));
        Figure time = figure(figures, "a/time-cpu-b1-h8-d64");
        assertThat(time.series()).extracting(Figure.Series::name).containsExactly("standard", "linformer R128");
        assertThat(time.series().getFirst().y()).containsExactly(2.0, 8.0);
        assertThat(figure(figures, "a/speedup-b1-h8-d64").series())
                .containsExactly(new Figure.Series("cpu", List.of(), List.of(2.0, 4.0)));
    }

    @Test
    void whatFailedIsNotShown() {
        assertThat(figures(
                        Records.failed(Records.onCard(SMALL, "opencl", 500_000, 10_000_000)),
                        Records.onCard(SMALL, "pytorch-sdpa", 400_000, 450_000)))
                .noneMatch(figure -> figure.toString().contains("opencl"));
    }

    @Test
    void eachSetOfSizesHasAFigureAndTinyCasesNone() {
        String wide = SMALL.replace("H8", "H16");
        String tiny = SMALL.replace("H8", "H1");
        List<Figure> figures = figures(
                Records.measured(SMALL, "cpu", 2_000_000),
                Records.measured(SMALL, "libtorch", 3_000_000),
                Records.measured(wide, "cpu", 2_000_000),
                Records.measured(wide, "libtorch", 3_000_000),
                Records.measured(tiny, "cpu", 2_000_000).set("gflops", 1.0),
                Records.measured(tiny, "libtorch", 3_000_000).set("gflops", 1.0));
        assertThat(figures.stream().map(Figure::path).filter(path -> path.contains("peers")))
                .containsExactly("a/peers-b1-h8-d64", "a/peers-b1-h16-d64");
    }

    @Test
    void theDigestIsOfAllThatIsShown() {
        Figure.Series series = new Figure.Series("cpu", List.of(), Arrays.asList(1.0, null));
        Figure figure = new Figure(
                "a/b", "title", "a card", Figure.Kind.RATIOS, "x", "", List.of("one", "two"), List.of(series));
        Figure onAnother = new Figure(
                "a/b", "title", "another", Figure.Kind.RATIOS, "x", "", List.of("one", "two"), List.of(series));
        assertThat(figure.values()).isEqualTo(1);
        assertThat(figure.digest()).isNotEqualTo(onAnother.digest());
    }
}
