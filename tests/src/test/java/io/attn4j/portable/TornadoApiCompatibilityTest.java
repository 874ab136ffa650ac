package io.attn4j.portable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Our kernels and task graphs link to TornadoVM's real API: every member that their class files name exists there, with
 * the same descriptor and as static as we call it.
 *
 * <p>Reads the SDK's jar as bytes, so it needs {@code TORNADOVM_HOME} and no TornadoVM underneath.
 */
class TornadoApiCompatibilityTest {
    private static final String API = "uk/ac/manchester/tornado/api/";

    private static Map<String, ClassModel> real;

    @BeforeEach
    void readTheSdk() throws IOException {
        String home = System.getenv("TORNADOVM_HOME");
        Assumptions.assumeTrue(home != null, "tornado: no SDK to compare with; set TORNADOVM_HOME");
        if (real != null) {
            return;
        }
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
        for (ClassModel model : ours("io.attn4j.kernels.session.TornadoVmBackend", "io/attn4j/kernels")) {
            for (Reference reference : references(model)) {
                checked++;
                if (!reference.links()) {
                    missing.add(reference + " named by " + model.thisClass().asInternalName());
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
        assertThat(invented).isEmpty();
    }

    /**
     * A use of a member of the API.
     *
     * @param isStatic whether it is used as a static one
     * @param inInterface whether its owner is used as an interface
     */
    private record Reference(String owner, String name, String descriptor, boolean isStatic, boolean inInterface) {

        /** Whether the JVM would link the use to the real API. */
        boolean links() {
            ClassModel type = real.get(owner);
            if (type == null || type.flags().has(AccessFlag.INTERFACE) != inInterface) {
                return false;
            }
            return flags(owner, name, descriptor)
                    .map(flags -> flags.contains(AccessFlag.PUBLIC) && flags.contains(AccessFlag.STATIC) == isStatic)
                    .orElseGet(() -> !isStatic && exists(owner, name, descriptor));
        }
    }

    private static Set<Reference> references(ClassModel model) {
        Set<Reference> references = new LinkedHashSet<>();
        for (MethodModel method : model.methods()) {
            for (CodeElement element : method.code().map(CodeModel::elementList).orElse(List.of())) {
                if (element instanceof InvokeInstruction call && isApi(call.owner())) {
                    references.add(new Reference(
                            call.owner().asInternalName(),
                            call.name().stringValue(),
                            call.type().stringValue(),
                            call.opcode() == Opcode.INVOKESTATIC,
                            call.isInterface()));
                } else if (element instanceof FieldInstruction field && isApi(field.owner())) {
                    String owner = field.owner().asInternalName();
                    references.add(new Reference(
                            owner,
                            field.name().stringValue(),
                            field.type().stringValue(),
                            field.opcode() == Opcode.GETSTATIC || field.opcode() == Opcode.PUTSTATIC,
                            real.containsKey(owner) && real.get(owner).flags().has(AccessFlag.INTERFACE)));
                }
            }
        }
        return references;
    }

    private static boolean isApi(ClassEntry owner) {
        return owner.asInternalName().startsWith(API);
    }

    /** Flags of the member in the real class or the supertype that declares it. */
    private static Optional<Set<AccessFlag>> flags(String owner, String name, String descriptor) {
        ClassModel model = real.get(owner);
        if (model == null) {
            return Optional.empty();
        }
        for (MethodModel method : model.methods()) {
            if (method.methodName().equalsString(name) && method.methodType().equalsString(descriptor)) {
                return Optional.of(method.flags().flags());
            }
        }
        for (FieldModel field : model.fields()) {
            if (field.fieldName().equalsString(name) && field.fieldType().equalsString(descriptor)) {
                return Optional.of(field.flags().flags());
            }
        }
        return Stream.concat(model.superclass().stream(), model.interfaces().stream())
                .map(type -> flags(type.asInternalName(), name, descriptor))
                .flatMap(Optional::stream)
                .findFirst();
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
