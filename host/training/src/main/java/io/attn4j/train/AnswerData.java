package io.attn4j.train;

import io.attn4j.data.AnsweredTexts;
import io.attn4j.data.Batch;
import io.attn4j.data.Vocabulary;
import io.attn4j.model.BlockModel;
import io.attn4j.model.LanguageModel;
import io.attn4j.model.PlanSession;
import io.attn4j.plan.Plan;

/** A language model and texts whose answers are to be predicted. */
final class AnswerData implements TrainingData {
    private final RunConfig config;
    private final AnsweredTexts training;
    private final AnsweredTexts validation;
    private final LanguageModel model;
    private final AnswerEvaluation evaluation;

    AnswerData(RunConfig config, AnsweredTexts training, AnsweredTexts validation) {
        config.requireRoomFor(Vocabulary.BYTES);
        training.requireWithin(config.model().window());
        validation.requireWithin(config.model().window());
        this.config = config;
        this.training = training;
        this.validation = validation;
        model = new LanguageModel(config.model());
        evaluation = new AnswerEvaluation(model, config.training().microBatch());
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
        int[] drawn = training.draw(how.batch(), seed, how.overfitBatch() ? 1 : number);
        Batch batch = training.batch(config.model().window(), drawn);
        return new TextData.Windows(batch, "texts");
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
