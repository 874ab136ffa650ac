package io.attn4j.peers;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * An ONNX model of one operator, as the bytes of its {@code ModelProto} (onnx.proto3, IR version 10).
 *
 * <p>Only the messages and fields that such a model needs are written; the numbers are those of onnx.proto3.
 */
final class OnnxModel {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int FLOATS = 1;
    private static final int INTEGERS = 6;

    private final String domain;
    private final String operator;
    private final int opset;
    private final Message node = new Message();
    private final Message graphInputs = new Message();
    private final Message graphOutputs = new Message();
    private final Message attributes = new Message();

    /**
     * Starts a model.
     *
     * @param domain of the operator, empty for ai.onnx
     * @param opset version of that domain
     */
    OnnxModel(String domain, String operator, int opset) {
        this.domain = domain;
        this.operator = operator;
        this.opset = opset;
    }

    /** Adds the next input of the operator, of fp32. */
    OnnxModel input(String name, long... shape) {
        node.text(1, name);
        graphInputs.message(11, valueInfo(name, FLOATS, shape));
        return this;
    }

    /** Adds the next input of the operator, of 32-bit integers. */
    OnnxModel integers(String name, long... shape) {
        node.text(1, name);
        graphInputs.message(11, valueInfo(name, INTEGERS, shape));
        return this;
    }

    /** Leaves an optional input of the operator out, where more follow. */
    OnnxModel noInput() {
        node.text(1, "");
        return this;
    }

    /** Adds the next output of the operator, of fp32, as one of the model. */
    OnnxModel output(String name, long... shape) {
        node.text(2, name);
        graphOutputs.message(12, valueInfo(name, FLOATS, shape));
        return this;
    }

    /** Adds the next output of the operator, which the model keeps to itself. */
    OnnxModel innerOutput(String name) {
        node.text(2, name);
        return this;
    }

    OnnxModel attribute(String name, long value) {
        attributes.message(5, new Message().text(1, name).number(3, value).number(20, 2));
        return this;
    }

    OnnxModel attribute(String name, float value) {
        attributes.message(5, new Message().text(1, name).fraction(2, value).number(20, 1));
        return this;
    }

    /** The model's bytes. */
    byte[] bytes() {
        Message whole =
                new Message().append(node).text(4, operator).append(attributes).text(7, domain);
        Message graph = new Message()
                .message(1, whole)
                .text(2, "attention")
                .append(graphInputs)
                .append(graphOutputs);
        Message model = new Message().number(1, 10).text(2, "attn4j").message(7, graph);
        model.message(8, new Message().text(1, domain).number(2, opset));
        return model.bytes();
    }

    private static Message valueInfo(String name, int elements, long[] shape) {
        Message dimensions = new Message();
        for (long size : shape) {
            dimensions.message(1, new Message().number(1, size));
        }
        Message tensor = new Message().number(1, elements).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /** Fields of a protobuf message in the order of writing. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3 | VARINT);
            varint(value);
            return this;
        }

        Message fraction(int field, float value) {
            varint((long) field << 3 | FIXED32);
            out.writeBytes(ByteBuffer.allocate(Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(value)
                    .array());
            return this;
        }

        Message text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return bytes(field, value.bytes());
        }

        /** The fields of another message after these. */
        Message append(Message fields) {
            out.writeBytes(fields.bytes());
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private Message bytes(int field, byte[] value) {
            varint((long) field << 3 | BYTES);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
