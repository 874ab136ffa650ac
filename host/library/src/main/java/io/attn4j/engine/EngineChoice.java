package io.attn4j.engine;

import java.util.List;

/**
 * The engine and device that a request runs on and why.
 *
 * @param engine the engine; the caller closes it
 * @param device index of the device within the engine, or -1 for the engine's best
 * @param reasons why this one, and one line for each engine that was refused before it
 */
public record EngineChoice(Engine engine, int device, List<String> reasons) {

    public EngineChoice {
        reasons = List.copyOf(reasons);
    }
}
