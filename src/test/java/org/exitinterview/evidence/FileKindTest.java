package org.exitinterview.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken as evidence is decided by the content of a file. */
class FileKindTest {

  @ParameterizedTest
  @CsvSource({
    "PDF,  255044462d312e370a25e2e3cfd30a",
    "JPEG, ffd8ffe000104a46494600010100000100010000",
    "PNG,  89504e470d0a1a0a0000000d49484452",
    "WEBP, 52494646240000005745425056503820",
    "HEIC, 0000001866747970686569630000000068656963"
  })
  @DisplayName("files of phones and scanners, by their first bytes")
  void taken(FileKind kind, String start) {
    assertThat(FileKind.of(HexFormat.of().parseHex(start))).contains(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "a web page,            '<!DOCTYPE html><html><body>hello</body></html>'",
    "a drawing with script, '<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>'",
    "a program,             'MZ\u0090\u0000\u0003\u0000\u0000\u0000\u0004\u0000'",
    "a shell script,        '#!/bin/sh\nrm -rf /'",
    "an old Word document,  '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'"
  })
  @DisplayName("what can do more than show something is not taken")
  void refused(String what, String content) {
    assertThat(FileKind.of(content.getBytes(StandardCharsets.ISO_8859_1))).as(what).isEmpty();
  }

  @Test
  @DisplayName("plain text, and office documents by what is packed in them")
  void documents() throws IOException {
    assertThat(FileKind.of("The kitchen is open until ten.".getBytes(StandardCharsets.UTF_8)))
        .contains(FileKind.TEXT);
    assertThat(FileKind.of(zip("[Content_Types].xml", "word/document.xml")))
        .contains(FileKind.WORD);
    assertThat(FileKind.of(zip("[Content_Types].xml", "xl/workbook.xml"))).contains(FileKind.EXCEL);
    assertThat(FileKind.of(zip("word/document.xml"))).as("no office document").isEmpty();
    assertThat(FileKind.of(zip("a.txt"))).as("an archive").isEmpty();
    assertThat(FileKind.of(zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")))
        .as("macros")
        .isEmpty();
  }

  @Test
  @DisplayName("a name shows what the file is, and leads nowhere")
  void names() {
    assertThat(FileKind.PDF.fileName("..\\..\\run me.exe")).isEqualTo("run me.pdf");
    assertThat(FileKind.TEXT.fileName("/etc/passwd")).isEqualTo("passwd.txt");
    assertThat(FileKind.JPEG.fileName("IMG 12.jpeg")).isEqualTo("IMG 12.jpg");
    assertThat(FileKind.PNG.fileName("a\r\nSet-Cookie: b")).isEqualTo("a  Set-Cookie  b.png");
    assertThat(FileKind.PNG.fileName("")).isEqualTo("file.png");
  }

  private static byte[] zip(String... parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String part : parts) {
        zip.putNextEntry(new ZipEntry(part));
        zip.write("<a/>".getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
