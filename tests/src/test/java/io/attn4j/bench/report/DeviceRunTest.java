package io.attn4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.attn4j.bench.Records;
import io.attn4j.bench.ResultRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceRunTest {
    private static final String CASE = "standard/fwd/f32/B1/H8/N512/L512/D64";

    private static List<DeviceRun> runs(ResultRecord... records) {
        return DeviceRun.of(new RawFile("a.jsonl", List.of(records)));
    }

    @Test
    void onACardTimeIsThatOfTheKernels() {
        ResultRecord record = Records.onCard(CASE, "opencl", 500_000, 10_000_000);
        DeviceRun run = runs(record).getFirst();
        assertThat(run.device()).isEqualTo("a card (driver 7.5)");
        assertThat(run.time(record)).isEqualTo(500_000);
        assertThat(run.gflops(record)).isEqualTo(2000);
    }

    @Test
    void onAProcessorTimeIsTheMedian() {
        ResultRecord record = Records.measured(CASE, "opencl", 10_000_000)
                .set("device_type", "cpu")
                .set("kernel_ns", 500_000.0);
        DeviceRun run = runs(record).getFirst();
        assertThat(run.device()).isEqualTo("a processor, 2 threads");
        assertThat(run.time(record)).isEqualTo(10_000_000);
        assertThat(run.gflops(record)).isEqualTo(100);
    }

    @Test
    void headingsSayHowManyThreadsWereUsed() {
        ResultRecord one = Records.measured(CASE, "cpu", 4_000_000).set("compute_units", 1L);
        ResultRecord two = Records.measured(CASE, "cpu", 2_000_000).set("compute_units", 2L);
        ResultRecord loops = Records.measured(CASE, "reference", 9_000_000).set("compute_units", 1L);
        assertThat(runs(one, loops).getFirst().device()).isEqualTo("a processor, 2 threads, 1 used");
        assertThat(runs(two, loops).getFirst().device()).isEqualTo("a processor, 2 threads");
        assertThat(runs(one, two).getFirst().device()).isEqualTo("a processor, 2 threads");
        assertThat(runs(one).getFirst().machine()).isEqualTo("a processor, 2 threads");
    }

    @Test
    void whatFailedItsCheckHasNoTime() {
        ResultRecord record = Records.onCard(CASE, "opencl", 500_000, 10_000_000);
        for (String check : List.of("failed", "mistrusted", "skipped")) {
            record.set("check", check);
            assertThat(runs(record).getFirst().time(record)).isNull();
            assertThat(runs(record).getFirst().contenders()).isEmpty();
        }
    }

    @Test
    void aFileMayHoldACardAndItsProcessor() {
        ResultRecord onCard = Records.onCard(CASE, "opencl", 500_000, 10_000_000);
        ResultRecord onHost = Records.measured(CASE, "cpu", 4_000_000).set("device_type", "cpu");
        assertThat(runs(onCard, onHost, Records.onCard(CASE, "pytorch-eager", 1e6, 2_000_000)))
                .extracting(DeviceRun::device, run -> run.records().size())
                .containsExactly(tuple("a card (driver 7.5)", 2), tuple("a processor, 2 threads", 1));
    }

    @Test
    void peersAreComparedByKernelTimeAndArithmetic() {
        ResultRecord ours = Records.onCard(CASE, "opencl", 500_000, 10_000_000);
        DeviceRun run = runs(
                        ours,
                        Records.onCard(CASE, "pytorch-eager", 900_000, 950_000),
                        Records.onCard(CASE, "pytorch-eager", 800_000, 990_000),
                        Records.onCard(CASE, "pytorch-eager-tf32", 300_000, 310_000)
                                .set("acc_dtype", "tf32"),
                        Records.failed(Records.onCard(CASE, "pytorch-sdpa", 1, 1)),
                        Records.onCard(CASE.replace("512", "1024"), "pytorch-sdpa-math", 1e6, 1_000_000))
                .getFirst();
        assertThat(run.peerTimes(ours, "f32")).isEqualTo(Map.of("pytorch-eager", 800_000.0));
        assertThat(run.peerTimes(ours, "tf32")).isEqualTo(Map.of("pytorch-eager-tf32", 300_000.0));
        assertThat(run.peers("f32")).containsExactly("pytorch-eager", "pytorch-sdpa", "pytorch-sdpa-math");
    }

    @Test
    void onAProcessorPeersHaveTheSameNumberOfThreads() {
        ResultRecord ours = Records.measured(CASE, "cpu", 2_000_000).set("compute_units", 2L);
        ResultRecord peer = Records.measured(CASE, "libtorch", 3_000_000).set("compute_units", 1L);
        assertThat(runs(ours, peer).getFirst().peerTimes(ours, "f32")).isEmpty();
        peer.set("compute_units", 2L);
        assertThat(runs(ours, peer).getFirst().peerTimes(ours, "f32")).containsOnlyKeys("libtorch");
    }

    @Test
    void kernelsThroughCudaAreAttn4js() {
        assertThat(DeviceRun.ours(Records.onCard(CASE, "cuda-exports", 1, 1))).isTrue();
        assertThat(DeviceRun.ours(Records.onCard(CASE, "pytorch-sdpa", 1, 1))).isFalse();
    }
}
