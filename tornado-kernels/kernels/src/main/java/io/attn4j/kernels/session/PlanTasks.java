package io.attn4j.kernels.session;

import io.attn4j.graph.GraphDevice;
import io.attn4j.graph.KernelChoice;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.graph.TuningSpace;
import io.attn4j.kernels.centroid.CentroidDeltaTasks;
import io.attn4j.kernels.centroid.ClusterMeansTasks;
import io.attn4j.kernels.centroid.FarthestPointsTasks;
import io.attn4j.kernels.centroid.NearestCentroidsTasks;
import io.attn4j.kernels.centroid.NearestMaskTasks;
import io.attn4j.kernels.centroid.SelectRowsTasks;
import io.attn4j.kernels.core.BiasGradientTasks;
import io.attn4j.kernels.core.CoreAttentionTasks;
import io.attn4j.kernels.core.KeyGradientTasks;
import io.attn4j.kernels.core.ProbabilitiesGradientTasks;
import io.attn4j.kernels.core.QueryGradientTasks;
import io.attn4j.kernels.core.ScoreTasks;
import io.attn4j.kernels.core.SoftmaxMergeGradientTasks;
import io.attn4j.kernels.core.SoftmaxMergeTasks;
import io.attn4j.kernels.export.ExportedSources;
import io.attn4j.kernels.head.HeadGateTasks;
import io.attn4j.kernels.head.HeadMixTasks;
import io.attn4j.kernels.matrix.MatrixProductTasks;
import io.attn4j.kernels.past.PastAttentionTasks;
import io.attn4j.kernels.past.PastRecurrenceTasks;
import io.attn4j.kernels.past.PastStatesTasks;
import io.attn4j.kernels.pool.SegmentPoolTasks;
import io.attn4j.kernels.row.AdditionTasks;
import io.attn4j.kernels.row.LayerNormTasks;
import io.attn4j.kernels.row.RearrangeTasks;
import io.attn4j.kernels.row.SquaredNormsTasks;
import io.attn4j.kernels.step.DeviceArrays;
import io.attn4j.kernels.step.RowLaunch;
import io.attn4j.kernels.step.StepTasks;
import io.attn4j.kernels.step.TaskGrid;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.plan.Step;
import io.attn4j.plan.centroid.CentroidDelta;
import io.attn4j.plan.centroid.ClusterMeans;
import io.attn4j.plan.centroid.FarthestPoints;
import io.attn4j.plan.centroid.NearestCentroids;
import io.attn4j.plan.centroid.NearestMask;
import io.attn4j.plan.core.BiasGradient;
import io.attn4j.plan.core.CoreAttention;
import io.attn4j.plan.core.FactorGradient;
import io.attn4j.plan.core.KeyGradient;
import io.attn4j.plan.core.Probabilities;
import io.attn4j.plan.core.ProbabilitiesGradient;
import io.attn4j.plan.core.QueryGradient;
import io.attn4j.plan.core.Scores;
import io.attn4j.plan.core.SoftmaxMerge;
import io.attn4j.plan.core.SoftmaxMergeGradient;
import io.attn4j.plan.core.WeightedSum;
import io.attn4j.plan.head.HeadGate;
import io.attn4j.plan.head.HeadMix;
import io.attn4j.plan.matrix.MatrixProduct;
import io.attn4j.plan.past.PastAttention;
import io.attn4j.plan.past.PastRecurrence;
import io.attn4j.plan.past.PastStates;
import io.attn4j.plan.pool.SegmentPool;
import io.attn4j.plan.row.Addition;
import io.attn4j.plan.row.LayerNorm;
import io.attn4j.plan.row.Rearrange;
import io.attn4j.plan.row.SelectRows;
import io.attn4j.plan.row.SquaredNorms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** A plan as tasks of a TornadoVM task graph: its arrays, its tasks, and how a request's sizes reach them. */
final class PlanTasks {
    private final Plan capacity;
    private final DeviceArrays arrays;
    private final List<StepTasks> steps = new ArrayList<>();

