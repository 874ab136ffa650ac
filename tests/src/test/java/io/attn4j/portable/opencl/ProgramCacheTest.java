package io.attn4j.portable.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCacheTest {

    private static final ProgramKey KEY = new ProgramKey("source", "-o", "device");
    private static final byte[] BINARY = {1, 2, 3, 4, 5};

    @TempDir
    private Path directory;

    @Test
    void aBinaryComesBackAsWritten() {
        ProgramCache cache = new ProgramCache(directory.resolve("made/when/needed"));

        assertThat(cache.read(KEY)).isEmpty();
        cache.write(KEY, BINARY);

        assertThat(cache.read(KEY)).hasValue(BINARY);
        assertThat(cache.read(new ProgramKey("other", "-o", "device"))).isEmpty();
    }

    @Test
    void nothingButTheFileIsLeftBehind() throws IOException {
        new ProgramCache(directory).write(KEY, BINARY);

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly(KEY.fileName());
        }
    }

    @Test
    void everyCutAndEveryFlippedByteCountsAsAbsent() throws IOException {
        ProgramCache cache = new ProgramCache(directory);
        cache.write(KEY, BINARY);
        Path file = directory.resolve(KEY.fileName());
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(cache.read(KEY)).as("cut to %d bytes", length).isEmpty();
        }
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);
            assertThat(cache.read(KEY)).as("byte %d flipped", i).isEmpty();
        }
    }

    @Test
    void aFileOfAnotherKeyWithTheSameNameCountsAsAbsent() throws IOException {
        ProgramCache cache = new ProgramCache(directory);
        ProgramKey other = new ProgramKey("sourcf", "-o", "device");
        cache.write(KEY, BINARY);
        Files.move(directory.resolve(KEY.fileName()), directory.resolve(other.fileName()));

        assertThat(cache.read(other)).isEmpty();
    }

    @Test
    void aDirectoryThatCannotBeMadeMeansNoCache() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        ProgramCache cache = new ProgramCache(file.resolve("cache"));

        cache.write(KEY, BINARY);

        assertThat(cache.read(KEY)).isEmpty();
    }

    @Test
    void theKeyDependsOnSourceOptionsDeviceAndVersions() {
        List<ProgramKey> keys = List.of(
                ProgramKey.of("source", "-o", device("name", "driver", "platform")),
                ProgramKey.of("source2", "-o", device("name", "driver", "platform")),
                ProgramKey.of("source", "-o2", device("name", "driver", "platform")),
                ProgramKey.of("source-", "o", device("name", "driver", "platform")),
                ProgramKey.of("source", "-o", device("name2", "driver", "platform")),
                ProgramKey.of("source", "-o", device("name", "driver2", "platform")),
                ProgramKey.of("source", "-o", device("name", "driver", "platform2")));

        assertThat(keys).doesNotHaveDuplicates();
        assertThat(keys.stream().map(ProgramKey::fileName)).doesNotHaveDuplicates();
        assertThat(keys.stream().map(key -> new String(key.bytes(), StandardCharsets.UTF_8)))
                .doesNotHaveDuplicates();
        assertThat(ProgramKey.of("source", "-o", device("name", "driver", "platform")))
                .isEqualTo(keys.getFirst());
    }

    private static OpenClDeviceInfo device(String name, String driver, String platformVersion) {
        return new OpenClDeviceInfo(
                0,
                name,
                "vendor",
                "platform",
                platformVersion,
                OpenClDeviceType.CPU,
                driver,
                "OpenCL 1.2",
                "OpenCL C 1.2",
                1L,
                1L,
                1L,
                1L,
                List.of(1L, 1L, 1L),
                1,
                0,
                List.of("cl_khr_fp64"));
    }
}
