package io.attn4j.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A data set with a name: where it comes from, what may be done with it, and the files it is prepared as.
 *
 * <p>Text to train language models on is {@code train.txt} and {@code validation.txt}. Documents to classify are {@code
 * train.jsonl} and {@code validation.jsonl}, a line for each with {@code id}, {@code label} and {@code text}, and where there is a test {@code test.jsonl}. Texts with answers are the same files with {@code
 * text} and {@code answers}, some with {@code candidates}.
 */
public interface NamedDataSet {
    /** The file of the documents to train on. */
    String TRAINING = "train.jsonl";

    /** What {@code attn4j data} calls it. */
    String name();

    /** What it is, in a line. */
    String description();

    /** Who may do what with it, in a line. */
    String licence();

    /** Where it comes from. */
    DataSource source();

    /** Whether its files are documents with labels. */
    default boolean isLabelled() {
        return true;
    }

    /**
     * Writes its files.
     *
     * @param archive of its source, checked; null where it has none
     * @param folder exists
     * @return what was written
     */
    List<PreparedFile> prepare(Path archive, Path folder) throws IOException;

    /** Those that there are. */
    static List<NamedDataSet> all() {
        return List.of(
                TextDataSet.STATE_OF_THE_UNION,
                TextDataSet.MOBY_DICK,
                EraDataSet.STATE_OF_THE_UNION,
                EraDataSet.FORTY_YEARS,
                MailDataSet.SPAM_ASSASSIN,
                BrownDataSet.BROWN,
                new ModuleDataSet(),
                new ManPageDataSet(),
                ListOpsDataSet.QUICK,
                ListOpsDataSet.FULL,
                RecallDataSet.MQAR,
                ClozeDataSet.STATE_OF_THE_UNION);
    }
}
