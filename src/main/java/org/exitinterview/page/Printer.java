package org.exitinterview.page;

import com.openhtmltopdf.bidi.support.ICUBidiReorderer;
import com.openhtmltopdf.bidi.support.ICUBidiSplitter;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** Prints a page as PDF, from the same template that the browser gets. */
@Component
public class Printer {

  private static final String FONTS = "net/sf/jasperreports/fonts/dejavu/";

  static {
    // It may quote what it prints.
    XRLog.setLoggingEnabled(false);
  }

  private final SpringTemplateEngine engine;

  Printer(SpringTemplateEngine engine) {
    this.engine = engine;
  }

  /**
   * The page as a PDF that a screen reader can read too.
   *
   * @param template its name below the folder of templates, without ending; it may hold no links
   *     that depend on a request
   * @param model what the template shows
   */
  public byte[] pdf(String template, Map<String, Object> model) {
    String html = engine.process(template, new Context(Locale.UK, model));
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    try {
      new PdfRendererBuilder()
          .usePdfUaAccessibility(true)
          .useFont(() -> font("DejaVuSans.ttf"), "DejaVu Sans", 400, null, true)
          .useFont(() -> font("DejaVuSans-Bold.ttf"), "DejaVu Sans", 700, null, true)
          .useSVGDrawer(new BatikSVGDrawer())
          .useUnicodeBidiSplitter(new ICUBidiSplitter.ICUBidiSplitterFactory())
          .useUnicodeBidiReorderer(new ICUBidiReorderer())
          .useUriResolver((base, address) -> address.startsWith("data:image/") ? address : null)
          .withW3cDocument(new W3CDom().fromJsoup(selfContained(html)), null)
          .toStream(pdf)
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException("The page %s could not be printed".formatted(template), e);
    }
    return pdf.toByteArray();
  }

  /** With its styles inside: the printer fetches nothing from anywhere. */
  private static Document selfContained(String html) {
    Document page = Jsoup.parse(html);
    for (Element link : page.select("link[rel=stylesheet]")) {
      // In the head: elsewhere the printer takes a style sheet for text.
      page.head()
          .appendChild(new Element("style").appendChild(new DataNode(style(link.attr("href")))));
      link.remove();
    }
    return page;
  }

  private static String style(String address) {
    try {
      return new ClassPathResource("static" + address).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The style sheet %s is missing".formatted(address), e);
    }
  }

  private static InputStream font(String name) {
    try {
      return new ClassPathResource(FONTS + name).getInputStream();
    } catch (IOException e) {
      throw new UncheckedIOException("The font %s is missing".formatted(name), e);
    }
  }
}
