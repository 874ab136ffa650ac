package io.attn4j.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A protobuf message of an ONNX model, field after field. */
public final class OnnxBytes {
    public static final int FLOAT = 1;
    public static final int INT8 = 3;
    public static final int INT64 = 7;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public OnnxBytes number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    public OnnxBytes bytes(int field, byte[] value) {
        varint((long) field << 3 | 2);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    public OnnxBytes text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    public OnnxBytes message(int field, OnnxBytes value) {
        return bytes(field, value.toBytes());
    }

    public OnnxBytes single(int field, float value) {
        varint((long) field << 3 | 5);
        out.writeBytes(buffer(4).putFloat(value).array());
        return this;
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            out.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A TensorProto of floats in raw_data. */
    public static OnnxBytes floats(String name, float[] values, long... shape) {
        ByteBuffer raw = buffer(4 * values.length);
        for (float value : values) {
            raw.putFloat(value);
        }
        return tensor(name, FLOAT, shape).bytes(9, raw.array());
    }

    /** A TensorProto of 64-bit integers in raw_data. */
    public static OnnxBytes integers(String name, long[] values, long... shape) {
        ByteBuffer raw = buffer(8 * values.length);
        for (long value : values) {
            raw.putLong(value);
        }
        return tensor(name, INT64, shape).bytes(9, raw.array());
    }

    /** A TensorProto without data. */
    public static OnnxBytes tensor(String name, int type, long... shape) {
        OnnxBytes tensor = new OnnxBytes();
        for (long size : shape) {
            tensor.number(1, size);
        }
        return tensor.number(2, type).text(8, name);
    }

    /** A NodeProto with the result {@code output}, which is its name as well. */
    public static OnnxBytes node(String op, String output, String... inputs) {
        OnnxBytes node = new OnnxBytes();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(3, output).text(4, op);
    }

    /** An AttributeProto with a tensor. */
    public static OnnxBytes attribute(String name, OnnxBytes tensor) {
        return new OnnxBytes().text(1, name).message(5, tensor).number(20, 4);
    }

    /** A ModelProto around a GraphProto. */
    public static byte[] model(OnnxBytes graph) {
        return new OnnxBytes().number(1, 8).text(2, "test").message(7, graph).toBytes();
    }
}
