package org.exitinterview.circulation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.exitinterview.record.CirculationDecisions.Kind;
import org.exitinterview.record.CirculationDecisions.Statement;
import org.exitinterview.record.Section;

/**
 * What the young person said about who may see what: when the record was agreed, and whatever he or
 * she took back since. A later word can only narrow what an earlier one allowed.
 */
final class Marks {

  private static final String LIMIT = "limit ";
  private static final String COMPLAINED_ABOUT = "complainedAbout ";
  private static final String STOPPED = "stopped";
  private static final String COMPLAINED_ABOUT_KEY = "complainedAbout";
  private static final String REST_KEY = "limitRest";
  private static final String AS_THE_REST = "asTheRest";

  private final Map<Section, Set<Limit>> limits = new EnumMap<>(Section.class);
  private final Set<String> complainedAbout = new TreeSet<>();
  private boolean stopped;

  private Marks() {}

  /**
   * What agree-record.form says: one limit for the parts that have none of their own, and the
   * exceptions.
   */
  static Marks ofForm(Map<String, Object> facts) {
    Marks marks = new Marks();
    Object rest = facts.get(REST_KEY);
    for (Section section : Section.answers()) {
      Object own = facts.get(limitKey(section));
      marks.add(section, Limit.ofCode(own == null || AS_THE_REST.equals(own) ? rest : own));
    }
    marks.complainedAbout.addAll(peopleComplainedAbout(facts));
    return marks;
  }

  /** One limit on several sections. */
  static Marks of(Set<Section> sections, Limit limit) {
    Marks marks = new Marks();
    sections.forEach(section -> marks.add(section, limit));
    return marks;
  }

  /** Everything is taken back. */
  static Marks ofStop() {
    Marks marks = new Marks();
    marks.stopped = true;
    return marks;
  }

  /**
   * What holds after all statements about a record. Until copies were released, what was said last
   * when the record was read back counts. A limit under which copies were released stays, whatever
   * is agreed later: a wider wish must not undo it for those who have a copy already.
   *
   * @throws IllegalStateException if nobody agreed the record with the young person
   */
  static Marks of(List<Statement> statements) {
    Marks marks = new Marks();
    // Read back once more: what was said last counts, and whatever was taken back at any time.
    Statement agreement =
        statements.stream()
            .filter(statement -> statement.kind() == Kind.MARKED)
            .reduce((earlier, later) -> later)
            .orElseThrow(() -> new IllegalStateException("Nobody agreed the record of this case"));
    agreement.lines().forEach(marks::addLine);
    Statement latest = null;
    for (Statement statement : statements) {
      if (statement.kind() == Kind.MARKED) {
        latest = statement;
      } else if (statement.kind() == Kind.RELEASED && latest != null) {
        latest.lines().forEach(marks::addLine);
      }
    }
    statements.stream()
        .filter(statement -> statement.kind() == Kind.NARROWED)
        .forEach(statement -> statement.lines().forEach(marks::addLine));
    return marks;
  }

  /** User ids of people about whom something was said, as a form names them. */
  static Set<String> peopleComplainedAbout(Map<String, Object> facts) {
    return facts.get(COMPLAINED_ABOUT_KEY) instanceof Collection<?> people
        ? people.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new))
        : Set.of();
  }

  /** As lines of a statement. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    limits.forEach(
        (section, all) ->
            all.stream()
                .filter(limit -> limit != Limit.EVERYBODY_NAMED)
                .forEach(limit -> lines.add(LIMIT + section.key() + " " + limit.code())));
    complainedAbout.forEach(person -> lines.add(COMPLAINED_ABOUT + person));
    if (stopped) {
      lines.add(STOPPED);
    }
    return lines;
  }

  /** User ids of people about whom something was said. */
  Set<String> complainedAbout() {
    return complainedAbout;
  }

  /** Of these sections, those whose words the recipient may see. */
  Set<Section> words(Set<Section> sections, CopyRecipient recipient) {
    return stopped
        ? EnumSet.noneOf(Section.class)
        : where(sections, limit -> limit.allowsWords(recipient));
  }

  /** Of these sections, those of which the recipient may know only what they are about. */
  Set<Section> themes(Set<Section> sections, CopyRecipient recipient) {
    if (stopped) {
      return EnumSet.noneOf(Section.class);
    }
    Set<Section> themes = where(sections, limit -> limit.allowsTheme(recipient));
    themes.removeAll(words(sections, recipient));
    return themes;
  }

  /** Of these sections, those that the IRO may read in order to consider them. */
  Set<Section> forIro(Set<Section> sections) {
    return where(sections, Limit::allowsIro);
  }

  /** The sections that the young person took out of the record. */
  Set<Section> takenOut() {
    Set<Section> takenOut = EnumSet.copyOf(Section.answers());
    takenOut.removeAll(forIro(Section.answers()));
    return takenOut;
  }

  private Set<Section> where(Set<Section> sections, Predicate<Limit> allowed) {
    return sections.stream()
        .filter(section -> limits.getOrDefault(section, Set.of()).stream().allMatch(allowed))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Section.class)));
  }

  private void addLine(String line) {
    if (line.equals(STOPPED)) {
      stopped = true;
    } else if (line.startsWith(COMPLAINED_ABOUT)) {
      complainedAbout.add(line.substring(COMPLAINED_ABOUT.length()));
    } else if (line.startsWith(LIMIT)) {
      String[] words = line.substring(LIMIT.length()).split(" ", -1);
      Section.ofKey(words[0]).ifPresent(section -> add(section, Limit.ofCode(words[1])));
    }
  }

  private void add(Section section, Limit limit) {
    limits.computeIfAbsent(section, first -> EnumSet.noneOf(Limit.class)).add(limit);
  }

  private static String limitKey(Section section) {
    String key = section.key();
    return "limit" + Character.toUpperCase(key.charAt(0)) + key.substring(1);
  }
}
