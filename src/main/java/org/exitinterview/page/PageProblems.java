package org.exitinterview.page;

import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** Says on a page, in plain words, what a page of ours refuses. */
@ControllerAdvice(annotations = Page.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageProblems {

  private static final Logger log = LoggerFactory.getLogger(PageProblems.class);

  @ExceptionHandler
  ModelAndView forbidden(AuthorizationException refused) {
    return problem(HttpStatus.FORBIDDEN, String.valueOf(refused.getMessage()));
  }

  @ExceptionHandler
  ModelAndView wrongType(MethodArgumentTypeMismatchException mismatch) {
    return problem(HttpStatus.BAD_REQUEST, "One of the values cannot be read, such as a date.");
  }

  @ExceptionHandler
  ModelAndView other(Exception exception) {
    ResponseStatus declared =
        AnnotatedElementUtils.findMergedAnnotation(exception.getClass(), ResponseStatus.class);
    if (declared != null) {
      return problem(declared.code(), String.valueOf(exception.getMessage()));
    }
    if (exception instanceof ErrorResponse standard) {
      return problem(standard.getStatusCode(), "This page cannot be shown like that.");
    }
    log.error("A page could not be shown", exception);
    return problem(
        HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side. Nothing was changed.");
  }

  private static ModelAndView problem(HttpStatusCode status, String message) {
    ModelAndView page = new ModelAndView("problem", Map.of("message", message));
    page.setStatus(status);
    return page;
  }
}
