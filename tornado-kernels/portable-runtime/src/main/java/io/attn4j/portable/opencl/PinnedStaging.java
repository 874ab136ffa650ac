package io.attn4j.portable.opencl;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_mem;

/**
 * Transfers through page-locked memory, which a device with memory of its own reads and writes several times as fast as
 * pageable memory: pieces of all that is to be moved are copied into, or out of, a ring of slots by several threads, while
 * others are on their way.
 *
 * <p>Its memory is made with the first transfer. One thread at a time.
 */
final class PinnedStaging {
    /** Transfers from this size on gain by it. */
    static final long LEAST_BYTES = 1 << 20;

    private static final int PIECE_BYTES = 1 << 20;

    private static final int SLOTS = 8;

    /** Threads that copy beside the calling one; more do not make memory faster. */
    private static final int HELPERS = Math.min(SLOTS / 2, Runtime.getRuntime().availableProcessors() - 1);

    private final DeviceContext context;
    private final int pieceBytes;
    private cl_command_queue queue;
    private cl_mem memory;
    private ByteBuffer mapped;
    private final Slot[] slots = new Slot[SLOTS];

    private record Slot(MemorySegment segment, Pointer pointer) {}

    /**
     * One transfer between memory of the host and a buffer.
     *
     * @param offset of its first byte in {@code buffer}
     * @param name of the array, for messages
     */
    record Copy(MemorySegment host, cl_mem buffer, long offset, String name) {}

    /** {@code bytes} of a transfer from {@code at} on. */
    private record Piece(Copy copy, long at, long bytes) {}

    PinnedStaging(DeviceContext context) {
        this(context, PIECE_BYTES);
    }

    /** With pieces of another size, for tests. */
    PinnedStaging(DeviceContext context, int pieceBytes) {
        this.context = context;
        this.pieceBytes = pieceBytes;
    }

    private void open(String name) {
        if (memory != null) {
            return;
        }
        queue = context.createQueue(false);
        long bytes = (long) SLOTS * pieceBytes;
        memory = context.createHostMemory(bytes, name);
        int[] status = new int[1];
        mapped = CL.clEnqueueMapBuffer(
                queue, memory, true, CL.CL_MAP_READ | CL.CL_MAP_WRITE, 0, bytes, 0, null, null, status);
        OpenClStatus.check(status[0], "clEnqueueMapBuffer", name);
        for (int i = 0; i < slots.length; i++) {
            ByteBuffer part = mapped.slice(i * pieceBytes, pieceBytes);
            slots[i] = new Slot(MemorySegment.ofBuffer(part), Pointer.to(part));
        }
    }

    /** Carries {@code copies} out towards the device; on return all is there. */
    void upload(cl_command_queue transfers, List<Copy> copies, CommandTimes times) {
        List<Piece> pieces = pieces(copies);
        Pieces filling = new Pieces(pieces.size(), number -> {
            Piece piece = pieces.get(number);
            MemorySegment.copy(piece.copy.host, piece.at, slots[number % SLOTS].segment, 0, piece.bytes);
        });
        filling.allow(SLOTS);
        filling.help(helpers(copies, pieces.size()));
        try {
            for (int number = 0; number < pieces.size(); number++) {
                filling.await(number);
                Piece piece = pieces.get(number);
                OpenClStatus.check(
                        CL.clEnqueueWriteBuffer(
                                transfers,
                                piece.copy.buffer,
                                true,
                                piece.copy.offset + piece.at,
                                piece.bytes,
                                slots[number % SLOTS].pointer,
                                0,
                                null,
                                times.toDevice()),
                        "clEnqueueWriteBuffer",
                        piece.copy.name);
                filling.allow(number + 1 + SLOTS);
            }
        } finally {
            filling.stop();
        }
    }

    /** Carries {@code copies} out towards the host; on return all is there. */
    void download(cl_command_queue transfers, List<Copy> copies, CommandTimes times) {
        List<Piece> pieces = pieces(copies);
        Pieces emptying = new Pieces(pieces.size(), number -> {
            Piece piece = pieces.get(number);
            MemorySegment.copy(slots[number % SLOTS].segment, 0, piece.copy.host, piece.at, piece.bytes);
        });
        int helpers = helpers(copies, pieces.size());
        try {
            for (int number = 0; number < pieces.size(); number++) {
                if (number >= SLOTS) {
                    emptying.await(number - SLOTS);
                }
                Piece piece = pieces.get(number);
                OpenClStatus.check(
                        CL.clEnqueueReadBuffer(
                                transfers,
                                piece.copy.buffer,
                                true,
                                piece.copy.offset + piece.at,
                                piece.bytes,
                                slots[number % SLOTS].pointer,
                                0,
                                null,
                                times.toHost()),
                        "clEnqueueReadBuffer",
                        piece.copy.name);
                emptying.allow(number + 1);
                if (number == 0) {
                    // not before: until now they would have waited for the device
                    emptying.help(helpers);
                }
            }
            for (int number = Math.max(0, pieces.size() - SLOTS); number < pieces.size(); number++) {
                emptying.await(number);
            }
        } finally {
            emptying.stop();
        }
    }

    private List<Piece> pieces(List<Copy> copies) {
        open(copies.getFirst().name);
        List<Piece> pieces = new ArrayList<>();
        for (Copy copy : copies) {
            for (long at = 0; at < copy.host.byteSize(); at += pieceBytes) {
                pieces.add(new Piece(copy, at, Math.min(pieceBytes, copy.host.byteSize() - at)));
            }
        }
        return pieces;
    }

    /** Threads to copy beside this one: none where memory is this thread's alone. */
    private static int helpers(List<Copy> copies, int pieces) {
        Thread other = new Thread();
        return copies.stream().allMatch(copy -> copy.host.isAccessibleBy(other)) ? Math.min(HELPERS, pieces - 1) : 0;
    }

    /** Gives the memory back. */
    void release() {
        if (memory == null) {
            return;
        }
        if (mapped != null) {
            CL.clEnqueueUnmapMemObject(queue, memory, mapped, 0, null, null);
            CL.clFinish(queue);
            mapped = null;
        }
        CL.clReleaseMemObject(memory);
        LiveObjects.released();
        CL.clReleaseCommandQueue(queue);
        LiveObjects.released();
        memory = null;
        queue = null;
    }
}
