package org.exitinterview.config;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.rest.dto.ExceptionDto;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.engine.rest.exception.RestExceptionHandler;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.jspecify.annotations.Nullable;
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
      Response answer = super.toResponse(exception);
      return answer.getEntity() instanceof ExceptionDto refusal
          ? Response.fromResponse(answer).entity(body(refusal, problems(exception))).build()
          : answer;
    }

    private static List<String> problems(Throwable exception) {
      for (@Nullable Throwable cause = exception; cause != null; cause = cause.getCause()) {
        if (cause instanceof SeveralProblems several) {
          return several.problems();
        }
      }
      return List.of();
    }
  }

  /** Adds an empty list to everything else that is refused. */
  static final class Shape implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
      if (response.getEntity() instanceof ExceptionDto refusal) {
        response.setEntity(body(refusal, List.of()));
      }
    }
  }

  private static Map<String, Object> body(ExceptionDto refusal, List<String> problems) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", String.valueOf(refusal.getType()));
    body.put("message", String.valueOf(refusal.getMessage()));
    Integer code = refusal.getCode();
    if (code != null) {
      body.put("code", code);
    }
    body.put("problems", problems);
    return body;
  }
}
