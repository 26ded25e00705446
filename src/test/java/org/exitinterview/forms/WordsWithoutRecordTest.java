package org.exitinterview.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A free field that is not kept in the record is found in whatever form it is put, and named. The
 * same reading refuses the form's deployment.
 */
class WordsWithoutRecordTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StepFormReader reader = new StepFormReader(new Feel(Clock.systemUTC()));

  static List<Path> forms() throws IOException {
    try (Stream<Path> forms = Files.list(Path.of("forms"))) {
      return forms.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  @DisplayName("A free field without a place, or in the process or register, is named")
  void newFieldIsNamed(Path form) throws IOException {
    for (String type : List.of("textfield", "textarea")) {
      for (String keptIn : List.of("", "process", "register")) {
        ObjectNode changed = (ObjectNode) JSON.readTree(form.toFile());
        ObjectNode field = ((ArrayNode) changed.path("components")).addObject();
        field.put("type", type).put("key", "smuggled").put("label", "Smuggled words");
        if (!keptIn.isEmpty()) {
          field.putObject("properties").put("keptIn", keptIn);
        }
        assertThat(reader.read(changed.toString()).problems())
            .as("%s, %s kept in '%s'", form.getFileName(), type, keptIn)
            .anyMatch(problem -> problem.contains("Smuggled words"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  @DisplayName("A free field that is there already and is taken out of the record is named")
  void fieldTakenOutOfTheRecordIsNamed(Path form) throws IOException {
    int fields = freeFields(JSON.readTree(form.toFile())).size();
    for (int i = 0; i < fields; i++) {
      JsonNode changed = JSON.readTree(form.toFile());
      ObjectNode field = freeFields(changed).get(i);
      field.putObject("properties").put("keptIn", "process");
      assertThat(reader.read(changed.toString()).problems())
          .as("%s without the record in '%s'", form.getFileName(), field.path("key").asText())
          .anyMatch(problem -> problem.contains(field.path("label").asText()));
    }
  }

  private static List<ObjectNode> freeFields(JsonNode component) {
    List<ObjectNode> fields = new ArrayList<>();
    for (JsonNode child : component.path("components")) {
      if (child.path("type").asText().startsWith("text")
          && !child.path("type").asText().equals("text")
          && !child.path("readonly").asBoolean()
          // A pattern makes it a number of a case, for example, and no place for words.
          && child.path("validate").path("pattern").isMissingNode()) {
        fields.add((ObjectNode) child);
      }
      fields.addAll(freeFields(child));
    }
    return fields;
  }
}
