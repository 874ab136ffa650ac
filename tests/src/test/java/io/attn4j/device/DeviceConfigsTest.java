package io.attn4j.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import io.attn4j.error.Warnings;
import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.KernelRole;
import io.attn4j.plan.Strategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeviceConfigsTest {

    private static GraphDevice device(String name, String vendor, String platform, DeviceType type) {
        return new GraphDevice(
                "opencl",
                0,
                "opencl",
                name,
                vendor,
                platform,
                type,
                "1",
                1L << 30,
                1L << 28,
                1 << 15,
                256,
                new long[] {256, 256, 64},
                4,
                false,
                true);
    }

    @ParameterizedTest(name = "{0} of {1} on {2}: {4}")
    @CsvSource({
        "NVIDIA H200, NVIDIA Corporation, NVIDIA CUDA, gpu, nvidia-h200, DEVICE",
        "NVIDIA H100 80GB HBM3, NVIDIA Corporation, NVIDIA CUDA, gpu, nvidia-h100, DEVICE",
        "NVIDIA H100 PCIe, NVIDIA Corporation, NVIDIA CUDA, gpu, generic-gpu, TYPE",
        "pthread-skylake, GenuineIntel, Portable Computing Language, cpu, pocl-cpu, FAMILY",
        "Xeon, Intel, Intel(R) OpenCL, cpu, generic-cpu, TYPE",
        "p385a_sch_ax115, Intel(R) Corporation, Intel(R) FPGA SDK for OpenCL(TM), fpga, intel-pac-arria10, DEVICE",
        "xilinx_u250_gen3x16, Xilinx, Xilinx, fpga, amd-alveo-u250, DEVICE",
        "unheard of, nobody, nothing, fpga, generic-fpga, TYPE",
        "simulator, attn4j, simulator, simulator, generic, GENERIC"
    })
    void takesTheNarrowestThatFits(
            String name, String vendor, String platform, String type, String expected, DeviceConfig.Level level) {
        DeviceConfigs.Selection selection = DeviceConfigs.select(
                device(name, vendor, platform, DeviceType.valueOf(type.toUpperCase(Locale.ROOT))), null);
        assertThat(selection.config().file()).isEqualTo("device-configs/" + expected + ".json");
        assertThat(selection.config().match().level()).isEqualTo(level);
        assertThat(selection.reasons())
                .last()
                .asString()
                .startsWith(level.name().toLowerCase(Locale.ROOT))
                .contains(expected, name);
        assertThat(selection.reasons())
                .filteredOn(reason -> reason.endsWith("none fits"))
                .hasSize(selection.reasons().size() - 1);
    }

    static Stream<String> names() {
        return DeviceConfigs.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasAKernelForEachRole(String name) {
        DeviceConfig config = DeviceConfigs.named(name);
        assertThat(config.kernels()).extracting(KernelChoice::role).contains(KernelRole.CORE, KernelRole.MATRIX);
        assertThat(config.source())
                .isEqualTo(config.evidence() == null ? DeviceConfig.Source.DEFAULT : DeviceConfig.Source.TUNED);
    }

    @Test
    void knowsEveryFileOfTheFolder() throws IOException {
        String root = System.getProperty("attn4j.root");
        List<String> ofTheTree = DeviceConfigs.names();
        try (Stream<Path> files = Files.list(Path.of(root, "device-configs"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            ofTheTree.stream().map(name -> name + ".json").toList());
        }
        System.clearProperty("attn4j.root");
        try {
            assertThat(DeviceConfigs.names()).as("on the class path").isEqualTo(ofTheTree);
            assertThat(DeviceConfigs.generic().match().level()).isEqualTo(DeviceConfig.Level.GENERIC);
        } finally {
            System.setProperty("attn4j.root", root);
        }
    }

    private static DeviceConfig config(String file, DeviceConfig.Source source, String device, String engine) {
        return new DeviceConfig(
                file,
                source,
                "of a test",
                new DeviceConfig.Match(
                        DeviceConfig.Level.DEVICE,
                        engine,
                        DeviceType.GPU,
                        null,
                        null,
                        Pattern.compile("^" + Pattern.quote(device) + "$")),
                Map.of("work_group_size", 128L),
                new Peaks(10, 20, Peaks.Source.MEASURED, "a test"),
                List.of(new KernelChoice(KernelRole.CORE, Strategy.TILED, Map.of("rows", 32, "keys", 16))),
                Map.of(),
                source == DeviceConfig.Source.TUNED
                        ? new TuningEvidence(
                                "opencl",
                                "555.1",
                                null,
                                "2026-11-21",
                                "results/tuning/x.jsonl",
                                TuningEvidence.Timer.DEVICE,
                                "device-configs/generic-gpu.json",
                                "whole space",
                                1.25,
                                null,
                                List.of(new TuningEvidence.Case("standard/fwd", null, 2.5e6, 2e6)))
                        : null);
    }

    @Test
    void readsBackWhatWasWritten() {
        DeviceConfig written = config("x.json", DeviceConfig.Source.TUNED, "Card (TM) 3.0 [a]", "tornado");
        DeviceConfig read = new DeviceConfigReader("x.json", DeviceConfig.Source.DEFAULT)
                .read(DeviceConfigWriter.json(written).getBytes(StandardCharsets.UTF_8));
        assertThat(read)
                .usingRecursiveComparison()
                .withEqualsForType((a, b) -> a.pattern().equals(b.pattern()), Pattern.class)
                .isEqualTo(written);
        assertThat(read.describe())
                .isEqualTo("x.json (device level, tuned, 1.25x as fast as device-configs/generic-gpu.json)");
    }

    @Test
    void takesATunedFileForItsDeviceOnly() {
        DeviceConfig tuned = config("tuned.json", DeviceConfig.Source.TUNED, "Card 3", null);
        DeviceConfig byHand = config("by-hand.json", DeviceConfig.Source.DEFAULT, "Card 3", null);
        DeviceConfig generic = DeviceConfigs.generic();
        List<DeviceConfig> ours = List.of(byHand, tuned, generic);
        assertThat(selected("Card 3", List.of(), ours)).isEqualTo("tuned.json");
        for (String other : List.of("Card 3 Ti", "A Card 3", "Card 4")) {
            assertThat(selected(other, List.of(), ours)).isEqualTo(generic.file());
        }
    }

    @Test
    void prefersTheUsersFolderAndAFileForTheEngine() {
        DeviceConfig forAll = config("all.json", DeviceConfig.Source.TUNED, "Card 3", null);
        DeviceConfig forOpenCl = config("opencl.json", DeviceConfig.Source.TUNED, "Card 3", "opencl");
        DeviceConfig forTornado = config("tornado.json", DeviceConfig.Source.TUNED, "Card 3", "tornado");
        DeviceConfig ofTheUser = config("user.json", DeviceConfig.Source.USER, "Card 3", null);
        DeviceConfig generic = DeviceConfigs.generic();
        assertThat(selected("Card 3", List.of(), List.of(forAll, forTornado, generic)))
                .isEqualTo("all.json");
        assertThat(selected("Card 3", List.of(), List.of(forAll, forOpenCl, generic)))
                .isEqualTo("opencl.json");
        assertThat(selected("Card 3", List.of(ofTheUser), List.of(forOpenCl, generic)))
                .isEqualTo("user.json");
        assertThat(selected("Card 4", List.of(ofTheUser), List.of(forOpenCl, generic)))
                .isEqualTo(generic.file());
    }

    private static String selected(String name, List<DeviceConfig> users, List<DeviceConfig> ours) {
        return DeviceConfigs.select(device(name, "v", "p", DeviceType.GPU), users, ours)
                .config()
                .file();
    }

    @ParameterizedTest
    @CsvSource({"nvidia-h100, 3350", "nvidia-h200, 4800"})
    void statesWhereThePeaksComeFrom(String name, double gbs) {
        Peaks peaks = DeviceConfigs.named(name).peaks();
        assertThat(peaks.source()).isEqualTo(Peaks.Source.SPEC);
        assertThat(peaks.reference()).startsWith("NVIDIA H");
        assertThat(peaks.roof(1e9)).isEqualTo(67_000);
        assertThat(peaks.roof(1)).isEqualTo(gbs);
    }

    @Test
    void namesTheSettingsOfTheFpgaFlow() {
        for (String name : List.of("intel-pac-arria10", "amd-alveo-u250")) {
            assertThat(DeviceConfigs.named(name).fpga()).containsKeys("DEVICE_NAME", "COMPILER", "DIRECTORY_BITSTREAM");
        }
    }

    @Test
    void takesAFileOfTheUsers(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("mine.json");
        Files.writeString(file, """
                {"description": "mine", "match": {"level": "generic"},
                 "kernels": [{"role": "core.forward", "strategy": "naive", "constants": {"rows": 4}}]}
                """);
        DeviceConfigs.Selection selection =
                DeviceConfigs.select(device("NVIDIA H200", "NVIDIA", "CUDA", DeviceType.GPU), file);
        assertThat(selection.config().source()).isEqualTo(DeviceConfig.Source.USER);
        assertThat(selection.config().kernels().getFirst().constant("rows", 1)).isEqualTo(4);
        assertThat(selection.reasons()).containsExactly("given with --device-config");
    }

    @Test
    void refusesAFileThatIsNotThere(@TempDir Path directory) {
        assertThatThrownBy(() -> DeviceConfigs.read(directory.resolve("absent.json")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("absent.json");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
                    []                                                                    | file: got
                    {                                                                     | file: got
                    {} {}                                                                 | more after the first value
                    {"match": 1}                                                          | description: got nothing
                    {"description": "x", "macht": {}}                                     | the key macht
                    {"description": "x", "match": {"level": "narrow"}}                    | match.level: got narrow
                    {"description": "x", "match": {"level": "type", "type": "tpu"}}       | match.type: got tpu
                    {"description": "x", "match": {"level": "device", "device": "("}}     | match.device: got (
                    {"description": "x", "match": {"level": "generic"}}                   | kernels: got nothing
                    {"description": "x", "match": {"level": "generic"}, "kernels": []}    | kernels: got []
                    {"description": "x", "match": {"level": "generic"}, "kernels": [{"role": "core.forward", "strategy": "fast"}]} | kernels[0].strategy: got fast
                    {"description": "x", "match": {"level": "generic"}, "kernels": [{"role": "core.forward", "strategy": "naive", "constants": {"rows": 1.5}}]} | kernels[0].constants.rows: got 1.5
                    {"description": "x", "match": {"level": "generic"}, "limits": {"local_memory_bytes": 0}} | limits.local_memory_bytes: got 0
                    {"description": "x", "match": {"level": "generic"}, "peaks": {"gflops": 1, "gbs": 1, "source": "guess"}} | peaks.source: got guess
                    {"description": "x", "description": "y"}                              | the key description twice
                    """)
    void refusesWrongFilesInOneLine(String json, String message) {
        assertThatThrownBy(() -> new DeviceConfigReader("mine.json", DeviceConfig.Source.USER)
                        .read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("mine.json: ")
                .hasMessageContaining(message)
                .message()
                .hasLineCount(1);
    }

    @Test
    void aFileOfTheUsersThatIsNoDeviceConfigIsLeftOutAndReported(@TempDir Path folder) throws IOException {
        Files.copy(DeviceConfigs.sourceFolder().resolve("generic.json"), folder.resolve("a.json"));
        Files.writeString(folder.resolve("b.json"), "{\"x\":");
        Files.writeString(folder.resolve("c.json"), "[".repeat(3000));
        Files.createDirectory(folder.resolve("d.json"));
        List<String> said = new ArrayList<>();
        Warnings.to(said::add);
        try {
            assertThat(DeviceConfigs.configs(folder)).hasSize(1);
            assertThat(DeviceConfigs.configs(folder)).hasSize(1);
        } finally {
            Warnings.to(null);
        }
        assertThat(said).hasSize(3).allMatch(line -> line.startsWith("left out ") && !line.contains("\n"));
        assertThat(said.get(0)).contains("b.json", "needs JSON", "; try ");
    }
}
