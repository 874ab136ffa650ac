package io.attn4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attn4j.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LengthCurvesTest {
    private static final Path RESULTS = Path.of(System.getProperty("attn4j.root"), "results", "classification");

    @TempDir
    private Path folder;

    @BeforeAll
    static void withoutADisplay() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void drawsTimeAndAccuracyByLength() throws IOException {
        Path records = Files.writeString(folder.resolve("records.jsonl"), """
                {"mechanism":"standard","window":256,"seconds_per_document":0.01,"device":"a processor"}
                {"mechanism":"linformer","window":256,"seconds_per_document":0.02,"accuracy":0.5,"device":"a card"}
                {"mechanism":"standard","window":512,"seconds_per_document":0.04}
                """);
        List<Figure> figures = LengthCurves.figures(records);
        assertThat(figures.getFirst().device()).isEqualTo("a processor");
        assertThat(figures.getFirst().series())
                .containsExactly(
                        new Figure.Series("standard", List.of(256.0, 512.0), List.of(0.01, 0.04)),
                        new Figure.Series("linformer", List.of(256.0), List.of(0.02)));
        assertThat(figures.getLast().device()).isEqualTo("a card");
        assertThat(figures.getLast().series())
                .containsExactly(new Figure.Series("linformer", List.of(256.0), List.of(50.0)));
        List<Path> drawn = LengthCurves.draw(records, folder.resolve("figures"));
        assertThat(drawn)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("time-by-length.svg", "accuracy-by-length.svg");
        for (int i = 0; i < drawn.size(); i++) {
            assertThat(FigureWriter.shows(figures.get(i), Files.readAllBytes(drawn.get(i))))
                    .isTrue();
        }
    }

    /** The figures next to the records of classification show these. */
    @Test
    void figuresOfClassificationShowTheirRecords() throws IOException {
        List<Figure> figures = LengthCurves.figures(RESULTS.resolve("lengths.jsonl"));
        for (Figure figure : figures) {
            assertThat(FigureWriter.shows(figure, Files.readAllBytes(RESULTS.resolve(figure.path() + ".svg"))))
                    .as(figure.path() + ": attn4j report --lengths results/classification/lengths.jsonl")
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"mechanism\":\"standard\"}", "[]", "{\"window\":256}"})
    void refusesOtherFiles(String line) throws IOException {
        Path records = Files.writeString(folder.resolve("other.jsonl"), line);
        assertThatThrownBy(() -> LengthCurves.draw(records, folder)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> LengthCurves.draw(folder.resolve("absent"), folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--lengths: got");
    }
}
