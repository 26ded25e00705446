package org.exitinterview.leaving;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.exitinterview.people.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.util.WebUtils;

/** {@code POST /api/leavers}: SSDA903 returns, and single leavers of another system. */
@RestController
class LeaversController {

  private static final int LONGEST_LEAVER = 64 * 1024;

  private final LeaverIntake intake;
  private final CurrentPerson currentPerson;
  private final ObjectMapper json;

  LeaversController(LeaverIntake intake, CurrentPerson currentPerson, ObjectMapper json) {
    this.intake = intake;
    this.currentPerson = currentPerson;
    this.json = json;
  }

  @PostMapping("/api/leavers")
  LeaversAnswer takeIn(HttpServletRequest request) throws IOException {
    Person person = allowedPerson();
    LocalDate openFrom = openFrom(request.getParameter("openFrom"));
    MultipartHttpServletRequest multipart =
        WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class);
    if (multipart != null) {
      byte[] episodes = content(multipart, "episodes");
      if (episodes == null) {
        throw new UnreadableReturnException(
            "There is no return in what was sent.",
            "Send the episodes file (CSV) in the multipart field \"episodes\".");
      }
      return intake.takeIn(episodes, content(multipart, "header"), openFrom, person.userId());
    }
    if (isJson(request.getContentType())) {
      return intake.takeIn(leaver(request), openFrom, person.userId());
    }
    throw new UnreadableReturnException(
        "There is no return in what was sent.",
        "Send the episodes file (CSV) as multipart form data in the field \"episodes\", or one"
            + " leaver as JSON.");
  }

  private Person allowedPerson() {
    return currentPerson
        .find()
        .filter(
            person ->
                person.holds(Role.RESIDENTIAL_SERVICE_MANAGER) || person.holds(Role.ADMINISTRATOR))
        .orElseThrow(ReturnNotAllowedException::new);
  }

  private Placement leaver(HttpServletRequest request) throws IOException {
    byte[] content = request.getInputStream().readNBytes(LONGEST_LEAVER + 1);
    if (content.length > LONGEST_LEAVER) {
      throw new UnreadableReturnException(
          "The leaver cannot be taken in.",
          "One leaver is a few lines of JSON. Send many leavers as a CSV file.");
    }
    return SingleLeaver.read(json, content);
  }

  private static @Nullable LocalDate openFrom(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw new UnreadableReturnException(
          "The day from which cases are opened cannot be read.",
          "Write openFrom as yyyy-mm-dd, such as 2026-04-01.");
    }
  }

  private static byte @Nullable [] content(MultipartHttpServletRequest request, String field)
      throws IOException {
    MultipartFile file = request.getFile(field);
    return file == null ? null : file.getBytes();
  }

  private static boolean isJson(@Nullable String contentType) {
    return contentType != null && contentType.startsWith(MediaType.APPLICATION_JSON_VALUE);
  }
}
