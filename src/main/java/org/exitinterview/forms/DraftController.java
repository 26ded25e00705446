package org.exitinterview.forms;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where Tasklist saves what is being typed, every few seconds. It never answers with words: a draft
 * comes back with the form it belongs to.
 */
@RestController
@RequestMapping("/api/drafts/{taskId}")
class DraftController {

  /** In bytes: every text field of the longest form, filled to its limit. */
  static final int LONGEST = 1_000_000;

  private static final TypeReference<LinkedHashMap<String, Object>> ANSWERS =
      new TypeReference<>() {};

  private final FormDrafts drafts;
  private final ObjectMapper json;

  DraftController(FormDrafts drafts, ObjectMapper json) {
    this.drafts = drafts;
    this.json = json;
  }

  /**
   * What the page says about the draft.
   *
   * @param savedAt null if there is no draft
   */
  record State(@Nullable Instant savedAt) {}

  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  State save(@PathVariable String taskId, InputStream body) throws IOException {
    byte[] sent = body.readNBytes(LONGEST + 1);
    if (sent.length > LONGEST) {
      throw new DraftTooLongException();
    }
    return new State(drafts.save(taskId, answers(sent)));
  }

  @GetMapping
  State state(@PathVariable String taskId) {
    return new State(drafts.savedAt(taskId).orElse(null));
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void drop(@PathVariable String taskId) {
    drafts.drop(taskId);
  }

  private Map<String, Object> answers(byte[] sent) {
    try {
      Map<String, Object> answers = json.readValue(sent, ANSWERS);
      return answers == null ? Map.of() : answers;
    } catch (IOException e) {
      // Without the cause: Jackson quotes what it could not read.
      throw new FormRefusedException("What was sent is no form.");
    }
  }
}
