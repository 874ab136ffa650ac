package io.attn4j.portable.opencl;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;
import org.jocl.cl_mem;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * A host array of a graph and its buffer on the device.
 *
 * <p>The buffer has the layout of the array's segment, 16 header bytes and then the elements. The header goes up once,
 * when the buffer is made; transfers move the elements.
 */
final class DeviceArray {

    /** Where the generated kernels look for element 0. */
    static final int HEADER_BYTES = 16;

    /**
     * Largest array of integers of which a copy is kept to see whether it has changed. Integers are sizes, mask tables and
     * indices, which repeat from call to call; sending one takes longer than comparing it.
     */
    private static final long SMALL_TABLE_BYTES = 64 << 10;

    /** The same for floats, which are scalars up to this size; above it operands, which repeat in benchmarks only. */
    private static final long SMALL_SCALARS_BYTES = 512;

    /** Smallest memory of a caller that is copied from or to without a stop in the array. */
    private static final long DIRECT_BYTES = 64 << 10;

    /** A direct buffer, which JOCL wants, spans at most 2 GiB. */
    private static final long CHUNK_BYTES = 1L << 30;

    private record Chunk(long offset, long bytes, Pointer host) {}

    private final String name;
    private final MemorySegment segment;
    private final List<Chunk> chunks;
    private final Chunk header;
    private cl_mem buffer;
    private boolean uploaded;
    /** What the next transfers move in place of the elements; null for those. */
    private MemorySegment source;

    private MemorySegment target;
    /** How many buffers there have been. */
    private long version;

    /** What the device holds; null where it is not kept, because the array is large or a kernel may write it. */
    private MemorySegment sent;

    /**
     * @param name for messages, e.g. {@code argument 1 of task s0.scores}
     * @throws OpenClException if the array's header is not the one that exported kernels skip
     */
    DeviceArray(TornadoNativeArray array, String name) {
        this.name = name;
        this.segment = array.getSegmentWithHeader();
        long headerBytes = array.getNumBytesOfSegmentWithHeader() - array.getNumBytesOfSegment();
        if (headerBytes != HEADER_BYTES) {
            throw new OpenClException(name + ": got a header of " + headerBytes + " bytes; needs " + HEADER_BYTES
                    + ", as exported kernels skip; try a JVM with compressed class pointers");
        }
        this.header = chunk(0, HEADER_BYTES);
        if (elementBytes() <= (array instanceof IntArray ? SMALL_TABLE_BYTES : SMALL_SCALARS_BYTES)) {
            sent = MemorySegment.ofArray(new byte[(int) elementBytes()]);
        }
        chunks = chunks(elements());
    }

    private Chunk chunk(long offset, long bytes) {
        return chunk(segment, offset, offset, bytes);
    }

    private static Chunk chunk(MemorySegment host, long at, long offset, long bytes) {
        return new Chunk(offset, bytes, Pointer.to(host.asSlice(at, bytes).asByteBuffer()));
    }

    /** Pieces of {@code host}, as many as it takes, that lie in the buffer from the first element on. */
    private static List<Chunk> chunks(MemorySegment host) {
        List<Chunk> chunks = new ArrayList<>();
        for (long at = 0; at < host.byteSize(); at += CHUNK_BYTES) {
            chunks.add(chunk(host, at, HEADER_BYTES + at, Math.min(CHUNK_BYTES, host.byteSize() - at)));
        }
        return chunks;
    }

    String name() {
        return name;
    }

    /** Size of the buffer, header included. */
    long bytes() {
        return segment.byteSize();
    }

    /** Bytes that one transfer moves. */
    long elementBytes() {
        return bytes() - HEADER_BYTES;
    }

    /** Whether the elements have gone up since the buffer was made or invalidated. */
    boolean uploaded() {
        return uploaded;
    }

    /** Whether the device is known to hold what the host holds. */
    boolean unchanged() {
        return uploaded && sent != null && elements().mismatch(sent) < 0;
    }

    /** Notes that a kernel may write the buffer. */
    void markWritten() {
        sent = null;
    }

    private MemorySegment elements() {
        return segment.asSlice(HEADER_BYTES);
    }

    /** Makes the next first-execution transfer happen again. */
    void invalidate() {
        uploaded = false;
    }

