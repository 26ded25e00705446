package org.exitinterview.record;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.exitinterview.people.Role;
import org.exitinterview.record.ReadLog.Entry;
import org.exitinterview.record.ReadLog.Event;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where somebody is in danger, the safeguarding lead reads what the circulation list withholds, for
 * a while. He or she gives a reason, which becomes part of the record, and the senior managers are
 * told.
 */
@Service
public class SafeguardingOverride {

  static final String BASIS = "safeguarding override";

  private static final String TOLD = "told of a safeguarding override";
  private static final String NO_REASON = "override without a reason";
  private static final String NO_LEAD = "not a safeguarding lead";
  private static final int LONGEST_REASON = 4000;

  private final RecordVault vault;
  private final RecordKeys keys;
  private final Sections sections;
  private final ReadLog readLog;
  private final CurrentPerson currentPerson;
  private final Outbox outbox;
  private final RecordSettings settings;
  private final Clock clock;

  SafeguardingOverride(
      RecordVault vault,
      RecordKeys keys,
      Sections sections,
      ReadLog readLog,
      CurrentPerson currentPerson,
      Outbox outbox,
      RecordSettings settings,
      Clock clock) {
    this.vault = vault;
    this.keys = keys;
    this.sections = sections;
    this.readLog = readLog;
    this.currentPerson = currentPerson;
    this.outbox = outbox;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * One override.
   *
   * @param by user id of the safeguarding lead
   * @param sections keys of the sections that were opened
   * @param reason in the lead's words
   * @param from when they were opened
   * @param until when they close by themselves
   * @param ended when the lead closed them before that; null if not
   */
  public record Reason(
      String by,
      List<String> sections,
      String reason,
      Instant from,
      Instant until,
      @Nullable Instant ended) {

    /** Whether the lead can still read. */
    public boolean inForce(Instant now) {
      return ended == null && until.isAfter(now);
    }
  }

  /**
   * Opens sections of a record to the current person, for the time that the settings allow, and
   * reads them. Refusals are logged too.
   *
   * @param reason why, in words; kept in the record, encrypted
   * @throws AccessRefusedException if the person is not a safeguarding lead
   * @throws OverrideRefusedException if no section or no reason is given
   * @throws UnknownRecordException if there is no such record
   */
  @Transactional
  public Map<Section, Map<String, Object>> open(
      String caseNumber, Set<Section> wanted, String reason) {
    Person lead = personIn(caseNumber, wanted, Set.of(Role.SAFEGUARDING_LEAD));
    if (wanted.isEmpty()) {
      throw new OverrideRefusedException("Name the parts of the record that you have to see.");
    }
    if (reason.isBlank()) {
      refuse(caseNumber, lead.userId(), wanted, NO_REASON);
      throw new OverrideRefusedException(
          "Say why you have to see this. Without a reason nothing is opened.");
    }
    if (reason.length() > LONGEST_REASON) {
      throw new OverrideRefusedException(
          "Give the reason in at most %d characters.".formatted(LONGEST_REASON));
    }
    if (!vault.exists(caseNumber)) {
      throw new UnknownRecordException();
    }
    Instant from = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant until = from.plus(settings.override());
    vault.grantUntil(caseNumber, Reader.user(lead.userId()), wanted, BASIS, until);
    keepReason(caseNumber, lead, wanted, reason, from, until);
    log(lead, caseNumber, wanted, Event.OVERRIDDEN);
    outbox.tell(
        Recipient.group(Role.SENIOR_MANAGER.groupId()), Notice.RECORD_OVERRIDDEN, caseNumber);
    return vault.read(caseNumber, wanted, "");
  }

  /**
   * Closes what the current person has opened in a record, before it closes by itself.
   *
   * @throws AccessRefusedException if the person is not a safeguarding lead
   */
  @Transactional
  public void end(String caseNumber) {
    Person lead =
        personIn(caseNumber, EnumSet.of(Section.OVERRIDE), Set.of(Role.SAFEGUARDING_LEAD));
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    for (String item : sections.items(caseNumber, Section.OVERRIDE)) {
      Reason override =
          reason(sections.read(keys.of(caseNumber), caseNumber, Section.OVERRIDE, item));
      if (override.by().equals(lead.userId()) && override.inForce(now)) {
        sections.write(
            keys.of(caseNumber),
            caseNumber,
            Section.OVERRIDE,
            item,
            Map.of("ended", now.toString()),
            lead.userId());
        log(lead, caseNumber, opened(override), Event.ENDED);
      }
    }
    vault.end(caseNumber, Reader.user(lead.userId()), BASIS);
  }

  /**
   * The overrides of a record, oldest first, for safeguarding leads and senior managers.
   *
   * @throws AccessRefusedException if the current person is neither; logged
   */
  @Transactional(readOnly = true)
  public List<Reason> reasons(String caseNumber) {
    personIn(
        caseNumber,
        EnumSet.of(Section.OVERRIDE),
        Set.of(Role.SAFEGUARDING_LEAD, Role.SENIOR_MANAGER));
    return sections.items(caseNumber, Section.OVERRIDE).stream()
        .map(item -> reason(vault.read(caseNumber, Section.OVERRIDE, item)))
        .toList();
  }

  /** The sections of a record that something is written in, for the safeguarding lead. */
  @Transactional(readOnly = true)
  public Set<Section> written(String caseNumber) {
    personIn(caseNumber, EnumSet.of(Section.OVERRIDE), Set.of(Role.SAFEGUARDING_LEAD));
    if (!vault.exists(caseNumber)) {
      throw new UnknownRecordException();
    }
    Set<Section> written = sections.written(caseNumber);
    written.remove(Section.OVERRIDE);
    return written;
  }

  /**
   * What is written in sections that the current person has opened, entry by entry: a section such
   * as the recommendations has several.
   *
   * @throws AccessRefusedException if the person may not read one of them; logged
   */
  @Transactional(readOnly = true)
  public Map<Section, List<Map<String, Object>>> words(String caseNumber, Set<Section> opened) {
    Map<Section, List<Map<String, Object>>> words = new EnumMap<>(Section.class);
    for (Section section : opened) {
      words.put(
          section,
          sections.items(caseNumber, section).stream()
              .map(item -> vault.read(caseNumber, section, item))
              .toList());
    }
    return words;
  }

  /** What the override opened. */
  static Set<Section> opened(Reason override) {
    Set<Section> opened = EnumSet.noneOf(Section.class);
    override.sections().forEach(key -> Section.ofKey(key).ifPresent(opened::add));
    return opened;
  }

  private void keepReason(
      String caseNumber,
      Person lead,
      Set<Section> wanted,
      String reason,
      Instant from,
      Instant until) {
    String item = UUID.randomUUID().toString();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("by", lead.userId());
    fields.put("sections", wanted.stream().sorted().map(Section::key).toList());
    fields.put("reason", reason);
    fields.put("from", from.toString());
    fields.put("until", until.toString());
    sections.write(keys.of(caseNumber), caseNumber, Section.OVERRIDE, item, fields, lead.userId());
    Set<Section> override = EnumSet.of(Section.OVERRIDE);
    for (Role role : List.of(Role.SAFEGUARDING_LEAD, Role.SENIOR_MANAGER)) {
      vault.grant(caseNumber, Reader.group(role.groupId()), override, item, Access.READ, TOLD);
    }
  }

  private static Reason reason(Map<String, Object> fields) {
    List<String> opened =
        fields.get("sections") instanceof List<?> keys
            ? keys.stream().map(String::valueOf).toList()
            : List.of();
    // What an earlier release opened has no end.
    Object ended = fields.get("ended");
    return new Reason(
        String.valueOf(fields.get("by")),
        opened,
        String.valueOf(fields.get("reason")),
        instant(fields.get("from"), Instant.EPOCH),
        instant(fields.get("until"), Instant.MAX),
        ended == null ? null : Instant.parse(ended.toString()));
  }

  private static Instant instant(@Nullable Object text, Instant otherwise) {
    return text == null ? otherwise : Instant.parse(text.toString());
  }

  private void log(Person lead, String caseNumber, Set<Section> about, Event event) {
    readLog.addInTransaction(
        about.stream()
            .map(section -> new Entry(lead.userId(), caseNumber, section, event, BASIS))
            .toList());
  }

  private Person personIn(String caseNumber, Set<Section> wanted, Set<Role> roles) {
    Person person = currentPerson.get();
    if (roles.stream().noneMatch(person::holds)) {
      refuse(caseNumber, person.userId(), wanted, NO_LEAD);
      throw new AccessRefusedException(
          "Only a safeguarding lead may look past the circulation list.");
    }
    return person;
  }

  private void refuse(String caseNumber, String person, Set<Section> wanted, String why) {
    readLog.addAlone(
        wanted.stream()
            .map(section -> new Entry(person, caseNumber, section, Event.REFUSED, why))
            .toList());
  }
}