    /**
     * Builds the tasks for requests up to {@code capacity}.
     *
     * @throws IllegalArgumentException when a role has no kernel, or the device is too small
     */
    PlanTasks(Plan capacity, List<KernelChoice> choices, GraphDevice device) {
        this.capacity = capacity;
        arrays = new DeviceArrays(capacity.buffers().values());
        for (Step step : capacity.steps()) {
            steps.add(tasksOf(step, choices, device));
        }
        for (KernelChoice choice : choices) {
            if (choice.role().equals(RowLaunch.ROLE)) {
                launches().stream()
                        .filter(launch -> launch.roles().contains(RowLaunch.ROLE))
                        .forEach(launch -> launch.regroup(choice.constant("local", launch.localSize())));
            }
        }
    }

    /** What a tuner may vary for {@code plan}, strategy by strategy. A new role is added here. */
    static List<TuningSpace> tuningSpaces(Plan plan) {
        Set<TuningSpace> spaces = new LinkedHashSet<>();
        for (Step step : plan.steps()) {
            if (step instanceof CoreAttention core) {
                spaces.addAll(CoreAttentionTasks.tuningSpaces(core));
            } else if (step instanceof MatrixProduct) {
                spaces.addAll(MatrixProductTasks.tuningSpaces());
            }
        }
        spaces.addAll(RowLaunch.tuningSpaces());
        return List.copyOf(spaces);
    }

    /** The launches of {@code capacity}, described; the tasks' arrays are given back. */
    static List<TaskLaunch> describe(Plan capacity, List<KernelChoice> choices, GraphDevice device) {
        return new PlanTasks(capacity, choices, device)
                .launches().stream().map(ExportedSources::describe).toList();
    }

    /** Sizes of the arrays that tasks of {@code plan} need beside its own. A step whose tasks need some is added here. */
    static List<Long> scratch(Plan plan, List<KernelChoice> choices, GraphDevice device) {
        List<Long> sizes = new ArrayList<>();
        for (Step step : plan.steps()) {
            if (step instanceof CoreAttention core) {
                sizes.addAll(CoreAttentionTasks.scratch(core, choice(choices, CoreAttentionTasks.ROLE), device));
            } else if (step instanceof KeyGradient gradient) {
                sizes.addAll(
                        KeyGradientTasks.scratch(gradient.core(), choice(choices, CoreAttentionTasks.ROLE), device));
            } else if (step instanceof QueryGradient gradient) {
                sizes.addAll(QueryGradientTasks.scratch(gradient.core()));
            } else if (step instanceof FactorGradient gradient) {
                sizes.addAll(QueryGradientTasks.scratch(gradient.core()));
            } else if (step instanceof BiasGradient gradient) {
                sizes.addAll(QueryGradientTasks.scratch(gradient.core()));
            } else if (step instanceof MatrixProduct product) {
                sizes.addAll(MatrixProductTasks.scratch(product, choice(choices, MatrixProductTasks.ROLE), device));
            }
        }
        return sizes;
    }

    /** The kernels of each step. A new step is added here. */
    private StepTasks tasksOf(Step step, List<KernelChoice> choices, GraphDevice device) {
        return switch (step) {
            case CoreAttention core ->
                new CoreAttentionTasks(core, arrays, choice(choices, CoreAttentionTasks.ROLE), device);
            case Scores scores -> ScoreTasks.scores(scores, arrays, device);
            case Probabilities probabilities -> ScoreTasks.probabilities(probabilities, arrays, device);
            case WeightedSum sum -> ScoreTasks.weightedSum(sum, arrays, device);
            case MatrixProduct product ->
                new MatrixProductTasks(product, arrays, choice(choices, MatrixProductTasks.ROLE), device);
            case Rearrange rearrange -> new RearrangeTasks(rearrange, arrays, device);
            case SegmentPool pool -> new SegmentPoolTasks(pool, arrays, device);
            case SoftmaxMerge merge -> new SoftmaxMergeTasks(merge, arrays, device);
            case QueryGradient gradient ->
                QueryGradientTasks.queries(gradient, arrays, choice(choices, CoreAttentionTasks.ROLE), device);
            case FactorGradient gradient ->
                QueryGradientTasks.factors(gradient, arrays, choice(choices, CoreAttentionTasks.ROLE), device);
            case KeyGradient gradient ->
                new KeyGradientTasks(gradient, arrays, choice(choices, CoreAttentionTasks.ROLE), device);
            case BiasGradient gradient ->
                new BiasGradientTasks(gradient, arrays, choice(choices, CoreAttentionTasks.ROLE), device);
            case ProbabilitiesGradient gradient -> new ProbabilitiesGradientTasks(gradient, arrays, device);
            case SoftmaxMergeGradient gradient -> new SoftmaxMergeGradientTasks(gradient, arrays, device);
            case Addition addition -> new AdditionTasks(addition, arrays, device);
            case LayerNorm norm -> new LayerNormTasks(norm, arrays, device);
            case SquaredNorms norms -> new SquaredNormsTasks(norms, arrays, device);
            case HeadGate gate -> new HeadGateTasks(gate, arrays, device);
            case HeadMix mix -> new HeadMixTasks(mix, arrays, device);
            case CentroidDelta delta -> new CentroidDeltaTasks(delta, arrays, device);
            case SelectRows select -> new SelectRowsTasks(select, arrays, device);
            case FarthestPoints points -> new FarthestPointsTasks(points, arrays, device);
            case NearestCentroids nearest -> new NearestCentroidsTasks(nearest, arrays, device);
            case ClusterMeans means -> new ClusterMeansTasks(means, arrays, device);
            case NearestMask mask -> new NearestMaskTasks(mask, arrays, device);
            case PastStates states -> new PastStatesTasks(states, arrays, device);
            case PastAttention past -> new PastAttentionTasks(past, arrays, device);
            case PastRecurrence recurrence -> new PastRecurrenceTasks(recurrence, arrays, device);
            default -> throw new IllegalArgumentException("step: got " + step + "; needs one of a known family");
        };
    }

