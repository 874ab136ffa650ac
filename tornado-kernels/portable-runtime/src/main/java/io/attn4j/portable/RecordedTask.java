package io.attn4j.portable;

import java.lang.reflect.Method;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;

/**
 * One task of a recorded graph: a kernel method with the arguments it was given.
 *
 * @param graph name of the task graph
 * @param id name of the task; {@code graph.id} is its key in a grid scheduler
 * @param method the kernel
 * @param arguments in the order of the method's parameters: a {@code KernelContext} first where it has one, native
 *     arrays, and boxed scalars, which are the template constants
 */
public record RecordedTask(String graph, String id, Method method, List<Object> arguments) {

    /** {@code graph.id}. */
    public String qualifiedName() {
        return graph + "." + id;
    }

    /** Key of the exported kernel: {@code fully.qualified.Class#method(c1,c2,...)}, constants in parameter order. */
    public String kernelKey() {
        StringBuilder key = new StringBuilder(method.getDeclaringClass().getName())
                .append('#')
                .append(method.getName())
                .append('(');
        boolean first = true;
        for (Object argument : arguments) {
            if (argument instanceof Number) {
                key.append(first ? "" : ",").append(argument);
                first = false;
            }
        }
        return key.append(')').toString();
    }

    /** Whether the kernel takes a {@code KernelContext}, and so needs a grid. */
    public boolean usesContext() {
        return method.getParameterCount() > 0 && method.getParameterTypes()[0] == KernelContext.class;
    }
}
