package io.attn4j.cpu.row;

import io.attn4j.cpu.step.ParallelRows;
import io.attn4j.cpu.step.WorkerPool;
import io.attn4j.plan.Storage;
import io.attn4j.plan.row.Widen;
import io.attn4j.tensor.Narrowing;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/** Floats of 16 bits as fp32. */
final class WidenLoops {
    private WidenLoops() {}

    static void execute(Widen step, Map<String, MemorySegment> arrays, WorkerPool pool) {
        MemorySegment x = arrays.get(step.x().buffer().name());
        MemorySegment y = arrays.get(step.y().buffer().name());
        boolean f16 = step.x().buffer().storage() == Storage.F16;
        int count = step.y().columns();
        ParallelRows.run(pool, 1, 1, count, count, (b, h, from, to) -> {
            for (int c = from; c < to; c++) {
                short bits = x.get(ValueLayout.JAVA_SHORT_UNALIGNED, (long) Short.BYTES * c);
                float value = f16 ? Float.float16ToFloat(bits) : Narrowing.fromBf16(bits);
                y.set(ValueLayout.JAVA_FLOAT_UNALIGNED, (long) Float.BYTES * c, value);
            }
        });
    }
}
