package io.attn4j.cli;

import io.attn4j.UnsupportedRequestException;
import io.attn4j.engine.Availability;
import io.attn4j.engine.Engine;
import io.attn4j.engine.Engines;
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

    /**
     * Opens engines.
     *
     * @param text a list of ids, {@code auto}, or {@code all} for every one that is usable
     * @throws UnsupportedRequestException when one that was asked for by id cannot be used here
     */
    static EngineList open(String text) {
        EngineList list = new EngineList(!text.equals(ALL));
        try {
            for (String id :
                    new LinkedHashSet<>(text.equals(ALL) ? Engines.ids() : ValueList.texts("--engine", text))) {
                list.add(id, text.equals(ALL));
            }
            return list;
        } catch (RuntimeException | Error failure) {
            list.close();
            throw failure;
        }
    }

    private void add(String id, boolean optional) {
        if (!optional) {
            usable.add(Engines.choose(id).engine());
            return;
        }
        Engine engine = Engines.create(id);
        Availability availability = engine.availability();
        if (availability.usable()) {
            usable.add(engine);
        } else {
            engine.close();
            leftOut.add(id + ": needs " + availability.reason() + "; try " + availability.remedy());
        }
    }

    /** Engines to run on, fastest first. */
    List<Engine> usable() {
        return List.copyOf(usable);
    }

    /** One line for each engine that is left out: which, why, and what would mend it. */
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
