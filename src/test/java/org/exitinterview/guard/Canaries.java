package org.exitinterview.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.exitinterview.record.Section;

/**
 * Phrases that occur nowhere else, one for each free field that was filled in. All of them begin
 * with the same random word, so one search finds any of them.
 */
final class Canaries {

  /** One free field. */
  record FreeField(String form, String key, String label, Section section) {

    String name() {
      return form + "/" + key;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String common =
      "canary" + UUID.randomUUID().toString().replace("-", "").substring(16);
  private final Pattern phrase = Pattern.compile(common + "n(\\d+)e");
  private final List<FreeField> fields = new ArrayList<>();
  private final Set<String> planted = new LinkedHashSet<>();

  /** The free fields of a form that a person may fill in. */
  static List<FreeField> freeFields(String form) {
    List<FreeField> fields = new ArrayList<>();
    try {
      collect(form, JSON.readTree(Path.of("forms", form + ".form").toFile()), "", fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return fields;
  }

  /** The phrase for the field. */
  String phraseFor(FreeField field) {
    int number = fields.indexOf(field);
    if (number < 0) {
      number = fields.size();
      fields.add(field);
    }
    return "He said: %sn%de, and no more.".formatted(common, number);
  }

  /** Notes that the form was accepted with the phrase. */
  void planted(FreeField field) {
    planted.add(field.name());
  }

  /** The fields whose phrases occur in the text. */
  Set<FreeField> in(String text) {
    return phrase
        .matcher(text)
        .results()
        .map(result -> fields.get(Integer.parseInt(result.group(1))))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What to look for: as it is, and as it would look in base64 at each place it may begin. */
  Stream<String> traces() {
    return Stream.concat(
        Stream.of(common),
        Stream.of("", "a", "ab").map(before -> base64(before + common)).map(Canaries::middle));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Without what depends on the neighbours. */
  private static String middle(String base64) {
    return base64.substring(4, base64.length() - 4);
  }

  private static void collect(
      String form, JsonNode component, String section, List<FreeField> fields) {
    for (JsonNode child : component.path("components")) {
      JsonNode properties = child.path("properties");
      String own = properties.path("section").asText(section);
      String type = child.path("type").asText();
      if ((type.equals("textfield") || type.equals("textarea"))
          && !child.path("readonly").asBoolean()
          && !own.isEmpty()) {
        fields.add(
            new FreeField(
                form,
                child.path("key").asText(),
                child.path("label").asText(),
                Section.ofKey(own).orElseThrow()));
      }
      collect(form, child, own, fields);
    }
  }

  /** The free fields of every form, as {@code form/key}. */
  static Set<String> everyField() {
    try (Stream<Path> files = Files.list(Path.of("forms"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()).replace(".form", ""))
          .flatMap(form -> freeFields(form).stream())
          .map(FreeField::name)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fields that got a phrase, as {@code form/key}. */
  Set<String> plantedFields() {
    return planted;
  }
}
