package org.exitinterview.modelling;

import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.impl.juel.AstBinary;
import org.camunda.bpm.impl.juel.AstChoice;
import org.camunda.bpm.impl.juel.AstComposite;
import org.camunda.bpm.impl.juel.AstDot;
import org.camunda.bpm.impl.juel.AstEval;
import org.camunda.bpm.impl.juel.AstIdentifier;
import org.camunda.bpm.impl.juel.AstLiteral;
import org.camunda.bpm.impl.juel.AstMethod;
import org.camunda.bpm.impl.juel.AstNested;
import org.camunda.bpm.impl.juel.AstNode;
import org.camunda.bpm.impl.juel.AstParameters;
import org.camunda.bpm.impl.juel.AstText;
import org.camunda.bpm.impl.juel.AstUnary;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.Node;
import org.camunda.bpm.impl.juel.TreeBuilderException;
import org.exitinterview.process.ProcessData;

/**
 * What an expression in a model may say: compare, count and pass on process data, and ask the few
 * questions listed here. It is read with the engine's own parser, so that nothing means one thing
 * here and another when it runs.
 */
final class Expressions {

  /** The questions a model may ask; each only answers and changes nothing. */
  private static final Set<String> QUESTIONS =
      Set.of(
          "annualReport.actionsOf",
          "annualReport.ownerOf",
          "circulation.sentFor",
          "deadlines.alert",
          "deadlines.chasing",
          "deadlines.due",
          "deadlines.giveUp",
          "deadlines.on",
          "deadlines.reminders",
          "promises.owedFor",
          "recommendations.actionBy",
          "recommendations.madeFor",
          "recommendations.ownerOf",
          "recommendations.promisedFor");

  /** Counters of the engine for repeated steps. */
  private static final Set<String> COUNTERS =
      Set.of("loopCounter", "nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances");

  private static final Set<Class<? extends Node>> PLAIN =
      Set.of(
          AstText.class,
          AstComposite.class,
          AstEval.class,
          AstNested.class,
          AstChoice.class,
          AstBinary.class,
          AstUnary.class);

  private static final String EXECUTION = "execution";
  private static final String CASE_NUMBER = "execution.processBusinessKey";

  private Expressions() {}

  /** Whether the engine would read the text as an expression. */
  static boolean isExpression(String text) {
    return text.contains("${") || text.contains("#{");
  }

  /** What is wrong with an expression; empty if a model may use it. */
  static Optional<String> problem(String text) {
    try {
      return problem(new Builder(Builder.Feature.METHOD_INVOCATIONS).build(text).getRoot());
    } catch (TreeBuilderException e) {
      return Optional.of("it cannot be read");
    }
  }

  private static Optional<String> problem(Node node) {
    if (node instanceof AstIdentifier variable) {
      return problemOfVariable(variable.getName());
    }
    if (node instanceof AstMethod call) {
      return problemOfCall(call);
    }
    if (node instanceof AstDot property) {
      return CASE_NUMBER.equals(text(property))
          ? Optional.empty()
          : Optional.of("'%s' is not one of the things a model may look at".formatted(text(node)));
    }
    if (!PLAIN.contains(node.getClass()) && !(node instanceof AstLiteral)) {
      return Optional.of("'%s' is more than a model may do".formatted(text(node)));
    }
    return problemOfChildren(node);
  }

  private static Optional<String> problemOfChildren(Node node) {
    for (int i = 0; i < node.getCardinality(); i++) {
      Optional<String> problem = problem(node.getChild(i));
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> problemOfVariable(String name) {
    return ProcessData.isListed(name) || COUNTERS.contains(name)
        ? Optional.empty()
        : Optional.of("'%s' is no process data".formatted(name));
  }

  private static Optional<String> problemOfCall(AstMethod call) {
    Node method = call.getChild(0);
    String question = text(method);
    if (!(method instanceof AstDot)
        || !(method.getChild(0) instanceof AstIdentifier)
        || !QUESTIONS.contains(question)) {
      return Optional.of("'%s' is not one of the questions a model may ask".formatted(question));
    }
    AstParameters arguments = (AstParameters) call.getChild(1);
    for (int i = 0; i < arguments.getCardinality(); i++) {
      Node argument = arguments.getChild(i);
      boolean isExecution =
          argument instanceof AstIdentifier variable && EXECUTION.equals(variable.getName());
      Optional<String> problem = isExecution ? Optional.empty() : problem(argument);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static String text(Node node) {
    return node instanceof AstNode tree ? tree.getStructuralId(null) : node.toString();
  }
}
