package org.exitinterview.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@code .form} file as its author wrote it, read without any of the code under test. */
record FormDocument(String fileName, JsonNode json, List<Component> components) {

  private static final Path FOLDER = Path.of("forms");

  /**
   * One component with what it inherits.
   *
   * @param keptIn where the answer is kept, its own or that of the nearest group that says so
   * @param section section of the record; null if the answer is not kept in the record
   * @param hiddenBy conditions of the component and of every group around it
   * @param depth how many groups are around it
   */
  record Component(
      JsonNode json,
      @Nullable String keptIn,
      @Nullable String section,
      List<String> hiddenBy,
      int depth) {

    String type() {
      return json.path("type").asText();
    }

    String id() {
      return json.path("id").asText();
    }

    String key() {
      return json.path("key").asText();
    }

    boolean isInput() {
      return json.has("key");
    }

    boolean isGroup() {
      return type().equals("group");
    }

    boolean isFreeText() {
      return type().equals("textfield") || type().equals("textarea");
    }

    boolean isReadOnly() {
      return json.path("readonly").asBoolean();
    }

    boolean isRequired() {
      return json.path("validate").path("required").asBoolean();
    }

    boolean isHalfWidth() {
      return json.path("layout").path("columns").asInt(16) <= 8;
    }

    JsonNode properties() {
      return json.path("properties");
    }

    String label() {
      return Stream.of("label", "dateLabel", "timeLabel")
          .map(name -> json.path(name).asText())
          .filter(text -> !text.isEmpty())
          .findFirst()
          .orElse("");
    }

    List<JsonNode> values() {
      List<JsonNode> values = new ArrayList<>();
      json.path("values").forEach(values::add);
      return values;
    }

    /** Everything of it that a person reads. */
    List<String> words() {
      List<String> words = new ArrayList<>();
      words.add(label());
      words.add(json.path("description").asText());
      words.add(json.path("text").asText());
      words.add(properties().path("ruleMessage").asText());
      values().forEach(value -> words.add(value.path("label").asText()));
      words.removeIf(String::isEmpty);
      return words;
    }

    @Override
    public String toString() {
      return isInput() ? key() : id();
    }
  }

  /** Every form of the product, by file name. */
  static List<FormDocument> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".form"))
          .sorted()
          .map(FormDocument::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The form with that id. */
  static FormDocument of(String id) {
    return read(FOLDER.resolve(id + ".form"));
  }

  List<Component> inputs() {
    return components.stream().filter(Component::isInput).toList();
  }

  Component input(String key) {
    return inputs().stream().filter(input -> input.key().equals(key)).findFirst().orElseThrow();
  }

  @Override
  public String toString() {
    return fileName;
  }

  private static FormDocument read(Path file) {
    try {
      JsonNode json = new ObjectMapper().readTree(file.toFile());
      List<Component> components = new ArrayList<>();
      collect(json, null, null, List.of(), 0, components);
      String name = Objects.requireNonNull(file.getFileName()).toString();
      return new FormDocument(name.substring(0, name.length() - 5), json, components);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(
      JsonNode container,
      @Nullable String keptIn,
      @Nullable String section,
      List<String> hiddenBy,
      int depth,
      List<Component> found) {
    for (JsonNode json : container.path("components")) {
      JsonNode properties = json.path("properties");
      boolean own = properties.has("keptIn");
      String ownKeptIn = own ? properties.path("keptIn").asText() : keptIn;
      String ownSection =
          own ? (properties.has("section") ? properties.path("section").asText() : null) : section;
      List<String> conditions = new ArrayList<>(hiddenBy);
      if (json.path("conditional").has("hide")) {
        conditions.add(json.path("conditional").path("hide").asText());
      }
      found.add(new Component(json, ownKeptIn, ownSection, List.copyOf(conditions), depth));
      collect(json, ownKeptIn, ownSection, conditions, depth + 1, found);
    }
  }
}
