package io.attn4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.attn4j.engine.EngineOptions;
import io.attn4j.engine.RecordingEngine;
import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.file.JsonTree;
import io.attn4j.graph.DeviceType;
import io.attn4j.graph.GraphDevice;
import io.attn4j.mechanism.Request;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Launches as they are written down: arrays, arguments, grids, inputs and the result expected. */
class CaseLaunchesTest {
    private static final CaseId STANDARD = CaseId.parse("standard/fwd/f32/B1/H2/N65/L33/D40");
    private static final CaseId LINFORMER = CaseId.parse("linformer/fwd/f32/B1/H2/N65/L65/D40/R8");

    @TempDir
    private Path folder;

    /** An H200 that is not there. */
    static RecordingEngine described(long memoryBytes) {
        return new RecordingEngine(new GraphDevice(
                "opencl",
                0,
                "opencl",
                "NVIDIA H200",
                "NVIDIA Corporation",
                "described",
                DeviceType.GPU,
                "",
                memoryBytes,
                memoryBytes,
                48 << 10,
                1024,
                new long[] {1024, 1024, 64},
                132,
                false,
                true));
    }

    private Map<?, ?> write(CaseId id) throws IOException {
        try (RecordingEngine engine = described(Long.MAX_VALUE)) {
            List<Path> files =
                    new CaseLaunches(id, 3, "again").write(engine, EngineOptions.DEFAULT, new LaunchFolder(folder));
            assertThat(files).allMatch(Files::isRegularFile);
            assertThat(folder).isDirectoryNotContaining(file -> !files.contains(file));
        }
        return (Map<?, ?>) JsonTree.parse("launches", Files.readAllBytes(folder.resolve("launches.json")));
    }

    private static Map<?, ?> array(Map<?, ?> launches, String id) {
        return ((List<?>) launches.get("arrays"))
                .stream()
                        .map(array -> (Map<?, ?>) array)
                        .filter(array -> array.get("id").equals(id))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void tensorsOfSixteenBitsLieInPairs() throws IOException {
        Map<?, ?> launches = write(STANDARD.withDType(DType.BF16));
        Map<?, ?> query = array(launches, "q");
        assertThat(query.get("dtype")).isEqualTo("i32");
        assertThat(query.get("elements")).isEqualTo(2L * 65 * 40 / 2);
        assertThat(Files.size(folder.resolve("q.bin"))).isEqualTo(2L * 65 * 40 * 2);
        Map<?, ?> expected = (Map<?, ?>) launches.get("expected");
        assertThat(expected.get("dtype")).isEqualTo("bf16");
        assertThat(expected.get("rms_limit")).isEqualTo(5e-3);
        assertThat(array(launches, "o").get("to_host")).isEqualTo(true);
    }

    @Test
    void saysWhatIsLaunchedWithWhich() throws IOException {
        Map<?, ?> launches = write(STANDARD);
        assertThat(launches.get("format")).isEqualTo(1L);
        assertThat(launches.get("case_id")).isEqualTo(STANDARD.toString());
        assertThat(launches.get("flops")).isEqualTo(4.0 * 2 * 65 * 33 * 40);
        Map<?, ?> record = (Map<?, ?>) launches.get("record");
        assertThat(record.get("device_name")).isEqualTo("NVIDIA H200");
        assertThat(record.get("config_file")).isEqualTo("device-configs/nvidia-h200.json");
        assertThat(record.get("repro")).isEqualTo("again");
        assertThat(ResultRecord.FIELDS)
                .containsAll(record.keySet().stream().map(String.class::cast).toList());

        Map<?, ?> task = (Map<?, ?>) ((List<?>) launches.get("tasks")).getFirst();
        assertThat(task.get("source")).isEqualTo("FusedAttention.forwardTiled_64_32_32_0_0.cl");
        assertThat(Files.readString(folder.resolve((String) task.get("source"))))
                .startsWith("__kernel void forwardTiled(");
        // two heads of three tiles of 32 rows
        assertThat(task.get("global")).isEqualTo(List.of(6L * 64));
        assertThat(task.get("local")).isEqualTo(List.of(64L));
        assertThat(task.get("local_bytes")).isEqualTo(22_928L);
        List<?> arguments = (List<?>) task.get("arguments");
        List<Object> expected = new ArrayList<>(Collections.nCopies(4, null));
        expected.addAll(List.of(Map.of("array", "q"), Map.of("array", "k"), Map.of("array", "v")));
        assertThat(arguments.subList(0, 7)).isEqualTo(expected);
        // no sums wait: the array that stands for all that are absent bears the name of the first
        assertThat(arguments.subList(arguments.size() - 8, arguments.size()))
                .isEqualTo(List.of(
                        Map.of("array", "o"),
                        Map.of("array", "lse"),
                        Map.of("array", "standard.attention.mu"),
                        Map.of("i32", 64L),
                        Map.of("i32", 32L),
                        Map.of("i32", 32L),
                        Map.of("i32", 0L),
                        Map.of("i32", 0L)));
    }

    @Test
    void holdsInputsAndTheReference() throws IOException {
        Map<?, ?> launches = write(STANDARD);
        Request request = STANDARD.request();
        try (Arena arena = Arena.ofShared()) {
            Map<String, Tensor> inputs = CaseInputs.of(STANDARD, 3, arena);
            for (String name : List.of("q", "k", "v")) {
                assertThat(array(launches, name).get("to_device")).isEqualTo("always");
                assertThat(Files.readAllBytes(folder.resolve(name + ".bin")))
                        .isEqualTo(inputs.get(name).segment().toArray(ValueLayout.JAVA_BYTE));
            }
            double[] reference = new double[Math.toIntExact(request.outputType().elements())];
            request.reference(inputs, Map.of("o", reference));
            MemorySegment written = MemorySegment.ofArray(Files.readAllBytes(folder.resolve("expected.bin")));
            assertThat(written.toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED)).isEqualTo(reference);
        }
        Map<?, ?> o = array(launches, "o");
        assertThat(o.get("file")).isNull();
        assertThat(o.get("to_host")).isEqualTo(true);
        assertThat(o.get("elements")).isEqualTo(2L * 65 * 40);
        assertThat(o.get("header_bytes")).isEqualTo(16L);
        Map<?, ?> expected = (Map<?, ?>) launches.get("expected");
        assertThat(expected.get("shape")).isEqualTo(List.of(1L, 2L, 65L, 40L));
        assertThat(expected.get("rows")).isNull();
        assertThat(expected.get("rms_limit")).isEqualTo(2e-6);
    }

