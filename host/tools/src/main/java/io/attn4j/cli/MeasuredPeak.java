package io.attn4j.cli;

import io.attn4j.cpu.CpuPeak;
import io.attn4j.engine.Engine;
import io.attn4j.error.InvalidInputException;

/** {@code --peak}: billions of fp32 operations a second that a device can do at most. */
final class MeasuredPeak {
    private static final String MEASURE = "measure";

    private MeasuredPeak() {}

    /**
     * What {@code text} says, or what is measured now.
     *
     * @param threads of the cpu engine
     */
    static double gflops(String text, Engine engine, int device, int threads) {
        if (text.equals(MEASURE)) {
            return engine.id().equals("cpu")
                    ? CpuPeak.measure(threads).gflops()
                    : engine.peak(engine.device(device)).gflops();
        }
        try {
            double given = Double.parseDouble(text);
            if (given > 0 && Double.isFinite(given)) {
                return given;
            }
        } catch (NumberFormatException noNumber) {
            // refused below
        }
        throw new InvalidInputException("--peak", text, "a number above 0, or " + MEASURE, "--peak " + MEASURE);
    }
}