    /** Whether the host may write the array. */
    boolean writable() {
        return !segment.isReadOnly();
    }

    /** Refuses an array whose memory the application has given back; the driver would crash on it. */
    void checkAlive() {
        if (!segment.scope().isAlive()) {
            throw new OpenClException(name + ": got an array whose arena is closed; needs live memory during execute; "
                    + "try closing the arena after the execution plan");
        }
    }

    /** Whether there is a buffer. */
    boolean present() {
        return buffer != null;
    }

    /** How many buffers there have been: changes when another one takes its place. */
    long version() {
        return version;
    }

    /** Refuses an array of another graph that has not left it on the device. */
    void checkShared() {
        checkAlive();
        if (!present()) {
            throw new OpenClException(name + ": got an array that its own graph has not left on the device; needs an"
                    + " execution of that graph first; try executing it");
        }
    }

    void allocate(DeviceContext context, cl_command_queue queue) {
        buffer = context.createBuffer(bytes(), name);
        version++;
        write(queue, header, null);
    }

    void release() {
        if (buffer != null) {
            CL.clReleaseMemObject(buffer);
            LiveObjects.released();
            buffer = null;
        }
        uploaded = false;
    }

    /** The buffer as the value of a kernel argument. */
    Pointer argument() {
        return Pointer.to(buffer);
    }

    /** Whether the elements are those of {@code array}. */
    boolean has(MemorySegment array) {
        return segment.address() + HEADER_BYTES == array.address();
    }

    /**
     * Makes the next upload send {@code from}, and leave elements behind it as the device holds them.
     *
     * @param staged whether it goes through page-locked memory, which takes memory of any kind
     * @return false where that would gain nothing, or the driver cannot read there
     */
    boolean sendFrom(MemorySegment from, boolean staged) {
        if (sent != null || from.byteSize() < DIRECT_BYTES || !(staged || from.isNative())) {
            return false;
        }
        source = from;
        return true;
    }

    /** Makes the next download write to {@code to}; as {@link #sendFrom}. */
    boolean bringTo(MemorySegment to, boolean staged) {
        if (to.byteSize() < DIRECT_BYTES || to.isReadOnly() || !(staged || to.isNative())) {
            return false;
        }
        target = to;
        return true;
    }

    /** Makes the next transfers move the elements again. */
    void ownTransfers() {
        source = null;
        target = null;
    }

    /** What has to go up, in order: where another source does not fill the array, its elements go first. */
    List<MemorySegment> toSend() {
        if (source == null) {
            return List.of(elements());
        }
        return uploaded || source.byteSize() == elementBytes() ? List.of(source) : List.of(elements(), source);
    }

    /** Where what the device holds is to go. */
    MemorySegment toBring() {
        return target == null ? elements() : target;
    }

    /** Copies {@code host}, the elements or what takes their place, to the device. */
    void upload(MemorySegment host, cl_command_queue queue, CommandTimes times) {
        for (Chunk chunk : host.equals(source) ? chunks(host) : chunks) {
            write(queue, chunk, times.toDevice());
        }
    }

    /** Notes that all has gone up that there was to send. */
    void markSent() {
        if (sent != null) {
            sent.copyFrom(elements());
        }
        uploaded = true;
    }

    /** Copies the elements to the host, or to what takes their place; on return they are there. */
    void download(cl_command_queue queue, CommandTimes times) {
        for (Chunk chunk : target == null ? chunks : chunks(target)) {
            OpenClStatus.check(
                    CL.clEnqueueReadBuffer(
                            queue, buffer, true, chunk.offset, chunk.bytes, chunk.host, 0, null, times.toHost()),
                    "clEnqueueReadBuffer",
                    name);
        }
    }

    /** A transfer between {@code host} and the buffer through page-locked memory. */
    PinnedStaging.Copy staged(MemorySegment host) {
        return new PinnedStaging.Copy(host, buffer, HEADER_BYTES, name);
    }

    // Transfers block: JOCL keeps a thread and an event alive for each one that does not.
    private void write(cl_command_queue queue, Chunk chunk, cl_event event) {
        OpenClStatus.check(
                CL.clEnqueueWriteBuffer(queue, buffer, true, chunk.offset, chunk.bytes, chunk.host, 0, null, event),
                "clEnqueueWriteBuffer",
                name);
    }
}
