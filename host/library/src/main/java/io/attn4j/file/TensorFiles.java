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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
     * The tensors of several files together: each argument is a path as in {@link #read(Path)}, or {@code NAME=FILE.npy}.
     *
     * @throws InvalidInputException as {@link #read(Path)}, and when two files have a tensor of the same name
     */
    public static TensorFile read(List<String> arguments) {
        Arena arena = Arena.ofShared();
        try {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (String argument : arguments) {
                readInto(argument, tensors, arena);
            }
            return new TensorFile(arena, tensors);
        } catch (RuntimeException | Error failure) {
            arena.close();
            throw failure;
        }
    }

    private static void readInto(String argument, Map<String, Tensor> tensors, Arena arena) {
        int equals = argument.indexOf('=');
        String name = equals > 0 && isName(argument, equals) ? argument.substring(0, equals) : null;
        Path path = Path.of(name == null ? argument : argument.substring(equals + 1));
        if (name != null && !path.toString().endsWith(NPY)) {
            throw new InvalidInputException(argument, path, "NAME=FILE.npy", "leaving out " + name + "=");
        }
        if (Files.isDirectory(path)) {
            for (Path file : npyFiles(path)) {
                add(stem(file), NpyReader.read(file, arena), tensors);
            }
        } else if (path.toString().endsWith(SAFETENSORS)) {
            SafetensorsReader.read(path, arena).forEach((key, tensor) -> add(key, tensor, tensors));
        } else if (path.toString().endsWith(NPY)) {
            add(name == null ? stem(path) : name, NpyReader.read(path, arena), tensors);
        } else {
            throw new InvalidInputException(
                    path.toString(),
                    "another kind of file",
                    "a .safetensors or .npy file, or a directory of .npy files",
                    "converting it");
        }
    }

    private static boolean isName(String argument, int end) {
        for (int i = 0; i < end; i++) {
            char c = argument.charAt(i);
            if (!(c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
                return false;
            }
        }
        return true;
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - NPY.length());
    }

    private static List<Path> npyFiles(Path directory) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*" + NPY)) {
            for (Path entry : entries) {
                files.add(entry);
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

    private static void add(String name, Tensor tensor, Map<String, Tensor> tensors) {
        if (tensors.putIfAbsent(name, tensor) != null) {
            throw new InvalidInputException(
                    name, "two tensors of that name", "each name once", "leaving out one of them");
        }
    }

    /**
     * Refuses what {@link #write} would refuse, before there is anything to write.
     *
     * @param names names of the tensors that are to be written
     * @throws InvalidInputException when the file's kind cannot hold them or its directory cannot be written to
     */
    public static void checkWritable(Path path, List<String> names) {
        WholeFile.directory(path);
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
        Map<String, TensorType> types = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> types.put(name, tensor.type()));
        checkWritable(path, types);
        if (path.toString().endsWith(NPY)) {
            writeNpy(path, tensors.values().iterator().next());
        } else {
            writeSafetensors(path, tensors);
        }
    }

    private static void writeSafetensors(Path path, Map<String, Tensor> tensors) {
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
            long end = Math.addExact(offset, tensor.type().bytes());
            header.append(header.length() == 1 ? "" : ",");
            quote(name, header);
            header.append(":{\"dtype\":\"")
                    .append(tensor.type().dtype().safetensorsName())
                    .append("\",\"shape\":[");
            appendShape(tensor, ",", header);
            header.append("],\"data_offsets\":[")
                    .append(offset)
                    .append(',')
                    .append(end)
                    .append("]}");
            parts.add(tensor.segment());
            offset = end;
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

    private static void appendShape(Tensor tensor, String separator, StringBuilder into) {
        for (int axis = 0; axis < tensor.type().rank(); axis++) {
            into.append(axis == 0 ? "" : separator).append(tensor.type().dimension(axis));
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
        appendShape(tensor, ", ", header);
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
