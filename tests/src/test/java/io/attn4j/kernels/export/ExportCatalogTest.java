package io.attn4j.kernels.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.kernels.StepFamilies;
import io.attn4j.kernels.step.SampleStep;
import io.attn4j.kernels.step.StepFamily;
import io.attn4j.plan.Step;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is exported follows from samples: every step with kernels needs one, and samples together run every kernel. */
class ExportCatalogTest {
    static List<StepFamily<?>> families() {
        return StepFamilies.all();
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyStepWithTasksHasASample(StepFamily<?> family) {
        Set<Class<?>> sampled = new HashSet<>();
        for (SampleStep<?> sample : family.samples()) {
            sampled.add(sample.step().getClass());
            assertThat(StepFamilies.of((Step) sample.step())).isSameAs(family);
        }
        Class<?> sealed = sampled.iterator().next().getInterfaces()[0];
        assertThat(sealed.isSealed()).isTrue();
        for (Class<?> step : sealed.getPermittedSubclasses()) {
            String tasks = family.getClass().getPackageName() + "." + step.getSimpleName() + "Tasks";
            assertThat(sampled.contains(step)).as(step.getSimpleName()).isEqualTo(isThere(tasks));
        }
    }

    private static boolean isThere(String name) {
        return ExportCatalogTest.class.getResource("/" + name.replace('.', '/') + ".class") != null;
    }

    /** A kernel that no sample needs is dead, or its variant lacks a sample. */
    @Test
    void everyKernelOfTheClassesIsListed() {
        Set<String> listed = new TreeSet<>();
        Set<String> written = new TreeSet<>();
        for (ExportCatalog.Entry entry : ExportCatalog.entries()) {
            listed.add(entry.kernelClass().getSimpleName() + "." + entry.method());
            Arrays.stream(entry.kernelClass().getDeclaredMethods())
                    .filter(method -> Modifier.isPublic(method.getModifiers()))
                    .filter(method -> method.getName().matches("(forward|backward).*"))
                    .forEach(method -> written.add(entry.kernelClass().getSimpleName() + "." + method.getName()));
        }
        assertThat(listed).containsAll(written);
        assertThat(written).isNotEmpty();
    }
}
