package org.exitinterview.chasing;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Pausing a case and asking for more time, for programs and for pages. */
@RestController
class ClocksController {

  private final Pauses pauses;
  private final Extensions extensions;

  ClocksController(Pauses pauses, Extensions extensions) {
    this.pauses = pauses;
    this.extensions = extensions;
  }

  /** Why a case is paused, and the day on which it goes on. */
  record Pause(@Nullable String reason, @Nullable LocalDate resumeOn) {}

  /** A later date, why as a code, and more about it in words. */
  record Extension(@Nullable LocalDate until, @Nullable String reason, @Nullable String words) {}

  @PostMapping("/api/cases/{caseNumber}/pause")
  void pause(@PathVariable String caseNumber, @RequestBody Pause pause) {
    pauses.pause(
        caseNumber,
        Objects.requireNonNullElse(pause.reason(), ""),
        Optional.ofNullable(pause.resumeOn())
            .orElseThrow(() -> new ClockRefusedException("The case goes on: enter a day.")));
  }

  @PostMapping("/api/cases/{caseNumber}/resume")
  void resume(@PathVariable String caseNumber) {
    pauses.resume(caseNumber);
  }

  @PostMapping("/api/tasks/{taskId}/extension")
  Map<String, String> extend(@PathVariable String taskId, @RequestBody Extension wanted) {
    LocalDate until =
        Optional.ofNullable(wanted.until())
            .orElseThrow(() -> new ClockRefusedException("New date: enter a working day."));
    return Map.of(
        "result",
        extensions
            .extend(
                taskId,
                until,
                Objects.requireNonNullElse(wanted.reason(), ""),
                Objects.requireNonNullElse(wanted.words(), ""))
            .name());
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> refused(ClockRefusedException refused) {
    String message = String.valueOf(refused.getMessage());
    return ResponseEntity.badRequest()
        .body(Map.of("message", message, "problems", List.of(message)));
  }
}
