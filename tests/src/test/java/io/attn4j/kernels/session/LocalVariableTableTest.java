package io.attn4j.kernels.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** TornadoVM's OpenCL backend dies with a NullPointerException on kernels that were compiled without {@code -g}. */
class LocalVariableTableTest {

    @Test
    void everyKernelHasOne() throws IOException, URISyntaxException {
        List<String> kernels = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (byte[] classFile : kernelClasses()) {
            ClassModel model = ClassFile.of().parse(classFile);
            for (MethodModel method : model.methods()) {
                boolean takesContext =
                        method.methodType().stringValue().startsWith("(Luk/ac/manchester/tornado/api/KernelContext;");
                if (takesContext && method.flags().has(AccessFlag.STATIC)) {
                    String name = model.thisClass().asInternalName() + "." + method.methodName();
                    kernels.add(name);
                    if (!hasTable(method)) {
                        without.add(name);
                    }
                }
            }
        }
        assertThat(kernels).as("kernels found").isNotEmpty();
        assertThat(without).as("kernels compiled without -g").isEmpty();
    }

    private static boolean hasTable(MethodModel method) {
        CodeModel code = method.code().orElseThrow();
        return ((CodeAttribute) code)
                .findAttribute(Attributes.localVariableTable())
                .filter(table -> !table.localVariables().isEmpty())
                .isPresent();
    }

    private static List<byte[]> kernelClasses() throws IOException, URISyntaxException {
        Path location = Path.of(PlanTasks.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (Files.isDirectory(location)) {
            return classesBelow(location.resolve("io/attn4j/kernels"));
        }
        try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + location.toUri()), Map.of())) {
            return classesBelow(jar.getPath("/io/attn4j/kernels"));
        }
    }

    private static List<byte[]> classesBelow(Path folder) throws IOException {
        List<byte[]> classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                classes.add(Files.readAllBytes(file));
            }
        }
        return classes;
    }
}
