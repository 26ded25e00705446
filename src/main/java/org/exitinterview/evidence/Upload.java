package org.exitinterview.evidence;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.util.WebUtils;

/**
 * A file as a page sent it. It was in memory all the time and on no disk.
 *
 * @param name what the sender calls it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Upload(String name, byte[] content) {

  /** The multipart field that holds the file. */
  private static final String FIELD = "file";

  /**
   * The file of a request.
   *
   * @throws EvidenceRefusedException if there is none, or none that can be read
   */
  public static Upload of(HttpServletRequest request) {
    MultipartHttpServletRequest multipart =
        WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class);
    try {
      @Nullable MultipartFile file = multipart == null ? null : multipart.getFile(FIELD);
      if (file == null || file.isEmpty()) {
        throw new EvidenceRefusedException("Choose a file first; an empty one is not taken.");
      }
      String name = file.getOriginalFilename();
      return new Upload(name == null ? "" : name, file.getBytes());
    } catch (MultipartException | IOException e) {
      throw new EvidenceRefusedException("The file is too large, or did not arrive as a whole.");
    }
  }
}
