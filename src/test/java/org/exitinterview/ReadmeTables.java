package org.exitinterview;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Lane;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.exitinterview.people.Role;
import org.exitinterview.process.Deadline;
import org.exitinterview.process.Escalation;
import org.exitinterview.process.Model;
import org.exitinterview.register.CaseOutcome;

/** The parts of the README that are written from models, tables and sources, as Markdown. */
final class ReadmeTables {

  /** In the order in which a reader meets them; further processes follow by name. */
  private static final List<String> READING_ORDER =
      List.of(
          "exit-interview",
          "recommendation",
          "letter",
          "concern",
          "pattern-radar",
          "signposting",
          "withdrawal");

  private static final Pattern WORKING_DAYS = Pattern.compile("P(\\d+)WD");

  private static final Pattern REPEATED = Pattern.compile("R(\\d*)/(P.+)");

  private static final Path PACKAGES = Path.of("src/main/java/org/exitinterview");

  private static final Comparator<Model> READING_ORDER_FIRST =
      Comparator.comparingInt(ReadmeTables::place).thenComparing(Model::name);

  private final List<Model> models = Model.all().sorted(READING_ORDER_FIRST).toList();

  private final Map<String, Deadline> deadlines =
      Deadline.all().collect(toMap(Deadline::step, row -> row));

  /** Name of each generated part to its text. */
  Map<String, String> all() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("steps", steps());
    parts.put("outcomes", outcomes());
    parts.put("packages", packages());
    return parts;
  }

  private String steps() {
    return models.stream()
        .filter(model -> model.elements(UserTask.class).findAny().isPresent())
        .map(this::stepsOf)
        .collect(joining("\n\n"));
  }

  private String stepsOf(Model model) {
    return "**"
        + model.process().getName()
        + "**\n\n"
        + table(
            List.of(
                "Step",
                "Who",
                "Due after",
                "Reminded",
                "Alert after",
                "Escalated after",
                "Moves on after",
                "Form",
                "Where the times come from"),
            model.elements(UserTask.class).map(task -> row(model, task)));
  }

  private List<String> row(Model model, UserTask task) {
    Deadline row = deadlines.get(Model.stepName(task));
    if (row == null) {
      throw new AssertionError("deadlines.dmn has no row " + Model.stepName(task));
    }
    String form = Model.kebab(Model.stepName(task)) + ".form";
    return List.of(
        task.getName(),
        role(model, task),
        words(row.dueIn()),
        reminder(row.remindEvery()),
        isDrawn(model, task, "alert") || isDrawn(model, task, "chasing")
            ? "%s: %s".formatted(words(row.alertAfter()), label(row.alertTo()))
            : "",
        isDrawn(model, task, "chasing") ? escalations(row.step()) : "",
        isDrawn(model, task, "giveUp") ? words(row.giveUpAfter()) : "",
        "[%s](forms/%s)".formatted(form, form),
        row.source());
  }

  private static String escalations(String step) {
    List<Escalation> levels = Escalation.all().filter(row -> row.step().equals(step)).toList();
    return levels.stream()
            .map(row -> "%s: %s".formatted(words(row.after()), label(row.to())))
            .collect(joining("; "))
        + ", then every "
        + words(levels.get(levels.size() - 1).again());
  }

  private static boolean isDrawn(Model model, UserTask task, String time) {
    return model
        .elements(BoundaryEvent.class)
        .filter(event -> task.equals(event.getAttachedTo()))
        .anyMatch(event -> event.getRawTextContent().contains("deadlines." + time + "("));
  }

  private static String role(Model model, UserTask task) {
    return model
        .laneOf(task)
        .map(Lane::getName)
        .orElseGet(
            () ->
                Model.candidateGroups(task).stream()
                    .map(ReadmeTables::label)
                    .findFirst()
                    .orElse(""));
  }

  private static String label(String group) {
    return Arrays.stream(Role.values())
        .filter(role -> role.groupId().equals(group))
        .map(Role::label)
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no role " + group));
  }

  private String outcomes() {
    Map<String, List<EndEvent>> ends =
        Model.of("exit-interview")
            .elements(EndEvent.class)
            .filter(end -> Model.property(end, "outcome").isPresent())
            .collect(groupingBy(end -> Model.property(end, "outcome").orElseThrow()));
    return table(
        List.of("Outcome", "Ends in the diagram that lead to it"),
        Arrays.stream(CaseOutcome.values())
            .map(
                outcome ->
                    List.of(
                        "`" + outcome + "`",
                        ends.getOrDefault(outcome.name(), List.of()).stream()
                            .map(EndEvent::getName)
                            .collect(joining(" · ")))));
  }

  private static String packages() {
    try (Stream<Path> files = Files.walk(PACKAGES)) {
      Map<String, String> byName = new TreeMap<>();
      for (Path file : files.filter(file -> file.endsWith("package-info.java")).toList()) {
        byName.put(PACKAGES.relativize(file.getParent()).toString(), javadoc(file));
      }
      return table(
          List.of("Package", "What it is for"),
          byName.entrySet().stream()
              .map(entry -> List.of("`" + entry.getKey() + "`", entry.getValue())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String javadoc(Path file) throws IOException {
    Matcher comment =
        Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL).matcher(Files.readString(file));
    if (!comment.find()) {
      throw new AssertionError(file + " does not say what the package is for");
    }
    String text = comment.group(1).replaceAll("(?m)^\\s*\\*", "");
    return text.split("<p>", 2)[0].replaceAll("\\{@\\w+ ([^}]*)}", "`$1`").strip();
  }

  private static String table(List<String> heads, Stream<List<String>> rows) {
    return Stream.concat(Stream.of(heads, heads.stream().map(head -> "---").toList()), rows)
        .map(
            cells ->
                cells.stream()
                    .map(cell -> cell.replaceAll("\\s+", " ").replace("|", "\\|"))
                    .collect(joining(" | ", "| ", " |")))
        .collect(joining("\n"));
  }

  private static String reminder(String cycle) {
    Matcher repeated = REPEATED.matcher(cycle);
    if (!repeated.matches()) {
      return "";
    }
    String every = "every " + words(repeated.group(2));
    return repeated.group(1).isEmpty() ? every : every + ", " + times(repeated.group(1));
  }

  private static String times(String count) {
    return count.equals("1") ? "once" : "up to " + count + " times";
  }

  private static String words(String duration) {
    Matcher workingDays = WORKING_DAYS.matcher(duration);
    if (!workingDays.matches()) {
      return "`" + duration + "`";
    }
    String count = workingDays.group(1);
    return count.equals("1") ? "1 working day" : count + " working days";
  }

  private static int place(Model model) {
    int place = READING_ORDER.indexOf(model.name());
    return place < 0 ? READING_ORDER.size() : place;
  }
}
