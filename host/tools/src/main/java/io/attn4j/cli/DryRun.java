package io.attn4j.cli;

import io.attn4j.engine.Engine;
import io.attn4j.file.JsonLine;
import io.attn4j.model.Parameter;
import io.attn4j.plan.Buffer;
import io.attn4j.plan.Plan;
import io.attn4j.train.Trainer;
import io.attn4j.train.TrainingConfig;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run would be: its configuration, what decays, FLOPs, memory, and the time to expect from a few steps. */
final class DryRun {
    private static final int WARM_STEPS = 2;
    private static final int STEPS = 5;
    private static final double SECONDS = 20;

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
        record.put("time_of_" + how.steps() + "_steps", Progress.duration(seconds * how.steps()));
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

    /** The fastest of a few steps, once code is compiled. */
    private double measure() {
        long started = System.nanoTime();
        double least = Double.POSITIVE_INFINITY;
        for (int step = 0; step < WARM_STEPS + STEPS; step++) {
            long before = System.nanoTime();
            trainer.step();
            long after = System.nanoTime();
            least = Math.min(least, (after - before) / 1e9);
            if ((after - started) / 1e9 > SECONDS) {
                break;
            }
        }
        return least;
    }

    private static double round(double value) {
        return Math.round(value * 1e3) / 1e3;
    }
}
