package io.attn4j.cli;

import io.attn4j.data.Corpus;
import io.attn4j.train.Checkpoint;
import io.attn4j.train.RunConfig;
import io.attn4j.train.Trainer;
import java.nio.file.Path;

/**
 * The text that a run trains on, and the text that is held out.
 *
 * @param training at least one byte more than a window
 * @param held the same
 */
record TrainingText(Corpus training, Corpus held) implements RunData {
    @Override
    public Trainer start(RunConfig config, long seed, Trainer.Opener opener) {
        return Trainer.start(config, seed, training, held, opener);
    }

    @Override
    public Trainer resume(Checkpoint checkpoint, RunConfig config, Trainer.Opener opener) {
        return Trainer.resume(checkpoint, config, training, held, opener);
    }

    /** Reads both, or splits {@code data} where {@code validation} is null. */
    static TrainingText read(Path data, Path validation, RunConfig config) {
        if (config.packs()) {
            return documents(data, validation, config.training().validationShare());
        }
        // with a tokenizer the trainer counts tokens
        int least = config.tokenizer() == null ? config.model().window() + 1 : 2;
        Corpus all = Corpus.read(data);
        if (validation == null) {
            int cut = (int) Math.round(all.length() * (1 - config.training().validationShare()));
            return new TrainingText(
                    all.part("to train on", 0, cut, least), all.part("to evaluate on", cut, all.length(), least));
        }
        Corpus given = Corpus.read(validation);
        return new TrainingText(
                all.part("to train on", 0, all.length(), least),
                given.part("to evaluate on", 0, given.length(), least));
    }

    /** Documents whose windows are made when they are packed, so that any length will do. */
    private static TrainingText documents(Path data, Path validation, double share) {
        Corpus all = Corpus.readDocuments(data);
        if (validation != null) {
            return new TrainingText(all, Corpus.readDocuments(validation));
        }
        int cut = all.cut(1 - share);
        return new TrainingText(all.part("to train on", 0, cut, 2), all.part("to evaluate on", cut, all.length(), 2));
    }
}
