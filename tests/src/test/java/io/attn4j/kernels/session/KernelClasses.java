package io.attn4j.kernels.session;

import io.attn4j.kernels.export.ExportCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The classes that hold exported kernels, as class files. */
final class KernelClasses {
    private KernelClasses() {}

    static List<ClassModel> all() {
        Set<Class<?>> classes = new LinkedHashSet<>();
        ExportCatalog.entries().forEach(entry -> classes.add(entry.kernelClass()));
        return classes.stream().map(KernelClasses::parse).toList();
    }

    static ClassModel parse(Class<?> type) {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return ClassFile.of().parse(in.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
