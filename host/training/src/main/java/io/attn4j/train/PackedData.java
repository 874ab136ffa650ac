package io.attn4j.train;

import io.attn4j.data.Corpus;
import io.attn4j.data.PackedWindows;
import io.attn4j.data.Vocabulary;
import io.attn4j.model.BlockModel;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.DocumentStarts;
import io.attn4j.plan.Plan;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** A language model and documents, several in a window, none of which sees another. */
final class PackedData implements TrainingData {
    private final RunConfig config;
    private final PackedWindows training;
    private final PackedWindows validation;
    private final DocumentStarts documents;
    private final LanguageModel model;
    private final PackedEvaluation evaluation;

    PackedData(RunConfig config, Corpus training, Corpus validation) {
        this.config = config;
        int window = config.model().window();
        documents = new DocumentStarts(config.training().microBatch(), window);
        model = new LanguageModel(config.model(), documents);
        int multiple = LanguageModel.documentMultiple(config.model());
        try (Vocabulary tokenizer = config.openVocabulary()) {
            config.requireRoomFor(tokenizer);
            this.training = PackedWindows.of(training.encoded(tokenizer, 2), window, multiple);
            this.validation = PackedWindows.of(validation.encoded(tokenizer, 2), window, multiple);
        }
        evaluation = new PackedEvaluation(config.model(), config.training().microBatch());
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
        TrainingConfig how = config.training();
        return new Packed(training.rows(training.draw(how.batch(), seed, how.overfitBatch() ? 1 : number)));
    }

    private final class Packed implements Drawn {
        private final PackedWindows.Rows all;

        Packed(PackedWindows.Rows all) {
            this.all = all;
        }

        @Override
        public int count() {
            return all.batch().count();
        }

        @Override
        public int losses() {
            return config.model().window();
        }

        @Override
        public Map<String, MemorySegment> rows(int from, int to) {
            return PackedEvaluation.inputs(all.rows(from, to), documents);
        }

        @Override
        public String where() {
            return "packed windows " + Arrays.toString(all.batch().starts());
        }
    }

    @Override
    public Evaluation.Result evaluate(PlanSession session) {
        return evaluation.of(session, validation, config.training().evaluateWindows());
    }

    @Override
    public String trainingSha256() {
        return training.text().documentsSha256();
    }

    @Override
    public String validationSha256() {
        return validation.text().documentsSha256();
    }

    @Override
    public double bytesPerToken() {
        return training.text().bytesPerToken();
    }
}
