package io.attn4j.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/**
 * Off-heap buffers by name that grow and are kept between executions, for intermediate results on the host.
 *
 * <p>One thread at a time. {@link #close} frees them all.
 */
public final class Workspace implements AutoCloseable {
    /** A buffer, and as much of it as was last asked for. */
    private static final class Block {
        private final Arena arena;
        private final MemorySegment segment;
        private MemorySegment part;

        Block(Arena arena, MemorySegment segment) {
            this.arena = arena;
            this.segment = segment;
            part = segment;
        }

        MemorySegment part(long bytes) {
            if (part.byteSize() != bytes) {
                part = segment.asSlice(0, bytes);
            }
            return part;
        }
    }

    private static final int ALIGNMENT = 64;

    private final Map<String, Block> blocks = new HashMap<>();

    /** A buffer of {@code bytes} bytes whose content is undefined; valid until the same name is asked for again. */
    public MemorySegment bytes(String name, long bytes) {
        Block block = blocks.get(name);
        if (block == null || block.segment.byteSize() < bytes) {
            if (block != null) {
                blocks.remove(name);
                block.arena.close();
            }
            Arena arena = Arena.ofShared();
            try {
                block = new Block(arena, arena.allocate(bytes, ALIGNMENT));
            } catch (RuntimeException | Error failure) {
                arena.close();
                throw failure;
            }
            blocks.put(name, block);
        }
        return block.part(bytes);
    }

    /** A buffer of {@code count} floats, as {@link #bytes}. */
    public MemorySegment floats(String name, long count) {
        return bytes(name, Math.multiplyExact(count, Float.BYTES));
    }

    /**
     * Tensors as fp32: those of F16 and BF16 as copies in buffers of their names, the others themselves; where there are none
     * of the former, the same map. Copies are valid until the same name is asked for again.
     */
    public Map<String, Tensor> widened(Map<String, Tensor> tensors) {
        Map<String, Tensor> widened = roomForFloats(tensors);
        tensors.forEach((name, tensor) -> {
            Tensor wide = widened.get(name);
            if (wide != tensor) {
                Narrowing.widen(tensor, wide.segment());
            }
        });
        return widened;
    }

    /** As {@link #widened}, but the content of the buffers is undefined: for outputs. */
    public Map<String, Tensor> roomForFloats(Map<String, Tensor> tensors) {
        boolean narrow = false;
        for (Tensor tensor : tensors.values()) {
            narrow |= isNarrow(tensor);
        }
        if (!narrow) {
            return tensors;
        }
        Map<String, Tensor> wide = new HashMap<>();
        tensors.forEach((name, tensor) -> wide.put(
                name,
                isNarrow(tensor)
                        ? Tensor.wrap(
                                tensor.type().withDType(DType.F32),
                                floats(name, tensor.type().elements()))
                        : tensor));
        return wide;
    }

    private static boolean isNarrow(Tensor tensor) {
        DType dtype = tensor.type().dtype();
        return dtype == DType.F16 || dtype == DType.BF16;
    }

    /** Bytes of all buffers. */
    public long heldBytes() {
        long held = 0;
        for (Block block : blocks.values()) {
            held += block.segment.byteSize();
        }
        return held;
    }

    @Override
    public void close() {
        for (Block block : blocks.values()) {
            block.arena.close();
        }
        blocks.clear();
    }
}
