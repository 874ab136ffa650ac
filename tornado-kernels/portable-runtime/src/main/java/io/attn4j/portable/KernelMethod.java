package io.attn4j.portable;

import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import uk.ac.manchester.tornado.api.exceptions.TornadoTaskRuntimeException;

/** Finds the static method behind a method reference that was passed to {@code TaskGraph.task}. */
public final class KernelMethod {
    private KernelMethod() {}

    /**
     * The method that {@code code} refers to.
     *
     * @throws TornadoTaskRuntimeException when it is not a reference to a static method
     */
    public static Method of(Serializable code) {
        try {
            Method replace = code.getClass().getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            SerializedLambda lambda = (SerializedLambda) replace.invoke(code);
            // javac puts a lambda's body into a static method of its own, which no device code exists for.
            if (lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic
                    || lambda.getImplMethodName().startsWith("lambda$")) {
                throw refused(code, null);
            }
            ClassLoader loader = code.getClass().getClassLoader();
            Class<?> owner = Class.forName(lambda.getImplClass().replace('/', '.'), false, loader);
            Class<?>[] parameters = MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader)
                    .parameterArray();
            Method method = owner.getDeclaredMethod(lambda.getImplMethodName(), parameters);
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException
                | InvocationTargetException
                | IllegalAccessException
                | ClassNotFoundException failure) {
            throw refused(code, failure);
        }
    }

    private static TornadoTaskRuntimeException refused(Serializable code, Exception cause) {
        TornadoTaskRuntimeException refusal = new TornadoTaskRuntimeException("task: got "
                + code.getClass().getName() + "; needs a reference to a static method; try Kernels::method");
        refusal.initCause(cause);
        return refusal;
    }
}
