package io.attn4j.bench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Draws figures as SVG, without a display.
 *
 * <p>Fonts differ from machine to machine and so do the bytes of what is drawn; each file therefore carries the digest of what it
 * shows in its {@code desc}, which is the same everywhere.
 */
final class FigureWriter {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 480;

    /** Height of title and device above the chart. */
    private static final int HEAD = 52;

    private static final int MARGIN = 12;
    private static final int HEIGHT_OF_BAR = 10;
    private static final int HEIGHT_OF_GAP = 12;
    private static final int HEIGHT_OF_AXIS = 60;

    /** Pixels that labels and legend leave for the plot, by which ticks are spaced. */
    private static final int PLOT_WIDTH = 600;

    /** Decimals of coordinates; text is drawn as outlines, which more would only make longer. */
    static final int PRECISION = 1;

    /** Ratio of the ends of a logarithmic axis beyond which not all ticks have a label. */
    private static final double LONG_AXIS = 12;

    private static final String KEYWORD = "attn4j-data:";
    private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";
    private static final Color INK = new Color(0x333333);
    private static final Color GRID = new Color(0xDDDDDD);

    /** Okabe and Ito's colours, which stay apart for colour-blind readers. */
    private static final Color[] COLORS = Stream.of(
                    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000, 0xF0E442)
            .map(Color::new)
            .toArray(Color[]::new);

    /** Font of the names of categories and of numbers on axes. */
    static final Font LABELS = font(Font.PLAIN, 12);

    private FigureWriter() {}

    /** Whether {@code drawn}, the bytes of an SVG, shows this figure. */
    static boolean shows(Figure figure, byte[] drawn) {
        return new String(drawn, StandardCharsets.UTF_8).contains(KEYWORD + figure.digest());
    }

