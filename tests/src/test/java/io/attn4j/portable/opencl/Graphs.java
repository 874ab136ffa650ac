package io.attn4j.portable.opencl;

import io.attn4j.portable.RecordedGraph;
import io.attn4j.portable.RecordedGraph.Command;
import io.attn4j.portable.RecordedGraph.Run;
import io.attn4j.portable.RecordedGraph.ToDevice;
import io.attn4j.portable.RecordedGraph.ToHost;
import io.attn4j.portable.RecordedTask;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** Recorded graphs over the fixture kernels, as the portable {@code TaskGraph} would record them. */
final class Graphs {

    private Graphs() {}

    static RecordedGraph graph(Command... steps) {
        return new RecordedGraph("g", List.of(steps));
    }

    static Command once(TornadoNativeArray... arrays) {
        return new ToDevice(DataTransferMode.FIRST_EXECUTION, List.of(arrays));
    }

    static Command always(TornadoNativeArray... arrays) {
        return new ToDevice(DataTransferMode.EVERY_EXECUTION, List.of(arrays));
    }

    static Command toHost(TornadoNativeArray... arrays) {
        return new ToHost(DataTransferMode.EVERY_EXECUTION, List.of(arrays));
    }

    static Command run(String id, String kernel, Object... arguments) {
        return new Run(task(id, kernel, arguments));
    }

    static RecordedTask task(String id, String kernel, Object... arguments) {
        Method method = Arrays.stream(FixtureKernels.class.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(kernel))
                .findFirst()
                .orElseThrow();
        return new RecordedTask("g", id, method, List.of(arguments));
    }
}
