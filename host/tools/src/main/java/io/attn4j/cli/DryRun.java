package io.attn4j.cli;

import io.attn4j.engine.Engine;
import io.attn4j.file.JsonLine;
import io.attn4j.model.Parameter;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.train.Trainer;
import io.attn4j.train.TrainingConfig;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run would be: its configuration, what decays, FLOPs, memory, and the time to expect from a few steps. */
final class DryRun {
    /** Steps whose median is taken. */
    private static final int STEPS = 10;

    /** After which no more steps are tried, and before which they are. */
    private static final double SECONDS = 20;

    private static final double LEAST_SECONDS = 4;

    /** What later steps take at least of the time of those before them where they get no faster. */
    private static final double STEADY = 0.95;

    /** Most evaluations that are tried; the first has code to be compiled. */
    private static final int REPEATS = 5;

    /** Forward passes in the time of a step: it has one, and gradients by operands and by weights. */
    private static final int FORWARD = 3;

    private final Trainer trainer;
    private final Engine engine;
    private final double peakGflops;

    DryRun(Trainer trainer, Engine engine, double peakGflops) {
        this.trainer = trainer;
        this.engine = engine;
        this.peakGflops = peakGflops;
    }

    void print(PrintStream out) {
        out.println(JsonLine.of(trainer.config().json()));
        out.println();
        Map<String, Object> record = new LinkedHashMap<>();
        group(record, "decays", true);
        group(record, "does_not_decay", false);
        TrainingConfig how = trainer.config().training();
        long tokens = (long) how.batch() * trainer.config().model().window();
        double flops = trainer.plans().flops();
        record.put("engine", engine.id());
        record.put("parameters", trainer.model().parameterCount());
        record.put("tokens_per_step", tokens);
        record.put("gflop_per_step", round(flops / 1e9));
        record.put("mflop_per_token", round(flops / tokens / 1e6));
        List<Plan> plans = trainer.plans().plans();
        record.put("states_bytes", bytes(plans, Buffer.Kind.STATE));
        record.put("between_steps_bytes", bytes(plans, Buffer.Kind.INTERMEDIATE));
        double seconds = measure();
        record.put("memory_bytes_measured", trainer.heldBytes());
        record.put("seconds_per_step", seconds);
        record.put("tokens_per_s", round(tokens / seconds));
        record.put("gflops", round(flops / seconds / 1e9));
        if (peakGflops > 0) {
            record.put("utilisation", round(flops / seconds / 1e9 / peakGflops));
        }
        double evaluation = measureEvaluation(seconds);
        record.put("seconds_per_evaluation", evaluation);
        record.put(
                "time_of_" + how.steps() + "_steps",
                Progress.duration(seconds * how.steps() + evaluation * evaluations(how)));
        out.print(Rows.render(Rows.lines(record), OutputFormat.MD));
    }

    private void group(Map<String, Object> record, String name, boolean decays) {
        List<Parameter> group = trainer.model().parameters().stream()
                .filter(parameter -> parameter.decays() == decays)
                .toList();
        long elements = group.stream()
                .mapToLong(parameter -> parameter.type().elements())
                .sum();
        record.put(name, group.size() + " tensors, " + elements + " elements");
    }

    /** Bytes of the arrays of a kind; states that plans share are counted once. */
    private static long bytes(List<Plan> plans, Buffer.Kind kind) {
        Map<String, Long> elements = new LinkedHashMap<>();
        for (Plan plan : plans) {
            plan.buffers().forEach((name, buffer) -> {
                if (buffer.kind() == kind) {
                    elements.merge(name, buffer.elements(), Math::max);
                }
            });
        }
        return Float.BYTES
                * elements.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The median of the last steps, once they get no faster: code is compiled while they run, that of small models for some
     * hundred steps.
     */
    private double measure() {
        long started = System.nanoTime();
        List<Double> seconds = new ArrayList<>();
        double elapsed = 0;
        while (elapsed < SECONDS && !(elapsed > LEAST_SECONDS && isSteady(seconds))) {
            long before = System.nanoTime();
            trainer.step();
            long after = System.nanoTime();
            seconds.add((after - before) / 1e9);
            elapsed = (after - started) / 1e9;
        }
        return median(seconds.subList(Math.max(0, seconds.size() - STEPS), seconds.size()));
    }

    /** Whether the last steps took about as long as as many before them. */
    private static boolean isSteady(List<Double> seconds) {
        int count = seconds.size();
        return count >= 2 * STEPS
                && median(seconds.subList(count - STEPS, count))
                        > STEADY * median(seconds.subList(count - 2 * STEPS, count - STEPS));
    }

    private static double median(List<Double> seconds) {
        return seconds.stream().sorted().toList().get(seconds.size() / 2);
    }

    /** Seconds of an evaluation; where it would take too long to try, as many thirds of a step as it has batches. */
    private double measureEvaluation(double secondsPerStep) {
        TrainingConfig how = trainer.config().training();
        double expected = secondsPerStep / FORWARD * Math.ceilDiv(how.evaluateWindows(), how.batch());
        if (expected > SECONDS) {
            return expected;
        }
        double least = Double.POSITIVE_INFINITY;
        long started = System.nanoTime();
        for (int repeat = 0; repeat < REPEATS && (System.nanoTime() - started) / 1e9 < LEAST_SECONDS; repeat++) {
            long before = System.nanoTime();
            trainer.evaluate();
            least = Math.min(least, (System.nanoTime() - before) / 1e9);
        }
        return least;
    }

    /** Evaluations of the run: the last step has one in any case. */
    private static long evaluations(TrainingConfig how) {
        return how.evaluateEvery() == 0 ? 1 : Math.ceilDiv(how.steps(), how.evaluateEvery());
    }

    private static double round(double value) {
        return Math.round(value * 1e3) / 1e3;
    }
}
