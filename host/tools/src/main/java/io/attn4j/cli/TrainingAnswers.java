package io.attn4j.cli;

import io.attn4j.data.AnsweredTexts;
import io.attn4j.train.Checkpoint;
import io.attn4j.train.RunConfig;
import io.attn4j.train.Trainer;
import java.nio.file.Path;
import java.util.List;

/**
 * The texts whose answers a run trains on, and those that are held out.
 *
 * @param training to train on
 * @param held to evaluate on
 */
record TrainingAnswers(AnsweredTexts training, AnsweredTexts held) implements RunData {

    /** Reads both, or holds out a share of {@code data} where {@code validation} is null. */
    static TrainingAnswers read(Path data, Path validation, RunConfig config) {
        AnsweredTexts all = AnsweredTexts.read(data);
        if (validation == null) {
            List<AnsweredTexts> parts = all.split(config.training().validationShare());
            return new TrainingAnswers(parts.getFirst(), parts.getLast());
        }
        return new TrainingAnswers(all, AnsweredTexts.read(validation));
    }

    @Override
    public Trainer start(RunConfig config, long seed, Trainer.Opener opener) {
        return Trainer.start(config, seed, training, held, opener);
    }

    @Override
    public Trainer resume(Checkpoint checkpoint, RunConfig config, Trainer.Opener opener) {
        return Trainer.resume(checkpoint, config, training, held, opener);
    }
}
