package io.attn4j.cli;

import io.attn4j.train.Evaluation;
import io.attn4j.train.Trainer;
import io.attn4j.train.TrainingRun;
import java.util.Locale;

/** Shows on a terminal how a run is going, and on any standard error its evaluations and samples. */
final class Progress implements TrainingRun.Watcher {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;

    private final Terminal terminal;
    private final Trainer trainer;

    Progress(Terminal terminal, Trainer trainer) {
        this.terminal = terminal;
        this.trainer = trainer;
    }

    @Override
    public void stepped(Trainer.Result result, double secondsToGo) {
        terminal.progress(String.format(
                Locale.ROOT,
                trainer.config().classifies()
                        ? "step %d of %d  loss %.3f  %s to go"
                        : "step %d of %d  %.3f bits/byte  %s to go",
                result.step(),
                trainer.steps(),
                trainer.config().classifies() ? result.loss() : result.bitsPerByte(),
                duration(secondsToGo)));
    }

    @Override
    public void evaluated(long step, Evaluation.Result result, boolean best) {
        terminal.progressDone();
        String worse = best ? "" : ", best was step " + trainer.best().step();
        if (result.confusion() != null) {
            terminal.err()
                    .printf(
                            Locale.ROOT,
                            "step %d: loss %.4f, accuracy %.4f, macro-F1 %.4f on documents held out%s%n",
                            step,
                            result.nats(),
                            result.confusion().accuracy(),
                            result.confusion().macroF1(),
                            worse);
            return;
        }
        if (result.accuracy() != null) {
            terminal.err()
                    .printf(
                            Locale.ROOT,
                            "step %d: loss %.4f, accuracy %.4f on answers held out%s%n",
                            step,
                            result.nats(),
                            result.accuracy(),
                            worse);
            return;
        }
        terminal.err()
                .printf(Locale.ROOT, "step %d: %.4f bits/byte on text held out%s%n", step, result.bitsPerByte(), worse);
    }

    @Override
    public void sampled(long step, String text) {
        terminal.progressDone();
        terminal.err().printf("step %d: %s%n", step, text.replaceAll("\\p{Cntrl}+", " "));
    }

    /** Seconds, minutes or hours. */
    static String duration(double seconds) {
        if (seconds < 2 * MINUTE) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        return seconds < 2 * HOUR
                ? String.format(Locale.ROOT, "%.0f min", seconds / MINUTE)
                : String.format(Locale.ROOT, "%.1f h", seconds / HOUR);
    }
}