    @Test
    void weightsGoUpOnceAndIntermediatesNever() throws IOException {
        Map<?, ?> launches = write(LINFORMER);
        assertThat((List<?>) launches.get("tasks")).hasSizeGreaterThan(1);
        assertThat(array(launches, "e").get("to_device")).isEqualTo("once");
        assertThat(array(launches, "e").get("file")).isEqualTo("e.bin");
        List<?> never = ((List<?>) launches.get("arrays"))
                .stream()
                        .map(array -> (Map<?, ?>) array)
                        .filter(array -> array.get("to_device").equals("never"))
                        .toList();
        assertThat(never).isNotEmpty().allMatch(array -> ((Map<?, ?>) array).get("file") == null);
    }

    @Test
    void earlierLaunchesAreReplacedAndOtherFilesAreNot() throws IOException {
        write(LINFORMER);
        write(STANDARD);
        assertThat(folder.resolve("e.bin")).doesNotExist();

        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("notes.bin"), "mine");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new LaunchFolder(other))
                .withMessageContaining("which holds other files; needs a new or an empty folder");
        assertThat(other.resolve("notes.bin")).exists();
    }

    @Test
    void whatADeviceDoesNotHoldWholeIsRefused() {
        CaseId batched = CaseId.parse("standard/fwd/f32/B8/H2/N65/L65/D40");
        try (RecordingEngine engine = described(200_000)) {
            assertThatExceptionOfType(UnsupportedRequestException.class)
                    .isThrownBy(() -> new CaseLaunches(batched, 1, "")
                            .write(engine, EngineOptions.DEFAULT, new LaunchFolder(folder)))
                    .withMessageContaining("needs a case that the device holds whole");
        }
        assertThat(folder).isEmptyDirectory();
    }
}
