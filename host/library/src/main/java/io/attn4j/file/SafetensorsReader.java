package io.attn4j.file;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code .safetensors}: 8 bytes of header length (little-endian), a JSON header, then the data, whose tensors lie
 * one after another without gaps or overlaps. All of that is checked before anything is allocated.
 */
final class SafetensorsReader {
    private static final long MAX_HEADER_BYTES = 100_000_000;
    private static final int MAX_RANK = 64;

    /**
     * A line of the header.
     *
     * @param type null for an element type that only {@link OtherTensor} has
     */
    private record Entry(String name, TensorType type, String dtype, long[] shape, long begin, long end) {}

    private SafetensorsReader() {}

    /** Whether these can be the first bytes of a file: the length of a header that is not too long. */
    static boolean starts(byte[] first) {
        if (first.length < Long.BYTES) {
            return false;
        }
        long headerBytes = MemorySegment.ofArray(first).get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
        return headerBytes >= 2 && headerBytes <= MAX_HEADER_BYTES;
    }

    static void read(String file, MappedFile mapped, FoundTensors found, Arena arena) {
        MemorySegment content = mapped.content();
        long size = content.byteSize();
        if (size < Long.BYTES) {
            throw new InvalidInputException(
                    file, size + " bytes", "at least the 8 bytes of the header length", "writing the file again");
        }
        long headerBytes = content.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
        if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES) {
            throw new InvalidInputException(
                    file,
                    "a header of " + Long.toUnsignedString(headerBytes) + " bytes",
                    "2 to " + MAX_HEADER_BYTES + " bytes",
                    "checking that it is a .safetensors file");
        }
        if (headerBytes > size - Long.BYTES) {
            throw new InvalidInputException(
                    file,
                    "a header of " + headerBytes + " bytes in a file of " + size,
                    "a header that ends within the file",
                    "copying the file again, it is cut off");
        }
        byte[] header = content.asSlice(Long.BYTES, headerBytes).toArray(ValueLayout.JAVA_BYTE);
        MemorySegment data = content.asSlice(Long.BYTES + headerBytes);
        for (Entry entry : checkedEntries(file, header, data.byteSize())) {
            MemorySegment bytes = data.asSlice(entry.begin, entry.end - entry.begin);
            if (!found.wanted(entry.name)) {
                found.add(entry.name, new OtherTensor(entry.dtype, entry.shape, bytes));
            } else if (entry.type == null) {
                throw unusable(file + " " + entry.name, entry.dtype);
            } else {
                found.add(entry.name, MappedFile.tensor(entry.type, bytes, arena));
            }
        }
    }

    private static List<Entry> checkedEntries(String file, byte[] header, long dataBytes) {
        if (header[0] != '{') {
            throw new InvalidInputException(
                    file,
                    "byte 0x" + Integer.toHexString(header[0] & 0xFF) + " at header byte 0",
                    "'{'",
                    "checking that it is a .safetensors file");
        }
        List<Entry> entries = parse(file, new JsonReader(file, header));
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long next = 0;
        for (Entry entry : entries) {
            if (entry.begin != next) {
                throw new InvalidInputException(
                        file + " " + entry.name,
                        "data_offsets [" + entry.begin + ", " + entry.end + "]",
                        "to begin at " + next + ", where the tensor before it ends",
                        "writing the file again");
            }
            next = entry.end;
        }
        if (next != dataBytes) {
            throw new InvalidInputException(
                    file,
                    dataBytes + " bytes of data",
                    next + " bytes, the sum of its tensors",
                    next > dataBytes ? "copying the file again, it is cut off" : "writing the file again");
        }
        return entries;
    }

    private static List<Entry> parse(String file, JsonReader json) {
        List<Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        json.expect('{');
        if (!json.accept('}')) {
            do {
                String name = json.string();
                if (!names.add(name)) {
                    throw new InvalidInputException(
                            file, "two entries named " + name, "each name once", "writing the file again");
                }
                json.expect(':');
                if (name.equals("__metadata__")) {
                    metadata(json);
                } else {
                    entries.add(entry(file, name, json));
                }
            } while (json.accept(','));
            json.expect('}');
        }
        json.end();
        return entries;
    }

    private static void metadata(JsonReader json) {
        json.expect('{');
        if (json.accept('}')) {
            return;
        }
        do {
            json.string();
            json.expect(':');
            json.string();
        } while (json.accept(','));
        json.expect('}');
    }

    private static Entry entry(String file, String name, JsonReader json) {
        String field = file + " " + name;
        String dtype = null;
        long[] shape = null;
        long[] offsets = null;
        json.expect('{');
        do {
            String key = json.string();
            json.expect(':');
            if (key.equals("dtype") && dtype == null) {
                dtype = json.string();
            } else if (key.equals("shape") && shape == null) {
                shape = numbers(json);
            } else if (key.equals("data_offsets") && offsets == null) {
                offsets = numbers(json);
            } else {
                throw new InvalidInputException(
                        field, "the key " + key, "dtype, shape and data_offsets, each once", "writing the file again");
            }
        } while (json.accept(','));
        json.expect('}');
        if (dtype == null || shape == null || offsets == null || offsets.length != 2) {
            throw new InvalidInputException(
                    field, "an incomplete entry", "dtype, shape and two data_offsets", "writing the file again");
        }
        TensorType type = OtherTensor.known(dtype) ? null : type(field, dtype, shape);
        long bytes = type == null ? OtherTensor.bytes(field, dtype, shape) : type.bytes();
        if (offsets[1] < offsets[0] || offsets[1] - offsets[0] != bytes) {
            throw new InvalidInputException(
                    field,
                    "data_offsets " + Arrays.toString(offsets),
                    bytes + " bytes between them for " + dtype + Arrays.toString(shape),
                    "writing the file again");
        }
        return new Entry(name, type, dtype, shape, offsets[0], offsets[1]);
    }

    private static TensorType type(String field, String dtype, long[] shape) {
        for (DType known : DType.values()) {
            if (known.safetensorsName().equals(dtype)) {
                try {
                    return new TensorType(known, shape);
                } catch (InvalidInputException tooLarge) {
                    throw new InvalidInputException(
                            field, "shape " + Arrays.toString(shape), "less than 2^63 bytes", "writing the file again");
                }
            }
        }
        throw unusable(field, dtype);
    }

    private static InvalidInputException unusable(String field, String dtype) {
        return new InvalidInputException(
                field, "dtype " + dtype, "one of F64, F32, F16, BF16, I64, I32", "converting it, or leaving it out");
    }

    private static long[] numbers(JsonReader json) {
        long[] numbers = new long[4];
        int count = 0;
        json.expect('[');
        if (json.accept(']')) {
            return new long[0];
        }
        do {
            if (count == MAX_RANK) {
                throw json.invalid("at most " + MAX_RANK + " numbers");
            }
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = json.number();
        } while (json.accept(','));
        json.expect(']');
        return Arrays.copyOf(numbers, count);
    }
}
