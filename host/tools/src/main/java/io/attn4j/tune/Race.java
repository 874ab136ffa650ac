package io.attn4j.tune;

import io.attn4j.bench.Medians;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Compares a challenger with the incumbent on a set of cases, in turn, and stops as soon as the outcome is clear.
 *
 * <p>A round runs both on every case; its score is the mean over the cases of {@code ln(incumbent / challenger)}, so that
 * {@code e^score} is the geometric mean of the speed-ups. Over the rounds, the median score and its standard error from the
 * median absolute deviation (robust against other load on the machine) give an interval. The challenger wins when the whole
 * interval is beyond {@link #LEAST_GAIN}, and loses when none of it is. A challenger at less than half the speed after one
 * run of some cases (a few where runs are short) is given up at once.
 */
final class Race {
    /** Gain below which a challenger is not worth a change. */
    static final double LEAST_GAIN = 1.01;

    private static final double HOPELESS = Math.log(0.5);
    private static final int SCREENED_AGAIN = 4;
    private static final long SHORT_NS = 50_000_000;
    private static final int LEAST_ROUNDS = 6;
    private static final int MOST_ROUNDS = 25;
    private static final double ERRORS = 2.5;
    private static final double LEAST_ERROR = 0.001;

    /** From median absolute deviation to standard deviation, and from that to the standard error of a median. */
    private static final double DEVIATION = 1.4826;

    private static final double MEDIAN_ERROR = 1.2533;

    /** Shortest time to sample; shorter executions are repeated. */
    private static final long LEAST_SAMPLE_NS = 1_000_000;

    private static final int MOST_REPEATS = 200;

    /**
     * What was measured on one case.
     *
     * @param caseId case
     * @param incumbentNs times of one execution, in rounds
     * @param challengerNs the same of the challenger
     */
    record Measured(String caseId, long[] incumbentNs, long[] challengerNs) {
        double ratio() {
            return median(incumbentNs) / median(challengerNs);
        }
    }

    /**
     * Outcome.
     *
     * @param verdict how it ended
     * @param ratio geometric mean over the cases of incumbent over challenger time
     * @param cases those that were run
     */
    record Outcome(Ending verdict, double ratio, List<Measured> cases) {}

    /** Both on one case. */
    private static final class Lane {
        private final String caseId;
        private final Workload.Execution incumbent;
        private final Workload.Execution challenger;
        private final List<Long> incumbentNs = new ArrayList<>();
        private final List<Long> challengerNs = new ArrayList<>();
        private int repeats = 1;

        Lane(String caseId, Workload.Execution incumbent, Workload.Execution challenger) {
            this.caseId = caseId;
            this.incumbent = incumbent;
            this.challenger = challenger;
        }

        /** Score of one sample of each, the second to run in one round being the first in the next. */
        double sample(boolean challengerFirst) {
            long first = mean(challengerFirst ? challenger : incumbent);
            long second = mean(challengerFirst ? incumbent : challenger);
            long ofIncumbent = challengerFirst ? second : first;
            long ofChallenger = challengerFirst ? first : second;
            incumbentNs.add(ofIncumbent);
            challengerNs.add(ofChallenger);
            return Math.log((double) ofIncumbent / ofChallenger);
        }

        private long mean(Workload.Execution trial) {
            long sum = 0;
            for (int i = 0; i < repeats; i++) {
                sum += trial.run();
            }
            return Math.max(1, sum / repeats);
        }

        static long shortest(List<Long> times) {
            return Collections.min(times);
        }

        /** Decides on repeats by the samples so far, which are then forgotten. */
        void calibrate() {
            repeats = (int) Math.clamp(LEAST_SAMPLE_NS / shortest(incumbentNs), 1, MOST_REPEATS);
            incumbentNs.clear();
            challengerNs.clear();
        }

        Measured measured() {
            return new Measured(caseId, times(incumbentNs), times(challengerNs));
        }

        private static long[] times(List<Long> list) {
            return list.stream().mapToLong(Long::longValue).toArray();
        }
    }

    private final List<Lane> lanes = new ArrayList<>();
    private final LongSupplier clock;
    private final long deadlineNs;

    /**
     * A race without cases.
     *
     * @param clock nanoseconds
     * @param deadlineNs time after which no further round is begun
     */
    Race(LongSupplier clock, long deadlineNs) {
        this.clock = clock;
        this.deadlineNs = deadlineNs;
    }

    /** Adds a case; screens the challenger on it and says whether it may still win. */
    boolean enter(String caseId, Workload.Execution incumbent, Workload.Execution challenger) {
        Lane lane = new Lane(caseId, incumbent, challenger);
        lanes.add(lane);
        lane.sample(false);
        // a single short time may be that of another process
        for (int again = 0;
                again < SCREENED_AGAIN && !hopeful() && Lane.shortest(lane.challengerNs) < SHORT_NS;
                again++) {
            lane.sample(again % 2 == 0);
        }
        return hopeful();
    }

    private boolean hopeful() {
        double sum = 0;
        for (Lane entered : lanes) {
            sum += Math.log((double) Lane.shortest(entered.incumbentNs) / Lane.shortest(entered.challengerNs));
        }
        return sum / lanes.size() >= HOPELESS;
    }

    /** The outcome for a challenger that {@link #enter} refused. */
    Outcome hopeless() {
        return outcome(Ending.HOPELESS);
    }

    /** Runs rounds until the outcome is clear, time is up, or there were {@link #MOST_ROUNDS}. */
    Outcome run() {
        lanes.forEach(Lane::calibrate);
        double[] scores = new double[MOST_ROUNDS];
        double least = Math.log(LEAST_GAIN);
        for (int round = 0; round < MOST_ROUNDS && (round == 0 || clock.getAsLong() < deadlineNs); round++) {
            double sum = 0;
            for (Lane lane : lanes) {
                sum += lane.sample(round % 2 == 1);
            }
            scores[round] = sum / lanes.size();
            if (round + 1 >= LEAST_ROUNDS) {
                double[] so = Arrays.copyOf(scores, round + 1);
                double median = Medians.of(so);
                double error = ERRORS * standardError(so);
                if (median - error > least) {
                    return outcome(Ending.WON);
                }
                if (median + error < least) {
                    return outcome(Ending.LOST);
                }
            }
        }
        return outcome(Ending.LOST);
    }

    private Outcome outcome(Ending verdict) {
        List<Measured> cases = lanes.stream().map(Lane::measured).toList();
        return new Outcome(
                verdict, geometricMean(cases.stream().map(Measured::ratio).toList()), cases);
    }

    /** Geometric mean of positive numbers. */
    static double geometricMean(List<Double> values) {
        return Math.exp(values.stream().mapToDouble(Math::log).average().orElseThrow());
    }

    private static double standardError(double[] values) {
        return Math.max(LEAST_ERROR, DEVIATION * MEDIAN_ERROR * Medians.deviation(values) / Math.sqrt(values.length));
    }

    /** Median of times. */
    static double median(long[] nanoseconds) {
        return Medians.of(Arrays.stream(nanoseconds).asDoubleStream().toArray());
    }
}
