package io.attn4j.cli;

import io.attn4j.engine.Engine;
import io.attn4j.error.InvalidInputException;
import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.GraphDevice;
import java.util.List;

/**
 * A device as {@code --device} takes it: {@code 1}, or {@code cuda:0} to count within one backend.
 *
 * @param backend backend to count within, or null for all of the engine's
 * @param index number from 0
 */
record DeviceSelector(String backend, int index) {

    /**
     * Reads {@code [BACKEND:]INDEX}.
     *
     * @throws InvalidInputException when it is not that
     */
    static DeviceSelector parse(String text) {
        int colon = text.indexOf(':');
        try {
            int index = Integer.parseInt(text.substring(colon + 1));
            if (index >= 0 && colon != 0) {
                return new DeviceSelector(colon < 0 ? null : text.substring(0, colon), index);
            }
        } catch (NumberFormatException notANumber) {
            throw invalid(text);
        }
        throw invalid(text);
    }

    private static InvalidInputException invalid(String text) {
        return new InvalidInputException(
                "--device", text, "a number from 0, or BACKEND:NUMBER such as opencl:0", "attn4j devices");
    }

    /**
     * The device's number within the engine.
     *
     * @throws UnsupportedRequestException when the engine has no such device
     */
    int resolve(Engine engine) {
        List<GraphDevice> devices = engine.devices();
        int count = 0;
        for (GraphDevice device : devices) {
            if (backend == null ? device.index() == index : device.backend().equals(backend) && count++ == index) {
                return device.index();
            }
        }
        throw new UnsupportedRequestException("--device: got " + this + "; needs one of the " + devices.size()
                + " devices of " + engine.id() + "; try attn4j devices");
    }

    @Override
    public String toString() {
        return backend == null ? Integer.toString(index) : backend + ":" + index;
    }
}
