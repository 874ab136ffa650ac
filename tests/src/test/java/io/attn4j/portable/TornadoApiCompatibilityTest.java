package io.attn4j.portable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Our kernels and task graphs link to TornadoVM's real API: every member that their class files name exists there, with
 * the same descriptor and as static as we call it.
 *
 * <p>Reads the SDK's jar as bytes, so it needs {@code TORNADOVM_HOME} and no TornadoVM underneath.
 */
class TornadoApiCompatibilityTest {
    private static final String API = "uk/ac/manchester/tornado/api/";

    /** Members that exist for our executors alone; no class of {@code io.attn4j.kernels} may name them. */
    private static final Set<String> OURS =
            Set.of("uk/ac/manchester/tornado/api/KernelContext.<init>(Lio/attn4j/portable/WorkItem;)V");

    private static Map<String, ClassModel> real;

    @BeforeAll
    static void readTheSdk() throws IOException {
        String home = System.getenv("TORNADOVM_HOME");
        Assumptions.assumeTrue(home != null, "tornado: no SDK to compare with; set TORNADOVM_HOME");
        Path folder = Path.of(home, "share", "java", "tornado");
        try (Stream<Path> files = Files.list(folder)) {
            Path jar = files.filter(file -> file.getFileName().toString().matches("tornado-api-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no tornado-api jar in " + folder));
            real = read(jar);
        }
    }

    private static Map<String, ClassModel> read(Path jar) throws IOException {
        Map<String, ClassModel> classes = new HashMap<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                if (entry.getName().startsWith(API) && entry.getName().endsWith(".class")) {
                    try (InputStream in = file.getInputStream(entry)) {
                        ClassModel model = ClassFile.of().parse(in.readAllBytes());
                        classes.put(model.thisClass().asInternalName(), model);
                    }
                }
            }
        }
        return classes;
    }

    /** Class files of a class's code source under a package prefix, from a folder or a jar. */
    private static List<ClassModel> ours(String anchor, String prefix) throws Exception {
        URI source = Class.forName(anchor, false, TornadoApiCompatibilityTest.class.getClassLoader())
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        Path path = Path.of(source);
        if (Files.isDirectory(path)) {
            return parse(path.resolve(prefix));
        }
        try (FileSystem jar = FileSystems.newFileSystem(path)) {
            return parse(jar.getPath(prefix));
        }
    }

    private static List<ClassModel> parse(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> classes =
                    files.filter(file -> file.toString().endsWith(".class")).toList();
            List<ClassModel> models = new ArrayList<>();
            for (Path file : classes) {
                models.add(ClassFile.of().parse(Files.readAllBytes(file)));
            }
            return models;
        }
    }

    @Test
    void everyMemberThatKernelsAndGraphsNameExists() throws Exception {
        Set<String> missing = new TreeSet<>();
        int checked = 0;
        for (ClassModel model : ours("io.attn4j.kernels.TornadoVmBackend", "io/attn4j/kernels")) {
            for (PoolEntry entry : model.constantPool()) {
                if (entry instanceof MemberRefEntry member
                        && member.owner().asInternalName().startsWith(API)) {
                    checked++;
                    String name = member.name().stringValue();
                    String type = member.type().stringValue();
                    if (!exists(member.owner().asInternalName(), name, type)) {
                        missing.add(member.owner().asInternalName() + "." + name + type + " named by "
                                + model.thisClass().asInternalName());
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(checked).as("members compared").isGreaterThan(100);
    }

    @Test
    void thePortableFormInventsNoPublicMembers() throws Exception {
        Set<String> invented = new TreeSet<>();
        for (ClassModel model : ours("io.attn4j.portable.RecordedGraph", "uk/ac/manchester/tornado/api")) {
            String owner = model.thisClass().asInternalName();
            if (!model.flags().has(AccessFlag.PUBLIC)) {
                continue;
            }
            model.methods().stream()
                    .filter(method -> method.flags().has(AccessFlag.PUBLIC)
                            && !method.flags().has(AccessFlag.SYNTHETIC))
                    .filter(method -> !exists(
                            owner,
                            method.methodName().stringValue(),
                            method.methodType().stringValue()))
                    .forEach(method ->
                            invented.add(owner + "." + method.methodName().stringValue()
                                    + method.methodType().stringValue()));
            model.fields().stream()
                    .filter(field -> field.flags().has(AccessFlag.PUBLIC))
                    .filter(field -> !exists(
                            owner,
                            field.fieldName().stringValue(),
                            field.fieldType().stringValue()))
                    .forEach(field ->
                            invented.add(owner + "." + field.fieldName().stringValue()));
        }
        invented.removeAll(OURS);
        assertThat(invented).isEmpty();
    }

    /** Whether the real class, or one of its supertypes, has the member. */
    private static boolean exists(String owner, String name, String descriptor) {
        ClassModel model = real.get(owner);
        if (model == null) {
            return declaredByJdk(owner, name, descriptor);
        }
        boolean declared = model.methods().stream()
                        .anyMatch(method -> method.methodName().equalsString(name)
                                && method.methodType().equalsString(descriptor)
                                && !method.flags().has(AccessFlag.PRIVATE))
                || model.fields().stream()
                        .anyMatch(field -> field.fieldName().equalsString(name)
                                && field.fieldType().equalsString(descriptor)
                                && !field.flags().has(AccessFlag.PRIVATE));
        return declared
                || model.superclass()
                        .map(type -> exists(type.asInternalName(), name, descriptor))
                        .orElse(false)
                || model.interfaces().stream().anyMatch(type -> exists(type.asInternalName(), name, descriptor));
    }

    private static boolean declaredByJdk(String owner, String name, String descriptor) {
        if (!owner.startsWith("java/")) {
            return false;
        }
        try {
            return Stream.of(Class.forName(owner.replace('/', '.')).getMethods())
                    .anyMatch(method -> method.getName().equals(name)
                            && MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                                    .descriptorString()
                                    .equals(descriptor));
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }
}
