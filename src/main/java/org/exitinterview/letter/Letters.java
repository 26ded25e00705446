package org.exitinterview.letter;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.exitinterview.people.Directory;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads letters for those on the circulation list, and advises on their wording. */
@Service
class Letters {

  private final RecordVault vault;
  private final CaseRegister register;
  private final Directory directory;
  private final PlainWords plainWords;
  private final JdbcClient jdbc;

  Letters(
      RecordVault vault,
      CaseRegister register,
      Directory directory,
      PlainWords plainWords,
      JdbcClient jdbc) {
    this.vault = vault;
    this.register = register;
    this.directory = directory;
    this.plainWords = plainWords;
    this.jdbc = jdbc;
  }

  /**
   * The letter; empty if it was not written yet.
   *
   * @param whatChanged the second one
   */
  @Transactional
  public Optional<Letter> find(String caseNumber, boolean whatChanged) {
    register.byNumber(caseNumber);
    Section section = whatChanged ? Section.WHAT_CHANGED : Section.LETTER;
    Set<Section> wanted = EnumSet.of(Section.YOUNG_PERSON, Section.CONTACT, section);
    Map<Section, Map<String, Object>> record = vault.read(caseNumber, wanted, "");
    String words = text(record, section, whatChanged ? "whatChangedWords" : "letterWords");
    if (words.isBlank()) {
      return Optional.empty();
    }
    Map<String, Object> facts = register.facts(caseNumber);
    String preferred = text(record, Section.YOUNG_PERSON, "preferredName");
    String name = text(record, Section.YOUNG_PERSON, "name");
    String address = text(record, Section.CONTACT, "newAddress");
    Object version = facts.get(LetterTemplates.factOf(whatChanged));
    return Optional.of(
        new Letter(
            whatChanged ? "What changed because of you" : "Thank you for talking with us",
            preferred.isBlank() ? name.split(" ", 2)[0] : preferred,
            address.isBlank()
                ? List.of()
                : Stream.concat(Stream.of(name), address.lines()).toList(),
            words.lines().filter(line -> !line.isBlank()).toList(),
            whatChanged,
            code(facts.get(whatChanged ? "whatChangedChannel" : "channel")),
            Objects.requireNonNullElse(
                code(facts.get(whatChanged ? "whatChangedLanguage" : "language")), "en"),
            version instanceof Number number ? number.intValue() : LetterTemplates.LATEST));
  }

  /** What to look at again before it goes; of letters in other languages, nothing is known. */
  List<String> advice(String caseNumber, Letter letter) {
    if (!letter.language().equals(LetterTemplates.ENGLISH)) {
      return List.of(
          LetterTemplates.exists(letter.version(), letter.language())
              ? "The greeting and the lines around your words are in their language. Have your words"
                  + " translated too; nobody has checked how easy they read."
              : "There is no frame for letters in this language, so greeting and farewell are in"
                  + " English. Have the whole letter translated before it goes, or hand it over with"
                  + " somebody who explains it.");
    }
    return plainWords.advice(letter.text(), List.of(letter.greeting()), staff(caseNumber));
  }

  private List<String> staff(String caseNumber) {
    ExitCase exitCase = register.byNumber(caseNumber);
    List<String> owners =
        jdbc.sql("select owner from register.recommendation where case_number = :caseNumber")
            .param("caseNumber", caseNumber)
            .query(String.class)
            .list();
    String home = exitCase.homeUrn();
    return Stream.of(
            Stream.of(exitCase.socialWorker(), exitCase.iro(), exitCase.interviewer()),
            owners.stream(),
            home == null ? Stream.<String>empty() : directory.managersOf(home).stream())
        .flatMap(people -> people)
        .filter(Objects::nonNull)
        .flatMap(person -> directory.displayName(person).stream())
        .distinct()
        .toList();
  }

  private static String text(
      Map<Section, Map<String, Object>> record, Section section, String field) {
    Object words = record.getOrDefault(section, Map.of()).get(field);
    return words == null ? "" : words.toString();
  }

  private static @Nullable String code(@Nullable Object fact) {
    return fact == null ? null : fact.toString();
  }
}
