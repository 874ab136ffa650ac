package io.attn4j.file;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ONNX model (onnx.proto, IR version 3 and later): the nodes of its graph, and the tensors that it holds.
 *
 * <p>The file is mapped, not read. {@link #tensor} gives a tensor over the mapped data, copied only where it is not aligned
 * for its type. Subgraphs and functions are not looked into. {@link #close} unmaps the file, after which its tensors throw
 * {@link IllegalStateException}.
 */
public final class OnnxFile implements AutoCloseable {
    private static final int GRAPH = 7;
    private static final int MAX_RANK = 64;

    /** Names of element types by their number in onnx.proto, for messages. */
    private static final List<String> ELEMENTS = List.of(
            "undefined",
            "float32",
            "uint8",
            "int8",
            "uint16",
            "int16",
            "int32",
            "int64",
            "string",
            "bool",
            "float16",
            "float64",
            "uint32",
            "uint64",
            "complex64",
            "complex128",
            "bfloat16");

    private static final Map<String, DType> TYPES = Map.of(
            "float32", DType.F32,
            "float16", DType.F16,
            "bfloat16", DType.BF16,
            "float64", DType.F64,
            "int64", DType.I64,
            "int32", DType.I32);

    /** Fields of a tensor whose packed data has the bytes of raw_data, by element type: float_data and double_data. */
    private static final Map<String, Integer> PACKED = Map.of("float32", 4, "float64", 10);

    private static final Set<String> CONSTANT_NUMBERS = Set.of("value_float", "value_int");

    /**
     * A node of the graph.
     *
     * @param name its name, or {@code output} of its first output where it has none
     * @param op operator, such as {@code MatMul}
     * @param inputs names of its operands; an absent one is empty
     * @param outputs names of its results
     * @param attributes its {@code Long}, {@code Float}, {@code String} and {@code long[]} attributes; those of other types are left out
     */
    public record Node(
            String name, String op, List<String> inputs, List<String> outputs, Map<String, Object> attributes) {}

    /** A tensor as the file has it: why it cannot be read, or its type and bytes. */
    private record Entry(String unreadable, TensorType type, MemorySegment data, long[] integers) {}

    private final String file;
    private final Arena arena;
    private final Map<String, Entry> initializers = new LinkedHashMap<>();
    private final Map<String, Entry> constants = new LinkedHashMap<>();
    private final Map<String, Tensor> read = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();

    private OnnxFile(Path path, Arena arena) {
        file = path.toString();
        this.arena = arena;
        MemorySegment content =
                MappedFile.of(path, arena, "an ONNX model", OnnxFile::starts).content();
        ProtobufReader model = new ProtobufReader(file, content);
        boolean graph = false;
        while (model.next()) {
            if (model.field() == GRAPH) {
                graph(model.message());
                graph = true;
            }
        }
        if (!graph) {
            throw new InvalidInputException(
                    file, "no graph", "an ONNX model", "checking that it is one, or copying the file again");
        }
    }

    /**
     * Maps a model and reads its graph.
     *
     * @throws InvalidInputException when the file is missing, cut off, or no ONNX model
     */
    public static OnnxFile read(Path path) {
        Arena arena = Arena.ofShared();
        try {
            return new OnnxFile(path, arena);
        } catch (RuntimeException | Error failure) {
            arena.close();
            throw failure;
        }
    }

    private void graph(ProtobufReader graph) {
        while (graph.next()) {
            switch (graph.field()) {
                case 1 -> node(graph.message());
                case 5 -> {
                    String[] name = {""};
                    Entry entry = tensor(graph.message(), name);
                    if (initializers.put(name[0], entry) != null) {
                        throw new InvalidInputException(
                                file,
                                "two initializers named " + name[0],
                                "each name once",
                                "exporting the model again");
                    }
                }
                case 12 -> outputs.add(nameOf(graph.message()));
                default -> {}
            }
        }
    }

    private static String nameOf(ProtobufReader value) {
        String name = "";
        while (value.next()) {
            if (value.field() == 1) {
                name = value.text();
            }
        }
        return name;
    }

    private void node(ProtobufReader message) {
        List<String> in = new ArrayList<>();
        List<String> out = new ArrayList<>();
        String name = "";
        String op = "";
        Map<String, Object> attributes = new LinkedHashMap<>();
        Entry[] constant = new Entry[1];
        while (message.next()) {
            switch (message.field()) {
                case 1 -> in.add(message.text());
                case 2 -> out.add(message.text());
                case 3 -> name = message.text();
                case 4 -> op = message.text();
                case 5 -> attribute(message.message(), attributes, constant);
                default -> {}
            }
        }
        if (op.equals("Constant") && !out.isEmpty()) {
            Entry entry = constant[0] != null ? constant[0] : number(attributes);
            if (entry != null) {
                constants.put(out.getFirst(), entry);
            }
        }
        nodes.add(new Node(
                name.isEmpty() && !out.isEmpty() ? out.getFirst() : name,
                op,
                List.copyOf(in),
                List.copyOf(out),
                Collections.unmodifiableMap(attributes)));
    }

    private void attribute(ProtobufReader message, Map<String, Object> attributes, Entry[] constant) {
        String name = "";
        Object value = null;
        long[] integers = {};
        while (message.next()) {
            switch (message.field()) {
                case 1 -> name = message.text();
                case 2 -> value = message.single();
                case 3 -> value = message.number();
                case 4 -> value = message.text();
                case 5 -> constant[0] = tensor(message.message(), new String[1]);
                case 8 -> integers = append(message, integers);
                default -> {}
            }
        }
        if (integers.length > 0) {
            attributes.put(name, integers);
        } else if (value != null) {
            attributes.put(name, value);
        }
    }

    /** A constant given as a plain attribute. */
    private Entry number(Map<String, Object> attributes) {
        for (String name : CONSTANT_NUMBERS) {
            switch (attributes.get(name)) {
                case Float value -> {
                    MemorySegment data = arena.allocate(Float.BYTES, Float.BYTES);
                    data.set(ValueLayout.JAVA_FLOAT, 0, value);
                    return new Entry(null, TensorType.f32(), data, null);
                }
                case Long value -> {
                    return new Entry(null, new TensorType(DType.I64, new long[0]), null, new long[] {value});
                }
                case null, default -> {}
            }
        }
        return attributes.get("value_ints") instanceof long[] values
                ? new Entry(null, new TensorType(DType.I64, new long[] {values.length}), null, values)
                : null;
    }

    /** Reads a TensorProto; its data stays where it is. */
    private Entry tensor(ProtobufReader message, String[] name) {
        long[] shape = {};
        long[] integers = {};
        int element = 0;
        MemorySegment raw = null;
        Map<Integer, MemorySegment> packed = new LinkedHashMap<>();
        boolean external = false;
        while (message.next()) {
            switch (message.field()) {
                case 1 -> shape = append(message, shape);
                case 2 -> element = (int) message.number();
                case 4, 10 -> {
                    if (message.holdsBytes()) {
                        packed.put(message.field(), message.bytes());
                    } else {
                        packed.put(message.field(), MemorySegment.NULL);
                    }
                }
                case 5, 7 -> integers = append(message, integers);
                case 8 -> name[0] = message.text();
                case 9 -> raw = message.bytes();
                case 13 -> external = true;
                case 14 -> external |= message.number() == 1;
                default -> {}
            }
        }
        String called = name[0] == null ? "a constant" : name[0];
        String kind = element >= 0 && element < ELEMENTS.size() ? ELEMENTS.get(element) : "element type " + element;
        if (external) {
            return new Entry("data in another file (external data)", null, null, null);
        }
        DType dtype = TYPES.get(kind);
        if (dtype == null) {
            return new Entry(kind + " data", null, null, null);
        }
        if (shape.length > MAX_RANK || Arrays.stream(shape).anyMatch(size -> size < 0)) {
            throw invalid(called, "shape " + Arrays.toString(shape), "up to " + MAX_RANK + " sizes from 0");
        }
        TensorType type;
        try {
            type = new TensorType(dtype, shape);
        } catch (InvalidInputException tooLarge) {
            throw invalid(called, "shape " + Arrays.toString(shape), "less than 2^63 bytes");
        }
        if (raw == null && integers.length > 0 && !DType.FLOATS.contains(dtype) && dtype != DType.F64) {
            if (integers.length != type.elements()) {
                throw invalid(called, integers.length + " elements", type.elements() + " for " + type);
            }
            return new Entry(null, type, null, integers);
        }
        MemorySegment data = raw != null ? raw : packed.get(PACKED.getOrDefault(kind, 0));
        if (data == null) {
            data = MemorySegment.NULL;
        }
        if (data.byteSize() != type.bytes()) {
            throw invalid(called, data.byteSize() + " bytes of data", type.bytes() + " for " + type);
        }
        return new Entry(null, type, data, null);
    }

    private static long[] append(ProtobufReader message, long[] before) {
        if (!message.holdsBytes()) {
            long[] longer = Arrays.copyOf(before, before.length + 1);
            longer[before.length] = message.number();
            return longer;
        }
        long[] longer = before;
        int count = before.length;
        ProtobufReader packed = message.packed();
        while (packed.hasMore()) {
            if (count == longer.length) {
                longer = Arrays.copyOf(longer, Math.max(8, 2 * count));
            }
            longer[count++] = packed.varint();
        }
        return Arrays.copyOf(longer, count);
    }

    private InvalidInputException invalid(String tensor, String got, String needs) {
        return new InvalidInputException(
                file + " " + tensor, got, needs, "exporting the model again, or copying the file again");
    }

    /** Nodes in the order of the file, which is one that they can be executed in. */
    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** Names of the initializers, in the order of the file. */
    public Set<String> initializers() {
        return Collections.unmodifiableSet(initializers.keySet());
    }

    /** Names of the graph's outputs. */
    public List<String> outputs() {
        return Collections.unmodifiableList(outputs);
    }

    /** Whether the graph holds a tensor of that name: an initializer, or the result of a Constant. */
    public boolean holds(String name) {
        return initializers.containsKey(name) || constants.containsKey(name);
    }

    /**
     * Type and shape of a tensor that the graph holds, or null where it has none that can be read.
     *
     * @throws IllegalArgumentException when the graph holds no such tensor
     */
    public TensorType type(String name) {
        return entry(name).type;
    }

    /**
     * An initializer, or the result of a Constant; read-only.
     *
     * @throws InvalidInputException when its data is in another file, or of a type other than fp32, fp16, bf16, fp64, int64 and int32
     * @throws IllegalArgumentException when the graph holds no such tensor
     */
    public Tensor tensor(String name) {
        Entry entry = entry(name);
        if (entry.unreadable != null) {
            throw new InvalidInputException(
                    file + " " + name,
                    entry.unreadable,
                    "weights in floating point in the file itself",
                    "exporting the model without quantisation and external data");
        }
        return read.computeIfAbsent(name, key -> made(entry));
    }

    private Entry entry(String name) {
        Entry entry = initializers.containsKey(name) ? initializers.get(name) : constants.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("tensor: got " + name + "; needs one that the graph holds");
        }
        return entry;
    }

    /** Whether a model can have these first bytes: its first field is a number, the version. */
    private static boolean starts(byte[] first) {
        return first.length > 0 && first[0] == 8;
    }

    private Tensor made(Entry entry) {
        if (entry.integers == null) {
            return MappedFile.tensor(entry.type, entry.data, arena);
        }
        Tensor tensor = Tensor.allocate(entry.type, arena);
        for (int i = 0; i < entry.integers.length; i++) {
            if (entry.type.dtype() == DType.I64) {
                tensor.segment().setAtIndex(ValueLayout.JAVA_LONG, i, entry.integers[i]);
            } else {
                tensor.segment().setAtIndex(ValueLayout.JAVA_INT, i, (int) entry.integers[i]);
            }
        }
        return tensor;
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
