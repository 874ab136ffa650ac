package io.attn4j.portable.simulator;

import io.attn4j.portable.simulator.KernelInstrumenter.Barrier;
import io.attn4j.portable.simulator.KernelInstrumenter.Instrumented;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An instrumented kernel with its probe, for one execution at a time.
 *
 * <p>Kernels are kept for later executions, since they start slow: the JVM has to compile them.
 */
final class SimulatedKernel {
    private record Key(Method method, boolean checked) {}

    private static final Map<Key, Queue<SimulatedKernel>> IDLE = new ConcurrentHashMap<>();

    private final Key key;
    private final MethodHandle entry;
    private final KernelProbe probe;
    private final Instrumented instrumented;
    private final List<String> parameterNames;

    private SimulatedKernel(Key key) {
        this.key = key;
        probe = new KernelProbe(key.checked());
        instrumented = KernelInstrumenter.instrument(key.method());
        parameterNames = KernelInstrumenter.parameterNames(key.method());
        entry = define(key.method().getDeclaringClass());
    }

    /** An idle kernel, or a new one; give it back with {@link #release}. */
    static SimulatedKernel acquire(Method method, boolean checked) {
        Key key = new Key(method, checked);
        SimulatedKernel idle =
                IDLE.computeIfAbsent(key, k -> new ConcurrentLinkedQueue<>()).poll();
        return idle == null ? new SimulatedKernel(key) : idle;
    }

    void release() {
        IDLE.get(key).add(this);
    }

    private MethodHandle define(Class<?> owner) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
            MethodHandles.Lookup hidden = lookup.defineHiddenClassWithClassData(
                    instrumented.bytes(), probe, true, MethodHandles.Lookup.ClassOption.NESTMATE);
            for (Method method : hidden.lookupClass().getDeclaredMethods()) {
                if (method.getName().equals(instrumented.name())) {
                    return hidden.unreflect(method)
                            .asSpreader(Object[].class, method.getParameterCount())
                            .asType(MethodType.methodType(void.class, Object[].class));
                }
            }
        } catch (VerifyError e) {
            throw SimulatorFault.ofTask(
                    SimulatorFault.Kind.NOT_A_KERNEL,
                    owner.getName() + "." + key.method().getName(),
                    "got a value without a name that is needed after a barrier; needs local variables; try a counting loop "
                            + "in place of one over an array's elements");
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException(instrumented.name() + " is not in its own class");
    }

    KernelProbe probe() {
        return probe;
    }

    Barrier barrier(int number) {
        return instrumented.barriers().get(number - 1);
    }

    boolean hasBarriers() {
        return !instrumented.barriers().isEmpty();
    }

    WorkItemFrame newFrame() {
        return new WorkItemFrame(instrumented.slots());
    }

    /** Name of a parameter as in the source. */
    String parameter(int index) {
        return parameterNames.get(index);
    }

    /** Gives one work-item its turn: until its next barrier or its end. */
    void run(Object[] arguments) {
        try {
            entry.invokeExact(arguments);
        } catch (SimulatorFault fault) {
            throw fault;
        } catch (Throwable failure) {
            throw probe.failed(failure);
        }
    }
}
