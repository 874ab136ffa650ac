package io.attn4j.train;

import io.attn4j.model.BlockModel;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.Plan;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** What a trainer trains, and on what: a model, the data of its steps, and its evaluation. */
interface TrainingData {
    /** The model. */
    BlockModel model();

    /** The plan of the evaluation. */
    Plan evaluationPlan();

    /** What step {@code number} takes, from 1; a function of the seed and the number. */
    Drawn draw(long seed, long number);

    /** Evaluates on what is held out. */
    Evaluation.Result evaluate(PlanSession session);

    /** SHA-256 of what is trained on. */
    String trainingSha256();

    /** SHA-256 of what is held out. */
    String validationSha256();

    /** Bytes of text for each token, on average. */
    double bytesPerToken();

    /** What a step takes. */
    interface Drawn {
        /** Targets of the step. */
        int count();

        /** Elements of the loss of one row. */
        int losses();

        /**
         * Inputs of rows {@code from} (inclusive) to {@code to} (exclusive), which the next execution takes; a new map, which may
         * be added to.
         */
        Map<String, MemorySegment> rows(int from, int to);

        /** Where they come from, for the message of a failure. */
        String where();
    }
}
