package io.attn4j.file;

import io.attn4j.error.InvalidInputException;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads {@code .npy} versions 1, 2 and 3: a magic number, a version, the header's length, a Python dictionary, the data.
 * Only little-endian numbers in C order are taken; big-endian files and {@code fortran_order} are refused.
 */
final class NpyReader {
    /** Bytes of the magic number, the version and the shorter form of the header's length. */
    static final int LEAST_BYTES = 10;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER_BYTES = 65_536;
    private static final int MAX_RANK = 64;

    private final String file;
    private final String header;
    private int at;

    private NpyReader(String file, String header) {
        this.file = file;
        this.header = header;
    }

    /** Whether these are the first bytes of a {@code .npy} file. */
    static boolean starts(byte[] first) {
        return first.length >= LEAST_BYTES && Arrays.equals(first, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    static Tensor read(String file, MappedFile mapped, Arena arena) {
        MemorySegment content = mapped.content();
        long size = content.byteSize();
        if (!mapped.npy()) {
            throw new InvalidInputException(
                    file, "no \\x93NUMPY at its start", "a .npy file", "writing it with numpy.save");
        }
        int version = content.get(ValueLayout.JAVA_BYTE, 6) & 0xFF;
        if (version < 1 || version > 3) {
            throw new InvalidInputException(
                    file, "version " + version, "version 1, 2 or 3", "writing it with numpy.save");
        }
        int lengthBytes = version == 1 ? 2 : 4;
        long start = 8L + lengthBytes;
        if (size < start) {
            throw cutOff(file, size, start);
        }
        long headerBytes = version == 1
                ? content.get(ValueLayout.JAVA_SHORT_UNALIGNED, 8) & 0xFFFFL
                : content.get(ValueLayout.JAVA_INT_UNALIGNED, 8) & 0xFFFFFFFFL;
        if (headerBytes > MAX_HEADER_BYTES) {
            throw new InvalidInputException(
                    file,
                    "a header of " + headerBytes + " bytes",
                    "at most " + MAX_HEADER_BYTES + " bytes",
                    "checking that it is a .npy file");
        }
        if (headerBytes > size - start) {
            throw cutOff(file, size, start + headerBytes);
        }
        byte[] text = content.asSlice(start, headerBytes).toArray(ValueLayout.JAVA_BYTE);
        TensorType type = new NpyReader(file, new String(text, StandardCharsets.UTF_8)).parse();
        MemorySegment data = content.asSlice(start + headerBytes);
        if (data.byteSize() != type.bytes()) {
            throw new InvalidInputException(
                    file,
                    data.byteSize() + " bytes of data",
                    type.bytes() + " bytes for " + type,
                    "copying the file again, or writing it with numpy.save");
        }
        return MappedFile.tensor(type, data, arena);
    }

    private static InvalidInputException cutOff(String file, long size, long needs) {
        return new InvalidInputException(
                file,
                size + " bytes",
                "at least " + needs + " bytes up to the end of its header",
                "copying the file again, it is cut off");
    }

    private TensorType parse() {
        String descr = null;
        Boolean fortranOrder = null;
        long[] shape = null;
        expect('{');
        while (!accept('}')) {
            String key = string();
            expect(':');
            if (key.equals("descr") && descr == null) {
                descr = string();
            } else if (key.equals("fortran_order") && fortranOrder == null) {
                fortranOrder = bool();
            } else if (key.equals("shape") && shape == null) {
                shape = tuple();
            } else {
                throw invalid("descr, fortran_order and shape, each once");
            }
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        if (next() >= 0) {
            throw invalid("nothing after the dictionary");
        }
        if (descr == null || fortranOrder == null || shape == null) {
            throw new InvalidInputException(
                    file, "an incomplete header", "descr, fortran_order and shape", "writing it with numpy.save");
        }
        if (fortranOrder) {
            throw new InvalidInputException(
                    file, "fortran_order: True", "C order", "numpy.ascontiguousarray before numpy.save");
        }
        try {
            return new TensorType(dtype(descr), shape);
        } catch (InvalidInputException tooLarge) {
            if (tooLarge.getMessage().startsWith("shape")) {
                throw new InvalidInputException(
                        file, "shape " + Arrays.toString(shape), "less than 2^63 bytes", "writing it with numpy.save");
            }
            throw tooLarge;
        }
    }

    private DType dtype(String descr) {
        for (DType known : DType.values()) {
            if (known.npyCode() != null && descr.equals("<" + known.npyCode())) {
                return known;
            }
        }
        if (descr.endsWith("V2") || descr.equals("bfloat16")) {
            // what numpy makes of the 2-byte type that it has not
            throw new InvalidInputException(
                    file, "descr " + descr, "a type that .npy has, and bf16 is not one", "a .safetensors file");
        }
        throw new InvalidInputException(
                file,
                "descr " + descr,
                "little-endian <f8, <f4, <f2, <i8 or <i4",
                descr.startsWith(">") ? "array.astype('<" + descr.substring(1) + "')" : "array.astype('<f4')");
    }

    private void expect(char expected) {
        if (!accept(expected)) {
            throw invalid("'" + expected + "'");
        }
    }

    private boolean accept(char expected) {
        if (next() != expected) {
            return false;
        }
        at++;
        return true;
    }

    private int next() {
        while (at < header.length() && (header.charAt(at) == ' ' || header.charAt(at) == '\n')) {
            at++;
        }
        return at < header.length() ? header.charAt(at) : -1;
    }

    private String string() {
        char quote = accept('\'') ? '\'' : '"';
        if (quote == '"') {
            expect('"');
        }
        int end = header.indexOf(quote, at);
        if (end < 0) {
            throw invalid("a closing quote");
        }
        String text = header.substring(at, end);
        at = end + 1;
        return text;
    }

    private boolean bool() {
        next();
        for (boolean value : new boolean[] {false, true}) {
            String word = value ? "True" : "False";
            if (header.startsWith(word, at)) {
                at += word.length();
                return value;
            }
        }
        throw invalid("True or False");
    }

    private long[] tuple() {
        long[] dimensions = new long[MAX_RANK];
        int rank = 0;
        expect('(');
        while (!accept(')')) {
            if (rank == MAX_RANK) {
                throw invalid("at most " + MAX_RANK + " dimensions");
            }
            dimensions[rank++] = number();
            if (!accept(',')) {
                if (rank == 1) {
                    throw invalid("',', as in (3,)");
                }
                expect(')');
                break;
            }
        }
        return Arrays.copyOf(dimensions, rank);
    }

    private long number() {
        int first = next();
        long value = 0;
        int from = at;
        while (at < header.length() && header.charAt(at) >= '0' && header.charAt(at) <= '9') {
            int digit = header.charAt(at) - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                throw invalid("a whole number from 0 to 2^63-1");
            }
            value = 10 * value + digit;
            at++;
        }
        if (at == from || (first == '0' && at > from + 1)) {
            throw invalid("a whole number from 0 to 2^63-1");
        }
        if (at < header.length() && header.charAt(at) == 'L') {
            // as Python 2 wrote its long numbers
            at++;
        }
        return value;
    }

    private InvalidInputException invalid(String needs) {
        int next = next();
        String got = next < 0
                ? "the end of the header"
                : next >= 0x21 && next < 0x7F ? "'" + (char) next + "'" : "character 0x" + Integer.toHexString(next);
        return new InvalidInputException(file, got + " at header character " + at, needs, "writing it with numpy.save");
    }
}
