package io.attn4j.cli;

import io.attn4j.engine.Availability;
import io.attn4j.engine.Engine;
import io.attn4j.engine.Engines;
import io.attn4j.error.UnsupportedRequestException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The engines that {@code bench} and {@code check} run on, and those that they leave out with the reasons. Close it to close
 * them.
 */
final class EngineList implements AutoCloseable {
    private static final String ALL = "all";

    private final List<Engine> usable = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final boolean named;

    private EngineList(boolean named) {
        this.named = named;
    }

    /** As {@link #open(String, int)}, on all threads. */
    static EngineList open(String text) {
        return open(text, 0);
    }

    /**
     * Opens engines.
     *
     * @param threads limit for engines on the processor, or 0 for none; engines that know no such limit are left out of
     *     {@code all}
     * @param text a list of ids, {@code auto}, or {@code all} for every one that is usable
     * @throws UnsupportedRequestException when one that was asked for by id cannot be used here
     */
    static EngineList open(String text, int threads) {
        EngineList list = new EngineList(!text.equals(ALL));
        try {
            for (String id :
                    new LinkedHashSet<>(text.equals(ALL) ? Engines.ids() : ValueList.texts("--engine", text))) {
                list.add(id, text.equals(ALL), threads);
            }
            return list;
        } catch (RuntimeException | Error failure) {
            list.close();
            throw failure;
        }
    }

    private void add(String id, boolean optional, int threads) {
        Engine engine = optional ? Engines.create(id) : Engines.choose(id).engine();
        boolean kept = false;
        try {
            if (threads > 0) {
                engine.useThreads(threads);
            }
            Availability availability = engine.availability();
            kept = availability.usable();
            if (!kept) {
                leftOut.add(id + ": needs " + availability.reason() + "; try " + availability.remedy());
            }
        } catch (UnsupportedRequestException refused) {
            if (!optional) {
                throw refused;
            }
            leftOut.add(id + ": " + refused.getMessage());
        } finally {
            if (kept) {
                usable.add(engine);
            } else {
                engine.close();
            }
        }
    }

    /** Engines to run on, fastest first. */
    List<Engine> usable() {
        return List.copyOf(usable);
    }

    /** One line for each engine that is left out: which, why, and what would fix it. */
    List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    /** The device to use on an engine: a device asked for goes to all engines named, else to those that have devices. */
    int device(Engine engine, DeviceSelector selector) {
        if (selector == null || (!named && !engine.taskGraphs())) {
            return -1;
        }
        return selector.resolve(engine);
    }

    @Override
    public void close() {
        usable.forEach(Engine::close);
        usable.clear();
    }
}
