package org.exitinterview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.exitinterview.process.Model;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** What is written about the product matches the product. */
class DocumentationTest {

  private static final Path README = Path.of("README.md");
  private static final Path DECISIONS = Path.of("src/docs/decisions");

  private static final String WRITE = "documentation.write";
  private static final String WRITE_COMMAND =
      "mvn -q test -Dtest=DocumentationTest -D" + WRITE + "=true";
  private static final String DRAW_COMMAND =
      "npm --prefix src/lint ci --ignore-scripts && npm --prefix src/lint run draw";

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
  private static final Path SOURCES = Path.of("src/main/java");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(exitinterview\\.[a-z.-]+)");
  private static final Pattern HASH = Pattern.compile("drawn from (\\S+), SHA-256 ([0-9a-f]{64})");

  static Stream<Model> models() {
    return Model.all();
  }

  static Stream<Path> pages() {
    return Stream.concat(Stream.of(README), Model.files(DECISIONS, ".md"));
  }

  static Stream<String> generatedParts() {
    return new ReadmeTables().all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("models")
  @DisplayName("The picture beside a model shows the model as it is")
  void pictureIsDrawnFromItsModel(Model model) throws Exception {
    Path picture = Model.FOLDER.resolve(model.name() + ".svg");
    assertThat(picture).as("Draw it: %s", DRAW_COMMAND).exists();
    Matcher drawnFrom = HASH.matcher(Files.readString(picture));
    assertThat(drawnFrom.find()).as("%s does not name its model", picture).isTrue();
    assertThat(drawnFrom.group(1)).isEqualTo(model.toString());
    assertThat(drawnFrom.group(2))
        .as("%s has changed since its picture was drawn. Draw it again: %s", model, DRAW_COMMAND)
        .isEqualTo(sha256(model.file()));
  }

  @Test
  @DisplayName("There is no picture without a model")
  void everyPictureHasItsModel() {
    assertThat(Model.files(Model.FOLDER, ".svg").map(Path::toString))
        .containsExactlyElementsOf(
            models().map(model -> model.file().toString().replace(".bpmn", ".svg")).toList());
  }

  @ParameterizedTest
  @MethodSource("generatedParts")
  @DisplayName("The tables of the README match models, tables and sources")
  void generatedPartIsUpToDate(String name) throws IOException {
    String readme = Files.readString(README);
    Matcher part = part(name).matcher(readme);
    assertThat(part.find())
        .as("%s has no part between <!-- %s:begin --> and end", README, name)
        .isTrue();
    String generated = "\n" + new ReadmeTables().all().get(name) + "\n";
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(
          README, readme.substring(0, part.start(1)) + generated + readme.substring(part.end(1)));
    } else {
      assertThat(part.group(1))
          .as("The part '%s' of %s is stale. Write it again: %s", name, README, WRITE_COMMAND)
          .isEqualTo(generated);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  @DisplayName("Every link to a file leads to one")
  void everyLinkLeadsSomewhere(Path page) throws IOException {
    assertThat(
            LINK.matcher(Files.readString(page))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.matches("[a-z]+:.*"))
                .filter(target -> !Files.exists(page.resolveSibling(target))))
        .as("Links of %s that lead nowhere", page)
        .isEmpty();
  }

  @Test
  @DisplayName("Every decision is in the index")
  void everyDecisionIsInTheIndex() throws IOException {
    String index = Files.readString(DECISIONS.resolve("README.md"));
    assertThat(
            Model.files(DECISIONS, ".md")
                .map(file -> file.getFileName().toString())
                .filter(file -> !file.equals("README.md"))
                .filter(file -> !index.contains("](" + file + ")")))
        .as("Decisions that %s/README.md does not list", DECISIONS)
        .isEmpty();
  }

  @Test
  @DisplayName("Every setting of the product is explained")
  void everySettingIsExplained() throws IOException {
    String readme = Files.readString(README);
    List<String> settings = settings().toList();
    assertThat(settings.stream().filter(setting -> !readme.contains("`" + setting + "`")))
        .as("Settings that %s does not explain", README)
        .isEmpty();
    assertThat(
            Pattern.compile("`(exitinterview\\.[a-z.-]+)`")
                .matcher(readme)
                .results()
                .map(setting -> setting.group(1))
                .filter(setting -> !settings.contains(setting)))
        .as("Settings that %s explains and nothing reads", README)
        .isEmpty();
  }

  @Test
  @DisplayName("The demonstration people of the README can log in")
  void demonstrationPeopleExist() throws IOException {
    String people =
        Files.readString(SOURCES.resolve("org/exitinterview/people/DemonstrationPeople.java"));
    Matcher table =
        Pattern.compile("Invented login.*?\n\n", Pattern.DOTALL).matcher(Files.readString(README));
    assertThat(table.find()).as("%s has no table of invented logins", README).isTrue();
    assertThat(
            Pattern.compile("`([^`]+)`")
                .matcher(table.group())
                .results()
                .map(login -> login.group(1))
                .filter(login -> !people.contains('"' + login + '"')))
        .as("Logins in %s that nobody has", README)
        .isEmpty();
  }

  private static Pattern part(String name) {
    return Pattern.compile(
        "<!-- %s:begin[^>]*-->\\n(.*?)<!-- %s:end -->".formatted(name, name), Pattern.DOTALL);
  }

  private static Stream<String> settings() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    Stream<String> typed =
        scanner.findCandidateComponents("org.exitinterview").stream()
            .map(
                bean ->
                    ClassUtils.resolveClassName(
                        String.valueOf(bean.getBeanClassName()),
                        DocumentationTest.class.getClassLoader()))
            .flatMap(
                type -> settings(type.getAnnotation(ConfigurationProperties.class).value(), type));
    return Stream.concat(typed, placeholders()).distinct();
  }

  /** Settings that an annotation reads, such as the pace of a job. */
  private static Stream<String> placeholders() {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<String> found = new ArrayList<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        PLACEHOLDER.matcher(Files.readString(file)).results().forEach(m -> found.add(m.group(1)));
      }
      return found.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> settings(String prefix, Class<?> type) {
    return Stream.of(type.getRecordComponents()).flatMap(component -> settings(prefix, component));
  }

  private static Stream<String> settings(String prefix, RecordComponent component) {
    String name = prefix + "." + kebab(component.getName());
    return component.getType().isRecord() ? settings(name, component.getType()) : Stream.of(name);
  }

  private static String kebab(String name) {
    return ConfigurationPropertyName.adapt(Model.kebab(name), '.').toString();
  }

  private static String sha256(Path file) throws IOException, GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
