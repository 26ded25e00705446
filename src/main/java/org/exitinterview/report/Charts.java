package org.exitinterview.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.svg.SVGGraphics2D;
import org.springframework.stereotype.Component;

/**
 * Bars that can be told apart on a black and white copy. A withheld number has no bar; the table
 * beside each chart says so.
 */
@Component
class Charts {

  private static final int WIDTH = 400;
  private static final int TOP = 56;
  private static final int LINE = 24;
  private static final List<Color> GREYS =
      List.of(
          new Color(0x22, 0x22, 0x22), new Color(0xd9, 0xd9, 0xd9), new Color(0x80, 0x80, 0x80));

  private final Labels labels;

  Charts(Labels labels) {
    this.labels = labels;
  }

  /** The table's lines as stacked bars, as the address of a picture inside the page. */
  String bars(PublishedTable table, List<String> columns) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    int lines = 0;
    for (PublishedTable.Line line : table.lines()) {
      if (!line.code().equals(PublishedTable.TOTAL)) {
        lines++;
        for (String column : columns) {
          data.addValue(
              number(table.cell(line.code(), column)), labels.of(column), labels.of(line.code()));
        }
      }
    }
    JFreeChart chart =
        ChartFactory.createStackedBarChart(
            null, null, null, data, PlotOrientation.HORIZONTAL, columns.size() > 1, false, false);
    Font font = new Font("DejaVu Sans", Font.PLAIN, 12);
    chart.setBackgroundPaint(Color.WHITE);
    if (chart.getLegend() != null) {
      chart.getLegend().setItemFont(font);
      chart.getLegend().setFrame(BlockBorder.NONE);
    }
    CategoryPlot plot = chart.getCategoryPlot();
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
    plot.setRangeGridlinePaint(new Color(0xbb, 0xbb, 0xbb));
    plot.getDomainAxis().setTickLabelFont(font);
    plot.getDomainAxis().setMaximumCategoryLabelWidthRatio(0.5f);
    plot.getRangeAxis().setTickLabelFont(font);
    plot.getRangeAxis().setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    StackedBarRenderer renderer = new StackedBarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(true);
    renderer.setMaximumBarWidth(0.12);
    for (int i = 0; i < columns.size(); i++) {
      renderer.setSeriesPaint(i, GREYS.get(i % GREYS.size()));
      renderer.setSeriesOutlinePaint(i, Color.BLACK);
      renderer.setSeriesOutlineStroke(i, new BasicStroke(1f));
    }
    plot.setRenderer(renderer);
    int height = TOP + LINE * Math.max(lines, 2);
    SVGGraphics2D canvas = new SVGGraphics2D(WIDTH, height);
    chart.draw(canvas, new Rectangle2D.Double(0, 0, WIDTH, height));
    return "data:image/svg+xml;base64,"
        + Base64.getEncoder()
            .encodeToString(scalable(canvas, height).getBytes(StandardCharsets.UTF_8));
  }

  /** With a view box, so that it fits a page of any width. */
  private static String scalable(SVGGraphics2D canvas, int height) {
    return canvas
        .getSVGDocument()
        .replaceFirst("<svg ", "<svg viewBox=\"0 0 %d %d\" ".formatted(WIDTH, height));
  }

  private static double number(String printed) {
    return printed.matches("[\\d,]+") ? Double.parseDouble(printed.replace(",", "")) : 0;
  }
}
