package io.attn4j.engine;

import io.attn4j.graph.GraphBackend;
import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelExport;
import io.attn4j.graph.LaunchRecorder;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Finds the backends of the task-graph engines, whichever runtime this JVM was started on.
 *
 * <p>Kernel classes are linked to TornadoVM's API by name. In a JVM with a TornadoVM SDK that API is TornadoVM's own
 * module; then the portable engines get a class loader of their own, in which the same names mean the portable runtime.
 */
final class GraphBackends {
    private static final String TORNADO = "io.attn4j.kernels.session.TornadoVmBackend";
    private static final String PORTABLE = "io.attn4j.kernels.session.PortableBackend";
    private static final String RECORDING = "io.attn4j.kernels.session.RecordingBackend";
    private static final String EXPORT = "io.attn4j.kernels.export.TornadoKernelExport";

    private GraphBackends() {}

    /** Whether this JVM was started with a TornadoVM SDK underneath. */
    static boolean onTornadoVm() {
        return ModuleLayer.boot().findModule("tornado.api").isPresent();
    }

    /** TornadoVM's devices; call only when {@link #onTornadoVm}. */
    static GraphBackend tornado() {
        return create(GraphBackends.class.getClassLoader(), TORNADO);
    }

    /** The portable runtime's {@code opencl} or {@code simulator}. */
    static GraphBackend portable(String engine) {
        return create(portableLoader(), PORTABLE, engine);
    }

    /** What records the launches of {@code opencl} on a device that is described rather than there. */
    static LaunchRecorder recording(GraphDevice device) {
        return create(portableLoader(), RECORDING, device);
    }

    private static ClassLoader portableLoader() {
        ClassLoader ours = GraphBackends.class.getClassLoader();
        return onTornadoVm() ? new PortableClassLoader(ours) : ours;
    }

    /** What writes the exported kernels; call only when {@link #onTornadoVm}. */
    static KernelExport export() {
        return create(GraphBackends.class.getClassLoader(), EXPORT);
    }

    @SuppressWarnings("unchecked")
    private static <T> T create(ClassLoader loader, String name, Object... arguments) {
        try {
            Class<?>[] types = new Class<?>[arguments.length];
            for (int i = 0; i < arguments.length; i++) {
                types[i] = arguments[i].getClass();
            }
            return (T) Class.forName(name, true, loader).getConstructor(types).newInstance(arguments);
        } catch (InvocationTargetException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failure.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(name + " cannot be created", failure.getCause());
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(name + " is not on the class path", failure);
        }
    }

    /** Loads kernels, portable runtime and its form of TornadoVM's API again; everything else from its parent. */
    private static final class PortableClassLoader extends URLClassLoader {
        private static final String[] OWN = {
            "uk.ac.manchester.tornado.api.", "io.attn4j.portable.", "io.attn4j.kernels."
        };

        PortableClassLoader(ClassLoader parent) {
            super("attn4j-portable", locations(parent), parent);
        }

        private static URL[] locations(ClassLoader parent) {
            try {
                return new URL[] {
                    location(Class.forName(PORTABLE, false, parent)),
                    location(Class.forName("io.attn4j.portable.RecordedGraph", false, parent))
                };
            } catch (ClassNotFoundException failure) {
                throw new IllegalStateException("the portable runtime is not on the class path", failure);
            }
        }

        private static URL location(Class<?> type) {
            return type.getProtectionDomain().getCodeSource().getLocation();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            for (String prefix : OWN) {
                if (name.startsWith(prefix)) {
                    synchronized (getClassLoadingLock(name)) {
                        Class<?> loaded = findLoadedClass(name);
                        return loaded == null ? findClass(name) : loaded;
                    }
                }
            }
            return super.loadClass(name, resolve);
        }
    }
}
