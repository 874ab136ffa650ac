package io.attn4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attn4j.engine.Engine;
import io.attn4j.engine.Engines;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library in several class loaders of one JVM, as in Spark, Tomcat and notebooks. */
class AttentionClassLoaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "reference", "simulator", "opencl"})
    void worksInEachClassLoader(String engine) throws Exception {
        try (Engine opened = Engines.create(engine)) {
            assumeTrue(
                    opened.availability().usable(), () -> opened.availability().reason());
        }
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        for (boolean context : new boolean[] {true, false, true}) {
            try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
                Thread.currentThread().setContextClassLoader(context ? loader : null);
                assertThat(loader.loadClass("io.attn4j.Attention")).isNotSameAs(Attention.class);
                assertThat(ones(loader, engine)).containsOnly(1);
            } finally {
                Thread.currentThread().setContextClassLoader(before);
            }
        }
    }

    private static URL[] classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> {
                    try {
                        return Path.of(entry).toUri().toURL();
                    } catch (MalformedURLException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                })
                .toArray(URL[]::new);
    }

    private static float[] ones(ClassLoader loader, String engine) throws ReflectiveOperationException {
        Class<?> type = loader.loadClass("io.attn4j.Attention");
        Object builder = type.getMethod("builder", String.class).invoke(null, "standard");
        builder = builder.getClass().getMethod("engine", String.class).invoke(builder, engine);
        Object attention = builder.getClass().getMethod("build").invoke(builder);
        float[] ones = new float[96];
        Arrays.fill(ones, 1);
        try {
            return (float[]) type.getMethod("forward", float[].class, float[].class, float[].class, long[].class)
                    .invoke(attention, ones, ones, ones, new long[] {1, 2, 6, 8});
        } finally {
            type.getMethod("close").invoke(attention);
        }
    }
}
