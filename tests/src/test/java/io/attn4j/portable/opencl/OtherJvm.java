package io.attn4j.portable.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A class run by a JVM of its own, with the class path of the tests: what drivers do to a process is seen there. */
final class OtherJvm {
    private final ProcessBuilder builder;

    OtherJvm(Class<?> main) {
        builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                main.getName());
    }

    /** Gives the process a variable; null takes it away. */
    OtherJvm with(String variable, String value) {
        if (value == null) {
            builder.environment().remove(variable);
        } else {
            builder.environment().put(variable, value);
        }
        return this;
    }

    /** What it prints, which passes through {@code output}; it has two minutes. */
    String run(Path output) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        String printed = Files.readString(output).strip();
        assertThat(ended).as(printed).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
