package io.attn4j.train;

import io.attn4j.data.Batch;
import io.attn4j.data.Corpus;
import io.attn4j.data.Vocabulary;
import io.attn4j.model.BlockModel;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.Plan;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A language model and text. */
final class TextData implements TrainingData {
    private final RunConfig config;
    private final Corpus training;
    private final Corpus validation;
    private final LanguageModel model;
    private final Evaluation evaluation;

    TextData(RunConfig config, Corpus training, Corpus validation) {
        this.config = config;
        model = new LanguageModel(config.model());
        try (Vocabulary tokenizer = config.openVocabulary()) {
            config.requireRoomFor(tokenizer);
            this.training = training.encoded(tokenizer, config.model().window() + 1);
            this.validation = validation.encoded(tokenizer, 2);
        }
        evaluation = new Evaluation(model, config.training().microBatch());
    }

    @Override
    public BlockModel model() {
        return model;
    }

    @Override
    public Plan evaluationPlan() {
        return evaluation.plan();
    }

    @Override
    public Drawn draw(long seed, long number) {
        return new Windows(batch(seed, number), "windows at");
    }

    /** The windows of a step, from 1. */
    Batch batch(long seed, long number) {
        TrainingConfig how = config.training();
        long drawn = how.overfitBatch() ? 1 : number;
        return how.documents().equals(TrainingConfig.SEPARATE)
                ? Batch.ofDocuments(training, how.batch(), config.model().window(), seed, drawn)
                : Batch.of(training, how.batch(), config.model().window(), seed, drawn);
    }

    /**
     * A batch of tokens.
     *
     * @param what its rows are, before their starts
     */
    record Windows(Batch batch, String what) implements Drawn {
        @Override
        public int count() {
            return batch.count();
        }

        @Override
        public int losses() {
            return batch.ids().length / batch.starts().length;
        }

        @Override
        public Map<String, MemorySegment> rows(int from, int to) {
            Batch some = batch.rows(from, to);
            Map<String, MemorySegment> inputs = new HashMap<>();
            inputs.put(BlockModel.IDS, MemorySegment.ofArray(some.ids()));
            inputs.put(BlockModel.TARGETS, MemorySegment.ofArray(some.targets()));
            return inputs;
        }

        @Override
        public String where() {
            return what + " " + Arrays.toString(batch.starts());
        }
    }

    @Override
    public Evaluation.Result evaluate(PlanSession session) {
        return evaluation.of(session, validation, config.training().evaluateWindows());
    }

    @Override
    public String trainingSha256() {
        return training.sha256();
    }

    @Override
    public String validationSha256() {
        return validation.sha256();
    }

    @Override
    public double bytesPerToken() {
        return training.bytesPerToken();
    }
}
