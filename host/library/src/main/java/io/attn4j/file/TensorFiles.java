package io.attn4j.file;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Tensors from and to {@code .safetensors} and {@code .npy} files.
 *
 * <p>Reading maps the data and checks the whole header against the size of the file first; every defect is one line of
 * {@link InvalidInputException}. Writing is whole or not at all, and the same tensors always give the same bytes.
 */
public final class TensorFiles {
    private static final String SAFETENSORS = ".safetensors";
    private static final String NPY = ".npy";
    private static final int HEADER_ALIGNMENT = 8;
    private static final int NPY_ALIGNMENT = 64;

    private TensorFiles() {}

    /**
     * The tensors of a {@code .safetensors} file, of a {@code .npy} file (named as the file without its ending), or of all
     * {@code .npy} files of a directory.
     *
     * @throws InvalidInputException when the file is missing, of another kind, cut off or not what its header says
     */
    public static TensorFile read(Path path) {
        return read(List.of(path.toString()));
    }

    /**
     * The tensors of several files together: each argument is a path as in {@link #read(Path)}, or {@code NAME=FILE} with a
     * {@code .npy} file. What exists as it stands is a path, whatever it contains. A pipe, such as {@code /dev/stdin}, may
     * have any name, and is what its first bytes say.
     *
     * @throws InvalidInputException as {@link #read(Path)}, and when two files have a tensor of the same name
     */
    public static TensorFile read(List<String> arguments) {
        return read(arguments, name -> true);
    }

    /**
     * As {@link #read(List)}, but only tensors whose names are {@code wanted} are looked at; the rest become {@link
     * TensorFile#others}, whatever their element type.
     */
    public static TensorFile read(List<String> arguments, Predicate<String> wanted) {
        Arena arena = Arena.ofShared();
        try {
            FoundTensors found = new FoundTensors(wanted);
            for (String argument : arguments) {
                readInto(argument, found, arena);
            }
            return new TensorFile(arena, found);
        } catch (RuntimeException | Error failure) {
            arena.close();
            throw failure;
        }
    }

    private static void readInto(String argument, FoundTensors found, Arena arena) {
        int equals = argument.indexOf('=');
        boolean named = equals > 0
                && !Files.exists(path(argument))
                && (argument.indexOf('/') < 0
                        || argument.indexOf('/') > equals
                        || Files.exists(path(argument.substring(equals + 1))));
        String name = named ? argument.substring(0, equals) : null;
        Path path = path(named ? argument.substring(equals + 1) : argument);
        if (Files.isDirectory(path) && !named) {
            for (Path file : npyFiles(path)) {
                readNpy(stem(file), file, found, arena, true);
            }
            return;
        }
        boolean npy = path.toString().endsWith(NPY);
        boolean safetensors = path.toString().endsWith(SAFETENSORS);
        if (isPipe(path)) {
            readPipe(name, path, found, arena);
        } else if (named && !npy) {
            throw new InvalidInputException(argument, path, "NAME=FILE.npy", "leaving out " + name + "=");
        } else if (safetensors) {
            MappedFile file = MappedFile.of(path, arena);
            SafetensorsReader.read(path.toString(), file, found, arena);
            found.add(file);
        } else if (npy) {
            readNpy(named ? name : stem(path), path, found, arena, false);
        } else {
            throw new InvalidInputException(
                    path.toString(),
                    Files.exists(path) ? "another kind of file" : "no such file",
                    "a .safetensors or .npy file, or a directory of .npy files",
                    Files.exists(path) ? "converting it" : "correcting the path");
        }
    }

