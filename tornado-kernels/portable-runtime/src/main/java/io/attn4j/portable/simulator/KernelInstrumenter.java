package io.attn4j.portable.simulator;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.LocalVariableInfo;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.CharacterRange;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.LocalVariableType;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Rewrites a kernel so that a {@link KernelProbe} sees what it does, and so that a work-item can stop at a barrier and be
 * resumed.
 *
 * <p>The kernel and the static methods that it calls are copied into one hidden class. There, arrays are {@link Cells},
 * accesses and context members are calls of the probe, and floating-point operations are counted by basic block. A
 * barrier saves the local variables in scope and returns; the next call of the kernel jumps behind that barrier and
 * restores them. That takes kernel classes compiled with {@code -g}, as TornadoVM does.
 */
final class KernelInstrumenter {
    private static final ClassDesc PROBE = desc(KernelProbe.class);
    private static final ClassDesc CELLS = desc(Cells.class);
    private static final ClassDesc CONTEXT = desc(KernelContext.class);
    private static final ClassDesc FLOAT_ARRAY = desc(FloatArray.class);
    private static final ClassDesc INT_ARRAY = desc(IntArray.class);
    private static final ClassDesc MATH = desc(TornadoMath.class);
    private static final ClassDesc INTEGER = desc(Integer.class);
    private static final Map<ClassDesc, ClassDesc> SEEN_AS = Map.of(
            CONTEXT,
            PROBE,
            FLOAT_ARRAY,
            desc(FloatCells.class),
            INT_ARRAY,
            desc(IntCells.class),
            ClassDesc.ofDescriptor("[F"),
            desc(FloatCells.class),
            ClassDesc.ofDescriptor("[I"),
            desc(IntCells.class));
    private static final DynamicConstantDesc<?> THE_PROBE = DynamicConstantDesc.ofNamed(
            ConstantDescs.ofConstantBootstrap(desc(MethodHandles.class), "classData", CD_Object),
            ConstantDescs.DEFAULT_NAME,
            PROBE);

    private record MethodKey(ClassDesc owner, String name, MethodTypeDesc type) {}

    /**
     * An instrumented kernel.
     *
     * @param bytes the hidden class
     * @param name of the kernel method in it
     * @param barriers the kernel's barriers, of which the first is number 1
     * @param slots local variables of the kernel
     */
    record Instrumented(byte[] bytes, String name, List<Barrier> barriers, int slots) {}

    /** A barrier of a kernel. */
    record Barrier(int line, boolean global) {
        @Override
        public String toString() {
            return (global ? "globalBarrier" : "localBarrier") + " in line " + line;
        }
    }

    private final Class<?> owner;
    private final MethodKey kernel;
    private final Map<MethodKey, String> names = new LinkedHashMap<>();
    private final Deque<MethodKey> pending = new ArrayDeque<>();
    private final Map<ClassDesc, ClassModel> models = new HashMap<>();
    private final List<Barrier> barriers = new ArrayList<>();
    private final List<Label> resumePoints = new ArrayList<>();
    private int slots;

    private KernelInstrumenter(Method method) {
        owner = method.getDeclaringClass();
        kernel = new MethodKey(
                desc(owner),
                method.getName(),
                MethodTypeDesc.ofDescriptor(MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                        .descriptorString()));
    }

    /**
     * Instruments a kernel.
     *
     * @throws SimulatorFault if it does what no kernel can do
     */
    static Instrumented instrument(Method method) {
        return new KernelInstrumenter(method).instrument();
    }

    /** Names of the kernel's parameters, as in its source. */
    static List<String> parameterNames(Method method) {
        KernelInstrumenter instrumenter = new KernelInstrumenter(method);
        CodeAttribute code = instrumenter.code(instrumenter.kernel);
        List<String> names = new ArrayList<>();
        int slot = 0;
        for (Class<?> type : method.getParameterTypes()) {
            names.add(instrumenter.variableName(code, slot, 0, "argument " + names.size()));
            slot += TypeKind.from(type).slotSize();
        }
        return names;
    }

