package org.exitinterview.forms;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the conditions and rules of forms, with the engine's own FEEL. Parsed expressions are
 * kept: there are only as many as the deployed forms hold.
 */
final class Feel {

  private final FeelEngineApi engine;
  private final Map<String, Optional<ParsedExpression>> parsed = new ConcurrentHashMap<>();

  Feel(Clock clock) {
    this.engine = FeelEngineBuilder.forJava().withClock(() -> ZonedDateTime.now(clock)).build();
  }

  boolean isValid(String expression) {
    return parse(expression).isPresent();
  }

  /** Whether the expression is true; what cannot be worked out is not. */
  boolean isTrue(String expression, Map<String, Object> answers) {
    return Boolean.TRUE.equals(evaluate(expression, answers));
  }

  /** Whether the expression is false; what cannot be worked out, for want of answers, is not. */
  boolean isFalse(String expression, Map<String, Object> answers) {
    return Boolean.FALSE.equals(evaluate(expression, answers));
  }

  @Nullable Object evaluate(String expression, Map<String, Object> answers) {
    Optional<ParsedExpression> valid = parse(expression);
    if (valid.isEmpty()) {
      return null;
    }
    EvaluationResult result = engine.evaluate(valid.get(), answers);
    return result.isSuccess() ? result.result() : null;
  }

  private Optional<ParsedExpression> parse(String expression) {
    return parsed.computeIfAbsent(
        expression,
        text -> {
          ParseResult result = engine.parseExpression(text);
          return result.isSuccess() ? Optional.of(result.parsedExpression()) : Optional.empty();
        });
  }
}
