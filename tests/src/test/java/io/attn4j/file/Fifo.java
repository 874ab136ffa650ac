package io.attn4j.file;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** Named pipes and devices, which Java cannot make. */
public final class Fifo {
    private Fifo() {}

    /** A new named pipe in a folder; tests are skipped where there is no {@code mkfifo}. */
    public static Path in(Path folder) throws InterruptedException {
        Path pipe = folder.resolve("pipe");
        run("mkfifo", pipe.toString());
        return pipe;
    }

    /** A new device that takes everything, as {@code /dev/null}; tests are skipped where it cannot be made. */
    public static Path nullDevice(Path folder) throws InterruptedException {
        Path device = folder.resolve("null-device");
        run("mknod", device.toString(), "c", "1", "3");
        return device;
    }

    private static void run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            assumeTrue(process.waitFor() == 0, command[0] + " is not allowed here");
        } catch (IOException absent) {
            assumeTrue(false, "this system has no " + command[0]);
        }
    }
}
