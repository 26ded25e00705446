package org.exitinterview.config;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the container itself refuses, such as an unknown address: the same plain words. */
@RestController
class ErrorAnswers implements ErrorController {

  @RequestMapping(path = "${server.error.path:/error}", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<String> page(HttpServletRequest request) {
    HttpStatus status = status(request);
    String page =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Exit interviews</title></head>
        <body><h1>%s</h1><p><a href="/">Go to your tasks</a></p></body>
        </html>
        """
            .formatted(ApiProblems.plainWords(status));
    return ResponseEntity.status(status).contentType(MediaType.TEXT_HTML).body(page);
  }

  @RequestMapping("${server.error.path:/error}")
  ResponseEntity<Problem> answer(HttpServletRequest request) {
    HttpStatus status = status(request);
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(Problem.of(ApiProblems.plainWords(status)));
  }

  private static HttpStatus status(HttpServletRequest request) {
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
    // Somebody who asks for /error itself finds nothing there.
    return status == null ? HttpStatus.NOT_FOUND : status;
  }
}
