package io.attn4j.cli;

import io.attn4j.baseline.Baseline;
import io.attn4j.data.LabelledDocuments;
import io.attn4j.file.JsonLine;
import io.attn4j.file.WholeFile;
import io.attn4j.train.Checkpoint;
import io.attn4j.train.RunConfig;
import io.attn4j.train.Trainer;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The documents that a classifier trains on, and those that are held out.
 *
 * @param training to train on
 * @param held to evaluate on, with the same labels
 */
record TrainingDocuments(LabelledDocuments training, LabelledDocuments held) implements RunData {
    private static final String BASELINE = "baseline.json";

    /** Reads both, or holds out a share of each label's documents where {@code validation} is null. */
    static TrainingDocuments read(Path data, Path validation, RunConfig config) {
        LabelledDocuments all = LabelledDocuments.read(data, config.labels());
        if (validation == null) {
            List<LabelledDocuments> parts = all.split(config.training().validationShare());
            return new TrainingDocuments(parts.getFirst(), parts.getLast());
        }
        return new TrainingDocuments(all, LabelledDocuments.read(validation, all.labels()));
    }

    /**
     * What a classifier has to beat on the documents held out: computed once, and kept in the folder of the run as {@value
     * #BASELINE}.
     */
    Map<String, Object> baseline(Path run) {
        Map<String, Object> record = Baseline.of(training, held).record();
        WholeFile.write(
                run.resolve(BASELINE),
                List.of(MemorySegment.ofArray((JsonLine.of(record) + "\n").getBytes(StandardCharsets.UTF_8))));
        record.replaceAll((name, value) -> Math.round(1e4 * (Double) value) / 1e4);
        return record;
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
