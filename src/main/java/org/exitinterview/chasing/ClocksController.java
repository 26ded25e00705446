package org.exitinterview.chasing;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
  record Pause(String reason, LocalDate resumeOn) {}

  /** A later date, and why. */
  record Extension(LocalDate until, String reason) {}

  @PostMapping("/api/cases/{caseNumber}/pause")
  void pause(@PathVariable String caseNumber, @RequestBody Pause pause) {
    pauses.pause(caseNumber, pause.reason(), pause.resumeOn());
  }

  @PostMapping("/api/cases/{caseNumber}/resume")
  void resume(@PathVariable String caseNumber) {
    pauses.resume(caseNumber);
  }

  @PostMapping("/api/tasks/{taskId}/extension")
  Map<String, String> extend(@PathVariable String taskId, @RequestBody Extension wanted) {
    return Map.of("result", extensions.extend(taskId, wanted.until(), wanted.reason()).name());
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> refused(ClockRefusedException refused) {
    String message = String.valueOf(refused.getMessage());
    return ResponseEntity.badRequest()
        .body(Map.of("message", message, "problems", List.of(message)));
  }
}
