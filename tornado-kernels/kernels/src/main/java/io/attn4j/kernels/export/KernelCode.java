package io.attn4j.kernels.export;

import io.attn4j.kernels.core.WeightDropout;
import io.attn4j.kernels.row.SixteenBits;
import io.attn4j.kernels.step.ViewLayout;
import io.attn4j.plan.row.DropoutBits;
import io.attn4j.plan.row.RowSeeds;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The hash that ties an exported kernel to the Java it was generated from.
 *
 * <p>It covers the instructions of every method of the kernel's class and of {@link ViewLayout}, whose methods kernels
 * inline, and of {@link WeightDropout}, {@link RowSeeds}, {@link DropoutBits} and {@link SixteenBits} where it calls them,
 * with inlined constants, and neither comments nor formatting nor line numbers: what TornadoVM compiles, and nothing else.
 */
public final class KernelCode {
    private static final Map<Class<?>, String> KNOWN = new ConcurrentHashMap<>();

    private KernelCode() {}

    /** SHA-256 in hexadecimal of the code of {@code kernelClass}. */
    public static String sha256(Class<?> kernelClass) {
        return KNOWN.computeIfAbsent(kernelClass, KernelCode::hash);
    }

    private static String hash(Class<?> kernelClass) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            StringBuilder code = new StringBuilder(methods(kernelClass)).append(methods(ViewLayout.class));
            for (Class<?> inlined :
                    List.of(WeightDropout.class, RowSeeds.class, DropoutBits.class, SixteenBits.class)) {
                if (code.indexOf(inlined.getName().replace('.', '/')) >= 0) {
                    code.append(methods(inlined));
                }
            }
            digest.update(code.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | NoSuchAlgorithmException failure) {
            throw new IllegalStateException("cannot hash " + kernelClass.getName(), failure);
        }
    }

    private static String methods(Class<?> kernelClass) throws IOException {
        String resource = "/" + kernelClass.getName().replace('.', '/') + ".class";
        try (InputStream in = kernelClass.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("class file of " + kernelClass.getName() + " is not on the class path");
            }
            ClassModel model = ClassFile.of().parse(in.readAllBytes());
            Map<String, String> methods = new TreeMap<>();
            for (MethodModel method : model.methods()) {
                methods.put(
                        method.methodName().stringValue() + method.methodType().stringValue(), text(method));
            }
            return methods.toString();
        }
    }

    private static String text(MethodModel method) {
        StringBuilder text = new StringBuilder();
        Map<Label, Integer> labels = new HashMap<>();
        method.code().ifPresent(code -> {
            for (CodeElement element : code) {
                switch (element) {
                    case LabelTarget target -> text.append('L').append(number(labels, target.label()));
                    case Instruction instruction -> {
                        text.append(instruction.opcode());
                        switch (instruction) {
                            case BranchInstruction branch -> text.append(number(labels, branch.target()));
                            case ConstantInstruction constant -> text.append(constant.constantValue());
                            case FieldInstruction field ->
                                text.append(field.owner().asInternalName())
                                        .append(field.name())
                                        .append(field.type());
                            case InvokeInstruction invoke ->
                                text.append(invoke.owner().asInternalName())
                                        .append(invoke.name())
                                        .append(invoke.type());
                            case IncrementInstruction increment ->
                                text.append(increment.slot()).append(',').append(increment.constant());
                            case LoadInstruction load -> text.append(load.slot());
                            case StoreInstruction store -> text.append(store.slot());
                            case NewPrimitiveArrayInstruction array -> text.append(array.typeKind());
                            default -> {}
                        }
                        text.append(';');
                    }
                    default -> {}
                }
            }
        });
        return text.toString();
    }

    private static int number(Map<Label, Integer> labels, Label label) {
        return labels.computeIfAbsent(label, _ -> labels.size());
    }
}
