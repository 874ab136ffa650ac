package io.attn4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.attn4j.Attention;
import io.attn4j.compare.Tolerance;
import io.attn4j.engine.Engine;
import io.attn4j.engine.EngineSession;
import io.attn4j.engine.Engines;
import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.mechanism.Call;
import io.attn4j.mechanism.Mechanism;
import io.attn4j.mechanism.Mechanisms;
import io.attn4j.mechanism.Request;
import io.attn4j.mechanism.gradient.GradientMechanism;
import io.attn4j.tensor.DType;
import io.attn4j.tensor.Tensor;
import io.attn4j.tensor.TensorType;
import java.lang.foreign.Arena;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Random requests in kept sessions on random engines, strategies and memory budgets, in 32 bits and 16, forward and
 * gradients, against the fp64 reference: a fixed seed for half a minute, or {@code -Dattn4j.fuzz.minutes=N} from {@code
 * -Dattn4j.fuzz.seed=S} on, with {@code -Dattn4j.fuzz.engine=opencl} on one engine alone. A failure prints the seed that
 * repeats it alone.
 *
 * <p>Planted faults show that it finds what it should: a capacity that is not monotone, a row that nothing writes, a tie
 * that goes to the wrong index.
 */
class RandomRequestsTest {
    private static final long FIRST_SEED = Long.getLong("attn4j.fuzz.seed", 20_000);
    private static final String ENGINE = System.getProperty("attn4j.fuzz.engine", "");
    private static final double MINUTES = Double.parseDouble(System.getProperty("attn4j.fuzz.minutes", "0"));

    /** Seeds of the suite's own run, and of the search for a planted fault. */
    private static final int SEEDS = 150;

    private static final int PLANTED_SEEDS = 4_000;
    private static final double SIMULATED_FLOPS = 3e4;
    private static final double MOST_FLOPS = 1e6;

    /** Errors are relative to the RMS of the result; several updates or layers add up theirs. */
    private static final double FORWARD_RMS = 2e-5;

    private static final double BACKWARD_RMS = 2e-4;

    /** A result smaller than this is a difference of larger ones; gradients are sums of those. */
    private static final double LEAST_SIZE = 1e-2;

    private static final double LEAST_GRADIENT = 1;

    /** An engine, made for a seed. */
    @FunctionalInterface
    private interface Engineer {
        Engine create(String id);
    }

    @Test
    void agreeWithTheReference() {
        long end = System.nanoTime() + (long) (MINUTES * 60e9);
        Set<String> usable = usable();
        for (long seed = FIRST_SEED; MINUTES == 0 ? seed < FIRST_SEED + SEEDS : System.nanoTime() < end; seed++) {
            String problem = problem(seed, usable, Engines::create);
            if (problem != null) {
                fail(problem + "; repeat with ./attn4j test -Dtest=RandomRequestsTest#agreeWithTheReference"
                        + " -Dattn4j.fuzz.minutes=0.01 -Dattn4j.fuzz.seed=" + seed);
            }
        }
    }

    @Test
    void findsACapacityThatIsNotMonotone() {
        assertThat(search(null, (method, arguments, capacity, result) -> {
                    Call call = (Call) arguments[0];
                    // scratch that holds the sequence of the capacity modulo 16
                    if (call.request().queries() % 16 > capacity.queries() % 16) {
                        throw new IllegalArgumentException("planted: scratch too small");
                    }
                }))
                .contains("planted");
    }

    @Test
    void findsARowThatNothingWrites() {
        assertThat(search(null, (method, arguments, capacity, result) -> {
                    Tensor o = ((Call) arguments[0]).outputs().get("o");
                    if (o != null && o.type().dimension(o.type().rank() - 2) % 16 == 1) {
                        long columns = o.type().dimension(o.type().rank() - 1);
                        for (long i = o.type().elements() - columns;
                                i < o.type().elements();
                                i++) {
                            o.setFloat(i, Float.NaN);
                        }
                    }
                }))
                .contains("o");
    }

    @Test
    void findsATieThatGoesToTheWrongIndex() {
        assertThat(search(RandomRequestsTest::reversed, null)).contains("mechanism=centroid");
    }

    /** What a planted fault does after a call. */
    @FunctionalInterface
    private interface Fault {
        void after(String method, Object[] arguments, Request capacity, Object result);
    }

    /** What runs in place of a call. */
    @FunctionalInterface
    private interface Detour {
        Call instead(Call call);
    }

