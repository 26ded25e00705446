package org.exitinterview.process;

import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;

/**
 * A row of deadlines.dmn as a manager reads it; an empty cell is an empty text.
 *
 * @param step the user task without its prefix
 * @param source where the times come from: the clause, or "local choice"
 */
public record Deadline(
    String step,
    String dueIn,
    String remindEvery,
    String alertAfter,
    String giveUpAfter,
    String alertTo,
    String source) {

  /** All rows, in the order of the table. */
  public static Stream<Deadline> all() {
    DecisionTable table =
        Dmn.readModelFromFile(Model.FOLDER.resolve("deadlines.dmn").toFile())
            .getModelElementsByType(DecisionTable.class)
            .iterator()
            .next();
    List<String> columns = table.getOutputs().stream().map(Output::getName).toList();
    return table.getRules().stream().map(rule -> of(rule, columns));
  }

  private static Deadline of(Rule rule, List<String> columns) {
    return new Deadline(
        unquoted(rule.getInputEntries().iterator().next().getTextContent()),
        cell(rule, columns, "dueIn"),
        cell(rule, columns, "remindEvery"),
        cell(rule, columns, "alertAfter"),
        cell(rule, columns, "giveUpAfter"),
        cell(rule, columns, "alertTo"),
        rule.getDescription() == null ? "" : rule.getDescription().getTextContent().strip());
  }

  private static String cell(Rule rule, List<String> columns, String column) {
    OutputEntry entry = List.copyOf(rule.getOutputEntries()).get(columns.indexOf(column));
    return unquoted(entry.getTextContent());
  }

  private static String unquoted(String text) {
    return text.strip().replaceAll("^\"|\"$", "");
  }
}
