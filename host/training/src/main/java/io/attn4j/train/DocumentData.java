package io.attn4j.train;

import io.attn4j.data.LabelledDocuments;
import io.attn4j.data.Vocabulary;
import io.attn4j.error.InvalidInputException;
import io.attn4j.model.BlockModel;
import io.attn4j.model.Classifier;
import io.attn4j.model.DocumentBatch;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.Plan;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/** A classifier and labelled documents. */
final class DocumentData implements TrainingData {
    private final RunConfig config;
    private final LabelledDocuments training;
    private final LabelledDocuments validation;
    private final Classifier model;
    private final DocumentEvaluation evaluation;

    DocumentData(RunConfig config, LabelledDocuments training, LabelledDocuments validation) {
        for (LabelledDocuments each : new LabelledDocuments[] {training, validation}) {
            if (!each.labels().equals(config.labels())) {
                throw new InvalidInputException(
                        "data",
                        each.name() + " with the labels " + String.join(", ", each.labels()),
                        "those of the model: " + String.join(", ", config.labels()),
                        "a model file without labels");
            }
        }
        this.config = config;
        try (Vocabulary tokenizer = config.openVocabulary()) {
            config.requireRoomFor(tokenizer);
            this.training = training.encoded(tokenizer);
            this.validation = validation.encoded(tokenizer);
        }
        model = new Classifier(config.model(), config.labels().size());
        evaluation = new DocumentEvaluation(model, config.training().microBatch());
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
        long drawn = how.overfitBatch() ? 1 : number;
        return new Documents(seed, drawn, training.draw(how.batch(), seed, drawn));
    }

    private final class Documents implements Drawn {
        private final long seed;
        private final long number;
        private final int[] drawn;

        Documents(long seed, long number, int... drawn) {
            this.seed = seed;
            this.number = number;
            this.drawn = drawn;
        }

        @Override
        public int count() {
            return drawn.length;
        }

        @Override
        public int losses() {
            return 1;
        }

        @Override
        public Map<String, MemorySegment> rows(int from, int to) {
            DocumentBatch texts = new DocumentBatch(to - from, config.model());
            int window = config.model().window();
            float[] targets = new float[to - from];
            for (int row = from; row < to; row++) {
                int[] tokens = training.tokens(drawn[row]);
                int[] places = config.model().reading().places(tokens.length, window, seed, number, row);
                texts.setPlaces(row - from, tokens, places);
                targets[row - from] = training.label(drawn[row]);
            }
            Map<String, MemorySegment> inputs = texts.inputs();
            inputs.put(BlockModel.TARGETS, MemorySegment.ofArray(targets));
            return inputs;
        }

        @Override
        public String where() {
            return "documents " + Arrays.toString(drawn);
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
        return 1;
    }
}
