package io.attn4j.kernels.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.attn4j.kernels.core.CoreAttentionTasks;
import io.attn4j.kernels.export.ExportCatalog;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.RuntimeVisibleTypeAnnotationsAttribute;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kernels keep clear of what TornadoVM 5.2 compiles into wrong code without a word, read off their class files.
 *
 * <p>Each test names one such trap. The ones that a kernel cannot fall into by its own code (grids, closed plans, short
 * arrays) are held by {@code TaskGridTest} and {@link TaskGraphSessionTest}.
 */
class KernelRulesTest {
    private static final Set<String> OPENCL_BUILTINS = Set.of(
            "nan",
            "exp",
            "exp2",
            "log",
            "sqrt",
            "fma",
            "mad",
            "max",
            "min",
            "dot",
            "cross",
            "select",
            "step",
            "mix",
            "clamp",
            "sign",
            "floor",
            "ceil",
            "round",
            "half",
            "kernel",
            "barrier",
            "prefetch",
            "length",
            "normalize",
            "any",
            "all");

    static Stream<ClassModel> classes() {
        return KernelClasses.all().stream();
    }

    private static String name(ClassModel model) {
        return model.thisClass().asInternalName();
    }

    private static List<String> findings(ClassModel model, java.util.function.Function<CodeElement, String> rule) {
        List<String> found = new ArrayList<>();
        for (MethodModel method : model.methods()) {
            method.code()
                    .ifPresent(code -> code.forEach(element -> {
                        String finding = rule.apply(element);
                        if (finding != null) {
                            found.add(name(model) + "." + method.methodName().stringValue() + ": " + finding);
                        }
                    }));
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("classes")
    void haveLocalVariableTables(ClassModel model) {
        for (MethodModel method : model.methods()) {
            if (method.methodName().stringValue().equals("<init>")) {
                continue;
            }
            List<CodeElement> elements =
                    method.code().map(code -> code.elementList()).orElse(List.of());
            assertThat(elements)
                    .as(name(model) + "." + method.methodName() + ": without -g TornadoVM's OpenCL backend fails")
                    .anyMatch(LocalVariable.class::isInstance);
        }
    }

    /** {@code x >>> k} is emitted as {@code x >> k}. */
    @ParameterizedTest
    @MethodSource("classes")
    void shiftNothingUnsigned(ClassModel model) {
        assertThat(findings(
                        model,
                        element -> element instanceof OperatorInstruction operator
                                        && (operator.opcode() == Opcode.IUSHR || operator.opcode() == Opcode.LUSHR)
                                ? ">>>"
                                : null))
                .isEmpty();
    }

    /** Infinite constants are emitted as a division by zero, which relaxed math turns into NaN. */
    @ParameterizedTest
    @MethodSource("classes")
    void haveNoInfiniteConstants(ClassModel model) {
        assertThat(findings(
                        model,
                        element -> element instanceof ConstantInstruction constant
                                        && constant.constantValue() instanceof Number number
                                        && !Double.isFinite(number.doubleValue())
                                ? "constant " + number
                                : null))
                .isEmpty();
    }

    /** Local arrays of a caller are off by the heap header in a helper; private ones are not. */
    @ParameterizedTest
    @MethodSource("classes")
    void passNoLocalArraysToHelpers(ClassModel model) {
        boolean local = !findings(
                        model,
                        element -> element instanceof InvokeInstruction invoke
                                        && invoke.name().stringValue().endsWith("LocalArray")
                                ? invoke.name().stringValue()
                                : null)
                .isEmpty();
        assertThat(findings(
                        model,
                        element -> local
                                        && element instanceof InvokeInstruction invoke
                                        && invoke.owner().asInternalName().equals(name(model))
                                        && invoke.typeSymbol().parameterList().stream()
                                                .anyMatch(ClassDesc::isArray)
                                ? "array argument of " + invoke.name()
                                : null))
                .isEmpty();
    }

    /** {@code Math} works in double; {@code simd...} returns its input on OpenCL; float atomics do not compile. */
    @ParameterizedTest
    @MethodSource("classes")
    void callOnlyWhatCompiles(ClassModel model) {
        Set<String> owners = Set.copyOf(List.of(
                name(model),
                "uk/ac/manchester/tornado/api/KernelContext",
                "io/attn4j/kernels/step/ViewLayout",
                // what rounding adds where blocks are joined
                "io/attn4j/kernels/step/CompensatedSum",
                // its weight
                "io/attn4j/kernels/core/FusedAttention",
                // what biases do to logits
                "io/attn4j/kernels/core/Logits",
                // its keys that some row sees
                "io/attn4j/kernels/core/KeyGradientKernel",
                // its ids of rows
                "io/attn4j/kernels/loss/GatherRowsKernel",
                // floats of 16 bits
                "io/attn4j/kernels/row/SixteenBits",
                // sums in private memory
                "io/attn4j/kernels/matrix/LaneSums",
                // its activations
                "io/attn4j/kernels/matrix/MatrixProductKernel",
                // its dropout
                "io/attn4j/kernels/core/WeightDropout",
                // its numbers
                "io/attn4j/plan/row/DropoutBits",
                // its keys and seeds
                "io/attn4j/plan/row/RowSeeds",
                // its sums of rows
                "io/attn4j/kernels/past/PastOnlyLanes",
                "uk/ac/manchester/tornado/api/math/TornadoMath",
                "uk/ac/manchester/tornado/api/types/arrays/FloatArray",
                "uk/ac/manchester/tornado/api/types/arrays/IntArray",
                "java/lang/Integer"));
        assertThat(findings(model, element -> {
                    if (!(element instanceof InvokeInstruction invoke)
                            || invoke.name().stringValue().equals("<init>")) {
                        return null;
                    }
                    String called = invoke.owner().asInternalName();
                    String method = invoke.name().stringValue();
                    // tiledWorkGroup and its like are host code of a kernel class and call nothing
                    boolean allowed =
                            owners.contains(called) && !method.startsWith("simd") && !method.startsWith("atomic");
                    return allowed ? null : called + "." + method;
                }))
                .isEmpty();
    }

    /** Static final arrays do not compile; other fields are read when the kernel is compiled, not when it runs. */
    @ParameterizedTest
    @MethodSource("classes")
    void readNoFieldsButTheContext(ClassModel model) {
        assertThat(findings(
                        model,
                        element -> element instanceof FieldInstruction field
                                        && !field.owner()
                                                .asInternalName()
                                                .equals("uk/ac/manchester/tornado/api/KernelContext")
                                ? field.owner().asInternalName() + "." + field.name()
                                : null))
                .isEmpty();
    }

    /** A grid drops the bounds of {@code @Parallel} loops; one {@code @Reduce} kernel breaks every later one. */
    @ParameterizedTest
    @MethodSource("classes")
    void useNoLoopAnnotations(ClassModel model) {
        List<String> annotated = new ArrayList<>();
        for (MethodModel method : model.methods()) {
            method.code()
                    .ifPresent(code -> code.forEach(element -> {
                        if (element instanceof RuntimeVisibleTypeAnnotationsAttribute annotations) {
                            annotations
                                    .annotations()
                                    .forEach(a -> annotated.add(
                                            a.annotation().className().stringValue()));
                        }
                    }));
        }
        assertThat(annotated).isEmpty();
    }

    /** The compiler does not come back from a recursive kernel. */
    @ParameterizedTest
    @MethodSource("classes")
    void doNotRecur(ClassModel model) {
        Map<String, Set<String>> calls = new HashMap<>();
        for (MethodModel method : model.methods()) {
            Set<String> called = calls.computeIfAbsent(method.methodName().stringValue(), _ -> new HashSet<>());
            method.code()
                    .ifPresent(code -> code.forEach(element -> {
                        if (element instanceof InvokeInstruction invoke
                                && invoke.owner().asInternalName().equals(name(model))) {
                            called.add(invoke.name().stringValue());
                        }
                    }));
        }
        for (String method : calls.keySet()) {
            Set<String> reached = new HashSet<>();
            List<String> open = new ArrayList<>(calls.get(method));
            while (!open.isEmpty()) {
                String next = open.removeLast();
                if (reached.add(next)) {
                    open.addAll(calls.getOrDefault(next, Set.of()));
                }
            }
            assertThat(reached).as(name(model)).doesNotContain(method);
        }
    }

    /**
     * Batching by TornadoVM gives wrong rows, a full copy after a partial one copies the partial span, and one reduction
     * breaks later kernels: no class of ours calls for them.
     */
    @Test
    void graphsKeepClearOfWhatIsWrongInTornadoVm() {
        Set<String> banned = Set.of("withBatch", "simdSum", "simdShuffleDown", "withDefaultScheduler");
        for (Class<?> type :
                List.of(TaskGraphSession.class, TornadoVmBackend.class, CoreAttentionTasks.class, PlanTasks.class)) {
            assertThat(findings(
                            KernelClasses.parse(type),
                            element -> element instanceof InvokeInstruction invoke
                                            && (banned.contains(invoke.name().stringValue())
                                                    || invoke.type()
                                                            .stringValue()
                                                            .contains("/DataRange;"))
                                    ? invoke.name().stringValue()
                                    : null))
                    .isEmpty();
        }
    }

    /** A kernel called like an OpenCL built-in brings the JVM down. */
    @Test
    void areNotNamedLikeBuiltins() {
        assertThat(ExportCatalog.entries())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(OPENCL_BUILTINS).doesNotContain(entry.method()));
    }
}
