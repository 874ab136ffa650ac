package io.attn4j.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    @Test
    void namesACommandForEverythingThatIsMissing() {
        assertThat(Doctor.examine()).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.remedy().isEmpty()).isEqualTo(finding.state() == Finding.State.OK);
        });
        assertThat(Doctor.examine())
                .extracting(Finding::subject)
                .contains("JDK", "vectors", "TornadoVM SDK", "engine cpu", "engine opencl", "engine tornado");
    }

    @Test
    void distrustsEarlyUpdatesOfTheJdk() {
        assertThat(Doctor.jdk(Runtime.Version.parse("25.0.2")).state()).isEqualTo(Finding.State.MISSING);
        assertThat(Doctor.jdk(Runtime.Version.parse("25.0.3")).state()).isEqualTo(Finding.State.OK);
        assertThat(Doctor.jdk(Runtime.Version.parse("26")).state()).isEqualTo(Finding.State.MISSING);
    }

    @Test
    void looksIntoTheSdk(@TempDir Path home) throws IOException {
        assertThat(Doctor.tornadoSdk(null, "").state()).isEqualTo(Finding.State.OPTIONAL);
        assertThat(Doctor.tornadoSdk(home.toString(), "").detail()).contains("is not an SDK");
        Path release = Files.createDirectories(home.resolve("etc")).resolve("tornado.release");
        Files.writeString(release, "version=4.0.0\n");
        assertThat(Doctor.tornadoSdk(home.toString(), "").detail()).startsWith("4.0.0; attn4j is made for");
        Files.writeString(release, "version=5.2.0-jdk25\n");
        assertThat(Doctor.tornadoSdk(home.toString(), home.toString()).remedy()).isEqualTo("apt-get install python3");
        Files.createFile(home.resolve("python3")).toFile().setExecutable(true);
        assertThat(Doctor.tornadoSdk(home.toString(), home.toString()))
                .isEqualTo(Finding.ok("TornadoVM SDK", "5.2.0-jdk25"));
    }
}
