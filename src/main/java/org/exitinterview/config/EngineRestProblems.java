package org.exitinterview.config;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.rest.dto.AuthorizationExceptionDto;
import org.camunda.bpm.engine.rest.dto.ExceptionDto;
import org.camunda.bpm.engine.rest.dto.ParseExceptionDto;
import org.camunda.bpm.engine.rest.dto.ProblemDto;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.engine.rest.exception.RestExceptionHandler;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;

/**
 * Gives the answers of the engine's API to refused requests the fields of a {@link Problem} besides
 * its own, so that a program reads one kind of refusal from both interfaces.
 */
@Component
class EngineRestProblems extends CamundaJerseyResourceConfig {

  @Override
  protected void registerCamundaRestResources() {
    Set<Class<?>> classes = new HashSet<>(CamundaRestResources.getResourceClasses());
    classes.addAll(CamundaRestResources.getConfigurationClasses());
    classes.remove(RestExceptionHandler.class);
    registerClasses(classes);
  }

  @Override
  protected void registerAdditionalResources() {
    registerClasses(Refusals.class, Shape.class);
  }

  /**
   * Names every problem of a refused form one by one; the engine's message strings them together.
   */
  static final class Refusals extends RestExceptionHandler {

    @Override
    public Response toResponse(RestException exception) {
      SeveralProblems refusal = refusal(exception);
      if (refusal instanceof AuthorizationException refused) {
        // The engine's own message would repeat what was sent, and its log would keep it.
        ExceptionDto plain = ExceptionDto.fromException(refused);
        return Response.status(Response.Status.FORBIDDEN)
            .entity(body(plain, refusal.problems()))
            .type(MediaType.APPLICATION_JSON_TYPE)
            .build();
      }
      Response answer = super.toResponse(exception);
      if (!(answer.getEntity() instanceof ExceptionDto refused)) {
        return answer;
      }
      List<String> problems = refusal == null ? List.of() : refusal.problems();
      Response.ResponseBuilder plain =
          Response.fromResponse(answer).entity(body(refused, problems));
      // Where a process is started the engine calls every refusal an error of ours.
      return (problems.isEmpty() ? plain : plain.status(Response.Status.BAD_REQUEST)).build();
    }

    private static @Nullable SeveralProblems refusal(Throwable exception) {
      for (@Nullable Throwable cause = exception; cause != null; cause = cause.getCause()) {
        if (cause instanceof SeveralProblems several) {
          return several;
        }
      }
      return null;
    }
  }

  /** Adds an empty list to everything else that is refused. */
  static final class Shape implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
      if (response.getEntity() instanceof ExceptionDto refusal) {
        response.setEntity(body(refusal, List.of()));
      } else if (response.getStatus() >= 400 && response.getEntity() instanceof String) {
        // What is no JSON never reaches the engine; the parser's own words quote what was sent.
        String plainWords = ApiProblems.plainWords(HttpStatusCode.valueOf(response.getStatus()));
        response.setEntity(
            Problem.of(plainWords), new Annotation[0], MediaType.APPLICATION_JSON_TYPE);
      }
    }
  }

  private static Map<String, Object> body(ExceptionDto refusal, List<String> problems) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", String.valueOf(refusal.getType()));
    body.put("message", message(refusal, problems));
    Integer code = refusal.getCode();
    if (code != null) {
      body.put("code", code);
    }
    body.put("problems", problems);
    if (refusal instanceof ParseExceptionDto unread) {
      // Camunda Modeler shows the message only; a program reads the problems one by one.
      body.put("details", unread.getDetails());
      body.put(
          "problems",
          unread.getDetails().values().stream()
              .flatMap(report -> report.getErrors().stream())
              .map(ProblemDto::getMessage)
              .toList());
    }
    return body;
  }

  /** The engine's own message names ids and permissions, which help nobody at a form. */
  private static String message(ExceptionDto refusal, List<String> problems) {
    if (!problems.isEmpty() && !(refusal instanceof ParseExceptionDto)) {
      return String.join(" ", problems);
    }
    if (refusal instanceof AuthorizationExceptionDto missing
        && !missing.getMissingAuthorizations().isEmpty()) {
      return ApiProblems.plainWords(HttpStatus.FORBIDDEN);
    }
    String message = refusal.getMessage();
    return message == null || message.isBlank()
        ? ApiProblems.plainWords(HttpStatus.BAD_REQUEST)
        : message;
  }
}
