package io.attn4j.cli;

import io.attn4j.error.InvalidInputException;
import io.attn4j.file.TensorFile;
import io.attn4j.model.BlockModel;
import io.attn4j.model.Classifier;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.PlanSession;
import io.attn4j.tensor.Tensor;
import io.attn4j.train.Checkpoint;
import io.attn4j.train.RunConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model with the parameters of a checkpoint.
 *
 * @param checkpoint where it comes from
 * @param model the model
 * @param session has its parameters as states
 */
record TrainedModel(Checkpoint checkpoint, BlockModel model, PlanSession session) implements AutoCloseable {

    /** Opens the session that a model's plans run on, with what its states start as; it closes these. */
    interface Opener {
        PlanSession open(RunConfig config, BlockModel model, Map<String, Tensor> states);
    }

    /** Reads the last checkpoint of a run, or the one given, for the {@code cpu} engine. */
    static TrainedModel read(Path run, int threads) {
        return read(run, (config, model, states) -> new PlanSession(threads, states));
    }

    /** Reads the last checkpoint of a run, or the one given. */
    static TrainedModel read(Path run, Opener opener) {
        Checkpoint checkpoint = Checkpoint.last(run);
        RunConfig config = checkpoint.state().config();
        BlockModel model = config.classifies()
                ? new Classifier(config.model(), config.labels().size())
                : new LanguageModel(config.model());
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        try (TensorFile file = checkpoint.parameters()) {
            model.check(checkpoint.folder().toString(), file.types());
            file.tensors().forEach((name, tensor) -> {
                Tensor copy = Tensor.allocate(tensor.type());
                copy.segment().copyFrom(tensor.segment());
                parameters.put(name, copy);
            });
        }
        return new TrainedModel(checkpoint, model, opener.open(config, model, parameters));
    }

    /**
     * The language model.
     *
     * @throws InvalidInputException when it is a classifier
     */
    LanguageModel language() {
        if (model instanceof LanguageModel language) {
            return language;
        }
        throw new InvalidInputException(
                "model", checkpoint.folder() + ", a classifier", "a language model", "attn4j classify");
    }

    /**
     * The classifier.
     *
     * @throws InvalidInputException when it is a language model
     */
    Classifier classifier() {
        if (model instanceof Classifier classifier) {
            return classifier;
        }
        throw new InvalidInputException(
                "model",
                checkpoint.folder() + ", a language model",
                "a classifier",
                "attn4j train --task classification");
    }

    @Override
    public void close() {
        session.close();
    }
}
