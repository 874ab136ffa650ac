package io.attn4j.kernels.session;

import io.attn4j.kernels.step.KernelTask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * A run of a plan's tasks that one task graph holds: TornadoVM's graphs have room for 1024 nodes, which some 80 tasks need.
 *
 * @param name of the graph; with a task's name the key of its grid
 * @param tasks in order
 * @param arrays all that the tasks take
 */
record GraphPart(String name, List<KernelTask> tasks, Set<TornadoNativeArray> arrays) {
    /** The task, its context with two nodes, and what it depends on. */
    private static final int NODES_OF_TASK = 4;
    /** The array and how it comes to the device. */
    private static final int NODES_OF_ARRAY = 2;

    /**
     * Cuts the tasks of a plan.
     *
     * @param nodes that a graph has room for
     */
    static List<GraphPart> of(PlanTasks plan, int nodes) {
        List<List<KernelTask>> parts = new ArrayList<>(List.of(new ArrayList<>()));
        Set<TornadoNativeArray> taken = identities();
        int used = 0;
        for (KernelTask task : plan.tasks()) {
            int needed = nodes(task, taken);
            if (used + needed > nodes && !parts.getLast().isEmpty()) {
                parts.add(new ArrayList<>());
                taken.clear();
                used = 0;
                needed = nodes(task, taken);
            }
            parts.getLast().add(task);
            taken.addAll(task.arrays());
            used += needed;
        }
        List<GraphPart> named = new ArrayList<>();
        for (List<KernelTask> tasks : parts) {
            Set<TornadoNativeArray> arrays = identities();
            tasks.forEach(task -> arrays.addAll(task.arrays()));
            String name = parts.size() == 1 ? plan.name() : plan.name() + "Part" + (named.size() + 1);
            named.add(new GraphPart(name, List.copyOf(tasks), arrays));
        }
        return named;
    }

    private static int nodes(KernelTask task, Set<TornadoNativeArray> taken) {
        Set<TornadoNativeArray> fresh = identities();
        fresh.addAll(task.arrays());
        int arrays = fresh.size();
        fresh.removeAll(taken);
        return NODES_OF_TASK + arrays + NODES_OF_ARRAY * fresh.size();
    }

    private static Set<TornadoNativeArray> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
