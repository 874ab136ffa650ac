package io.attn4j.device;

import java.util.List;
import java.util.Locale;

/**
 * The measurements by which a tuned device-config was chosen. Times are medians in nanoseconds, taken in turn so that all
 * saw the same load.
 *
 * @param engine engine that was measured
 * @param driver driver version, or null where the driver reports none
 * @param commit Git commit of attn4j, or null outside a source tree
 * @param date day of the measurement, ISO 8601
 * @param records file with a line for every candidate measured
 * @param timer what was timed
 * @param untuned the device-config that is used without this one
 * @param searched how much of the search space was looked at
 * @param ratioUntuned geometric mean over the cases of untuned over tuned time
 * @param ratioGeneric the same for the generic device-config, or null where the device cannot run that
 * @param cases the cases
 */
public record TuningEvidence(
        String engine,
        String driver,
        String commit,
        String date,
        String records,
        Timer timer,
        String untuned,
        String searched,
        double ratioUntuned,
        Double ratioGeneric,
        List<Case> cases) {

    public TuningEvidence {
        cases = List.copyOf(cases);
    }

    /** Whose clock was read; files have the word of {@link #toString}. */
    public enum Timer {
        /** Wall times of whole executions. */
        HOST,
        /** Times of their kernels. */
        DEVICE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One case.
     *
     * @param id case id
     * @param genericNs with the generic device-config, or null where the device cannot run that
     * @param untunedNs with the device-config that is used without tuning
     * @param tunedNs with the tuned one
     */
    public record Case(String id, Double genericNs, double untunedNs, double tunedNs) {}
}
