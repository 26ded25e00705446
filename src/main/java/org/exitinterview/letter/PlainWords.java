package org.exitinterview.letter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Advice on the wording of a letter to a young person. It only warns: the IRO knows the young
 * person, and decides.
 *
 * <p>The reading age is the Flesch-Kincaid grade (Kincaid and others, 1975) plus five, the age at
 * which the first grade begins to read.
 */
@Component
class PlainWords {

  /** In years; local choice. */
  static final int READING_AGE = 10;

  /** In words; local choice, after the government's own advice on sentences. */
  static final int LONGEST_SENTENCE = 20;

  private static final Pattern SENTENCE = Pattern.compile("[^.!?\\n]+[.!?]*");
  private static final Pattern WORD = Pattern.compile("[\\p{L}][\\p{L}'’-]*");
  private static final Pattern VOWELS = Pattern.compile("[aeiouy]+");
  private static final Pattern ABBREVIATION =
      Pattern.compile("\\b(?:\\p{Lu}{2,}s?|(?:\\p{L}\\.){2,})(?!\\p{L})");
  private static final Set<String> NO_NAMES =
      Set.of(
          "I",
          "I'm",
          "I've",
          "I'll",
          "I’m",
          "I’ve",
          "I’ll",
          "Monday",
          "Tuesday",
          "Wednesday",
          "Thursday",
          "Friday",
          "Saturday",
          "Sunday",
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December",
          "Christmas",
          "Easter",
          "English",
          "Welsh",
          "Dear",
          "Hello");

  private final Map<String, String> betterWords = new LinkedHashMap<>();

  /** In small letters; what else begins a sentence may be a name. */
  private final Set<String> ordinaryWords;

  PlainWords() {
    try {
      ordinaryWords =
          Set.copyOf(
              new ClassPathResource("letter/ordinary-words.txt")
                  .getContentAsString(StandardCharsets.UTF_8)
                  .lines()
                  .toList());
      new ClassPathResource("letter/plain-words.txt")
          .getContentAsString(StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.contains("="))
          .map(line -> line.split("=", 2))
          .forEach(pair -> betterWords.put(pair[0].strip(), pair[1].strip()));
    } catch (IOException e) {
      throw new UncheckedIOException("The word lists of letters cannot be read", e);
    }
  }

  /**
   * What to look at again, one sentence each; empty if nothing is.
   *
   * @param ownNames what the young person is called, which a letter may of course say
   * @param staff names of the people who work on the case
   */
  List<String> advice(String text, List<String> ownNames, List<String> staff) {
    List<String> advice = new ArrayList<>();
    double age = readingAge(text);
    if (age > READING_AGE) {
      advice.add(
          "It reads like something for a %d year old. Aim at %d or younger: shorter words, shorter sentences."
              .formatted(Math.round(age), READING_AGE));
    }
    for (String sentence : sentences(text)) {
      List<String> words = words(sentence);
      if (words.size() > LONGEST_SENTENCE) {
        advice.add(
            "The sentence that begins “%s …” has %d words. Make two of it."
                .formatted(String.join(" ", words.subList(0, 4)), words.size()));
      }
    }
    for (String abbreviation : found(ABBREVIATION, text).distinct().toList()) {
      advice.add("“%s” is an abbreviation. Use the full words.".formatted(abbreviation));
    }
    betterWords.forEach(
        (word, better) -> {
          if (Pattern.compile("\\b" + Pattern.quote(word) + "\\b", Pattern.CASE_INSENSITIVE)
              .matcher(text)
              .find()) {
            advice.add("Instead of “%s”, many young people prefer: %s.".formatted(word, better));
          }
        });
    for (String name : names(text, ownNames, staff)) {
      advice.add(
          "Is “%s” somebody's name? Leave out names of staff and of other children."
              .formatted(name));
    }
    return advice;
  }

  /** In years; of a text without words, zero. */
  static double readingAge(String text) {
    List<String> words = words(text);
    if (words.isEmpty()) {
      return 0;
    }
    int syllables = words.stream().mapToInt(PlainWords::syllables).sum();
    double grade =
        0.39 * words.size() / Math.max(1, sentences(text).size())
            + 11.8 * syllables / words.size()
            - 15.59;
    return Math.max(0, grade) + 5;
  }

  /** How many syllables an English word has, by its vowels; right for most. */
  static int syllables(String word) {
    String letters = word.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    int count = (int) VOWELS.matcher(letters).results().count();
    boolean silent =
        (letters.endsWith("e") && !letters.matches(".*[^aeiouy]le"))
            || letters.matches(".*[^aeiouytd]ed")
            || letters.matches(".*[^aeiouyscgxz]es");
    return Math.max(1, silent ? count - 1 : count);
  }

  private Set<String> names(String text, List<String> ownNames, List<String> staff) {
    Set<String> own = parts(ownNames);
    Set<String> known = parts(staff);
    Set<String> all = Set.copyOf(words(text));
    Set<String> names = new LinkedHashSet<>();
    for (String sentence : sentences(text)) {
      List<String> words = words(sentence);
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i).replaceAll("['’]s$", "");
        boolean capital = Character.isUpperCase(word.charAt(0)) && !word.matches("\\p{Lu}{2,}s?");
        boolean doubtful =
            capital && !NO_NAMES.contains(word) && (i > 0 || !mayBeginSentence(word, all));
        if (!own.contains(word) && (known.contains(word) || doubtful)) {
          names.add(word);
        }
      }
    }
    return names;
  }

  /**
   * Every first word has a capital, so there a name shows only by being no ordinary word: not on
   * the list, and nowhere else in the letter with a small letter.
   */
  private boolean mayBeginSentence(String word, Set<String> all) {
    String small = word.toLowerCase(Locale.ROOT).replace('’', '\'');
    return ordinaryWords.contains(small) || all.contains(small);
  }

  private static Set<String> parts(List<String> names) {
    Set<String> parts = new LinkedHashSet<>();
    names.forEach(name -> parts.addAll(words(name)));
    return parts;
  }

  private static List<String> sentences(String text) {
    return SENTENCE
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(sentence -> WORD.matcher(sentence).find())
        .toList();
  }

  private static List<String> words(String text) {
    return found(WORD, text).toList();
  }

  private static Stream<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group);
  }
}
