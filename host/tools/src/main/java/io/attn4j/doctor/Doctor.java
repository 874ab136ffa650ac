package io.attn4j.doctor;

import io.attn4j.device.DeviceConfigs;
import io.attn4j.engine.Availability;
import io.attn4j.engine.Engine;
import io.attn4j.engine.Engines;
import io.attn4j.graph.GraphDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Looks at JDK, processor, OpenCL drivers and TornadoVM. */
public final class Doctor {
    private static final int FEATURE = 25;
    // Earlier updates of JDK 25 can move objects that native code has pinned.
    private static final int UPDATE = 3;
    private static final String TORNADO_VERSION = "5.2.0-jdk25";
    private static final String SDK_REMEDY = "export TORNADOVM_HOME=<unpacked tornadovm-" + TORNADO_VERSION
            + " SDK from github.com/beehive-lab/TornadoVM/releases>";

    private Doctor() {}

    /** Everything that was looked for, in the order to print it. */
    public static List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(jdk(Runtime.version()));
        findings.add(vectors());
        findings.add(tornadoSdk(System.getenv("TORNADOVM_HOME"), System.getenv().getOrDefault("PATH", "")));
        for (String id : Engines.ids()) {
            findings.addAll(engine(id));
        }
        for (String problem : DeviceConfigs.problems()) {
            String[] gotAndRemedy = problem.split("; try ", 2);
            findings.add(Finding.missing(
                    "device-config",
                    "left out " + gotAndRemedy[0],
                    gotAndRemedy.length == 2 ? gotAndRemedy[1] : "correcting it"));
        }
        return findings;
    }

    static Finding jdk(Runtime.Version version) {
        String found = version + " in " + System.getProperty("java.home");
        if (version.feature() != FEATURE) {
            return Finding.missing(
                    "JDK", found + "; attn4j needs " + FEATURE, "sdk install java 25.0.3-tem (from https://sdkman.io)");
        }
        return version.update() < UPDATE
                ? Finding.missing(
                        "JDK",
                        found + "; updates before 25.0." + UPDATE + " can move pinned memory",
                        "sdk install java 25.0.3-tem (from https://sdkman.io)")
                : Finding.ok("JDK", found);
    }

    private static Finding vectors() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? Finding.ok("vectors", "module jdk.incubator.vector is there")
                : Finding.missing(
                        "vectors",
                        "the JVM was started without jdk.incubator.vector, so cpu computes without vectors",
                        "java --add-modules jdk.incubator.vector, as ./attn4j does");
    }

    /** The SDK that the launcher was pointed to, and what it needs itself. */
    static Finding tornadoSdk(String home, String path) {
        String subject = "TornadoVM SDK";
        if (home == null || home.isEmpty()) {
            return Finding.optional(subject, "TORNADOVM_HOME is not set, so there is no engine tornado", SDK_REMEDY);
        }
        Path release = Path.of(home, "etc", "tornado.release");
        Properties properties = new Properties();
        try (var in = Files.newInputStream(release)) {
            properties.load(in);
        } catch (IOException none) {
            return Finding.missing(
                    subject, "TORNADOVM_HOME=" + home + " is not an SDK (no etc/tornado.release)", SDK_REMEDY);
        }
        String version = properties.getProperty("version", "unknown");
        if (!version.equals(TORNADO_VERSION)) {
            return Finding.missing(subject, version + "; attn4j is made for " + TORNADO_VERSION, SDK_REMEDY);
        }
        boolean python = List.of(path.split(":", -1)).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "python3")));
        return python
                ? Finding.ok(subject, version)
                : Finding.missing(
                        subject, version + ", but no python3, which the SDK's scripts need", "apt-get install python3");
    }

    private static List<Finding> engine(String id) {
        String subject = "engine " + id;
        try (Engine engine = Engines.create(id)) {
            Availability availability = engine.availability();
            List<Finding> findings = new ArrayList<>();
            engine.driver().forEach(line -> findings.add(Finding.ok(subject + " driver", line)));
            if (!availability.usable()) {
                boolean optional = id.equals(Engines.TORNADO) && System.getenv("TORNADOVM_HOME") == null;
                findings.add(new Finding(
                        subject,
                        optional ? Finding.State.OPTIONAL : Finding.State.MISSING,
                        "needs " + availability.reason(),
                        availability.remedy()));
                return findings;
            }
            findings.add(Finding.ok(subject, availability.reason()));
            if (engine.taskGraphs()) {
                for (GraphDevice device : engine.devices()) {
                    findings.add(Finding.ok(
                            subject + " device " + device.index(),
                            device.name() + ", " + device.type() + ", " + device.platform()
                                    + (device.driverVersion().isEmpty() ? "" : ", driver " + device.driverVersion())));
                }
            }
            return findings;
        }
    }
}
