package org.exitinterview.circulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.exitinterview.process.FormFiles;
import org.exitinterview.record.Section;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The questions as they were asked, in the words of the forms. */
@Component
class Questions {

  private static final List<String> FORMS = List.of("hold-interview", "agree-record");
  private static final Pattern NUMBER = Pattern.compile("^\\d+\\s+");
  private static final Pattern ASIDE = Pattern.compile("\\s*\\((their words)\\)");
  private static final Map<Section, String> TITLES =
      Map.of(
          Section.AGREED_RECORD, "What was agreed",
          Section.OPENING, "How it began",
          Section.CLOSING, "Anything else");
  private static final Map<String, String> LABELS =
      Map.of(
          "agreedSummary", "In short",
          "agreedWishes", "About the copy or a call",
          "signedName", "Signed");

  /**
   * One answered question.
   *
   * @param question in the words of the form
   * @param answer what was chosen, or said
   */
  record Answered(String question, String answer) {}

  /**
   * One part of the interview.
   *
   * @param title such as Daily life
   * @param chosen answers picked from a list, in the order of the form
   * @param said answers in words, in the order of the form
   */
  record Part(String title, List<Answered> chosen, List<Answered> said) {}

  private record Question(String label, boolean inWords, Map<String, String> choices) {

    private String shown(Object answer) {
      return answer instanceof Collection<?> several
          ? String.join(", ", several.stream().map(this::one).toList())
          : one(answer);
    }

    private String one(Object answer) {
      return choices.getOrDefault(answer.toString(), answer.toString());
    }
  }

  /** The form parts of each section. */
  private static final class Catalogue {
    private final Map<Section, String> titles = new EnumMap<>(Section.class);
    private final Map<Section, Map<String, Question>> questions = new EnumMap<>(Section.class);
  }

  private final FormFiles forms;
  private final ObjectMapper json = new ObjectMapper();

  Questions(FormFiles forms) {
    this.forms = forms;
  }

  /** The answered questions of a section; what nobody answered is left out. */
  Part part(Section section, Map<String, Object> answers) {
    Catalogue catalogue = catalogue();
    Map<String, Object> left = new HashMap<>(answers);
    List<Answered> chosen = new ArrayList<>();
    List<Answered> said = new ArrayList<>();
    catalogue
        .questions
        .getOrDefault(section, Map.of())
        .forEach(
            (key, question) -> {
              Object answer = left.remove(key);
              if (answer != null && !answer.toString().isBlank()) {
                (question.inWords() ? said : chosen)
                    .add(new Answered(question.label(), question.shown(answer)));
              }
            });
    // Asked by an older form: better without its question than lost.
    left.values().stream()
        .filter(answer -> !answer.toString().isBlank())
        .forEach(answer -> said.add(new Answered("Also said", answer.toString())));
    return new Part(title(catalogue, section), chosen, said);
  }

  /** What a section is about. */
  String title(Section section) {
    return title(catalogue(), section);
  }

  private static String title(Catalogue catalogue, Section section) {
    String own = TITLES.get(section);
    return own == null ? catalogue.titles.getOrDefault(section, section.key()) : own;
  }

  private Catalogue catalogue() {
    Catalogue catalogue = new Catalogue();
    for (String form : FORMS) {
      try {
        read(catalogue, json.readTree(forms.latest(form)), null);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("A form that is in use is not JSON");
      }
    }
    return catalogue;
  }

  private void read(Catalogue catalogue, JsonNode parent, @Nullable Section outer) {
    for (JsonNode component : parent.path("components")) {
      String key = component.path("properties").path("section").asText();
      Section section = Section.ofKey(key).orElse(outer);
      String label = component.path("label").asText();
      if ("group".equals(component.path("type").asText())) {
        if (!key.isEmpty() && section != null) {
          catalogue.titles.putIfAbsent(section, NUMBER.matcher(label).replaceFirst(""));
        }
        read(catalogue, component, section);
      } else if (section != null && component.has("key") && isOfRecord(component)) {
        catalogue
            .questions
            .computeIfAbsent(section, first -> new LinkedHashMap<>())
            .putIfAbsent(component.path("key").asText(), question(component, label));
      }
    }
  }

  /** Whether the field has not left its section for another place. */
  private static boolean isOfRecord(JsonNode component) {
    String keptIn = component.path("properties").path("keptIn").asText();
    return keptIn.isEmpty() || keptIn.equals("record");
  }

  private static Question question(JsonNode component, String label) {
    Map<String, String> choices = new HashMap<>();
    component
        .path("values")
        .forEach(
            choice -> choices.put(choice.path("value").asText(), choice.path("label").asText()));
    String plain = ASIDE.matcher(label).replaceAll("");
    return new Question(
        LABELS.getOrDefault(component.path("key").asText(), plain), choices.isEmpty(), choices);
  }
}
