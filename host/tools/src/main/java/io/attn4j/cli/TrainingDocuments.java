package io.attn4j.cli;

import io.attn4j.data.LabelledDocuments;
import io.attn4j.train.Checkpoint;
import io.attn4j.train.RunConfig;
import io.attn4j.train.Trainer;
import java.nio.file.Path;
import java.util.List;

/**
 * The documents that a classifier trains on, and those that are held out.
 *
 * @param training to train on
 * @param held to evaluate on, with the same labels
 */
record TrainingDocuments(LabelledDocuments training, LabelledDocuments held) implements RunData {

    /** Reads both, or holds out a share of each label's documents where {@code validation} is null. */
    static TrainingDocuments read(Path data, Path validation, RunConfig config) {
        LabelledDocuments all = LabelledDocuments.read(data, config.labels());
        if (validation == null) {
            List<LabelledDocuments> parts = all.split(config.training().validationShare());
            return new TrainingDocuments(parts.getFirst(), parts.getLast());
        }
        return new TrainingDocuments(all, LabelledDocuments.read(validation, all.labels()));
    }

    @Override
    public Trainer start(RunConfig config, long seed, Trainer.Opener opener) {
        return Trainer.start(config.withLabels(training.labels()), seed, training, held, opener);
    }

    @Override
    public Trainer resume(Checkpoint checkpoint, RunConfig config, Trainer.Opener opener) {
        return Trainer.resume(checkpoint, config.withLabels(training.labels()), training, held, opener);
    }
}
