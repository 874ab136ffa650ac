package io.attn4j.bench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
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
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Draws figures as SVG and PNG, without a display.
 *
 * <p>Fonts differ from machine to machine and so do the bytes of what is drawn; each file therefore carries the digest of what it
 * shows (SVG: {@code desc}, PNG: a {@code tEXt} chunk), which is the same everywhere.
 */
final class FigureWriter {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 560;
    /** Pixels of the PNG per unit of the drawing. */
    private static final int SCALE = 2;

    /** Ratio of the ends of an axis beyond which not all ticks have a label. */
    private static final double LONG_AXIS = 12;

    private static final int HEIGHT_OF_BARS = 640;
    private static final String KEYWORD = "attn4j-data";
    private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";

    /** Okabe and Ito's colours, which stay apart for colour-blind readers. */
    private static final List<Color> COLORS = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x000000),
            new Color(0xF0E442));

    private FigureWriter() {}

    /** Whether {@code drawn}, the bytes of an SVG or PNG, shows this figure. */
    static boolean shows(Figure figure, byte[] drawn) {
        String text = new String(drawn, StandardCharsets.ISO_8859_1);
        return text.contains(KEYWORD + ":" + figure.digest()) || text.contains(KEYWORD + "\0" + figure.digest());
    }

    /** The figure as an SVG document. */
    static byte[] svg(Figure figure) {
        try {
            Document document = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG_NAMESPACE, "svg", null);
            SVGGraphics2D graphics = new SVGGraphics2D(document);
            Chart<?, ?> chart = chart(figure);
            chart.paint(graphics, chart.getWidth(), chart.getHeight());
            Element root = graphics.getRoot();
            root.setAttribute("viewBox", "0 0 " + chart.getWidth() + " " + chart.getHeight());
            root.setAttribute("role", "img");
            root.insertBefore(element(document, "desc", KEYWORD + ":" + figure.digest()), root.getFirstChild());
            root.insertBefore(element(document, "title", figure.title()), root.getFirstChild());
            StringWriter text = new StringWriter();
            graphics.stream(root, text, true, false);
            // Readers would look for the document type on the network.
            return text.toString().replaceFirst("<!DOCTYPE[^>]*>\\s*", "").getBytes(StandardCharsets.UTF_8);
        } catch (ParserConfigurationException everyPlatformHasOne) {
            throw new AssertionError(everyPlatformHasOne);
        } catch (IOException failure) {
            throw new UncheckedIOException(figure.name() + ".svg: not drawn; " + failure, failure);
        }
    }

    private static Element element(Document document, String name, String text) {
        Element element = document.createElementNS(SVG_NAMESPACE, name);
        element.setTextContent(text);
        return element;
    }

    /** The figure as a PNG image. */
    static byte[] png(Figure figure) {
        Chart<?, ?> chart = chart(figure);
        BufferedImage image =
                new BufferedImage(SCALE * chart.getWidth(), SCALE * chart.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.scale(SCALE, SCALE);
        chart.paint(graphics, chart.getWidth(), chart.getHeight());
        graphics.dispose();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, metadata(writer, image, figure.digest())), null);
        } catch (IOException failure) {
            throw new UncheckedIOException(figure.name() + ".png: not drawn; " + failure, failure);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static IIOMetadata metadata(ImageWriter writer, BufferedImage image, String digest)
            throws IIOInvalidTreeException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
        IIOMetadataNode entry = new IIOMetadataNode("tEXtEntry");
        entry.setAttribute("keyword", KEYWORD);
        entry.setAttribute("value", digest);
        IIOMetadataNode text = new IIOMetadataNode("tEXt");
        text.appendChild(entry);
        String format = metadata.getNativeMetadataFormatName();
        IIOMetadataNode root = new IIOMetadataNode(format);
        root.appendChild(text);
        metadata.mergeTree(format, root);
        return metadata;
    }

    private static Chart<?, ?> chart(Figure figure) {
        return switch (figure.kind()) {
            case GROWTH, ROOFLINE -> numeric(figure);
            case BARS, LOG_POINTS -> categorical(figure);
        };
    }

    private static XYChart numeric(Figure figure) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(figure.title())
                .xAxisTitle(figure.xLabel())
                .yAxisTitle(figure.yLabel())
                .theme(Styler.ChartTheme.GGPlot2)
                .build();
        style(chart.getStyler());
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        chart.getStyler().setXAxisLogarithmicDecadeOnly(false).setYAxisLogarithmicDecadeOnly(false);
        chart.getStyler().setXAxisTickLabelsFormattingFunction(labels(figure, Figure.Series::x));
        chart.getStyler().setYAxisTickLabelsFormattingFunction(labels(figure, Figure.Series::y));
        for (Figure.Series shown : figure.series()) {
            XYSeries series = chart.addSeries(shown.name(), shown.x(), shown.y());
            if (!shown.line()) {
                series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            } else if (figure.kind() == Figure.Kind.ROOFLINE) {
                series.setMarker(SeriesMarkers.NONE);
                series.setLineColor(Color.DARK_GRAY);
            }
        }
        return chart;
    }

    private static CategoryChart categorical(Figure figure) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(figure.kind() == Figure.Kind.BARS ? HEIGHT_OF_BARS : HEIGHT)
                .title(figure.title())
                .xAxisTitle(figure.xLabel())
                .yAxisTitle(figure.yLabel())
                .theme(Styler.ChartTheme.GGPlot2)
                .build();
        style(chart.getStyler());
        if (figure.kind() == Figure.Kind.LOG_POINTS) {
            chart.getStyler().setYAxisLogarithmic(true);
            chart.getStyler().setDefaultSeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Scatter);
        } else {
            chart.getStyler().setXAxisLabelRotation(45);
            chart.getStyler().setYAxisMin(0.0);
            chart.getStyler().setAvailableSpaceFill(0.8);
        }
        for (Figure.Series shown : figure.series()) {
            chart.addSeries(shown.name(), figure.categories(), shown.y());
        }
        return chart;
    }

    /** Labels of a logarithmic axis: on a long one only of 1, 2 and 5 times powers of ten, as more would overlap. */
    private static Function<Double, String> labels(Figure figure, Function<Figure.Series, List<Double>> axis) {
        DoubleSummaryStatistics range = figure.series().stream()
                .flatMap(series -> axis.apply(series).stream())
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        Set<Long> labelled =
                range.getMax() / range.getMin() > LONG_AXIS ? Set.of(1L, 2L, 5L) : Set.of(1L, 2L, 3L, 4L, 5L, 6L, 8L);
        return value -> {
            BigDecimal rounded = new BigDecimal(value).round(new MathContext(1));
            long digit = rounded.unscaledValue().longValueExact();
            return labelled.contains(digit) ? rounded.toPlainString() : " ";
        };
    }

    private static void style(AxesChartStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        styler.setMarkerSize(7);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setSeriesColors(COLORS.toArray(Color[]::new));
    }
}