    /** The figure as an SVG document. */
    static byte[] svg(Figure figure) {
        try {
            Document document = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG_NAMESPACE, "svg", null);
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
            context.setPrecision(PRECISION);
            SVGGraphics2D graphics = new SVGGraphics2D(context, false);
            AxesChart<?, ?> chart = chart(figure);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, WIDTH, HEAD);
            graphics.setColor(INK);
            graphics.setFont(font(Font.BOLD, 17));
            graphics.drawString(figure.title(), MARGIN, 22);
            graphics.setFont(font(Font.PLAIN, 14));
            graphics.drawString(figure.device(), MARGIN, 43);
            graphics.translate(0, HEAD);
            chart.paint(graphics, chart.getWidth(), chart.getHeight());
            Element root = graphics.getRoot();
            root.setAttribute("viewBox", "0 0 " + WIDTH + " " + (HEAD + chart.getHeight()));
            root.setAttribute("role", "img");
            root.insertBefore(element(document, "desc", KEYWORD + figure.digest()), root.getFirstChild());
            root.insertBefore(
                    element(document, "title", figure.title() + "; " + figure.device()), root.getFirstChild());
            StringWriter text = new StringWriter();
            graphics.stream(root, text, true, false);
            // Readers would look for the document type on the network.
            return text.toString().replaceFirst("<!DOCTYPE[^>]*>\\s*", "").getBytes(StandardCharsets.UTF_8);
        } catch (ParserConfigurationException everyPlatformHasOne) {
            throw new AssertionError(everyPlatformHasOne);
        } catch (IOException failure) {
            throw new UncheckedIOException(figure.path() + ".svg: not drawn; " + failure, failure);
        }
    }

    private static Element element(Document document, String name, String text) {
        Element element = document.createElementNS(SVG_NAMESPACE, name);
        element.setTextContent(text);
        return element;
    }

    private static AxesChart<?, ?> chart(Figure figure) {
        AxesChart<?, ?> chart = switch (figure.kind()) {
            case GROWTH, SPEED -> lines(figure);
            case ROOFLINE -> roofline(figure);
            case RATIOS -> ratios(figure);
            case LOG_POINTS -> points(figure);
            case CURVES -> curves(figure);
        };
        chart.setXAxisTitle(figure.xLabel());
        chart.setYAxisTitle(figure.yLabel());
        style(chart.getStyler());
        return chart;
    }

    /** N is drawn by its binary logarithm, so that ticks are at powers of two. */
    private static XYChart lines(Figure figure) {
        XYChart chart = new XYChart(WIDTH, HEIGHT);
        XYStyler styler = chart.getStyler();
        DoubleSummaryStatistics range = range(figure, Figure.Series::x);
        double octaves = Math.max(1, log2(range.getMax() / range.getMin()));
        styler.setXAxisTickMarkSpacingHint((int) (PLOT_WIDTH / octaves));
        styler.setXAxisTickLabelsFormattingFunction(
                exponent -> exponent == Math.rint(exponent) ? String.valueOf(Math.round(Math.pow(2, exponent))) : " ");
        if (figure.kind() == Figure.Kind.GROWTH) {
            logarithmicY(styler, figure);
        } else {
            styler.setYAxisMin(0.0);
        }
        for (Figure.Series shown : figure.series()) {
            chart.addSeries(
                    shown.name(), shown.x().stream().map(FigureWriter::log2).toList(), shown.y());
        }
        return chart;
    }

    private static XYChart curves(Figure figure) {
        XYChart chart = new XYChart(WIDTH, HEIGHT);
        for (Figure.Series shown : figure.series()) {
            chart.addSeries(shown.name(), shown.x(), shown.y()).setMarker(SeriesMarkers.NONE);
        }
        return chart;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    private static XYChart roofline(Figure figure) {
        XYChart chart = new XYChart(WIDTH, HEIGHT);
        XYStyler styler = chart.getStyler();
        styler.setXAxisLogarithmic(true).setXAxisLogarithmicDecadeOnly(false);
        styler.setXAxisTickLabelsFormattingFunction(logarithmicLabels(range(figure, Figure.Series::x)));
        logarithmicY(styler, figure);
        for (Figure.Series shown : figure.series()) {
            XYSeries series = chart.addSeries(shown.name(), shown.x(), shown.y());
            series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            if (shown == figure.series().getFirst()) {
                series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
                series.setMarker(SeriesMarkers.NONE);
                series.setLineColor(INK);
            }
        }
        return chart;
    }

    private static HorizontalBarChart ratios(Figure figure) {
        int group = HEIGHT_OF_BAR * figure.series().size() + HEIGHT_OF_GAP;
        HorizontalBarChart chart = new HorizontalBarChart(
                WIDTH, HEIGHT_OF_AXIS + group * figure.categories().size());
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler()
                .setXAxisMax(Math.max(1, range(figure, Figure.Series::y).getMax()));
        chart.getStyler().setXAxisMaxLabelCount(Math.max(2, figure.categories().size()));
        chart.getStyler().setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
        chart.getStyler().setAvailableSpaceFill(1 - (double) HEIGHT_OF_GAP / group);
        for (Figure.Series shown : figure.series()) {
            chart.addSeries(shown.name(), shown.y(), figure.categories());
        }
        chart.addAnnotation(new AnnotationLine(1, true, false));
        return chart;
    }

    private static CategoryChart points(Figure figure) {
        CategoryChart chart = new CategoryChart(WIDTH, HEIGHT);
        logarithmicY(chart.getStyler(), figure);
        chart.getStyler().setDefaultSeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Scatter);
        for (Figure.Series shown : figure.series()) {
            chart.addSeries(shown.name(), figure.categories(), shown.y());
        }
        return chart;
    }

    private static void logarithmicY(AxesChartStyler styler, Figure figure) {
        styler.setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(false);
        styler.setYAxisTickLabelsFormattingFunction(logarithmicLabels(range(figure, Figure.Series::y)));
    }

    private static DoubleSummaryStatistics range(Figure figure, Function<Figure.Series, List<Double>> axis) {
        return figure.series().stream()
                .flatMap(series -> axis.apply(series).stream())
                .filter(value -> value != null)
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
    }

    /** Labels of a logarithmic axis: on a long one only of 1, 2 and 5 times powers of ten, as more would overlap. */
    private static Function<Double, String> logarithmicLabels(DoubleSummaryStatistics range) {
        Set<Long> labelled =
                range.getMax() / range.getMin() > LONG_AXIS ? Set.of(1L, 2L, 5L) : Set.of(1L, 2L, 3L, 4L, 5L, 6L, 8L);
        return value -> {
            BigDecimal rounded = new BigDecimal(value).round(new MathContext(1));
            long digit = rounded.unscaledValue().longValueExact();
            int exponent = rounded.precision() - rounded.scale() - 1;
            String label = exponent < -3 ? digit + "e" + exponent : rounded.toPlainString();
            return labelled.contains(digit) ? label : " ";
        };
    }

    private static void style(AxesChartStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendFont(font(Font.PLAIN, 13));
        styler.setBaseFont(font(Font.PLAIN, 13));
        styler.setAxisTitleFont(font(Font.PLAIN, 13));
        styler.setAxisTickLabelsFont(LABELS);
        styler.setChartTitleVisible(false);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setChartFontColor(INK);
        styler.setAxisTickLabelsColor(INK);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setAnnotationLineColor(INK);
        styler.setMarkerSize(7);
        styler.setSeriesColors(COLORS);
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
