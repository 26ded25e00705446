package org.exitinterview.config;

import java.util.List;
import org.camunda.bpm.engine.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/**
 * Answers refused requests to {@code /api} with a {@link Problem}. A capability's own exception
 * says its status with {@link ResponseStatus} and, where there is more than one thing to put right,
 * implements {@link SeveralProblems}.
 */
@RestControllerAdvice(annotations = RestController.class, basePackages = "org.exitinterview")
class ApiProblems {

  private static final Logger log = LoggerFactory.getLogger(ApiProblems.class);

  @ExceptionHandler
  ResponseEntity<Problem> forbidden(AuthorizationException refused) {
    return answer(HttpStatus.FORBIDDEN, Problem.of("You may not do this."));
  }

  @ExceptionHandler
  ResponseEntity<Problem> missing(MissingServletRequestParameterException missing) {
    return answer(
        HttpStatus.BAD_REQUEST,
        Problem.of("The parameter %s is missing.".formatted(missing.getParameterName())));
  }

  @ExceptionHandler
  ResponseEntity<Problem> missing(MissingServletRequestPartException missing) {
    return answer(
        HttpStatus.BAD_REQUEST,
        Problem.of("The part %s is missing.".formatted(missing.getRequestPartName())));
  }

  @ExceptionHandler
  ResponseEntity<Problem> wrongType(MethodArgumentTypeMismatchException mismatch) {
    return answer(
        HttpStatus.BAD_REQUEST,
        Problem.of("The parameter %s cannot be read.".formatted(mismatch.getName())));
  }

  @ExceptionHandler
  ResponseEntity<Problem> unreadable(HttpMessageNotReadableException unreadable) {
    return answer(
        HttpStatus.BAD_REQUEST, Problem.of("The request is not JSON of the expected form."));
  }

  @ExceptionHandler
  ResponseEntity<Problem> tooLarge(MaxUploadSizeExceededException tooLarge) {
    return answer(HttpStatus.PAYLOAD_TOO_LARGE, Problem.of("The file is too large."));
  }

  @ExceptionHandler
  ResponseEntity<Problem> notMultipart(MultipartException unreadable) {
    return answer(
        HttpStatus.BAD_REQUEST, Problem.of("The files must be sent as multipart/form-data."));
  }

  @ExceptionHandler
  ResponseEntity<Problem> other(Exception exception) {
    ResponseStatus declared =
        AnnotatedElementUtils.findMergedAnnotation(exception.getClass(), ResponseStatus.class);
    if (declared != null) {
      List<String> problems =
          exception instanceof SeveralProblems several ? several.problems() : List.of();
      return answer(declared.code(), new Problem(String.valueOf(exception.getMessage()), problems));
    }
    if (exception instanceof ErrorResponse standard) {
      return answer(standard.getStatusCode(), Problem.of(plainWords(standard.getStatusCode())));
    }
    log.error("A request to the API failed", exception);
    return answer(
        HttpStatus.INTERNAL_SERVER_ERROR, Problem.of(plainWords(HttpStatus.INTERNAL_SERVER_ERROR)));
  }

  /** The sentence for a status that nothing more is known about. */
  static String plainWords(HttpStatusCode status) {
    return switch (status.value()) {
      case 400 -> "The request cannot be understood.";
      case 401 -> "Please log in.";
      case 403 -> "You may not do this.";
      case 404 -> "There is nothing here.";
      case 405 -> "This address does not take that kind of request.";
      case 406 -> "The answer is only available as JSON.";
      case 413 -> "The file is too large.";
      case 415 -> "The request has the wrong content type.";
      default ->
          status.is4xxClientError()
              ? "The request was refused."
              : "Something went wrong on our side. Nothing was changed.";
    };
  }

  private static ResponseEntity<Problem> answer(HttpStatusCode status, Problem problem) {
    return ResponseEntity.status(status)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .contentType(MediaType.APPLICATION_JSON)
        .body(problem);
  }
}
