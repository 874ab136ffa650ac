package io.attn4j.tune;

import io.attn4j.error.UnsupportedRequestException;
import io.attn4j.graph.TaskLaunch;
import io.attn4j.graph.TuningSpace;
import java.util.List;

/** The cases that a search makes fast, and how a candidate runs them. */
interface Workload {

    /** Ids of the cases. */
    List<String> cases();

    /** What may be varied, role by role in the order to search. */
    List<TuningSpace> spaces();

    /**
     * How a candidate's tasks would be launched for a case; nothing is run.
     *
     * @throws UnsupportedRequestException when the device cannot hold it or there is no such kernel
     */
    List<TaskLaunch> launches(String caseId, Candidate candidate);

    /**
     * Compiles a candidate for a case, runs it once and checks the result.
     *
     * @throws WrongResultException when the result is wrong
     * @throws RuntimeException whatever compiler and driver throw
     */
    Execution open(String caseId, Candidate candidate);

    /** A candidate that is ready to run a case. */
    interface Execution extends AutoCloseable {

        /** Runs once; returns the time that counts, nanoseconds. */
        long run();

        @Override
        void close();
    }
}
