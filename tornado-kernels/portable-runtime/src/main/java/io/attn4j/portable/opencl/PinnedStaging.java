package io.attn4j.portable.opencl;

import io.attn4j.system.ParallelCopy;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;
import org.jocl.cl_mem;

/**
 * Transfers through page-locked memory, which a device with memory of its own reads and writes several times as fast as
 * pageable memory: pieces are copied into one half of it while the other half is on its way.
 *
 * <p>Its memory is made with the first transfer. One thread at a time.
 */
final class PinnedStaging {
    /** Transfers from this size on gain by it. */
    static final long LEAST_BYTES = 1 << 20;

    private static final long PIECE_BYTES = 8 << 20;

    private final DeviceContext context;
    private final long pieceBytes;
    private cl_command_queue queue;
    private cl_mem memory;
    private ByteBuffer mapped;
    private final Slot[] slots = new Slot[2];

    private record Slot(MemorySegment segment, Pointer pointer) {}

    PinnedStaging(DeviceContext context) {
        this(context, PIECE_BYTES);
    }

    /** With pieces of another size, for tests. */
    PinnedStaging(DeviceContext context, long pieceBytes) {
        this.context = context;
        this.pieceBytes = pieceBytes;
    }

    private void open(String name) {
        if (memory != null) {
            return;
        }
        queue = context.createQueue(false);
        memory = context.createHostMemory(slots.length * pieceBytes, name);
        int[] status = new int[1];
        mapped = CL.clEnqueueMapBuffer(
                queue,
                memory,
                true,
                CL.CL_MAP_READ | CL.CL_MAP_WRITE,
                0,
                slots.length * pieceBytes,
                0,
                null,
                null,
                status);
        OpenClStatus.check(status[0], "clEnqueueMapBuffer", name);
        for (int i = 0; i < slots.length; i++) {
            ByteBuffer part = mapped.slice((int) (i * pieceBytes), (int) pieceBytes);
            slots[i] = new Slot(MemorySegment.ofBuffer(part), Pointer.to(part));
        }
    }

    /** Copies {@code from} to {@code target} at {@code offset}; on return it is there. */
    void upload(
            cl_command_queue transfers,
            MemorySegment from,
            cl_mem target,
            long offset,
            CommandTimes times,
            String name) {
        open(name);
        long bytes = from.byteSize();
        fill(slots[0], from, 0);
        int slot = 0;
        for (long at = 0; at < bytes; at += pieceBytes) {
            long next = at + pieceBytes;
            Slot following = slots[1 - slot];
            CompletableFuture<Void> filling = next < bytes
                    ? CompletableFuture.runAsync(() -> fill(following, from, next))
                    : CompletableFuture.completedFuture(null);
            cl_event event = times.toDevice();
            OpenClStatus.check(
                    CL.clEnqueueWriteBuffer(
                            transfers,
                            target,
                            true,
                            offset + at,
                            Math.min(pieceBytes, bytes - at),
                            slots[slot].pointer,
                            0,
                            null,
                            event),
                    "clEnqueueWriteBuffer",
                    name);
            filling.join();
            slot = 1 - slot;
        }
    }

    /** Copies {@code source} from {@code offset} on to {@code to}; on return it is there. */
    void download(
            cl_command_queue transfers, cl_mem source, long offset, MemorySegment to, CommandTimes times, String name) {
        open(name);
        long bytes = to.byteSize();
        CompletableFuture<Void> emptying = CompletableFuture.completedFuture(null);
        int slot = 0;
        for (long at = 0; at < bytes; at += pieceBytes) {
            Slot current = slots[slot];
            OpenClStatus.check(
                    CL.clEnqueueReadBuffer(
                            transfers,
                            source,
                            true,
                            offset + at,
                            Math.min(pieceBytes, bytes - at),
                            current.pointer,
                            0,
                            null,
                            times.toHost()),
                    "clEnqueueReadBuffer",
                    name);
            emptying.join();
            long from = at;
            emptying = CompletableFuture.runAsync(() -> empty(current, to, from));
            slot = 1 - slot;
        }
        emptying.join();
    }

    private void fill(Slot slot, MemorySegment from, long at) {
        ParallelCopy.copy(from, at, slot.segment, 0, Math.min(pieceBytes, from.byteSize() - at));
    }

    private void empty(Slot slot, MemorySegment to, long at) {
        ParallelCopy.copy(slot.segment, 0, to, at, Math.min(pieceBytes, to.byteSize() - at));
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
