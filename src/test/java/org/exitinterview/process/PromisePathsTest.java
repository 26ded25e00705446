package org.exitinterview.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.exitinterview.register.Promises.Ending;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every path of the models, from a recommendation to the end of its case. */
class PromisePathsTest {

  private static final String OWED = "${promises.owedFor(execution)}";
  private static final Set<String> CASE_ENDS = Set.of("endEvent_completed", "endEvent_partial");

  private final Model exitInterview = Model.of("exit-interview");
  private final Model letter = Model.of("letter");

  @Test
  @DisplayName("With both letters the case ends; otherwise the next two would prove nothing")
  void endsAreReached() {
    assertThat(ends(exitInterview, reached(exitInterview, flow -> true)))
        .containsExactlyInAnyOrderElementsOf(CASE_ENDS);
  }

  @Test
  @DisplayName("No path ends the case around the letter with thanks and feedback")
  void neverWithoutFeedback() {
    assertThat(
            ends(
                exitInterview,
                reached(exitInterview, flow -> !isFrom(flow, "callActivity_writeToYoungPerson"))))
        .isEmpty();
  }

  @Test
  @DisplayName("No path ends the case around the second letter while one is owed")
  void neverWithoutWhatChanged() {
    assertThat(
            ends(
                exitInterview,
                reached(
                    exitInterview,
                    flow ->
                        !isFrom(flow, "callActivity_tellWhatChanged")
                            && !isTakenOnlyIfNotOwed(flow))))
        .isEmpty();
  }

  @Test
  @DisplayName("Every end of a letter says which of the three endings it is")
  void endingsOfLetters() {
    Set<String> endings =
        Set.of(Ending.values()).stream().map(Enum::name).collect(Collectors.toSet());
    List<String> outcomes =
        letter
            .elements(EndEvent.class)
            .filter(end -> !Model.sends(end))
            .map(end -> Model.property(end, "outcome").orElse("none"))
            .toList();
    assertThat(outcomes).containsExactlyInAnyOrderElementsOf(endings);
  }

  @ParameterizedTest
  @CsvSource({
    "endEvent_told,          userTask_deliverLetter",
    "endEvent_optedOut,      userTask_deliverLetter",
    "endEvent_notDelivered,  userTask_decideUndelivered",
    "endEvent_notDelivered,  gateway_threeTries"
  })
  @DisplayName("No letter ends around the step in which somebody says how")
  void lettersEndOnlyThrough(String end, String step) {
    assertThat(reachedFrom(letter, "startEvent_feedbackDue", flow -> !isFrom(flow, step)))
        .doesNotContain(end);
  }

  @Test
  @DisplayName("Only three tries lead to giving up, and only the IRO's word ends it")
  void threeTries() {
    assertThat(condition("flow_threeTriesYes")).isEqualTo("${attempts >= 3}");
    assertThat(condition("flow_tryAgainNo")).isEqualTo("${decision == \"closeUndelivered\"}");
    assertThat(condition("flow_lettersWantedNo")).isEqualTo("${decision == \"optedOut\"}");
  }

  private String condition(String flow) {
    return letter
        .elements(SequenceFlow.class)
        .filter(candidate -> candidate.getId().equals(flow))
        .map(found -> found.getConditionExpression().getTextContent())
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFrom(SequenceFlow flow, String node) {
    return flow.getSource().getId().equals(node);
  }

  /** The default way past a gateway whose only other way asks whether the letter is owed. */
  private static boolean isTakenOnlyIfNotOwed(SequenceFlow flow) {
    return flow.getConditionExpression() == null
        && flow.getSource().getOutgoing().stream()
            .filter(other -> !other.equals(flow))
            .anyMatch(
                other ->
                    other.getConditionExpression() != null
                        && other.getConditionExpression().getTextContent().equals(OWED));
  }

  private static Set<String> reached(Model model, Predicate<SequenceFlow> open) {
    return reachedFrom(model, "serviceTask_noteRecommendation", open);
  }

  /** A parallel join is passed when all its ways arrive, everything else when one does. */
  private static Set<String> reachedFrom(Model model, String start, Predicate<SequenceFlow> open) {
    Set<String> reached = new HashSet<>(Set.of(start));
    boolean more = true;
    while (more) {
      more = false;
      for (FlowNode node : model.elements(FlowNode.class).toList()) {
        if (!reached.contains(node.getId()) && arrives(node, reached, open)) {
          more = reached.add(node.getId());
        }
      }
    }
    return reached;
  }

  private static boolean arrives(FlowNode node, Set<String> reached, Predicate<SequenceFlow> open) {
    if (node instanceof BoundaryEvent boundary) {
      return reached.contains(boundary.getAttachedTo().getId());
    }
    Predicate<SequenceFlow> taken =
        flow -> reached.contains(flow.getSource().getId()) && open.test(flow);
    return !node.getIncoming().isEmpty()
        && (node instanceof ParallelGateway
            ? node.getIncoming().stream().allMatch(taken)
            : node.getIncoming().stream().anyMatch(taken));
  }

  private static Set<String> ends(Model model, Set<String> reached) {
    return model
        .elements(EndEvent.class)
        .filter(end -> Model.property(end, "outcome").isPresent())
        .map(EndEvent::getId)
        .filter(reached::contains)
        .collect(Collectors.toSet());
  }
}
