package io.attn4j.bench;

import io.attn4j.engine.Engine;
import io.attn4j.engine.Engines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * JMH's command line, on the engines that this machine has unless {@code -p engine=} names others, and ending at the first
 * benchmark that fails unless {@code -foe false} says otherwise.
 */
public final class BenchmarkMain {
    private static final List<String> TIMED = List.of("cpu", "opencl", "tornado");
    private static final int USAGE = 2;

    private BenchmarkMain() {}

    /** The entry point; {@code attn4j bench --jmh} starts it. */
    public static void main(String[] arguments) throws IOException {
        try {
            Main.main(completed(arguments).toArray(String[]::new));
        } catch (CommandLineOptionException mistake) {
            System.err.println("attn4j bench --jmh: " + mistake.getMessage());
            Runtime.getRuntime().exit(USAGE);
        }
    }

    /** The arguments, and those that stand where none is given. */
    static List<String> completed(String... arguments) throws CommandLineOptionException {
        CommandLineOptions asked = new CommandLineOptions(arguments);
        List<String> completed = new ArrayList<>(List.of(arguments));
        if (!asked.getParameter("engine").hasValue()) {
            completed.addAll(List.of("-p", "engine=" + String.join(",", usable())));
        }
        if (!asked.shouldFailOnError().hasValue()) {
            completed.addAll(List.of("-foe", "true"));
        }
        return completed;
    }

    private static List<String> usable() {
        List<String> usable = new ArrayList<>();
        for (String id : TIMED) {
            try (Engine engine = Engines.create(id)) {
                if (engine.availability().usable()) {
                    usable.add(id);
                }
            }
        }
        return usable;
    }
}