    private Instrumented instrument() {
        if (!kernel.type().returnType().equals(CD_void)) {
            throw notAKernel(kernel, "a kernel that returns a value");
        }
        String name = request(kernel);
        ClassDesc hidden = ClassDesc.of(owner.getName() + "$Simulated");
        byte[] bytes = ClassFile.of(ClassFile.LineNumbersOption.PASS_LINE_NUMBERS)
                .build(hidden, builder -> {
                    builder.withFlags(Modifier.FINAL);
                    while (!pending.isEmpty()) {
                        add(builder, hidden, pending.poll());
                    }
                });
        return new Instrumented(bytes, name, List.copyOf(barriers), slots);
    }

    /** Queues a method unless it is there already. */
    private String request(MethodKey method) {
        String known = names.get(method);
        if (known == null) {
            known = method.name() + "$" + names.size();
            names.put(method, known);
            pending.add(method);
        }
        return known;
    }

    private void add(ClassBuilder builder, ClassDesc hidden, MethodKey method) {
        CodeAttribute code = code(method);
        builder.withMethodBody(
                names.get(method),
                mapped(method.type()),
                Modifier.STATIC,
                body -> new Body(body, hidden, method, code).write());
    }

    private CodeAttribute code(MethodKey key) {
        ClassModel model = models.computeIfAbsent(key.owner(), this::read);
        for (MethodModel method : model.methods()) {
            if (method.methodName().equalsString(key.name())
                    && method.methodTypeSymbol().equals(key.type())) {
                if (!Modifier.isStatic(method.flags().flagsMask())) {
                    throw notAKernel(key, "a call of an instance method");
                }
                return method.findAttribute(Attributes.code()).orElseThrow(() -> notAKernel(key, "a native method"));
            }
        }
        throw notAKernel(key, "a call of an inherited method");
    }

