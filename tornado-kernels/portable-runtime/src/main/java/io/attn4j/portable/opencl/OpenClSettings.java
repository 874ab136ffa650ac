package io.attn4j.portable.opencl;

import io.attn4j.system.UserHome;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where exported kernels come from, where compiled programs are kept, and how they are compiled.
 *
 * @param exportsRoot folder of {@code manifest.tsv} and the {@code .cl} files on the kernel's class path, without
 *     slashes at its ends
 * @param cacheDirectory directory of compiled programs, made when first needed; deleting it clears the cache; null to
 *     keep none
 * @param buildOptions options of the OpenCL C compiler
 */
public record OpenClSettings(String exportsRoot, Path cacheDirectory, String buildOptions) {

    /** Folder of the exported kernels in the kernels module. */
    public static final String EXPORTS_ROOT = "io/attn4j/exports/opencl";

    /**
     * Allows multiply and add to become one operation and nothing else: fast relaxed math and finite-only math turn the
     * infinities of masked rows into NaN.
     */
    public static final String BUILD_OPTIONS = "-cl-std=CL1.2 -cl-mad-enable";

    /** Refuses null where it has no meaning. */
    public OpenClSettings {
        Objects.requireNonNull(exportsRoot, "exportsRoot");
        Objects.requireNonNull(buildOptions, "buildOptions");
    }

    /**
     * The kernels' own exports, exact arithmetic, and the user's cache: {@code $ATTN4J_CACHE_DIR/opencl}, else
     * {@code $XDG_CACHE_HOME/attn4j/opencl}, else {@code ~/.cache/attn4j/opencl}; none for a user without a home.
     */
    public static OpenClSettings defaults() {
        String own = System.getenv("ATTN4J_CACHE_DIR");
        String shared = System.getenv("XDG_CACHE_HOME");
        Path cache;
        if (own != null && !own.isBlank()) {
            cache = Path.of(own, "opencl");
        } else if (shared != null && !shared.isBlank()) {
            cache = Path.of(shared, "attn4j", "opencl");
        } else {
            cache = UserHome.find()
                    .map(home -> home.resolve(".cache/attn4j/opencl"))
                    .orElse(null);
        }
        return new OpenClSettings(EXPORTS_ROOT, cache, BUILD_OPTIONS);
    }

    /** These settings with another folder of exports. */
    public OpenClSettings withExportsRoot(String root) {
        return new OpenClSettings(root, cacheDirectory, buildOptions);
    }

    /** These settings with another cache. */
    public OpenClSettings withCacheDirectory(Path directory) {
        return new OpenClSettings(exportsRoot, directory, buildOptions);
    }
}
