package io.attn4j.cpu.row;

import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.Storage;
import io.attn4j.plan.row.Narrow;
import io.attn4j.tensor.Narrowing;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/** fp32 in 16 bits. */
final class NarrowLoops {
    private NarrowLoops() {}

    static void execute(Narrow step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        MemorySegment x = arrays.get(step.x().buffer().name());
        MemorySegment y = arrays.get(step.y().buffer().name());
        boolean f16 = step.y().buffer().storage() == Storage.F16;
        int count = step.x().columns();
        ParallelRows.run(pool, 1, 1, count, count, (b, h, from, to) -> {
            for (int c = from; c < to; c++) {
                float value = x.get(ValueLayout.JAVA_FLOAT_UNALIGNED, (long) Float.BYTES * c);
                short bits = f16 ? Float.floatToFloat16(value) : Narrowing.toBf16(value);
                y.set(ValueLayout.JAVA_SHORT_UNALIGNED, (long) Short.BYTES * c, bits);
            }
        });
    }
}
