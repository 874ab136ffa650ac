package io.attn4j.cpu;

import io.attn4j.kernels.step.StepArrays;
import io.attn4j.plan.StepCase;
import io.attn4j.plan.Storage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs one step on {@link CpuKernels}. */
public final class CpuStepRun {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private CpuStepRun() {}

    /** All arrays of the step by name, as they are afterwards. */
    public static Map<String, float[]> run(CpuKernels kernels, StepCase<?> made) {
        try (Arena arena = Arena.ofShared()) {
            Map<String, MemorySegment> arrays = new HashMap<>();
            Map<String, Storage> storage = made.storage();
            made.contents().forEach((name, values) -> {
                if (storage.get(name).packed()) {
                    arrays.put(name, packed(values, storage.get(name), arena));
                    return;
                }
                // off by one byte, as a tensor in a mapped file may be
                MemorySegment data = arena.allocate(4L * values.length + 1, 64).asSlice(1);
                MemorySegment.copy(values, 0, data, FLOAT, 0, values.length);
                arrays.put(name, data);
            });
            kernels.execute(made.step(), arrays);
            Map<String, float[]> after = new LinkedHashMap<>();
            arrays.forEach((name, data) ->
                    after.put(name, storage.get(name).packed() ? wide(data, storage.get(name)) : data.toArray(FLOAT)));
            return after;
        }
    }

    private static MemorySegment packed(float[] values, Storage storage, Arena arena) {
        MemorySegment data = arena.allocate(2L * values.length + 1, 64).asSlice(1);
        for (int i = 0; i < values.length; i++) {
            data.set(ValueLayout.JAVA_SHORT_UNALIGNED, 2L * i, StepArrays.narrow(values[i], storage));
        }
        return data;
    }

    private static float[] wide(MemorySegment data, Storage storage) {
        float[] values = new float[Math.toIntExact(data.byteSize() / 2)];
        for (int i = 0; i < values.length; i++) {
            values[i] = StepArrays.wide(data.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2L * i), storage);
        }
        return values;
    }
}
