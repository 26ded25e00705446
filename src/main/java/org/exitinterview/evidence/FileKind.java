package org.exitinterview.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.tika.Tika;

/**
 * The kinds of file that are taken as evidence. What a file is, its content says, never its name or
 * what the browser claims.
 */
enum FileKind {
  PDF("application/pdf", "pdf", ""),
  JPEG("image/jpeg", "jpg", ""),
  PNG("image/png", "png", ""),
  WEBP("image/webp", "webp", ""),
  HEIC("image/heic", "heic", ""),
  TEXT("text/plain", "txt", ""),
  WORD(
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "docx",
      "word/document.xml"),
  EXCEL(
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "xlsx",
      "xl/workbook.xml"),
  POWERPOINT(
      "application/vnd.openxmlformats-officedocument.presentationml.presentation",
      "pptx",
      "ppt/presentation.xml"),
  WRITER("application/vnd.oasis.opendocument.text", "odt", ""),
  CALC("application/vnd.oasis.opendocument.spreadsheet", "ods", ""),
  IMPRESS("application/vnd.oasis.opendocument.presentation", "odp", "");

  /** What people are told. */
  static final String TAKEN =
      "PDF, photos and pictures (JPEG, PNG, WebP, HEIC), plain text, and documents of Word, Excel,"
          + " PowerPoint and LibreOffice without macros (docx, xlsx, pptx, odt, ods, odp)";

  private static final Tika TIKA = new Tika();

  /** What an office document may unpack to; a small file that unpacks to more is an attack. */
  private static final long LARGEST_UNPACKED = 200_000_000;

  private static final int MOST_PARTS = 10_000;

  private final String mediaType;
  private final String ending;

  /** The part of the package that makes it this kind of document; empty if it is no package. */
  private final String mainPart;

  FileKind(String mediaType, String ending, String mainPart) {
    this.mediaType = mediaType;
    this.ending = ending;
    this.mainPart = mainPart;
  }

  String mediaType() {
    return mediaType;
  }

  /** The kind of a file by its content; empty if such files are not taken. */
  static Optional<FileKind> of(byte[] content) {
    String type = TIKA.detect(content);
    boolean isPackage = content.length > 1 && content[0] == 'P' && content[1] == 'K';
    if (!isPackage) {
      return Arrays.stream(values()).filter(kind -> kind.mediaType.equals(type)).findFirst();
    }
    Set<String> parts = parts(content);
    if (parts.stream().anyMatch(FileKind::isMacro)) {
      return Optional.empty();
    }
    return Arrays.stream(values())
        .filter(
            kind ->
                kind.mainPart.isEmpty()
                    ? kind.mediaType.equals(type) && parts.contains("content.xml")
                    : parts.contains("[Content_Types].xml") && parts.contains(kind.mainPart))
        .findFirst();
  }

  /** A name that shows what the file is: the sender's, with the ending of the kind. */
  String fileName(String name) {
    String own = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String stem = own.replaceFirst("\\.[^.]{0,10}$", "").replaceAll("[\\p{Cntrl}\"<>|:*?]", " ");
    String shortened = stem.strip().substring(0, Math.min(80, stem.strip().length()));
    return (shortened.isBlank() ? "file" : shortened) + "." + ending;
  }

  private static boolean isMacro(String part) {
    return part.endsWith("vbaProject.bin")
        || part.startsWith("Basic/")
        || part.startsWith("Scripts/");
  }

  /** The parts of a package; none if it cannot be read or is larger than any document. */
  private static Set<String> parts(byte[] content) {
    Set<String> parts = new HashSet<>();
    long unpacked = 0;
    byte[] buffer = new byte[64 * 1024];
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
      for (ZipEntry part = zip.getNextEntry(); part != null; part = zip.getNextEntry()) {
        parts.add(part.getName());
        for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
          unpacked += read;
          if (unpacked > LARGEST_UNPACKED) {
            return Set.of();
          }
        }
        if (parts.size() > MOST_PARTS) {
          return Set.of();
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      return Set.of();
    }
    return parts;
  }
}
