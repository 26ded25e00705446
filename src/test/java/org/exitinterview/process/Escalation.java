package org.exitinterview.process;

import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;

/**
 * A row of escalation.dmn as a manager reads it.
 *
 * @param step the user task without its prefix
 */
public record Escalation(String step, String after, String to, String again) {

  /** All rows, in the order of the table. */
  public static Stream<Escalation> all() {
    return Dmn.readModelFromFile(Model.FOLDER.resolve("escalation.dmn").toFile())
        .getModelElementsByType(Rule.class)
        .stream()
        .map(Escalation::of);
  }

  private static Escalation of(Rule rule) {
    List<String> cells =
        rule.getOutputEntries().stream()
            .map(OutputEntry::getTextContent)
            .map(Escalation::unquoted)
            .toList();
    return new Escalation(
        unquoted(rule.getInputEntries().iterator().next().getTextContent()),
        cells.get(0),
        cells.get(1),
        cells.get(2));
  }

  private static String unquoted(String text) {
    return text.strip().replaceAll("^\"|\"$", "");
  }
}