    private ClassModel read(ClassDesc type) {
        String name = className(type);
        ClassLoader loader = owner.getClassLoader();
        String resource = name.replace('.', '/') + ".class";
        try (InputStream in = loader == null
                ? ClassLoader.getSystemResourceAsStream(resource)
                : loader.getResourceAsStream(resource)) {
            if (in == null) {
                throw SimulatorFault.ofTask(
                        SimulatorFault.Kind.NOT_A_KERNEL,
                        name,
                        "got no class file; needs one where the class comes from; try a class that is not generated");
            }
            return ClassFile.of().parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String variableName(CodeAttribute code, int slot, int start, String otherwise) {
        return code.findAttribute(Attributes.localVariableTable())
                .flatMap(table -> table.localVariables().stream()
                        .filter(variable -> variable.slot() == slot && variable.startPc() == start)
                        .findFirst())
                .map(variable -> variable.name().stringValue())
                .orElse(otherwise);
    }

    private static SimulatorFault notAKernel(MethodKey method, String what) {
        return SimulatorFault.ofTask(
                SimulatorFault.Kind.NOT_A_KERNEL,
                className(method.owner()) + "." + method.name(),
                "got " + what + "; needs what devices can do; try loops, numbers, arrays and static methods");
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    private static String className(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    }

    private static ClassDesc mapped(ClassDesc type) {
        return SEEN_AS.getOrDefault(type, type);
    }

    private static MethodTypeDesc mapped(MethodTypeDesc type) {
        return MethodTypeDesc.of(
                mapped(type.returnType()),
                type.parameterList().stream().map(KernelInstrumenter::mapped).toList());
    }

    /** Writes the body of one method. */
    private final class Body {
        private final CodeBuilder out;
        private final ClassDesc hidden;
        private final MethodKey method;
        private final CodeAttribute code;
        private final boolean isKernel;
        private final List<CodeElement> elements;

        private int bci;
        private int line;
        private int privateArrays;
        private int localArrays;
        private int flops;
        private int transcendentals;
        private boolean unboxed;

        Body(CodeBuilder out, ClassDesc hidden, MethodKey method, CodeAttribute code) {
            this.out = out;
            this.hidden = hidden;
            this.method = method;
            this.code = code;
            this.isKernel = method.equals(kernel);
            this.elements = code.elementList();
        }

        void write() {
            if (isKernel) {
                slots = code.maxLocals();
                resume();
            } else {
                refuseLocalArrays();
            }
            for (int i = 0; i < elements.size(); i++) {
                write(elements.get(i), i);
            }
        }

        /** Jumps behind the barrier at which the last turn ended. */
        private void resume() {
            long count = elements.stream().filter(this::isBarrier).count();
            if (count == 0) {
                return;
            }
            if (code.findAttribute(Attributes.localVariableTable()).isEmpty()) {
                throw refused("a class compiled without -g");
            }
            Label start = out.newLabel();
            List<SwitchCase> cases = new ArrayList<>();
            List<Label> restores = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                Label restore = out.newLabel();
                restores.add(restore);
                resumePoints.add(out.newLabel());
                cases.add(SwitchCase.of(i, restore));
            }
            probe("resumeAt", CD_int);
            out.tableswitch(1, (int) count, start, cases);
            int at = 0;
            int number = 0;
            for (CodeElement element : elements) {
                if (isBarrier(element)) {
                    out.labelBinding(restores.get(number));
                    for (LocalVariableInfo variable : inScope(at)) {
                        restore(variable);
                    }
                    out.goto_(resumePoints.get(number++));
                }
                at += element instanceof Instruction instruction ? instruction.sizeInBytes() : 0;
            }
            out.labelBinding(start);
        }

        private void refuseLocalArrays() {
            int slot = 0;
            for (ClassDesc parameter : method.type().parameterList()) {
                if (parameter.isArray()) {
                    out.aload(slot);
                    probe("passed", CD_void, CELLS);
                }
                slot += TypeKind.from(parameter).slotSize();
            }
        }

        private boolean isBarrier(CodeElement element) {
            return element instanceof InvokeInstruction call
                    && call.owner().asSymbol().equals(CONTEXT)
                    && call.name().stringValue().endsWith("Barrier");
        }

        /** Variables in scope at an instruction, each slot once. */
        private List<LocalVariableInfo> inScope(int at) {
            Map<Integer, LocalVariableInfo> bySlot = new LinkedHashMap<>();
            code.findAttribute(Attributes.localVariableTable())
                    .ifPresent(table -> table.localVariables().stream()
                            .filter(v -> v.startPc() <= at && at < v.startPc() + v.length())
                            .forEach(v -> bySlot.put(v.slot(), v)));
            return List.copyOf(bySlot.values());
        }

        private void save(LocalVariableInfo variable) {
            ClassDesc type = mapped(variable.typeSymbol());
            TypeKind kind = TypeKind.from(type);
            out.loadLocal(kind, variable.slot());
            out.loadConstant(variable.slot());
            probe(
                    "save",
                    CD_void,
                    kind == TypeKind.REFERENCE ? CD_Object : kind.asLoadable().upperBound(),
                    CD_int);
        }

        private void restore(LocalVariableInfo variable) {
            ClassDesc type = mapped(variable.typeSymbol());
            TypeKind kind = TypeKind.from(type);
            out.loadConstant(variable.slot());
            if (kind == TypeKind.REFERENCE) {
                probe("restoreReference", CD_Object, CD_int);
                out.checkcast(type);
            } else {
                ClassDesc loaded = kind.asLoadable().upperBound();
                String name = loaded.displayName();
                probe("restore" + Character.toUpperCase(name.charAt(0)) + name.substring(1), loaded, CD_int);
            }
            out.storeLocal(kind, variable.slot());
        }

        /** Calls a method of the probe, which takes the probe itself last. */
        private void probe(String name, ClassDesc result, ClassDesc... parameters) {
            out.ldc(THE_PROBE);
            out.invokestatic(
                    PROBE, name, MethodTypeDesc.of(result, parameters).insertParameterTypes(parameters.length, PROBE));
        }

        private void write(CodeElement element, int index) {
            switch (element) {
                case LineNumber number -> {
                    line = number.line();
                    out.with(number);
                }
                case LocalVariable ignored -> {}
                case LocalVariableType ignored -> {}
                case CharacterRange ignored -> {}
                case ExceptionCatch ignored -> throw refused("try and catch");
                case LabelTarget label -> {
                    flush();
                    out.with(label);
                }
                case Instruction instruction -> {
                    unbox(instruction);
                    if (instruction instanceof BranchInstruction
                            || instruction instanceof TableSwitchInstruction
                            || instruction instanceof LookupSwitchInstruction
                            || instruction instanceof ReturnInstruction) {
                        flush();
                    }
                    write(instruction, index);
                    bci += instruction.sizeInBytes();
                }
                default -> out.with(element);
            }
        }

        /** Context members come as int, where Java has an Integer and most often unboxes it at once. */
        private void unbox(Instruction next) {
            if (unboxed && !isIntValue(next)) {
                unboxed = false;
                out.invokestatic(INTEGER, "valueOf", MethodTypeDesc.of(INTEGER, CD_int));
            }
        }

        private static boolean isIntValue(Instruction instruction) {
            return instruction instanceof InvokeInstruction call
                    && call.owner().asSymbol().equals(INTEGER)
                    && call.name().equalsString("intValue");
        }

        private void write(Instruction instruction, int index) {
            switch (instruction) {
                case ArrayLoadInstruction load -> {
                    ClassDesc element = elementType(load.opcode());
                    probe("load", element, cells(element), CD_int);
                }
                case ArrayStoreInstruction store -> {
                    ClassDesc element = elementType(store.opcode());
                    probe("store", CD_void, cells(element), CD_int, element);
                }
                case NewPrimitiveArrayInstruction array -> {
                    ClassDesc element = array.typeKind().upperBound();
                    out.ldc(variableAfter(index, "private array " + ++privateArrays));
                    if (element.equals(ConstantDescs.CD_float)) {
                        probe("allocatePrivateFloats", cells(element), CD_int, ConstantDescs.CD_String);
                    } else if (element.equals(CD_int)) {
                        probe("allocatePrivateInts", cells(element), CD_int, ConstantDescs.CD_String);
                    } else {
                        throw refused("an array of " + element.displayName());
                    }
                }
                case OperatorInstruction operator -> write(operator);
                case FieldInstruction field -> write(field);
                case InvokeInstruction call -> write(call, index);
                case TypeCheckInstruction ignored -> throw refused("a type check");
                case NewReferenceArrayInstruction ignored -> throw refused("an array of objects");
                case NewMultiArrayInstruction ignored -> throw refused("an array of arrays");
                case NewObjectInstruction ignored -> throw refused("a new object");
                case InvokeDynamicInstruction ignored -> throw refused("a lambda or a string");
                case MonitorInstruction ignored -> throw refused("synchronized");
                case ThrowInstruction ignored -> throw refused("throw");
                default -> out.with(instruction);
            }
        }

        private ClassDesc elementType(Opcode opcode) {
            return switch (opcode) {
                case FALOAD, FASTORE -> ConstantDescs.CD_float;
                case IALOAD, IASTORE -> CD_int;
                default -> throw refused("an array that is neither float[] nor int[]");
            };
        }

        private static ClassDesc cells(ClassDesc element) {
            return mapped(element.arrayType());
        }

        private void write(OperatorInstruction operator) {
            switch (operator.opcode()) {
                case ARRAYLENGTH -> out.invokestatic(PROBE, "length", MethodTypeDesc.of(CD_int, CELLS));
                case FADD, FSUB, FMUL, FDIV, FREM, DADD, DSUB, DMUL, DDIV, DREM -> {
                    flops++;
                    out.with(operator);
                }
                default -> out.with(operator);
            }
        }

        private void write(FieldInstruction field) {
            if (field.owner().asSymbol().equals(CONTEXT)) {
                out.invokestatic(PROBE, field.name().stringValue(), MethodTypeDesc.of(CD_int, PROBE));
                unboxed = true;
            } else if (field.opcode() == Opcode.GETSTATIC && field.typeSymbol().isPrimitive()) {
                out.with(field);
            } else {
                throw refused("the field " + field.name().stringValue());
            }
        }

        private void write(InvokeInstruction call, int index) {
            ClassDesc target = call.owner().asSymbol();
            String name = call.name().stringValue();
            MethodTypeDesc type = call.typeSymbol();
            if (target.equals(INTEGER) && name.equals("intValue") && unboxed) {
                unboxed = false;
            } else if (isBarrier(call)) {
                barrier(call);
            } else if (target.equals(CONTEXT)) {
                contextCall(name, type, index);
            } else if (target.equals(FLOAT_ARRAY) || target.equals(INT_ARRAY)) {
                arrayCall(target, name, type);
            } else if (target.equals(MATH) || target.descriptorString().equals("Ljava/lang/Math;")) {
                transcendentals += MathCalls.isTranscendental(name) ? 1 : 0;
                flops += MathCalls.flops(name);
                out.with(call);
            } else if (target.descriptorString().startsWith("Ljava/lang/")) {
                out.with(call);
            } else if (call.opcode() == Opcode.INVOKESTATIC) {
                flush();
                out.invokestatic(hidden, request(new MethodKey(target, name, type)), mapped(type));
            } else {
                throw refused("a call of " + name);
            }
        }

        private void barrier(InvokeInstruction call) {
            if (!isKernel) {
                throw refused("a barrier outside of the kernel's own method");
            }
            out.pop();
            flush();
            barriers.add(new Barrier(line, call.name().equalsString("globalBarrier")));
            for (LocalVariableInfo variable : inScope(bci)) {
                save(variable);
            }
            out.loadConstant(barriers.size());
            probe("waitAt", CD_void, CD_int);
            out.return_();
            out.labelBinding(resumePoints.get(barriers.size() - 1));
        }

        private void contextCall(String name, MethodTypeDesc type, int index) {
            switch (name) {
                case "allocateFloatLocalArray" -> allocateLocal("allocateLocalFloats", ConstantDescs.CD_float, index);
                case "allocateIntLocalArray" -> allocateLocal("allocateLocalInts", CD_int, index);
                case "atomicAdd" -> {
                    if (!type.parameterType(0).equals(INT_ARRAY)) {
                        throw refused("atomicAdd on other than an IntArray");
                    }
                    probe("atomicAdd", CD_void, PROBE, desc(IntCells.class), CD_int, CD_int);
                }
                default -> throw refused("KernelContext." + name);
            }
        }

        private void allocateLocal(String hook, ClassDesc element, int index) {
            if (!isKernel) {
                throw refused("a local array outside of the kernel's own method");
            }
            out.ldc(variableAfter(index, "local array " + ++localArrays));
            probe(hook, cells(element), PROBE, CD_int, ConstantDescs.CD_String);
        }

        private void arrayCall(ClassDesc target, String name, MethodTypeDesc type) {
            ClassDesc seenAs = mapped(target);
            switch (name) {
                case "get" -> probe("load", type.returnType(), seenAs, CD_int);
                case "set" -> probe("store", CD_void, seenAs, CD_int, type.parameterType(1));
                case "getSize" -> out.invokestatic(PROBE, "length", MethodTypeDesc.of(CD_int, CELLS));
                default -> throw refused(target.displayName() + "." + name);
            }
        }

        /** Name of the variable that an allocation is assigned to. */
        private String variableAfter(int index, String otherwise) {
            int after = bci + ((Instruction) elements.get(index)).sizeInBytes();
            for (CodeElement next : elements.subList(index + 1, elements.size())) {
                if (next instanceof StoreInstruction store) {
                    return variableName(code, store.slot(), after + store.sizeInBytes(), otherwise);
                }
                if (next instanceof Instruction) {
                    return otherwise;
                }
            }
            return otherwise;
        }

        private void flush() {
            if (flops + transcendentals > 0) {
                out.loadConstant(flops);
                out.loadConstant(transcendentals);
                probe("count", CD_void, CD_int, CD_int);
                flops = 0;
                transcendentals = 0;
            }
        }

        private SimulatorFault refused(String what) {
            return notAKernel(method, what + " in line " + line);
        }
    }
}
