package io.attn4j.kernels.step;

import io.attn4j.portable.KernelMethod;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task10;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task11;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task12;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task13;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task14;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task15;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task16;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task17;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task18;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task19;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task20;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task4;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task5;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task6;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task7;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task8;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task9;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * One task of a graph: a kernel, its arguments, and its launch, each given once.
 *
 * <p>The kernel is a reference to a static method whose first parameter is a {@link KernelContext}. Arrays follow, then
 * integers: the template constants, which TornadoVM makes part of the code. The method gives the kernel its name, and its
 * parameters name the constants.
 */
public final class KernelTask {
    private final TaskGrid launch;
    private final Serializable kernel;
    private final Object[] arguments;

    private KernelTask(TaskGrid launch, Serializable kernel, Object... arguments) {
        this.launch = launch;
        this.kernel = kernel;
        this.arguments = arguments;
        Method method = KernelMethod.of(kernel);
        launch.runs(method, constants(method, arguments));
    }

    private static Map<String, Integer> constants(Method method, Object[] arguments) {
        Map<String, Integer> constants = new LinkedHashMap<>();
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof Integer constant) {
                Parameter parameter = parameters[1 + i];
                if (!parameter.isNamePresent()) {
                    throw new IllegalStateException(
                            "kernel " + method.getName() + ": got no names of parameters; needs javac -parameters");
                }
                constants.put(parameter.getName(), constant);
            }
        }
        return constants;
    }

    /** A task of a kernel with 3 parameters after its context. */
    public static <A, B, C> KernelTask of(TaskGrid launch, Task4<KernelContext, A, B, C> kernel, A a, B b, C c) {
        return new KernelTask(launch, kernel, a, b, c);
    }

    /** A task of a kernel with 4 parameters after its context. */
    public static <A, B, C, D> KernelTask of(
            TaskGrid launch, Task5<KernelContext, A, B, C, D> kernel, A a, B b, C c, D d) {
        return new KernelTask(launch, kernel, a, b, c, d);
    }

    /** A task of a kernel with 5 parameters after its context. */
    public static <A, B, C, D, E> KernelTask of(
            TaskGrid launch, Task6<KernelContext, A, B, C, D, E> kernel, A a, B b, C c, D d, E e) {
        return new KernelTask(launch, kernel, a, b, c, d, e);
    }

    /** A task of a kernel with 6 parameters after its context. */
    public static <A, B, C, D, E, F> KernelTask of(
            TaskGrid launch, Task7<KernelContext, A, B, C, D, E, F> kernel, A a, B b, C c, D d, E e, F f) {
        return new KernelTask(launch, kernel, a, b, c, d, e, f);
    }

    /** A task of a kernel with 7 parameters after its context. */
    public static <A, B, C, D, E, F, G> KernelTask of(
            TaskGrid launch, Task8<KernelContext, A, B, C, D, E, F, G> kernel, A a, B b, C c, D d, E e, F f, G g) {
        return new KernelTask(launch, kernel, a, b, c, d, e, f, g);
    }

    /** A task of a kernel with 8 parameters after its context. */
    public static <A, B, C, D, E, F, G, H> KernelTask of(
            TaskGrid launch,
            Task9<KernelContext, A, B, C, D, E, F, G, H> kernel,
            A a,
            B b,
            C c,
            D d,
            E e,
            F f,
            G g,
            H h) {
        return new KernelTask(launch, kernel, a, b, c, d, e, f, g, h);
    }

    /** A task of a kernel with 9 parameters after its context. */
    public static <A, B, C, D, E, F, G, H, I> KernelTask of(
            TaskGrid launch,
            Task10<KernelContext, A, B, C, D, E, F, G, H, I> kernel,
            A a,
            B b,
            C c,
            D d,
            E e,
            F f,
            G g,
            H h,
            I i) {
        return new KernelTask(launch, kernel, a, b, c, d, e, f, g, h, i);
    }

    /** A task of a kernel with 10 parameters after its context. */
    public static <A, B, C, D, E, F, G, H, I, J> KernelTask of(
            TaskGrid launch,
            Task11<KernelContext, A, B, C, D, E, F, G, H, I, J> kernel,
            A a,
            B b,
            C c,
            D d,
            E e,
            F f,
            G g,
            H h,
            I i,
            J j) {
        return new KernelTask(launch, kernel, a, b, c, d, e, f, g, h, i, j);
    }

    /** A task of a kernel with 11 parameters after its context. */
    public static <A, B, C, D, E, F, G, H, I, J, K> KernelTask of(
            TaskGrid launch,
            Task12<KernelContext, A, B, C, D, E, F, G, H, I, J, K> kernel,
            A a,
            B b,
            C c,
            D d,
            E e,
            F f,
            G g,
            H h,
            I i,
            J j,
            K k) {
        return new KernelTask(launch, kernel, a, b, c, d, e, f, g, h, i, j, k);
    }

    /** A task of a kernel with 12 parameters after its context. */
    public static <A, B, C, D, E, F, G, H, I, J, K, L> KernelTask of(
            TaskGrid launch,
            Task13<KernelContext, A, B, C, D, E, F, G, H, I, J, K, L> kernel,
            A a,
            B b,
            C c,
            D d,
            E e,
            F f,
            G g,
            H h,
            I i,
            J j,
            K k,
            L l) {
        return new KernelTask(launch, kernel, a, b, c, d, e, f, g, h, i, j, k, l);
    }

    /** A task of a kernel with 13 parameters after its context. */
    public static <A, B, C, D, E, F, G, H, I, J, K, L, M> KernelTask of(
            TaskGrid launch,
            Task14<KernelContext, A, B, C, D, E, F, G, H, I, J, K, L, M> kernel,
            A a,
            B b,
            C c,
            D d,
            E e,
            F f,
            G g,
            H h,
            I i,
            J j,
            K k,
            L l,
            M m) {
        return new KernelTask(launch, kernel, a, b, c, d, e, f, g, h, i, j, k, l, m);
    }

    /** A task of a kernel with 14 parameters after its context. */
    public static <A, B, C, D, E, F, G, H, I, J, K, L, M, N> KernelTask of(
            TaskGrid launch,
            Task15<KernelContext, A, B, C, D, E, F, G, H, I, J, K, L, M, N> kernel,
            A a,
            B b,
            C c,
            D d,
            E e,
            F f,
            G g,
            H h,
            I i,
            J j,
            K k,
            L l,
            M m,
            N n) {
        return new KernelTask(launch, kernel, a, b, c, d, e, f, g, h, i, j, k, l, m, n);
    }

    /** A task of a kernel with 15 parameters after its context. */
    public static <A, B, C, D, E, F, G, H, I, J, K, L, M, N, O> KernelTask of(
            TaskGrid launch,
            Task16<KernelContext, A, B, C, D, E, F, G, H, I, J, K, L, M, N, O> kernel,
            A a,
            B b,
            C c,
            D d,
            E e,
            F f,
            G g,
            H h,
            I i,
            J j,
            K k,
            L l,
            M m,
            N n,
            O o) {
        return new KernelTask(launch, kernel, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o);
    }

    /** A task of a kernel with 16 parameters after its context. */
    public static <A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P> KernelTask of(
            TaskGrid launch,
            Task17<KernelContext, A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P> kernel,
            A a,
            B b,
            C c,
            D d,
            E e,
            F f,
            G g,
            H h,
            I i,
            J j,
            K k,
            L l,
            M m,
            N n,
            O o,
            P p) {
        return new KernelTask(launch, kernel, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
    }

    /** A task of a kernel with 17 parameters after its context. */
    public static <A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q> KernelTask of(
            TaskGrid launch,
            Task18<KernelContext, A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q> kernel,
            A a,
            B b,
            C c,
            D d,
            E e,
            F f,
            G g,
            H h,
            I i,
            J j,
            K k,
            L l,
            M m,
            N n,
            O o,
            P p,
            Q q) {
        return new KernelTask(launch, kernel, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q);
    }

    /** A task of a kernel with 18 parameters after its context. */
    public static <A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R> KernelTask of(
            TaskGrid launch,
            Task19<KernelContext, A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R> kernel,
            A a,
            B b,
            C c,
            D d,
            E e,
            F f,
            G g,
            H h,
            I i,
            J j,
            K k,
            L l,
            M m,
            N n,
            O o,
            P p,
            Q q,
            R r) {
        return new KernelTask(launch, kernel, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r);
    }

    /** A task of a kernel with 19 parameters after its context. */
    public static <A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S> KernelTask of(
            TaskGrid launch,
            Task20<KernelContext, A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S> kernel,
            A a,
            B b,
            C c,
            D d,
            E e,
            F f,
            G g,
            H h,
            I i,
            J j,
            K k,
            L l,
            M m,
            N n,
            O o,
            P p,
            Q q,
            R r,
            S s) {
        return new KernelTask(launch, kernel, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s);
    }

    /** The launch. */
    public TaskGrid launch() {
        return launch;
    }

    /** The arrays among the arguments, in order. */
    public List<TornadoNativeArray> arrays() {
        List<TornadoNativeArray> arrays = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof TornadoNativeArray array) {
                arrays.add(array);
            }
        }
        return arrays;
    }

    /** Appends this task to {@code graph}, which takes a kernel of each number of parameters by a method of its own. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public void addTo(TaskGraph graph) {
        String task = launch.task();
        KernelContext c = new KernelContext();
        Object[] x = arguments;
        switch (kernel) {
            case Task4 k -> graph.task(task, k, c, x[0], x[1], x[2]);
            case Task5 k -> graph.task(task, k, c, x[0], x[1], x[2], x[3]);
            case Task6 k -> graph.task(task, k, c, x[0], x[1], x[2], x[3], x[4]);
            case Task7 k -> graph.task(task, k, c, x[0], x[1], x[2], x[3], x[4], x[5]);
            case Task8 k -> graph.task(task, k, c, x[0], x[1], x[2], x[3], x[4], x[5], x[6]);
            case Task9 k -> graph.task(task, k, c, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]);
            case Task10 k -> graph.task(task, k, c, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8]);
            case Task11 k -> graph.task(task, k, c, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9]);
            case Task12 k -> graph.task(task, k, c, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9], x[10]);
            case Task13 k ->
                graph.task(task, k, c, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9], x[10], x[11]);
            case Task14 k ->
                graph.task(task, k, c, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9], x[10], x[11], x[12]);
            case Task15 k ->
                graph.task(
                        task, k, c, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9], x[10], x[11], x[12],
                        x[13]);
            case Task16 k ->
                graph.task(
                        task, k, c, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9], x[10], x[11], x[12],
                        x[13], x[14]);
            case Task17 k ->
                graph.task(
                        task, k, c, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9], x[10], x[11], x[12],
                        x[13], x[14], x[15]);
            case Task18 k ->
                graph.task(
                        task, k, c, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9], x[10], x[11], x[12],
                        x[13], x[14], x[15], x[16]);
            case Task19 k ->
                graph.task(
                        task, k, c, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9], x[10], x[11], x[12],
                        x[13], x[14], x[15], x[16], x[17]);
            case Task20 k ->
                graph.task(
                        task, k, c, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9], x[10], x[11], x[12],
                        x[13], x[14], x[15], x[16], x[17], x[18]);
            default ->
                throw new IllegalStateException("kernel: got " + kernel + "; needs one that KernelTask.of takes");
        }
    }
}