    private static KernelChoice choice(List<KernelChoice> choices, String role) {
        for (KernelChoice choice : choices) {
            if (choice.role().equals(role)) {
                return choice;
            }
        }
        throw new IllegalArgumentException(
                "kernel of " + role + ": got none; needs one in the device-config; try the shipped device-configs");
    }

    /** Name of the graph; with a task's name the key of its grid. */
    String name() {
        return capacity.mechanism();
    }

    /** The plan that this was built for. */
    Plan capacity() {
        return capacity;
    }

    /** Arrays of a kind by name. */
    Map<String, FloatArray> arrays(Buffer.Kind kind) {
        Map<String, FloatArray> found = new LinkedHashMap<>();
        for (Buffer buffer : capacity.buffers().values()) {
            if (buffer.kind() == kind) {
                found.put(buffer.name(), arrays.of(buffer.name()));
            }
        }
        return found;
    }

    /** Small arrays of sizes, flags and masks, copied at every execution. */
    List<TornadoNativeArray> sizes() {
        return steps.stream().flatMap(step -> step.sizes().stream()).toList();
    }

    /** Arrays of one element in place of operands that are not given; kernels take them and do not read them. */
    List<FloatArray> placeholders() {
        return steps.stream().flatMap(step -> step.placeholders().stream()).toList();
    }

    /** Arrays that only tasks use; they hold device memory, and are copied neither way. */
    List<FloatArray> intermediates() {
        List<FloatArray> all = new ArrayList<>(arrays(Buffer.Kind.INTERMEDIATE).values());
        steps.forEach(step -> all.addAll(step.intermediates()));
        return all;
    }

    /** Appends the tasks, in order. */
    void addTasks(TaskGraph graph) {
        steps.forEach(step -> step.addTo(graph));
    }

    /** The launches of the tasks, in order. */
    List<TaskGrid> launches() {
        return steps.stream().flatMap(step -> step.launches().stream()).toList();
    }

    /**
     * Writes sizes, masks and grids of {@code plan}.
     *
     * @throws IllegalArgumentException when it is no smaller request of the same mechanism and options
     */
    void bind(Plan plan) {
        List<Step> bound = plan.steps();
        if (bound.size() != steps.size()) {
            throw new IllegalArgumentException("plan: got " + bound.size() + " steps; needs the " + steps.size()
                    + " that the session was opened with; try another session");
        }
        for (Buffer buffer : plan.buffers().values()) {
            Buffer room = capacity.buffers().get(buffer.name());
            if (room == null || buffer.elements() > room.elements()) {
                throw new IllegalArgumentException(
                        "plan: got " + buffer + "; needs at most " + room + "; try a session of larger capacity");
            }
        }
        for (int i = 0; i < bound.size(); i++) {
            if (!bound.get(i).task().equals(capacity.steps().get(i).task())) {
                throw new IllegalArgumentException(
                        "plan: got the step " + bound.get(i).task() + "; needs "
                                + capacity.steps().get(i).task() + "; try another session");
            }
            steps.get(i).bind(bound.get(i));
        }
    }
}
