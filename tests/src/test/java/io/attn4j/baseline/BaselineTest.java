package io.attn4j.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attn4j.data.LabelledDocuments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Majority and bag of words. */
class BaselineTest {
    @TempDir
    private Path directory;

    private LabelledDocuments read(String name, String lines, List<String> labels) throws IOException {
        return LabelledDocuments.read(Files.writeString(directory.resolve(name), lines), labels);
    }

    private static String mails(int count, long seed) {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 20; j++) {
                text.append("w").append(random.nextInt(50)).append(' ');
            }
            int label = random.nextInt(10) / 3;
            lines.append("label" + label + "\t" + text
                    + List.of("Sun", "moon", "Stars", "rain").get(label) + "\n");
        }
        return lines.toString();
    }

    @Test
    void wordsTellLabelsApart() throws IOException {
        LabelledDocuments training = read("train.tsv", mails(300, 1), List.of());
        LabelledDocuments held = read("held.tsv", mails(100, 2), training.labels());
        Baseline baseline = Baseline.of(training, held);
        assertThat(baseline.bagOfWords()).isEqualTo(1);
        assertThat(baseline.bagOfWordsMacroF1()).isEqualTo(1);
        assertThat(baseline.majority()).isBetween(0.1, 0.45);
        assertThat(baseline.documents()).isEqualTo(100);
        assertThat(Baseline.of(training, held)).isEqualTo(baseline);
    }

    /** The order of words is not seen, nor are capitals; a word of one document only is not known. */
    @Test
    void wordsAreABag() throws IOException {
        LabelledDocuments training =
                read("t.tsv", "a\tone two\na\ttwo one x\nb\tthree four\nb\tfour! three once\n", List.of());
        BagOfWords words = new BagOfWords(training);
        assertThat(words.classify(bytes("TWO"))).isZero();
        assertThat(words.classify(bytes("four, four three"))).isEqualTo(1);
        assertThat(words.classify(bytes("x"))).isEqualTo(words.classify(bytes("unheard")));
    }

    /** Of what is trained on: the label that is most frequent there may be rare elsewhere. */
    @Test
    void majorityIsThatOfTheTrainingData() throws IOException {
        LabelledDocuments training = read("t.tsv", "a\tone\na\ttwo\nb\tthree\n", List.of());
        LabelledDocuments held = read("h.tsv", "a\tone\nb\ttwo\nb\tthree\nb\tfour\n", training.labels());
        assertThat(Baseline.of(training, held).majority()).isCloseTo(0.25, within(1e-15));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
