package io.attn4j.file;

import io.attn4j.error.InvalidInputException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Walks over the fields of one protobuf message, wire format only: {@code next()}, then the value as the message's
 * definition has it. Every length is checked against the end of the message that holds it.
 */
final class ProtobufReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int MOST_VARINT_BYTES = 10;

    private final String where;
    private final MemorySegment data;
    private long at;
    private int field;
    private int wire;
    private long number;
    private MemorySegment bytes;

    /**
     * The fields of {@code message}.
     *
     * @param where what it is, for messages
     */
    ProtobufReader(String where, MemorySegment message) {
        this.where = where;
        data = message;
    }

    /** Goes to the next field; false at the end of the message. */
    boolean next() {
        if (at == data.byteSize()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wire = (int) tag & 7;
        if (tag >>> 32 != 0 || field == 0) {
            throw invalid("the field tag " + tag, "one of an ONNX model");
        }
        bytes = null;
        switch (wire) {
            case VARINT -> number = varint();
            case FIXED64 -> number = take(Long.BYTES).get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
            case FIXED32 -> number = take(Integer.BYTES).get(ValueLayout.JAVA_INT_UNALIGNED, 0);
            case BYTES -> bytes = take(varint());
            default -> throw invalid("wire type " + wire, "0, 1, 2 or 5");
        }
        return true;
    }

    /** Number of the field. */
    int field() {
        return field;
    }

    /** An integer. */
    long number() {
        require(VARINT);
        return number;
    }

    /** A float. */
    float single() {
        require(FIXED32);
        return Float.intBitsToFloat((int) number);
    }

    /** Bytes, over the data itself. */
    MemorySegment bytes() {
        require(BYTES);
        return bytes;
    }

    /** A text. */
    String text() {
        require(BYTES);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toArray(ValueLayout.JAVA_BYTE)))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw invalid("a name that is not UTF-8", "UTF-8");
        }
    }

    /** The fields of a message in this one. */
    ProtobufReader message() {
        return new ProtobufReader(where, bytes());
    }

    /** Whether the field holds bytes: a message, a text or packed numbers. */
    boolean holdsBytes() {
        return wire == BYTES;
    }

    /** The integers packed into the field's bytes, one after another. */
    ProtobufReader packed() {
        return new ProtobufReader(where, bytes());
    }

    /** Whether integers of {@link #packed} are left. */
    boolean hasMore() {
        return at < data.byteSize();
    }

    /** The next integer of {@link #packed}, or a part of a field. */
    long varint() {
        long value = 0;
        for (int i = 0; i < MOST_VARINT_BYTES; i++) {
            byte part = take(1).get(ValueLayout.JAVA_BYTE, 0);
            value |= (long) (part & 0x7F) << (7 * i);
            if (part >= 0) {
                return value;
            }
        }
        throw invalid("a number of more than " + MOST_VARINT_BYTES + " bytes", "one of 64 bits");
    }

    private MemorySegment take(long count) {
        if (count < 0 || count > data.byteSize() - at) {
            throw new InvalidInputException(
                    where,
                    "a field of " + Long.toUnsignedString(count) + " bytes where " + (data.byteSize() - at)
                            + " are left",
                    "fields that end within it",
                    "copying the file again, it is cut off or not an ONNX model");
        }
        MemorySegment taken = data.asSlice(at, count);
        at += count;
        return taken;
    }

    private void require(int expected) {
        if (wire != expected) {
            throw invalid("wire type " + wire + " in field " + field, "wire type " + expected);
        }
    }

    private InvalidInputException invalid(String got, String needs) {
        return new InvalidInputException(where, got, needs, "checking that it is an ONNX model");
    }
}
