package org.exitinterview.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.exitinterview.ApplicationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;

/** Printed pages hold every letter of a name, and nothing that a browser would have to fetch. */
@ApplicationTest
class PrinterTest {

  @Autowired private Printer printer;
  @Autowired private TestRestTemplate rest;

  @Test
  void everyLetterIsPrinted() throws IOException {
    String words = "Zoë, Łukasz and Мария <b>said</b> \u0007 so";
    try (PDDocument pdf =
        Loader.loadPDF(printer.pdf("trial-page", Map.of("words", words, "title", "Trial")))) {
      assertThat(new PDFTextStripper().getText(pdf))
          .contains("Trial", "Zoë, Łukasz and Мария <b>said</b>");
      assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en");
      assertThat(pdf.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
    }
  }

  @Test
  void pagesNeedALogin() {
    var answer = rest.getForEntity("/pages/unknown", String.class);
    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
    assertThat(answer.getHeaders().getFirst("Content-Security-Policy"))
        .contains("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.getHeaders().getCacheControl()).isEqualTo("no-store");
  }
}