    /** Whether it is no file that has a name of its own: a pipe or device, or an open file such as {@code /dev/stdin}. */
    private static boolean isPipe(Path path) {
        return Files.exists(path)
                && !Files.isDirectory(path)
                && (!Files.isRegularFile(path) || path.startsWith("/dev") || path.startsWith("/proc"));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException noPath) {
            throw new InvalidInputException(
                    text, noPath.getReason(), "a path in this JVM's encoding", "export LC_ALL=C.UTF-8");
        }
    }

    /** What is no regular file says by its first bytes what it holds, and may have any name. */
    private static void readPipe(String name, Path path, FoundTensors found, Arena arena) {
        MappedFile file = MappedFile.of(path, arena);
        if (!file.npy()) {
            SafetensorsReader.read(path.toString(), file, found, arena);
            return;
        }
        if (name == null && !path.toString().endsWith(NPY)) {
            throw new InvalidInputException(
                    path.toString(), "a .npy file without a name", "NAME=FILE", "q=" + path + " for the tensor q");
        }
        String tensor = name == null ? stem(path) : name;
        found.add(tensor, NpyReader.read(path.toString(), file, arena));
    }

    /**
     * Reads a {@code .npy} file.
     *
     * @param amongOthers whether it was not named itself: one that nobody wants may then be unreadable
     */
    private static void readNpy(String name, Path path, FoundTensors found, Arena arena, boolean amongOthers) {
        boolean wanted = found.wanted(name);
        try {
            MappedFile file = MappedFile.of(path, arena);
            Tensor tensor = NpyReader.read(path.toString(), file, arena);
            if (wanted) {
                found.add(name, tensor);
                found.add(file);
            } else {
                found.add(
                        name,
                        new OtherTensor(
                                tensor.type().dtype().safetensorsName(),
                                tensor.type().shape(),
                                tensor.segment()));
            }
        } catch (InvalidInputException unreadable) {
            if (wanted || !amongOthers) {
                throw unreadable;
            }
            found.add(name, new OtherTensor(null, new long[0], MemorySegment.NULL));
        }
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - NPY.length());
    }

    private static List<Path> npyFiles(Path directory) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*" + NPY)) {
            for (Path entry : entries) {
                // "._q.npy" is what macOS keeps beside q.npy
                if (!entry.getFileName().toString().startsWith(".")) {
                    files.add(entry);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(directory + ": " + failure.getMessage(), failure);
        }
        if (files.isEmpty()) {
            throw new InvalidInputException(
                    directory.toString(),
                    "a directory without .npy files",
                    "q.npy, k.npy and so on",
                    "another directory");
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }

    /**
     * Refuses what {@link #write} would refuse, before there is anything to write.
     *
     * @param names names of the tensors that are to be written
     * @throws InvalidInputException when the file's kind cannot hold them or its directory cannot be written to
     */
    public static void checkWritable(Path path, List<String> names) {
        WholeFile.check(path);
        if (path.toString().endsWith(NPY)) {
            if (names.size() != 1) {
                throw new InvalidInputException(
                        path.toString(),
                        names.size() + " tensors (" + String.join(", ", names) + ")",
                        "one tensor in a .npy file",
                        "a .safetensors file");
            }
        } else if (!path.toString().endsWith(SAFETENSORS)) {
            throw new InvalidInputException(
                    path.toString(), "another ending", ".safetensors or .npy", "adding .safetensors");
        }
    }

    /**
     * Refuses a place that tensors of these types cannot be written to, before they are computed.
     *
     * @throws InvalidInputException as {@link #checkWritable(Path, List)}, and for types that the file's kind has not
     */
    public static void checkWritable(Path path, Map<String, TensorType> types) {
        checkWritable(path, List.copyOf(types.keySet()));
        if (path.toString().endsWith(NPY)) {
            DType dtype = types.values().iterator().next().dtype();
            if (dtype.npyCode() == null) {
                throw new InvalidInputException(
                        path.toString(), dtype, "a type that .npy knows", "a .safetensors file");
            }
        }
    }

    /**
     * Writes {@code tensors} in the format that the ending of {@code path} names; {@code .npy} takes one tensor.
     *
     * @throws InvalidInputException as {@link #checkWritable}
     * @throws UncheckedIOException when the system fails to write; the old file, if any, is then as it was
     */
    public static void write(Path path, Map<String, Tensor> tensors) {
        write(path, tensors, Map.of());
    }

    /**
     * Writes {@code tensors}, and {@code others} as they were read, in a {@code .safetensors} file.
     *
     * @throws InvalidInputException as {@link #checkWritable}, and where one of the others cannot be written
     * @throws UncheckedIOException as {@link #write(Path, Map)}
     */
    public static void write(Path path, Map<String, Tensor> tensors, Map<String, OtherTensor> others) {
        Map<String, TensorType> types = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> types.put(name, tensor.type()));
        checkWritable(path, types);
        others.forEach((name, other) -> {
            if (other.dtype() == null || path.toString().endsWith(NPY)) {
                throw new InvalidInputException(
                        name, "a tensor that .safetensors has not", "it converted or left out", "taking it out");
            }
        });
        if (path.toString().endsWith(NPY)) {
            writeNpy(path, tensors.values().iterator().next());
        } else {
            writeSafetensors(path, tensors, others);
        }
    }

    private static void writeSafetensors(Path path, Map<String, Tensor> tensors, Map<String, OtherTensor> others) {
        List<String> names = new ArrayList<>(tensors.keySet());
        // Wide elements first keeps every tensor aligned for its type.
        names.sort(Comparator.comparingInt(
                        (String name) -> -tensors.get(name).type().dtype().bytes())
                .thenComparing(Comparator.naturalOrder()));
        StringBuilder header = new StringBuilder("{");
        List<MemorySegment> parts = new ArrayList<>();
        long offset = 0;
        for (String name : names) {
            Tensor tensor = tensors.get(name);
            String dtype = tensor.type().dtype().safetensorsName();
            offset = appendEntry(name, dtype, tensor.type().shape(), offset, tensor.segment(), header);
            parts.add(tensor.segment());
        }
        for (String name : others.keySet().stream().sorted().toList()) {
            OtherTensor other = others.get(name);
            offset = appendEntry(name, other.dtype(), other.shape(), offset, other.data(), header);
            parts.add(other.data());
        }
        byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + HEADER_ALIGNMENT - 1) / HEADER_ALIGNMENT * HEADER_ALIGNMENT;
        ByteBuffer front = ByteBuffer.allocate(Long.BYTES + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .put(json);
        while (front.hasRemaining()) {
            front.put((byte) ' ');
        }
        parts.addFirst(MemorySegment.ofArray(front.array()));
        WholeFile.write(path, parts);
    }

    /** Appends a tensor to the header and returns where its data ends. */
    private static long appendEntry(
            String name, String dtype, long[] shape, long offset, MemorySegment data, StringBuilder header) {
        long end = Math.addExact(offset, data.byteSize());
        header.append(header.length() == 1 ? "" : ",");
        quote(name, header);
        header.append(":{\"dtype\":\"").append(dtype).append("\",\"shape\":[");
        appendShape(shape, ",", header);
        header.append("],\"data_offsets\":[")
                .append(offset)
                .append(',')
                .append(end)
                .append("]}");
        return end;
    }

    private static void appendShape(long[] shape, String separator, StringBuilder into) {
        for (int axis = 0; axis < shape.length; axis++) {
            into.append(axis == 0 ? "" : separator).append(shape[axis]);
        }
    }

    private static void quote(String text, StringBuilder into) {
        into.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                into.append('\\').append(c);
            } else if (c < 0x20) {
                into.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                into.append(c);
            }
        }
        into.append('"');
    }

    private static void writeNpy(Path path, Tensor tensor) {
        StringBuilder header = new StringBuilder("{'descr': '<")
                .append(tensor.type().dtype().npyCode())
                .append("', 'fortran_order': False, 'shape': (");
        appendShape(tensor.type().shape(), ", ", header);
        header.append(tensor.type().rank() == 1 ? ",), }" : "), }");
        int fixed = 10;
        while ((fixed + header.length() + 1) % NPY_ALIGNMENT != 0) {
            header.append(' ');
        }
        header.append('\n');
        byte[] text = header.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] front = new byte[fixed + text.length];
        System.arraycopy(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, 0, front, 0, 8);
        front[8] = (byte) text.length;
        front[9] = (byte) (text.length >> 8);
        System.arraycopy(text, 0, front, fixed, text.length);
        WholeFile.write(path, List.of(MemorySegment.ofArray(front), tensor.segment()));
    }
}