    private static String search(Detour detour, Fault fault) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + PLANTED_SEEDS; seed++) {
            String problem = problem(seed, Set.of("cpu"), id -> planted(Engines.create(id), detour, fault));
            if (problem != null) {
                return problem;
            }
        }
        return "nothing";
    }

    /**
     * Centroids of the rows in reversed order, in reversed order: the same, but for ties between rows, which go to the highest
     * index. For requests that have such ties and whose outputs are centroids.
     */
    private static Call reversed(Call call) {
        Map<String, String> options = call.request().config().options();
        Tensor x = call.inputs().get("x");
        boolean ties = call.request().mechanism().id().equals("centroid")
                && "mean-pool".equals(options.get("init"))
                && "1".equals(options.get("neighbours"))
                && !call.request().config().causal()
                && !call.inputs().containsKey("lengths")
                && !options.containsKey("chunk")
                && !"true".equals(options.get("expand"))
                && x.type().dimension(1) == 2L * Integer.parseInt(options.getOrDefault("centroids", "0"));
        if (!ties) {
            return null;
        }
        Map<String, Tensor> inputs = new LinkedHashMap<>(call.inputs());
        inputs.put("x", reverse(x, 1));
        return Call.of(call.request(), inputs, call.outputs());
    }

    /** A copy with the order of an axis reversed. */
    private static Tensor reverse(Tensor tensor, int axis) {
        TensorType type = tensor.type();
        Tensor copy = Tensor.allocate(type);
        long inner = 1;
        for (int a = axis + 1; a < type.rank(); a++) {
            inner *= type.dimension(a);
        }
        long size = type.dimension(axis);
        for (long i = 0; i < type.elements(); i++) {
            long at = i / inner % size;
            copy.setFloat(i + (size - 1 - 2 * at) * inner, tensor.getFloat(i));
        }
        return copy;
    }

    private static Engine planted(Engine engine, Detour detour, Fault fault) {
        return (Engine) Proxy.newProxyInstance(
                RandomRequestsTest.class.getClassLoader(),
                new Class<?>[] {Engine.class},
                (proxy, method, arguments) -> {
                    Object result = invoke(engine, method, arguments);
                    return result instanceof EngineSession session
                            ? planted(session, (Request) arguments[0], detour, fault)
                            : result;
                });
    }

    private static EngineSession planted(EngineSession session, Request capacity, Detour detour, Fault fault) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.isDefault() && method.getName().equals("run")) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            boolean runs = method.getName().equals("run");
            Call instead = runs && detour != null ? detour.instead((Call) arguments[0]) : null;
            Object result = invoke(session, method, instead == null ? arguments : new Object[] {instead});
            if (instead != null) {
                Tensor o = instead.outputs().get("o");
                int rows = o.type().rank() - 2;
                o.segment().copyFrom(reverse(o, rows).segment());
            }
            if (runs && fault != null) {
                fault.after(method.getName(), arguments, capacity, result);
            }
            return result;
        };
        return (EngineSession) Proxy.newProxyInstance(
                RandomRequestsTest.class.getClassLoader(), new Class<?>[] {EngineSession.class}, handler);
    }

    private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static Set<String> usable() {
        Set<String> usable = new TreeSet<>();
        for (String id : ENGINE.isEmpty() ? Engines.ids() : List.of(ENGINE)) {
            try (Engine engine = Engines.create(id)) {
                if (!id.equals("reference") && engine.availability().usable()) {
                    usable.add(id);
                }
            }
        }
        return usable;
    }

    /** What is wrong with the scenario of {@code seed}; null where nothing is. */
    private static String problem(long seed, Set<String> usable, Engineer engineer) {
        SplittableRandom random = new SplittableRandom(~seed);
        List<String> ids = List.copyOf(usable);
        String id = ids.get(random.nextInt(ids.size()));
        List<String> strategies = id.equals("simulator") ? List.of("tiled", "lanes", "naive") : List.of("");
        String strategy = strategies.get(random.nextInt(strategies.size()));
        long budget = random.nextInt(3) == 0 ? 20_000 + random.nextInt(100_000) : 0;
        String where = "seed " + seed + " on " + id + " " + strategy + (budget == 0 ? "" : ", budget " + budget);
        try (Arena arena = Arena.ofShared();
                Engine engine = engineer.create(id)) {
            RandomScenario scenario =
                    RandomScenario.of(seed, id.equals("simulator") ? SIMULATED_FLOPS : MOST_FLOPS, arena);
            if (scenario.steps().isEmpty()) {
                return null;
            }
            Attention.Builder builder = Attention.builder(scenario.config().mechanism())
                    .engine(engine)
                    .causal(scenario.config().causal())
                    .memoryBudgetBytes(budget);
            scenario.config().options().forEach(builder::option);
            if (scenario.config().scale() != null) {
                builder.scale(scenario.config().scale());
            }
            if (!strategy.isEmpty()) {
                builder.strategy(strategy);
            }
            try (Attention attention = builder.build()) {
                for (RandomScenario.Step step : scenario.steps()) {
                    String problem = problem(attention, scenario, step, arena);
                    if (problem != null) {
                        return where + ": " + scenario.config() + " of " + types(step.inputs()) + ": " + problem;
                    }
                }
            } catch (UnsupportedRequestException refused) {
                return null;
            } catch (RuntimeException | Error thrown) {
                return where + ": " + scenario.config() + ": " + thrown;
            }
        }
        return null;
    }

    private static String problem(Attention attention, RandomScenario scenario, RandomScenario.Step step, Arena arena) {
        Mechanism mechanism = Mechanisms.byId(scenario.config().mechanism());
        Request request = mechanism.request(scenario.config(), types(step.inputs()));
        Map<String, double[]> expected = reference(request, step.inputs());
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        request.outputs().forEach((name, type) -> {
            Tensor output = Tensor.allocate(type, arena);
            for (long i = 0; i < type.elements(); i++) {
                output.setFloat(i, Float.NaN);
            }
            outputs.put(name, output);
        });
        attention.forward(step.inputs(), outputs);
        for (Map.Entry<String, Tensor> output : outputs.entrySet()) {
            String problem = compare(
                    output.getKey(),
                    output.getValue(),
                    expected.get(output.getKey()),
                    limit(request.dtype(), Tolerance.Pass.FORWARD),
                    LEAST_SIZE);
            if (problem != null) {
                return problem;
            }
        }
        return step.gradients() ? gradientProblem(attention, scenario, step, request, expected, arena) : null;
    }

    private static String gradientProblem(
            Attention attention,
            RandomScenario scenario,
            RandomScenario.Step step,
            Request request,
            Map<String, double[]> expected,
            Arena arena) {
        Map<String, Tensor> inputs = scenario.withGradients(step, expected, request, arena);
        Request backward;
        try {
            backward = new GradientMechanism(request.mechanism(), List.of()).request(scenario.config(), types(inputs));
        } catch (UnsupportedRequestException | InvalidInputException none) {
            return null;
        }
        Map<String, double[]> answers = reference(backward, inputs);
        Map<String, Tensor> gradients = attention.gradients(inputs);
        try {
            for (Map.Entry<String, Tensor> gradient : gradients.entrySet()) {
                if (!gradient.getKey().startsWith(GradientMechanism.PREFIX)) {
                    continue;
                }
                String problem = compare(
                        gradient.getKey(),
                        gradient.getValue(),
                        answers.get(gradient.getKey()),
                        limit(request.dtype(), Tolerance.Pass.BACKWARD),
                        LEAST_GRADIENT);
                if (problem != null) {
                    return problem;
                }
            }
            return null;
        } finally {
            gradients.values().forEach(Tensor::close);
        }
    }

    private static double limit(DType dtype, Tolerance.Pass pass) {
        if (dtype == DType.F32) {
            return pass == Tolerance.Pass.FORWARD ? FORWARD_RMS : BACKWARD_RMS;
        }
        return Tolerance.of(dtype, pass).rms();
    }

    private static Map<String, double[]> reference(Request request, Map<String, Tensor> inputs) {
        Map<String, double[]> filled = new LinkedHashMap<>();
        request.outputs().forEach((name, type) -> filled.put(name, new double[Math.toIntExact(type.elements())]));
        if (request.dtype() == DType.F32) {
            request.reference(inputs, filled);
            return filled;
        }
        Map<String, Tensor> wide = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> wide.put(name, wide(tensor)));
        request.mechanism().request(request.config(), types(wide)).reference(wide, filled);
        return filled;
    }

    /** A copy in 32 bits of what has 16. */
    private static Tensor wide(Tensor tensor) {
        if (tensor.type().dtype() == DType.I32) {
            return tensor;
        }
        Tensor copy = Tensor.allocate(tensor.type().withDType(DType.F32));
        for (long i = 0; i < tensor.type().elements(); i++) {
            copy.setFloat(i, tensor.getFloat(i));
        }
        return copy;
    }

    private static Map<String, TensorType> types(Map<String, Tensor> tensors) {
        Map<String, TensorType> types = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> types.put(name, tensor.type()));
        return types;
    }

    /** Where {@code actual} is not {@code expected}; both NaN or both infinite are alike, as are what no float tells apart. */
    private static String compare(String name, Tensor actual, double[] expected, double limit, double least) {
        double size = Math.max(
                least,
                Math.sqrt(Arrays.stream(expected)
                        .filter(x -> Math.abs(x) < 1e30)
                        .map(x -> x * x)
                        .average()
                        .orElse(0)));
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            double is = actual.getFloat(i);
            // two of the deepest biases together are the deepest logit that fp32 has, and hide nothing
            double wanted = Double.isInfinite(expected[i])
                    ? expected[i]
                    : Math.clamp(expected[i], -Float.MAX_VALUE, Float.MAX_VALUE);
            if (Double.isNaN(wanted) || is == wanted || Math.abs(wanted) > 1e30 && Math.abs(is / wanted - 1) < 1e-5) {
                continue;
            }
            double error = is - wanted;
            if (!(Math.abs(error) <= 1000 * limit * size)) {
                return name + "[" + i + "]: got " + is + ", the reference " + wanted;
            }
            sum += error * error;
        }
        double rms = Math.sqrt(sum / expected.length) / size;
        return rms <= limit ? null : name + ": RMS error " + rms;
    }
}
