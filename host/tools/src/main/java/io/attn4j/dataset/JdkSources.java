package io.attn4j.dataset;

import io.attn4j.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sources of a JDK, read where they are: {@code lib/src.zip}, of the JDK that runs attn4j unless another is given. */
public record JdkSources() implements DataSource {
    @Override
    public Path fetch(Path given, Path cache) {
        Path zip = given != null ? given : Path.of(System.getProperty("java.home"), "lib", "src.zip");
        if (!Files.isRegularFile(zip)) {
            throw new InvalidInputException(
                    given != null ? "--archive" : "JDK",
                    zip + ", no file",
                    "lib/src.zip of a JDK",
                    "--archive with that of another JDK");
        }
        return zip;
    }

    @Override
    public String words() {
        return "lib/src.zip of a JDK";
    }

    @Override
    public String version(Path archive) throws IOException {
        return archive + ", SHA-256 " + NpmPackage.sha256(archive);
    }
}
