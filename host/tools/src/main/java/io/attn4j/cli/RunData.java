package io.attn4j.cli;

import io.attn4j.train.Checkpoint;
import io.attn4j.train.RunConfig;
import io.attn4j.train.Trainer;
import java.nio.file.Path;

/** What a run trains on and what is held out: text, texts with answers, or labelled documents. */
sealed interface RunData permits TrainingText, TrainingAnswers, TrainingDocuments {

    /** Reads what the model takes; {@code validation} is null where a part of {@code data} is to be held out. */
    static RunData read(Path data, Path validation, RunConfig config) {
        if (config.classifies()) {
            return TrainingDocuments.read(data, validation, config);
        }
        return config.answers()
                ? TrainingAnswers.read(data, validation, config)
                : TrainingText.read(data, validation, config);
    }

    /** Starts a run. */
    Trainer start(RunConfig config, long seed, Trainer.Opener opener);

    /** Resumes a run. */
    Trainer resume(Checkpoint checkpoint, RunConfig config, Trainer.Opener opener);
}
