package io.attn4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.font.TextLayout;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.batik.svggen.SVGGraphics2D;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;

class FigureWriterTest {
    private static final List<Double> SIZES = List.of(64.0, 1024.0, 65536.0);

    @BeforeAll
    static void needsFonts() {
        System.setProperty("java.awt.headless", "true");
        try {
            new TextLayout("x", FigureWriter.LABELS, new java.awt.font.FontRenderContext(null, true, false));
        } catch (LinkageError | InternalError noFonts) {
            assumeTrue(false, "no fonts that Java can draw with: " + noFonts.getMessage());
        }
    }

    private static Figure figure(Figure.Kind kind, List<String> categories, Figure.Series... series) {
        return new Figure(
                "run/name", "what is shown", "a card (driver 7.5)", kind, "x", "y", categories, List.of(series));
    }

    private static Figure figure(Figure.Kind kind) {
        boolean numeric = kind != Figure.Kind.RATIOS && kind != Figure.Kind.LOG_POINTS;
        List<Double> x = numeric ? SIZES : List.of();
        return figure(
                kind,
                numeric ? List.of() : List.of("f32", "f16", "bf16"),
                new Figure.Series("one", x, List.of(0.001, 30.0, 4000.0)),
                new Figure.Series("two", x, List.of(2.0, 3.0, 5.0)));
    }

    private static String svg(Figure figure) {
        return new String(FigureWriter.svg(figure), StandardCharsets.UTF_8);
    }

    private static Document document() throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().newDocument();
    }

    /** The outline that a label is drawn as. */
    private static String outline(String label) throws Exception {
        Document document = document();
        var context = org.apache.batik.svggen.SVGGeneratorContext.createDefault(document);
        context.setPrecision(FigureWriter.PRECISION);
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        var outline = new TextLayout(label, FigureWriter.LABELS, graphics.getFontRenderContext()).getOutline(null);
        return org.apache.batik.svggen.SVGPath.toSVGPathData(outline, context);
    }

    @ParameterizedTest
    @EnumSource
    void drawsTheSameBytesAgain(Figure.Kind kind) throws Exception {
        byte[] drawn = FigureWriter.svg(figure(kind));
        assertThat(FigureWriter.svg(figure(kind))).isEqualTo(drawn);
        assertThat(FigureWriter.shows(figure(kind), drawn)).isTrue();
        assertThat(DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(drawn))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("svg");
    }

    @ParameterizedTest
    @EnumSource
    void namesWhatItShowsAndTheDevice(Figure.Kind kind) {
        assertThat(svg(figure(kind)))
                .containsPattern("<title\\s*>what is shown; a card \\(driver 7.5\\)<")
                .containsPattern(">what is shown</text")
                .containsPattern(">a card \\(driver 7.5\\)</text");
    }

    @ParameterizedTest
    @EnumSource
    void knowsADrawingOfAnythingElse(Figure.Kind kind) {
        byte[] drawn = FigureWriter.svg(figure(kind));
        Figure other =
                figure(kind, figure(kind).categories(), figure(kind).series().getFirst());
        assertThat(FigureWriter.shows(other, drawn)).isFalse();
    }

    @Test
    void everyBarHasItsLabel() throws Exception {
        List<String> categories =
                IntStream.range(0, 40).mapToObj(i -> "synthesizer form " + i).toList();
        String svg = svg(figure(
                Figure.Kind.RATIOS, categories, new Figure.Series("cpu", List.of(), Collections.nCopies(40, 1.5))));
        for (String category : categories) {
            assertThat(svg).contains(outline(category));
        }
        assertThat(svg).doesNotContain(outline("synthesizer form 40"));
    }

    @Test
    void linesHaveATickAtEveryPowerOfTwo() throws Exception {
        String svg = svg(figure(Figure.Kind.SPEED));
        for (int size = 64; size <= 65536; size *= 2) {
            assertThat(svg).contains(outline(String.valueOf(size)));
        }
    }

    @Test
    void smallNumbersOnALogarithmicAxisAreShort() throws Exception {
        Figure errors = figure(
                Figure.Kind.LOG_POINTS,
                List.of("f32", "f16"),
                new Figure.Series("cpu", List.of(), List.of(2e-7, 3e-4)));
        assertThat(svg(errors)).contains(outline("5e-7"), outline("1e-4")).doesNotContain(outline("0.0000005"));
    }
}
