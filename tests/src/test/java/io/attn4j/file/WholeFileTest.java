package io.attn4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attn4j.error.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link WholeFile} promises of links, permissions, pipes, devices, long names and signals. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class WholeFileTest {
    @TempDir
    Path directory;

    private static List<MemorySegment> text(String text) {
        return List.of(MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @Test
    void aDeviceStaysADevice() throws IOException, InterruptedException {
        Path device = Fifo.nullDevice(directory);
        Path link = Files.createSymbolicLink(directory.resolve("o.txt"), device.getFileName());
        WholeFile.write(link, text("gone"));
        WholeFile.write(device, text("gone"));
        assertThat(Files.isRegularFile(device)).isFalse();
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(files()).containsExactly(device, link);
    }

    @Test
    void aPipeIsWrittenInto() throws Exception {
        Path pipe = Fifo.in(directory);
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try (InputStream in = Files.newInputStream(pipe)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException failure) {
                return failure.toString();
            }
        });
        WholeFile.check(pipe);
        WholeFile.write(pipe, text("through"));
        assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo("through");
        assertThat(files()).containsExactly(pipe);
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }

    @Test
    void aSocketIsRefused() throws IOException {
        Path path = directory.resolve("s");
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(path));
            assertThatThrownBy(() -> WholeFile.write(path, text("x")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("got a socket");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-rw-r--", "rwxr-x---", "-w-------"})
    void keepsThePermissions(String mode) throws IOException {
        Path file = Files.writeString(directory.resolve("o"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        WholeFile.write(file, text("new"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(mode);
        assertThat(Files.size(file)).isEqualTo(3);
    }

    @Test
    void refusesAFileWithoutWritePermission() throws IOException {
        Path file = Files.writeString(directory.resolve("o"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        Path link = Files.createSymbolicLink(directory.resolve("l"), file);
        for (Path path : List.of(file, link)) {
            assertThatThrownBy(() -> WholeFile.check(path))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("without write permission");
            assertThatThrownBy(() -> WholeFile.write(path, text("new"))).isInstanceOf(InvalidInputException.class);
        }
        assertThat(Files.readString(file)).isEqualTo("old");
    }

    @Test
    void followsLinksThatLeadNowhereYet() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("d"));
        Path first = Files.createSymbolicLink(directory.resolve("1"), Path.of("2"));
        Path second = Files.createSymbolicLink(directory.resolve("2"), Path.of("d/o"));
        WholeFile.write(first, text("new"));
        assertThat(folder.resolve("o")).hasContent("new");
        assertThat(first).isSymbolicLink();
        assertThat(second).isSymbolicLink();
    }

    @Test
    void refusesLinksInACircle() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("1"), Path.of("2"));
        Files.createSymbolicLink(directory.resolve("2"), Path.of("1"));
        assertThatThrownBy(() -> WholeFile.check(link))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("links in a circle");
    }

    @Test
    void takesNamesUpToTheFileSystemsLimitAndRefusesLongerOnesBeforehand() throws IOException {
        Path longest = directory.resolve("a".repeat(255));
        try {
            Files.createFile(longest);
            Files.delete(longest);
        } catch (IOException shorter) {
            assumeTrue(false, "this file system does not take 255 letters");
        }
        WholeFile.write(longest, text("new"));
        assertThat(longest).hasContent("new");
        assertThatThrownBy(() -> WholeFile.check(directory.resolve("a".repeat(256))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("try a shorter name");
        assertThat(files()).containsExactly(longest);
    }

    /** Ends a process by the signal as soon as its temporary file is there; what it writes takes longer than that. */
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalLeavesTheOldFileAndNothingElse(String signal) throws Exception {
        Signals.assumeHeard(signal);
        Path file = Files.writeString(directory.resolve("o"), "old");
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SlowWriter.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (files().size() < 2 && writer.isAlive() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        boolean seen = files().size() == 2;
        new ProcessBuilder("kill", "-" + signal, Long.toString(writer.pid()))
                .start()
                .waitFor();
        String said = new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).as(said).isTrue();
        assertThat(writer.exitValue()).as(said).isEqualTo(signal.equals("TERM") ? 143 : 130);
        assertThat(files()).containsExactly(file);
        assertThat(file).hasContent("old");
        assertThat(Files.exists(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    /** Writes two gigabytes in many parts. */
    static final class SlowWriter {
        private SlowWriter() {}

        public static void main(String[] arguments) {
            MemorySegment part = MemorySegment.ofArray(new byte[1 << 20]);
            WholeFile.write(
                    Path.of(arguments[0]),
                    Stream.generate(() -> part).limit(2048).toList());
        }
    }
}
