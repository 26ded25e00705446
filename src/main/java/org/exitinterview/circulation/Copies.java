package org.exitinterview.circulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.exitinterview.people.Person;
import org.exitinterview.record.Reader;
import org.exitinterview.record.Section;

/**
 * Exactly these people read exactly this text: what a decision on circulation covers.
 *
 * @param copies the copies, in the order of recipients; whoever gets none is not among them
 * @param text the revision of every section that can be circulated, by the section's key
 * @param complainedAbout user ids of people about whom something was said
 */
record Copies(List<Copy> copies, Map<String, String> text, Set<String> complainedAbout) {

  /**
   * One copy.
   *
   * @param reader who reads for the recipient
   * @param words the sections with their words
   * @param themes the sections of which only the theme is named
   */
  record Copy(
      CopyRecipient recipient,
      Share share,
      Reader reader,
      Set<Section> words,
      Set<Section> themes) {

    /** Whether the person is the reader, or one of them. */
    boolean isFor(Person person) {
      return reader.kind() == Reader.Kind.USER
          ? reader.id().equals(person.userId())
          : person.groups().contains(reader.id());
    }

    private String line() {
      return String.join(
          " ",
          "copy",
          recipient.code(),
          share.code(),
          reader.kind().name().toLowerCase(Locale.ROOT),
          reader.id(),
          "words",
          keys(words),
          "themes",
          keys(themes));
    }

    private static Copy ofLine(String[] part) {
      return new Copy(
          CopyRecipient.ofCode(part[1]).orElseThrow(),
          Share.ofCode(part[2]),
          new Reader(Reader.Kind.valueOf(part[3].toUpperCase(Locale.ROOT)), part[4]),
          sections(part[6]),
          sections(part[8]));
    }
  }

  /** As lines of a statement. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    copies.forEach(copy -> lines.add(copy.line()));
    text.forEach((section, revision) -> lines.add("text " + section + " " + revision));
    complainedAbout.forEach(person -> lines.add("complainedAbout " + person));
    return lines;
  }

  /** The copies that a statement is about. */
  static Copies ofLines(List<String> lines) {
    List<Copy> copies = new ArrayList<>();
    Map<String, String> text = new TreeMap<>();
    Set<String> complainedAbout = new TreeSet<>();
    for (String line : lines) {
      String[] part = line.split(" ", -1);
      switch (part[0]) {
        case "copy" -> copies.add(Copy.ofLine(part));
        case "text" -> text.put(part[1], part[2]);
        case "complainedAbout" -> complainedAbout.add(part[1]);
        default -> throw new IllegalStateException("A decision on circulation cannot be read");
      }
    }
    return new Copies(copies, text, complainedAbout);
  }

  /** The copy for a recipient. */
  Optional<Copy> of(CopyRecipient recipient) {
    return copies.stream().filter(copy -> copy.recipient() == recipient).findFirst();
  }

  /** The same copies with only what the young person still allows. */
  Copies within(Marks marks) {
    return new Copies(
        copies.stream()
            .map(
                copy ->
                    new Copy(
                        copy.recipient(),
                        copy.share(),
                        copy.reader(),
                        marks.words(copy.words(), copy.recipient()),
                        themes(copy, marks)))
            .toList(),
        text,
        complainedAbout);
  }

  private static Set<Section> themes(Copy copy, Marks marks) {
    Set<Section> known = EnumSet.noneOf(Section.class);
    known.addAll(copy.words());
    known.addAll(copy.themes());
    return marks.themes(known, copy.recipient());
  }

  /** Which revision of a section the decision is about; empty if nothing was written in it. */
  static Map<String, String> byKey(Map<Section, String> revisions) {
    Map<String, String> text = new TreeMap<>();
    revisions.forEach((section, revision) -> text.put(section.key(), revision));
    return text;
  }

  private static String keys(Set<Section> sections) {
    return sections.stream().sorted().map(Section::key).collect(Collectors.joining(","));
  }

  private static Set<Section> sections(String keys) {
    Set<Section> sections = EnumSet.noneOf(Section.class);
    for (String key : keys.split(",", -1)) {
      Section.ofKey(key).ifPresent(sections::add);
    }
    return sections;
  }
}
