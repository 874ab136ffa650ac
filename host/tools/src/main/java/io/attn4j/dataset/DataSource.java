package io.attn4j.dataset;

import java.io.IOException;
import java.nio.file.Path;

/** Where a data set comes from: an archive to read, or nothing but a seed. */
public sealed interface DataSource permits NpmPackage, JdkSources, ManPages, Seed {
    /**
     * The archive that the data set is read from; null where there is none to read.
     *
     * @param given a file to take in place of it, or null
     * @param cache folder for archives, made if absent
     * @throws io.attn4j.error.InvalidInputException when it is not there, or is another file
     */
    Path fetch(Path given, Path cache) throws IOException;

    /** What it is, in words. */
    String words();

    /** What it is, with what tells this version from others. */
    String version(Path archive) throws IOException;
}
